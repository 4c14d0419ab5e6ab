/// Reads the records of a CSV file (RFC 4180), plain or gzip, one after the other in constant memory.
///
/// Encoding and separator are told from the beginning of the file. Quoted fields may hold separators, line breaks and
/// doubled quotes; a quote inside an unquoted field is an ordinary character; empty lines are passed over but counted.
/// A copy of a reader shares its file: read with one of them only.
public struct CSVReader {
    /// Bytes; no honest record is longer than this.
    public static let recordLimit = 1 << 20
    /// Bytes; a file with a line longer than this is no table, and nobody reads on to its end.
    public static let lineLimit = 1 << 24
    /// No honest record has more fields than this.
    public static let fieldLimit = 4_096

    /// The byte between fields.
    public let separator: UInt8

    private var source: TextSource
    private var parser: RecordParser
    /// Text that was read; what lies before `start` is done with.
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false
    private var number = 0
    private var line = 1
    /// The rest of a record that was cut is in front.
    private var isCut = false

    /// Opens a file and looks at its beginning.
    /// - Parameters:
    ///   - separator: the byte between fields; nil lets the reader tell it from the first records.
    ///   - encoding: how the file writes its characters; nil lets the reader tell it.
    /// - Throws: `ByteSource.Failure` when the file cannot be read or its beginning is damaged.
    public init(path: String, separator: UInt8? = nil, encoding: TextEncoding? = nil) throws(ByteSource.Failure) {
        try self.init(path: path, separator: separator, encoding: encoding, pieceSize: 1 << 18, sampleSize: 1 << 18)
    }

    /// Sizes in bytes, so that tests can cut the file anywhere; `encoding` nil is told from the file.
    init(
        path: String, separator: UInt8? = nil, encoding: TextEncoding? = nil, pieceSize: Int, sampleSize: Int
    ) throws(ByteSource.Failure) {
        source = TextSource(try ByteSource(path: path), encoding: encoding, pieceSize: pieceSize, sampleSize: sampleSize)
        while buffer.count < sampleSize, !isAtEnd { isAtEnd = try !source.read(into: &buffer) }
        self.separator = separator ?? SeparatorDetection.separator(in: buffer, isWhole: isAtEnd)
        parser = RecordParser(separator: self.separator)
    }

    /// How the file writes its characters. UTF-8 for text that has been ASCII so far.
    public var encoding: TextEncoding { source.encoding }

    /// How much of the file has been read, 0…1.
    public var progress: Double { source.progress }

    /// The next record; nil at the end of the file.
    /// - Throws: `ByteSource.Failure.damaged`.
    public mutating func next() throws(ByteSource.Failure) -> Record? {
        // Only whoever wants more than the record that was cut waits for the end of its line.
        if isCut { try passOverLine() }
        while true {
            guard start < buffer.count else {
                guard try refill() else { return nil }
                continue
            }
            let begin = start
            let end: Int
            switch parser.parse(buffer, from: begin, isWhole: isAtEnd) {
            case .incomplete:
                _ = try refill()
                continue
            case .record(let recordEnd, let next): (end, start) = (recordEnd, next)
            case .tooLong(let recordEnd): (end, start, isCut) = (recordEnd, recordEnd, true)
            }
            number += 1
            let firstLine = line
            line += 1 + parser.lineBreaks
            // An empty line is no record, and a record of one empty field is written with quotes.
            if begin == end { continue }
            return record(begin..<end, line: firstLine)
        }
    }

    private func record(_ range: Range<Int>, line: Int) -> Record {
        let problem = parser.problem ?? (isWellFormed(range) ? nil : .undecodable)
        return Record(
            number: number, line: line, problem: problem,
            text: buffer, range: range, unquoted: parser.unquoted, places: parser.fields
        )
    }

    private func isWellFormed(_ range: Range<Int>) -> Bool {
        let bytes = buffer.span.extracting(range)
        var all: UInt8 = 0
        for index in bytes.indices { all |= bytes[index] }
        // Most records are ASCII, which this loop tells many bytes at a time.
        return all < 0x80 || (try? UTF8Span(validating: bytes)) != nil
    }

    /// Brings the next piece of the file behind what is not yet done with; false when there is none.
    private mutating func refill() throws(ByteSource.Failure) -> Bool {
        guard !isAtEnd else { return false }
        buffer.removeFirst(start)
        start = 0
        isAtEnd = try !source.read(into: &buffer)
        return true
    }

    /// Moves behind the end of the line that was cut, without keeping what is passed over.
    private mutating func passOverLine() throws(ByteSource.Failure) {
        isCut = false
        var passed = 0
        while true {
            let before = start
            while start < buffer.count, buffer[start] != UInt8(ascii: "\n"), buffer[start] != UInt8(ascii: "\r") { start += 1 }
            passed += start - before
            guard passed <= Self.lineLimit else { throw source.damaged("a line longer than \(Self.lineLimit >> 20) MiB") }
            // A carriage return waits for the line feed that may belong to it.
            if start + 1 < buffer.count || (start < buffer.count && isAtEnd) { break }
            guard try refill() else { return }
        }
        let isPair = buffer[start] == UInt8(ascii: "\r") && start + 1 < buffer.count && buffer[start + 1] == UInt8(ascii: "\n")
        start += isPair ? 2 : 1
    }
}
