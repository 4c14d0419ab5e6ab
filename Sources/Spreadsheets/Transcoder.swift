import Glibc

/// Turns bytes of an encoding into UTF-8 piece by piece; characters may be split between pieces.
///
/// Bytes that belong to no character become the byte `bad`, which occurs in no UTF-8 text, so that the row that holds them
/// is found by the same check as in a file that is UTF-8 itself.
final class Transcoder {
    static let bad: UInt8 = 0xFF

    private let encoding: TextEncoding
    private let converter: iconv_t
    /// The beginning of a character whose end has not come yet.
    private var rest: [UInt8] = []

    /// - Returns: nil for UTF-8, which needs no conversion, and when the system has none.
    init?(from encoding: TextEncoding) {
        guard encoding != .utf8, let converter = iconv_open("UTF-8", encoding.rawValue), Int(bitPattern: converter) != -1 else {
            return nil
        }
        self.encoding = encoding
        self.converter = converter
    }

    deinit { iconv_close(converter) }

    /// Converts the next piece and appends it to `output`.
    func append(_ piece: some Collection<UInt8>, to output: inout [UInt8], isLast: Bool) {
        var input = rest + piece
        rest.removeAll(keepingCapacity: true)
        var done = 0
        while done < input.count {
            let problem = convert(&input, from: &done, into: &output)
            if problem == EILSEQ || (problem == EINVAL && isLast) {
                appendReplacement(for: input, from: &done, into: &output)
            } else if problem == EINVAL {
                rest = Array(input[done...])
                return
            }
        }
    }

    /// Answers `errno` of iconv, 0 when all went well or only the room ran out.
    private func convert(_ input: inout [UInt8], from done: inout Int, into output: inout [UInt8]) -> Int32 {
        withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { space in
            input.withUnsafeMutableBytes { bytes in
                var source = bytes.baseAddress?.advanced(by: done).assumingMemoryBound(to: CChar.self)
                var left = bytes.count - done
                var target = space.baseAddress?.assumingMemoryBound(to: CChar.self)
                var room = space.count
                let isFine = iconv(converter, &source, &left, &target, &room) != -1
                let problem = isFine || errno == E2BIG ? 0 : errno
                output.append(contentsOf: UnsafeRawBufferPointer(rebasing: space[..<(space.count - room)]))
                done = bytes.count - left
                return problem
            }
        }
    }

    private func appendReplacement(for input: [UInt8], from done: inout Int, into output: inout [UInt8]) {
        switch encoding {
        case .gb18030 where input[done] == 0x80:
            // Windows code page 936 writes the euro sign so, and the WHATWG Encoding Standard reads it so.
            output.append(contentsOf: "\u{20AC}".utf8)
            done += 1
        case .utf16LittleEndian, .utf16BigEndian:
            // A lone surrogate is a whole unit; passing over one byte of it would shift all that follows.
            output.append(Self.bad)
            done = min(done + 2, input.count)
        case .utf8, .gb18030:
            output.append(Self.bad)
            done += 1
        }
    }
}
