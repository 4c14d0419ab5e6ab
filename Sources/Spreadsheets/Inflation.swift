import CZlib

/// The unpacking of gzip data, one member after the other; knows bytes in memory and no file.
final class Inflation {
    enum Outcome: Equatable {
        /// More input or more room is needed.
        case ongoing
        /// A member ended and its checksum and length are right.
        case memberEnd
        /// zlib's own words for what is wrong with the data.
        case damaged(String)
    }

    // zlib keeps a pointer back to this structure and refuses one that has moved, hence the allocation.
    private let stream: UnsafeMutablePointer<z_stream>

    /// - Returns: nil when there is no memory for the window.
    init?() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 is the largest window; 16 more asks for the gzip format and nothing else.
        guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
    }

    deinit {
        inflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// Makes ready for the next member.
    func reset() { inflateReset(stream) }

    /// Unpacks as much of `input` as `output` has room for.
    func unpack(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) -> (taken: Int, given: Int, outcome: Outcome) {
        let available = UInt32(clamping: input.count)
        let room = UInt32(clamping: output.count)
        // zlib reads through this pointer and never writes; its header merely lacks the `const`.
        stream.pointee.next_in = input.baseAddress.map { UnsafeMutablePointer(mutating: $0.assumingMemoryBound(to: Bytef.self)) }
        stream.pointee.avail_in = available
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: Bytef.self)
        stream.pointee.avail_out = room
        let status = inflate(stream, Z_NO_FLUSH)
        let taken = Int(available - stream.pointee.avail_in)
        let given = Int(room - stream.pointee.avail_out)
        switch status {
        case Z_STREAM_END: return (taken, given, .memberEnd)
        case Z_OK, Z_BUF_ERROR: return (taken, given, .ongoing)
        default: return (taken, given, .damaged(stream.pointee.msg.map { String(cString: $0) } ?? "invalid data"))
        }
    }
}
