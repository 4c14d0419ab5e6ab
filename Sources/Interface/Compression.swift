import CZlib

/// The gzip form of what is sent often and packed once.
public enum Compression {
    /// - Parameter level: 1 (quick) to 9 (small).
    /// - Returns: nil when packing gains nothing.
    public static func gzip(_ bytes: [UInt8], level: Int32 = 9) -> [UInt8]? {
        var stream = z_stream()
        // 15 is the largest window; 16 more asks for the gzip format.
        let status = deflateInit2_(
            &stream, level, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)
        )
        guard status == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        var packed = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        let isDone = bytes.withUnsafeBufferPointer { source in
            packed.withUnsafeMutableBufferPointer { target in
                // zlib reads through this pointer and never writes; its header merely lacks the `const`.
                stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
                stream.avail_in = UInt32(clamping: source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(clamping: target.count)
                return deflate(&stream, Z_FINISH) == Z_STREAM_END
            }
        }
        guard isDone, stream.total_out < UInt(bytes.count) else { return nil }
        return Array(packed.prefix(Int(stream.total_out)))
    }
}
