/// Finds the end of a record, remembering whether it stands inside quotes when the bytes run out.
struct RecordScan {
    let separator: UInt8
    private(set) var isQuoted = false
    private var isAtFieldStart = true
    /// The byte before was a quote inside quotes: the end of the field, or half of a doubled quote.
    private var isAfterQuote = false

    init(separator: UInt8) { self.separator = separator }

    /// The end of the record if it lies in the bytes; `position` then stands at the beginning of the next one.
    ///
    /// A carriage return at the end of the bytes waits for what follows, because a line feed would belong to it.
    mutating func find(in bytes: [UInt8], from position: inout Int) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            while position < bytes.count {
                let byte = bytes[position]
                if isQuoted {
                    if byte == UInt8(ascii: "\"") {
                        isQuoted = false
                        isAfterQuote = true
                    }
                    position += 1
                    continue
                }
                switch byte {
                case UInt8(ascii: "\n"):
                    position += 1
                    return position - 1
                case UInt8(ascii: "\r"):
                    guard position + 1 < bytes.count else { return nil }
                    let end = position
                    position += bytes[position + 1] == UInt8(ascii: "\n") ? 2 : 1
                    return end
                case UInt8(ascii: "\""):
                    if isAtFieldStart || isAfterQuote { isQuoted = true }
                    isAtFieldStart = false
                    isAfterQuote = false
                case separator:
                    isAtFieldStart = true
                    isAfterQuote = false
                default:
                    isAtFieldStart = false
                    isAfterQuote = false
                }
                position += 1
            }
            return nil
        }
    }
}

/// Cuts a record into its fields.
struct FieldSplit {
    let separator: UInt8

    /// Calls `body` with each field's bytes, without its quotes and with doubled quotes as one.
    func forEach(in record: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void) {
        var position = 0
        var unquoted: [UInt8] = []
        while true {
            if position < record.count, record[position] == UInt8(ascii: "\"") {
                unquoted.removeAll(keepingCapacity: true)
                position = unquote(record, from: position + 1, into: &unquoted)
                unquoted.withUnsafeBytes(body)
            } else {
                let start = position
                while position < record.count, record[position] != separator { position += 1 }
                body(UnsafeRawBufferPointer(rebasing: record[start..<position]))
            }
            guard position < record.count else { return }
            position += 1
        }
    }

    /// Reads to the closing quote and on to the separator; what stands between the two is kept too.
    private func unquote(_ record: UnsafeRawBufferPointer, from start: Int, into field: inout [UInt8]) -> Int {
        var position = start
        while position < record.count {
            let byte = record[position]
            if byte == UInt8(ascii: "\"") {
                guard position + 1 < record.count, record[position + 1] == byte else {
                    position += 1
                    break
                }
                position += 1
            }
            field.append(byte)
            position += 1
        }
        while position < record.count, record[position] != separator {
            field.append(record[position])
            position += 1
        }
        return position
    }
}

/// Tells which byte separates fields.
enum SeparatorDetection {
    private static let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]

    /// The candidate that cuts the first records into the same number of fields, and into most; a comma when none does.
    static func separator(in text: [UInt8]) -> UInt8 {
        var best = (separator: candidates[0], score: 0)
        for candidate in candidates {
            let counts = fieldCounts(text, candidate)
            guard let first = counts.first, first > 1 else { continue }
            let agreeing = counts.filter { $0 == first }.count
            let score = agreeing * 1_000 / counts.count * 100 + min(first, 99)
            if score > best.score { best = (candidate, score) }
        }
        return best.separator
    }

    private static func fieldCounts(_ text: [UInt8], _ separator: UInt8) -> [Int] {
        var counts: [Int] = []
        var start = 0
        while counts.count < 50 {
            var scan = RecordScan(separator: separator)
            var position = start
            guard let end = scan.find(in: text, from: &position) else {
                // The last record of a short file has no line end.
                if counts.isEmpty, start < text.count { counts.append(count(text, start..<text.count, separator)) }
                return counts
            }
            if end > start { counts.append(count(text, start..<end, separator)) }
            start = position
        }
        return counts
    }

    private static func count(_ text: [UInt8], _ range: Range<Int>, _ separator: UInt8) -> Int {
        var fields = 0
        text.withUnsafeBytes { bytes in
            FieldSplit(separator: separator).forEach(in: UnsafeRawBufferPointer(rebasing: bytes[range])) { _ in fields += 1 }
        }
        return fields
    }
}
