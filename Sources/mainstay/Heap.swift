#if canImport(Glibc)
    import CMalloc
#endif

/// How the C library keeps memory for this process.
enum Heap {
    /// Keeps what was freed few and small. By default every thread of a server gets a heap of its own, whose free parts no other thread uses,
    /// and blocks as large as any that was freed are no longer given back: under load a third of the resident memory was such holes.
    /// Called before there are other threads; elsewhere than with the GNU C library nothing needs to be said.
    static func keepSmall() {
        #if canImport(Glibc)
            _ = mallopt(M_ARENA_MAX, 2)
            _ = mallopt(M_MMAP_THRESHOLD, 128 * 1_024)
            _ = mallopt(M_TRIM_THRESHOLD, 128 * 1_024)
        #endif
    }
}
