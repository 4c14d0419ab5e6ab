import Glibc

/// Writes records as CSV (RFC 4180): CRLF after each record, quotes only where they are needed.
///
/// What is written gathers in `bytes`; callers that stream `take` it away or `flush` it now and then. Without
/// `protectsFormulas` a `CSVReader` reads back exactly what was written.
public struct CSVWriter {
    /// Why bytes could not be written; `reason` is the system's word for it.
    public struct Failure: Error, Equatable, Sendable {
        public var reason: String
    }

    /// What has been written and not yet taken away.
    public private(set) var bytes: [UInt8] = []
    private let separator: UInt8
    private let protectsFormulas: Bool
    private var isAtBeginning: Bool

    /// - Parameters:
    ///   - byteOrderMark: writes the mark by which spreadsheet programs know UTF-8.
    ///   - protectsFormulas: puts an apostrophe before text that a spreadsheet program would run as a formula.
    public init(separator: UInt8 = UInt8(ascii: ","), byteOrderMark: Bool = false, protectsFormulas: Bool = false) {
        self.separator = separator
        self.protectsFormulas = protectsFormulas
        isAtBeginning = !byteOrderMark
        if byteOrderMark { bytes = Self.mark }
    }

    /// Adds one record.
    public mutating func write(_ fields: [String]) {
        for (index, field) in fields.enumerated() {
            append(field.utf8, isFirst: index == 0, isAlone: fields.count == 1)
        }
        endRecord()
    }

    /// Adds a record as it was read, and further fields behind its own; no text is made of what is only passed on.
    /// - Parameter columns: a record with fewer fields is filled up to this number, so that the further fields stand in line.
    public mutating func write(_ record: CSVReader.Record, columns: Int = 0, adding more: [String] = []) {
        let own = max(record.count, columns)
        for index in 0..<own {
            append(index < record.count ? record[index] : [], isFirst: index == 0, isAlone: own + more.count == 1)
        }
        for (index, field) in more.enumerated() {
            append(field.utf8, isFirst: own + index == 0, isAlone: own + more.count == 1)
        }
        endRecord()
    }

    /// Adds a line without a record, so that the records that follow keep their line numbers.
    mutating func writeEmptyLine() { endRecord() }

    /// Gives what was written and forgets it.
    public mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    /// Writes what has gathered to an open file once it is at least `size` bytes, and forgets it; 0 writes whatever there is.
    /// - Throws: `Failure`; what could not be written is still in `bytes`.
    public mutating func flush(to descriptor: Int32, whenOver size: Int = 0) throws(Failure) {
        guard bytes.count >= size else { return }
        var done = 0
        defer { bytes.removeFirst(done) }
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done) }
            if count >= 0 {
                done += count
            } else if errno != EINTR {
                throw Failure(reason: String(cString: strerror(errno)))
            }
        }
    }

    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private mutating func endRecord() {
        bytes.append(UInt8(ascii: "\r"))
        bytes.append(UInt8(ascii: "\n"))
        isAtBeginning = false
    }

    private mutating func append(_ field: some Collection<UInt8>, isFirst: Bool, isAlone: Bool) {
        if !isFirst { bytes.append(separator) }
        let start = bytes.count
        if protectsFormulas && Self.isFormula(field) { bytes.append(UInt8(ascii: "'")) }
        bytes.append(contentsOf: field)
        if needsQuotes(from: start, isAlone: isAlone) { quote(from: start) }
    }

    private func needsQuotes(from start: Int, isAlone: Bool) -> Bool {
        // A record of one empty field would read as an empty line.
        if start == bytes.count { return isAlone }
        // A first field that begins like the mark would lose its beginning.
        if isAtBeginning && start == 0 && bytes.starts(with: Self.mark) { return true }
        for index in start..<bytes.count {
            switch bytes[index] {
            case separator, UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"): return true
            default: continue
            }
        }
        return false
    }

    private mutating func quote(from start: Int) {
        let field = Array(bytes[start...])
        bytes.append(UInt8(ascii: "\""))
        bytes[start] = UInt8(ascii: "\"")
        bytes.removeLast(bytes.count - start - 1)
        for byte in field {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
