import Basics
import Foundation
import Spreadsheets
import Yams

/// A sales file on disk: which layout it has and its rows.
public enum SalesFile {
    /// How columns are found.
    public enum Layout: String, Sendable, CaseIterable {
        /// By the names in the header, in Chinese and English.
        case auto
        case onlineRetail = "online-retail"
    }

    /// Why a file cannot be imported at all.
    public enum Refusal: Error, Equatable, Sendable {
        case empty(path: String)
        case missingColumns([String], header: [String])
        case notOnlineRetail
        case badMapping(path: String, reason: String)
    }

    /// Rows of a CSV file, for the importer.
    struct Rows: SourceRows {
        private var reader: CSVReader
        let header: [String]

        init(path: String) throws {
            var reader = try CSVReader(path: path)
            guard let first = try reader.next() else { throw Refusal.empty(path: path) }
            header = first.fields
            self.reader = reader
        }

        var progress: Double { reader.progress }

        mutating func next() throws -> SourceRow? {
            guard let record = try reader.next() else { return nil }
            let problem: SetAsideReason? = record.problem == nil ? nil : .unreadable
            return SourceRow(number: record.number, fields: record.fields, problem: problem)
        }
    }

    static func layout(
        _ layout: Layout, header: [String], path: String, mapping: String?, currency: Currency?, base: Currency
    ) throws -> SalesLayout {
        if layout == .onlineRetail {
            guard let known = OnlineRetailLayout(header: header, currency: currency) else { throw Refusal.notOnlineRetail }
            return .onlineRetail(known)
        }
        let named = try mapping.map(names) ?? [:]
        switch ColumnLayout.match(header: header, mapping: named) {
        case .failure(let missing):
            throw Refusal.missingColumns(missing.fields.map(\.rawValue), header: missing.header)
        case .success(let places):
            let order = try dateOrder(path: path, column: places[.date] ?? 0)
            return .columns(ColumnLayout(places: places, currency: currency ?? base, dateOrder: order))
        }
    }

    /// `account: Kunde` per line.
    private static func names(_ path: String) throws -> [SalesField: String] {
        do {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let pairs = try Yams.load(yaml: text) as? [String: String] ?? [:]
            var names: [SalesField: String] = [:]
            for (key, value) in pairs {
                guard let field = SalesField(rawValue: key) else {
                    throw Refusal.badMapping(
                        path: path, reason: key + ": " + SalesField.allCases.map(\.rawValue).joined(separator: ", ")
                    )
                }
                names[field] = value
            }
            return names
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw Refusal.badMapping(path: path, reason: "\(error)")
        }
    }

    /// Looks at the first rows: a number above 12 tells the day from the month; without one the day comes first.
    static func dateOrder(path: String, column: Int) throws -> FieldReading.DateOrder {
        var rows = try Rows(path: path)
        for _ in 0..<2_000 {
            guard let row = try rows.next() else { break }
            guard column < row.fields.count else { continue }
            let numbers = row.fields[column].split { !$0.isNumber }.prefix(3).compactMap { Int($0) }
            guard numbers.count == 3, numbers[0] < 100 else { continue }
            if numbers[0] > 12 { return .dayFirst }
            if numbers[1] > 12 { return .monthFirst }
        }
        return .dayFirst
    }
}

extension App {
    /// Imports a sales file, or says what importing it would do.
    /// - Parameters:
    ///   - rejects: where to write rows that were set aside: their original columns, row number and reason.
    ///   - rejectHeader: what the two added columns are called.
    ///   - progress: told of rows read and the share of the file, 0…1.
    /// - Throws: `SalesFile.Refusal`, `ByteSource.Failure` or `StorageFailure`; what was booked before stays booked.
    public func importSales(
        _ path: String, layout: SalesFile.Layout, mapping: String? = nil, currency: Currency? = nil, dryRun: Bool = false,
        rejects: String? = nil, rejectHeader: (row: String, reason: String) = ("row", "reason"), by actor: User.ID?,
        progress: (_ rows: Int, _ share: Double) -> Void = { _, _ in }
    ) async throws -> ImportTally {
        var rows = try SalesFile.Rows(path: path)
        let base = try await organisation().baseCurrency
        let understood = try SalesFile.layout(
            layout, header: rows.header, path: path, mapping: mapping, currency: currency, base: base
        )
        let run = SalesImport(app: self, actor: actor)
        let system = understood.name
        let name = (path as NSString).lastPathComponent
        if dryRun { return try await run.rehearse(path: path, layout: understood, sourceSystem: system) }
        let leftOver = try rejects.map { try SetAsideFile(path: $0, header: rows.header, added: rejectHeader) }
        let record = try await run.run(
            &rows, layout: understood, fileName: name, sourceSystem: system,
            setAside: { try leftOver?.write($0) }, progress: { progress($0.rows, $0.share) }
        )
        try leftOver?.close()
        return record.tally
    }
}

/// The file of rows that were set aside; it can be corrected and imported again.
final class SetAsideFile {
    private let file: FileHandle
    private let columns: Int

    init(path: String, header: [String], added: (row: String, reason: String)) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path) else {
            throw ByteSource.Failure.cannotOpen(path: path, reason: String(cString: strerror(errno)))
        }
        self.file = file
        columns = header.count
        var writer = CSVWriter(byteOrderMark: true)
        writer.write(header + [added.row, added.reason])
        try file.write(contentsOf: Data(writer.bytes))
    }

    func write(_ rows: [SalesImport.SetAsideRow]) throws {
        var writer = CSVWriter()
        for entry in rows {
            let missing = Array(repeating: "", count: max(0, columns - entry.row.fields.count))
            writer.write(entry.row.fields + missing + [String(entry.row.number), entry.reason.rawValue])
        }
        try file.write(contentsOf: Data(writer.bytes))
    }

    func close() throws { try file.close() }
}
