import Synchronization

/// Keys that a file has had, as eight bytes each, shared by all copies of who asks: a copy per part would take time with the square of
/// the file's length.
final class SeenKeys: Sendable {
    private let hashes = Mutex<Set<Int>>([])

    func contains(_ hash: Int) -> Bool { hashes.withLock { $0.contains(hash) } }
    func insert(_ new: Set<Int>) { hashes.withLock { $0.formUnion(new) } }
}
