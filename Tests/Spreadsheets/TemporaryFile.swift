import Foundation

@testable import Spreadsheets

/// A file of its own for one test, gone with its last use.
final class TemporaryFile {
    let path: String

    init(_ bytes: some Sequence<UInt8>) throws {
        path = NSTemporaryDirectory() + "spreadsheets-\(ProcessInfo.processInfo.globallyUniqueString)"
        // Not through `Data`, which waits for the disk each time; the random tests write tens of thousands of files.
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard file >= 0 else { throw CocoaError(.fileWriteUnknown) }
        defer { close(file) }
        let content = Array(bytes)
        guard write(file, content, content.count) == content.count else { throw CocoaError(.fileWriteUnknown) }
    }

    deinit { unlink(path) }
}

/// What a record said, as a value to compare.
struct Seen: Equatable {
    var number: Int
    var line: Int
    var problem: CSVReader.Problem?
    var fields: [String]
    var raw: [UInt8]

    init(_ record: CSVReader.Record) {
        number = record.number
        line = record.line
        problem = record.problem
        fields = record.fields
        raw = Array(record.raw)
    }
}

extension TemporaryFile {
    /// Reads the file to its end.
    /// - Parameter pieceSize: nil reads as the product does, which tells `encoding` by itself; otherwise the file is cut after so
    ///   many bytes everywhere.
    func records(
        separator: UInt8? = UInt8(ascii: ","), encoding: TextEncoding = .utf8, pieceSize: Int? = nil
    ) throws -> [Seen] {
        var reader = if let pieceSize {
            try CSVReader(path: path, separator: separator, encoding: encoding, pieceSize: pieceSize, sampleSize: 1)
        } else {
            try CSVReader(path: path, separator: separator)
        }
        var records: [Seen] = []
        while let record = try reader.next() { records.append(Seen(record)) }
        return records
    }
}

/// The records of a file that holds the bytes, with commas between fields.
func records(of bytes: some Sequence<UInt8>, pieceSize: Int? = nil) throws -> [Seen] {
    try TemporaryFile(bytes).records(pieceSize: pieceSize)
}
