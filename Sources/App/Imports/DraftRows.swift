import Basics
import Foundation
import Spreadsheets

/// The rows of a draft's file, with what somebody corrected.
struct DraftRows: SourceRows {
    let header: [String]
    private var rows: SalesFile.Rows
    private let corrections: [Int: ImportDraft.Correction]

    init(_ draft: ImportDraft, in files: FileStore) throws {
        let path = files.path(of: draft.rowsFile ?? draft.file)
        rows = try SalesFile.Rows(path: path, draft.reading)
        header = rows.header
        corrections = draft.corrections
    }

    var progress: Double { rows.progress }

    mutating func next() throws -> SourceRow? {
        guard var row = try rows.next() else { return nil }
        guard let correction = corrections[row.number] else { return row }
        if let fields = correction.fields {
            row.fields = fields
            row.problem = nil
        }
        if correction.decision == .leaveOut { row.problem = .leftOut }
        return row
    }

    /// What somebody decided about a possible duplicate.
    func decision(_ row: Int) -> ImportDraft.Correction.Decision? { corrections[row]?.decision }
}

extension ImportDraft {
    /// The header as one text, by which a known file is recognised.
    static func signature(_ header: [String]) -> String { header.map(ColumnLayout.fold).joined(separator: "|") }

    /// How the rows of a sales file are read.
    func salesLayout(header: [String], base: Currency, in files: FileStore) throws -> SalesLayout {
        let currency = currency.flatMap { Currency($0) } ?? base
        if columns == nil, let known = OnlineRetailLayout(header: header, currency: self.currency.flatMap { Currency($0) }) { return .onlineRetail(known) }
        var places: [SalesField: Int] = [:]
        for (name, place) in columns ?? kind.match(header) { if let field = SalesField(rawValue: name) { places[field] = place } }
        let told = try told(columns ?? kind.match(header), in: files)
        return .columns(ColumnLayout(places: places, currency: currency, dateOrder: told.dates, decimal: told.decimal))
    }

    /// How the file is written, as far as some columns tell.
    func told(_ columns: [String: Int], in files: FileStore) throws -> FileReading {
        func places(_ names: [String]) -> [Int] { names.compactMap { columns[$0] }.sorted() }
        return try FileReading.told(
            path: files.path(of: rowsFile ?? file), reading, dates: places(kind.dateFields), numbers: places(kind.numberFields)
        )
    }

    /// Writes the chosen sheet of a workbook as CSV beside the upload and gives its hash.
    static func unpack(_ file: String, sheet name: String?, in files: FileStore, random: SecureRandom) throws -> (sheets: [String], chosen: String, rowsFile: String) {
        let workbook = try Workbook(path: files.path(of: file))
        let visible = workbook.sheets.filter { !$0.isHidden }
        guard let sheet = visible.first(where: { $0.name == name }) ?? bestSheet(of: workbook, visible) ?? workbook.sheets.first else {
            throw Workbook.Failure.notAWorkbook
        }
        let incoming = try files.incoming(limit: ImportUpload.limit, random: random)
        do {
            try workbook.writeCSV(of: sheet) { bytes in
                try incoming.write(bytes)
                return !Task.isCancelled
            }
        } catch {
            incoming.discard()
            throw error
        }
        return (visible.map(\.name), sheet.name, try files.keep(incoming))
    }

    /// The sheet whose header is understood best and has rows below it; a cover that comes first has none.
    private static func bestSheet(of workbook: Workbook, _ sheets: [Workbook.Sheet]) -> Workbook.Sheet? {
        guard sheets.count > 1 else { return sheets.first }
        let known = sheets.map { sheet -> Int in
            guard var rows = try? workbook.rows(of: sheet), let header = try? rows.next()?.cells, (try? rows.next()) ?? nil != nil else { return -1 }
            let kind = ImportKind.guess(header), columns = kind.match(header)
            return columns.count + (kind.missing(columns).isEmpty ? 100 : 0)
        }
        let best = known.max() ?? 0
        return zip(sheets, known).first { $0.1 == best }?.0
    }
}
