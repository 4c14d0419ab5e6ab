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

        /// - Parameter reading: how somebody says that the file is written; what they leave open, the file tells.
        init(path: String, _ reading: FileReading.Choice = .init()) throws {
            var reader = try CSVReader(path: path, separator: reading.separator?.byte, encoding: reading.encoding)
            guard let first = try reader.next() else { throw Refusal.empty(path: path) }
            header = first.fields
            self.reader = reader
        }

        var progress: Double { reader.progress }
        var encoding: TextEncoding { reader.encoding }
        var separator: FileReading.Separator { FileReading.Separator(reader.separator) }

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
            let told = try FileReading.told(path: path, .init(), dates: places.columns(of: SalesField.dates), numbers: places.columns(of: SalesField.numbers))
            return .columns(ColumnLayout(places: places, currency: currency ?? base, dateOrder: told.dates, decimal: told.decimal))
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
        let leftOver = try rejects.map { try SetAsideFile(path: $0, header: rows.header, added: [rejectHeader.row, rejectHeader.reason]) {
            [String($0.row.number), $0.reason.rawValue]
        } }
        let record = try await run.run(
            &rows, layout: understood, fileName: name, sourceSystem: system,
            setAside: { try leftOver?.write($0) }, progress: { progress($0.rows, $0.share) }
        )
        try leftOver?.close()
        return record.tally
    }
}
