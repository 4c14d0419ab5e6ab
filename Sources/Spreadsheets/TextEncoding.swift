/// How a text file writes its characters.
public enum TextEncoding: String, Sendable, CaseIterable, Codable {
    case utf8 = "UTF-8"
    /// Contains GBK and GB 2312.
    case gb18030 = "GB18030"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"

    /// The encoding that the mark at the beginning of a file names, and how many bytes the mark takes.
    static func marked(_ bytes: [UInt8]) -> (encoding: TextEncoding, length: Int)? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        return nil
    }

    /// Tells UTF-8 from GB18030 in text without a mark.
    ///
    /// Text that is valid UTF-8 is UTF-8. A damaged character does not turn a whole file into another encoding: the text stays
    /// UTF-8 while it holds eight well-formed characters beyond ASCII for each ill-formed one. In GB18030 about one in seven
    /// passes for UTF-8 by chance.
    /// - Parameter isWhole: whether the sample is the whole text; otherwise its last character may be cut and says nothing.
    static func told(from sample: [UInt8], isWhole: Bool) -> TextEncoding {
        var bytes = sample[...]
        if !isWhole { bytes = bytes.dropLast(cutLength(sample)) }
        var parser = Unicode.UTF8.ForwardParser()
        var remaining = bytes.makeIterator()
        var wellFormed = 0
        var illFormed = 0
        while true {
            switch parser.parseScalar(from: &remaining) {
            case .valid(let units): if units.count > 1 { wellFormed += 1 }
            case .error: illFormed += 1
            case .emptyInput: return illFormed == 0 || wellFormed >= 8 * illFormed ? .utf8 : .gb18030
            }
        }
    }

    /// How many bytes at the end may belong to a character that goes on after the sample: a lead byte and what follows it.
    private static func cutLength(_ sample: [UInt8]) -> Int {
        let tail = sample.suffix(4)
        guard let lead = tail.lastIndex(where: { $0 & 0xC0 != 0x80 }), sample[lead] >= 0xC0 else { return 0 }
        return sample.endIndex - lead
    }
}
