/// Reads the records of a CSV file (RFC 4180) one after the other in constant memory.
///
/// Encoding and separator are told from the beginning of the file. Quoted fields may hold separators, line breaks and
/// doubled quotes; a quote inside an unquoted field is an ordinary character; empty lines are passed over but counted.
public struct CSVReader {
    /// One record of the file.
    public struct Record: Sendable, Equatable {
        /// 1 for the first record of the file, which is the header in most files; empty lines count.
        public var number: Int
        public var fields: [String]
        /// Set when the record could not be read as it should; `fields` then holds what there is.
        public var problem: Problem?
    }

    /// What can be wrong with a single record.
    public enum Problem: Sendable, Equatable {
        /// A quoted field does not end before the file does.
        case unterminatedQuote
        /// The record is longer than `recordLimit` bytes; the rest of the file was not read.
        case tooLong
        /// It holds bytes that are no character in the file's encoding.
        case undecodable
    }

    /// No honest record is longer than this.
    public static let recordLimit = 1 << 20

    public let encoding: TextEncoding
    public let separator: UInt8
    private let source: ByteSource
    private var transcoder: Transcoder
    private var buffer: [UInt8]
    private var start = 0
    private var isAtEnd = false
    private var number = 0
    private let pieceSize: Int

    /// Opens a file and looks at its beginning.
    /// - Parameters:
    ///   - separator: the byte between fields; nil lets the reader tell it from the first records.
    ///   - pieceSize: how many bytes are read at a time.
    public init(path: String, separator: UInt8? = nil, pieceSize: Int = 1 << 18) throws(ByteSource.Failure) {
        source = try ByteSource(path: path)
        self.pieceSize = pieceSize
        var sample: [UInt8] = []
        while sample.count < 1 << 16, !isAtEnd {
            let piece = try Self.read(source, pieceSize)
            isAtEnd = piece.isEmpty
            sample += piece
        }
        let whole = isAtEnd
        let (encoding, mark) = sample.withUnsafeBytes { TextEncoding.detect($0, isWhole: whole) }
        self.encoding = encoding
        var transcoder = Transcoder(from: encoding)
        var text: [UInt8] = []
        sample.withUnsafeBytes { bytes in
            transcoder.append(UnsafeRawBufferPointer(rebasing: bytes[mark...]), to: &text, isLast: whole)
        }
        self.transcoder = transcoder
        buffer = text
        self.separator = separator ?? SeparatorDetection.separator(in: text)
    }

    /// How much of the file has been read, 0…1.
    public var progress: Double { source.progress }

    /// The next record; nil at the end of the file.
    /// - Throws: `ByteSource.Failure.damaged`.
    public mutating func next() throws(ByteSource.Failure) -> Record? {
        while true {
            guard let (end, following, problem) = try recordEnd() else { return nil }
            number += 1
            let range = start..<end
            start = following
            if range.isEmpty && problem == nil { continue }
            return record(range, problem)
        }
    }

    /// Where the record that begins at `start` ends, and where the next one begins; reads on as far as needed.
    private mutating func recordEnd() throws(ByteSource.Failure) -> (end: Int, following: Int, Problem?)? {
        var scan = RecordScan(separator: separator)
        var position = start
        while true {
            if let end = scan.find(in: buffer, from: &position) { return (end, position, nil) }
            if isAtEnd {
                guard start < buffer.count else { return nil }
                // A carriage return at the very end belongs to no field.
                let end = !scan.isQuoted && buffer.last == UInt8(ascii: "\r") ? buffer.count - 1 : buffer.count
                return (end, buffer.count, scan.isQuoted ? .unterminatedQuote : nil)
            }
            if position - start > Self.recordLimit {
                isAtEnd = true
                let end = buffer.count
                return (end, end, .tooLong)
            }
            position -= start
            try refill()
        }
    }

    private mutating func refill() throws(ByteSource.Failure) {
        buffer.removeFirst(start)
        start = 0
        let piece = try Self.read(source, pieceSize)
        isAtEnd = piece.isEmpty
        let last = isAtEnd
        piece.withUnsafeBytes { transcoder.append($0, to: &buffer, isLast: last) }
    }

    private static func read(_ source: ByteSource, _ size: Int) throws(ByteSource.Failure) -> [UInt8] {
        var failure: ByteSource.Failure?
        let piece = [UInt8](unsafeUninitializedCapacity: size) { space, count in
            do throws(ByteSource.Failure) {
                count = try source.read(into: UnsafeMutableRawBufferPointer(space))
            } catch {
                failure = error
                count = 0
            }
        }
        if let failure { throw failure }
        return piece
    }

    private func record(_ range: Range<Int>, _ problem: Problem?) -> Record {
        var fields: [String] = []
        fields.reserveCapacity(16)
        var damaged = false
        buffer.withUnsafeBytes { bytes in
            FieldSplit(separator: separator).forEach(in: UnsafeRawBufferPointer(rebasing: bytes[range])) { field in
                let text = String(decoding: field, as: UTF8.self)
                // Decoding repairs bad bytes with U+FFFD, which no sales file holds on purpose.
                if !damaged, !text.utf8.elementsEqual(field) || text.unicodeScalars.contains("\u{FFFD}") { damaged = true }
                fields.append(text)
            }
        }
        return Record(number: number, fields: fields, problem: problem ?? (damaged ? .undecodable : nil))
    }
}
