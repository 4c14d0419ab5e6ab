/// Writes records as CSV (RFC 4180): CRLF between records, quotes only where they are needed.
public struct CSVWriter {
    /// What has been written so far; callers that stream take it away now and then.
    public private(set) var bytes: [UInt8] = []
    private let separator: UInt8
    private let protectsFormulas: Bool

    /// - Parameters:
    ///   - byteOrderMark: writes the mark by which spreadsheet programs know UTF-8.
    ///   - protectsFormulas: puts an apostrophe before text that a spreadsheet program would run as a formula.
    public init(separator: UInt8 = UInt8(ascii: ","), byteOrderMark: Bool = false, protectsFormulas: Bool = false) {
        self.separator = separator
        self.protectsFormulas = protectsFormulas
        if byteOrderMark { bytes = [0xEF, 0xBB, 0xBF] }
    }

    /// Adds one record.
    public mutating func write(_ fields: [String]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(separator) }
            // A record of one empty field would read as an empty line.
            append(field, isAlone: fields.count == 1)
        }
        bytes.append(contentsOf: "\r\n".utf8)
    }

    /// Gives what was written and forgets it.
    public mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    private mutating func append(_ field: String, isAlone: Bool) {
        let text = protectsFormulas && Self.isFormula(field) ? "'" + field : field
        let needsQuotes = (isAlone && text.isEmpty) || text.utf8.contains { byte in
            byte == separator || byte == UInt8(ascii: "\"") || byte == 10 || byte == 13
        }
        guard needsQuotes else { return bytes.append(contentsOf: text.utf8) }
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// OWASP "CSV injection": what begins like a formula; plain numbers such as -12.50 are none.
    static func isFormula(_ field: String) -> Bool {
        guard let first = field.utf8.first else { return false }
        switch first {
        case UInt8(ascii: "="), UInt8(ascii: "@"), 9, 13: return true
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            return !field.utf8.dropFirst().allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
        default: return false
        }
    }
}
