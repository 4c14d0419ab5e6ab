import Basics
import Foundation
import Interface
import Spreadsheets

/// The file of rows that were set aside; it can be corrected and imported again.
final class SetAsideFile {
    private let path: String
    private let file: FileHandle
    /// How many columns of the file itself are kept.
    private let columns: Int
    private let describe: (SalesImport.SetAsideRow) -> [String]

    /// - Parameters:
    ///   - added: the headers of the columns behind those of the file.
    ///   - describe: the texts of those columns.
    init(path: String, header: [String], added: [String], _ describe: @escaping (SalesImport.SetAsideRow) -> [String]) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path) else {
            throw ByteSource.Failure.cannotOpen(path: path, reason: String(cString: strerror(errno)))
        }
        (self.path, self.file, self.describe) = (path, file, describe)
        let own = Array(header.prefix(Self.ownColumns(header)))
        columns = own.count
        var writer = CSVWriter(byteOrderMark: true)
        writer.write(own + added)
        try file.write(contentsOf: Data(writer.bytes))
    }

    /// A file of the wizard, with reasons in the words of whoever reads it and their codes.
    convenience init(_ header: [String], _ visit: Context, _ app: App) throws {
        let folder = app.files.folder + "/incoming"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let words = visit.words.imports
        try self.init(path: folder + "/" + app.random.bytes(12).hexadecimal, header: header, added: [words.fileRow, words.reason, words.reasonCode]) { row in
            let texts = row.problems.map { words.text(of: $0, visit, named: true) }
            return [String(row.row.number), texts.joined(separator: "; "), row.problems.map(\.reason.rawValue).joined(separator: " ")]
        }
    }

    /// How many columns a header has without those that such a file adds: corrected and given back, it gets them anew.
    static func ownColumns(_ header: [String]) -> Int {
        let isGivenBack = Language.allCases.contains { language in
            let words = language.words.imports
            return header.suffix(3) == [words.fileRow, words.reason, words.reasonCode]
        }
        return isGivenBack ? header.count - 3 : header.count
    }

    func write(_ rows: [SalesImport.SetAsideRow]) throws {
        guard !rows.isEmpty else { return }
        var writer = CSVWriter()
        for entry in rows {
            let missing = Array(repeating: "", count: max(0, columns - entry.row.fields.count))
            writer.write(entry.row.fields.prefix(columns) + missing + describe(entry))
        }
        try file.write(contentsOf: Data(writer.bytes))
    }

    func close() throws { try file.close() }

    /// Throws the file away.
    func discard() {
        try? file.close()
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Moves the complete file to the others and gives its hash.
    func keep(in app: App) throws -> String {
        try close()
        let incoming = try app.files.incoming(limit: .max, random: app.random)
        guard let handle = FileHandle(forReadingAtPath: path) else { throw FileStore.Failure.notWritable(path: path) }
        defer { try? handle.close() }
        do {
            while let data = try handle.read(upToCount: 1 << 20), !data.isEmpty { try incoming.write(data) }
        } catch {
            incoming.discard()
            throw error
        }
        try? FileManager.default.removeItem(atPath: path)
        return try app.files.keep(incoming)
    }
}

/// What checking a file finds wrong: the first rows for the pages, all of them in a file.
final class FoundProblems {
    private(set) var problems: [ImportReview.Problem] = []
    private let file: SetAsideFile
    private let app: App

    init(_ header: [String], _ visit: Context, _ app: App) throws {
        self.app = app
        file = try SetAsideFile(header, visit, app)
    }

    func note(_ rows: [(row: SalesImport.SetAsideRow, similar: String?)]) throws {
        for (row, similar) in rows {
            if problems.count < ImportReview.keptProblems {
                problems.append(.init(row: row.row.number, fields: row.row.fields, problems: row.problems, similar: similar))
            }
        }
        try file.write(rows.map(\.row))
    }

    func keep() throws -> String { try file.keep(in: app) }
    func discard() { file.discard() }
}
