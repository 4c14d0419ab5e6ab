import Glibc

/// How a text file writes its characters.
public enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "UTF-8"
    case gb18030 = "GB18030"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"

    /// Tells the encoding from the beginning of a file, and how many bytes its mark takes.
    ///
    /// Without a mark, text that is valid UTF-8 is UTF-8 and anything else is GB18030, which contains GBK and GB 2312.
    /// - Parameter isWhole: whether the sample is the whole file; otherwise its last character may be cut.
    public static func detect(_ sample: UnsafeRawBufferPointer, isWhole: Bool) -> (encoding: TextEncoding, mark: Int) {
        if sample.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if sample.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if sample.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        var bytes = sample[...]
        if !isWhole {
            // Up to three bytes of a cut character say nothing.
            var cut = 0
            while cut < 3, let last = bytes.last, last & 0xC0 == 0x80 {
                bytes = bytes.dropLast()
                cut += 1
            }
            if let last = bytes.last, last >= 0xC0 { bytes = bytes.dropLast() }
        }
        return (String(validating: bytes, as: UTF8.self) == nil ? .gb18030 : .utf8, 0)
    }
}

/// Turns bytes of an encoding into UTF-8 piece by piece; characters may be split between pieces.
struct Transcoder {
    private let converter: Converter?
    private var rest: [UInt8] = []

    /// iconv's state, closed with its last user.
    private final class Converter {
        let handle: iconv_t
        init(_ handle: iconv_t) { self.handle = handle }
        deinit { iconv_close(handle) }
    }

    init(from encoding: TextEncoding) {
        guard encoding != .utf8, let handle = iconv_open("UTF-8", encoding.rawValue), Int(bitPattern: handle) != -1 else {
            converter = nil
            return
        }
        converter = Converter(handle)
    }

    /// Appends the piece to `output`; a byte that belongs to no character becomes U+FFFD, so that its row can be set aside.
    mutating func append(_ piece: UnsafeRawBufferPointer, to output: inout [UInt8], isLast: Bool) {
        guard let converter else { return output.append(contentsOf: piece) }
        var input = rest + piece
        rest.removeAll(keepingCapacity: true)
        var done = 0
        withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { space in
            while done < input.count {
                var failed: Int32 = 0
                (done, failed) = Self.convert(converter.handle, &input, from: done, through: space, into: &output)
                if failed == EILSEQ || (failed == EINVAL && isLast) {
                    output.append(contentsOf: "\u{FFFD}".utf8)
                    done += 1
                } else if failed == EINVAL {
                    rest = Array(input[done...])
                    return
                }
            }
        }
    }

    private static func convert(
        _ handle: iconv_t, _ input: inout [UInt8], from start: Int, through space: UnsafeMutableRawBufferPointer,
        into output: inout [UInt8]
    ) -> (Int, Int32) {
        input.withUnsafeMutableBytes { bytes in
            var source = bytes.baseAddress?.advanced(by: start).assumingMemoryBound(to: CChar.self)
            var left = bytes.count - start
            var target = space.baseAddress?.assumingMemoryBound(to: CChar.self)
            var room = space.count
            errno = 0
            let result = iconv(handle, &source, &left, &target, &room)
            let failed = result == -1 ? errno : 0
            output.append(contentsOf: UnsafeRawBufferPointer(rebasing: space[..<(space.count - room)]))
            return (bytes.count - left, failed == E2BIG ? 0 : failed)
        }
    }
}
