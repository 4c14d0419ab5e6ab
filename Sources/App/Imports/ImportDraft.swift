import Basics
import Foundation
import Storage

/// What a file to import holds.
public enum ImportKind: String, CaseIterable, Sendable {
    case sales, accounts, contacts, products
}

/// A file on its way into the books: uploaded, matched, checked; running it is an import.
struct ImportDraft: Sendable {
    typealias ID = Identifier<ImportDraft>

    var id: ID
    var kind: ImportKind
    var fileName: String
    var isWorkbook: Bool
    /// The hash of the uploaded file.
    var file: String
    /// Bytes.
    var size: Int64
    /// Of a workbook: the sheet that is read.
    var sheet: String?
    /// The hash of the file whose rows are read: the upload itself, or a workbook's sheet as CSV.
    var rowsFile: String?
    /// Which column holds which field; nil until somebody has looked at it.
    var columns: [String: Int]?
    var currency: String?
    /// What somebody said about how the file is written.
    var reading = FileReading.Choice()
    /// Rows that somebody corrected: the texts of all columns, by row number.
    var corrections: [Int: Correction] = [:]
    var review: ImportReview?
    /// The hash of the file of rows that checking would set aside.
    var setAsideFile: String?
    var createdBy: User.ID
    var createdAt: Timestamp

    /// What somebody decided about a row.
    struct Correction: Sendable, Hashable, Codable {
        /// Other texts; nil keeps what the file has.
        var fields: [String]?
        var decision: Decision?

        enum Decision: String, Sendable, Codable {
            /// Similar, but another record.
            case new
            /// The same record as the one that exists.
            case same
            case leaveOut
        }
    }
}

/// What reading a file found, before anything is written.
struct ImportReview: Sendable, Hashable, Codable {
    var tally = ImportTally()
    /// Documents of a sales file that the books have already.
    var knownDocuments = 0
    /// Rows of a sales file whose amount is not quantity times price; they are booked as they are.
    var amountsOff = 0
    /// The first of those rows.
    var firstAmountOff: Int?

    /// How many problem rows are kept for the pages; all of them come in the file of set-aside rows.
    static let keptProblems = 10_000
    static let problemsOnPage = 50

    /// A row that needs somebody's eyes.
    struct Problem: Sendable, Hashable, Codable {
        var row: Int
        var fields: [String]
        /// Everything that is wrong; the first is what the row is counted under.
        var problems: [RowProblem]
        /// The code of the account that the row may be, for possible duplicates.
        var similar: String?

        var reason: SetAsideReason { problems.first?.reason ?? .unreadable }
    }
}

/// All SQL that names drafts of imports.
enum ImportDraftStore {
    static func insert(_ draft: ImportDraft, in connection: Connection) throws {
        try connection.execute("""
            INSERT INTO import_draft (id, kind, file_name, format, file, size, sheet, rows_file, created_by, created_at)
            VALUES (\(draft.id), \(draft.kind.rawValue), \(draft.fileName), \(draft.isWorkbook ? "xlsx" : "csv"), \(draft.file), \(draft.size),
                \(draft.sheet), \(draft.rowsFile), \(draft.createdBy), \(draft.createdAt))
            """)
    }

    static func save(_ draft: ImportDraft, in connection: Connection) throws {
        try connection.execute("""
            UPDATE import_draft SET kind = \(draft.kind.rawValue), sheet = \(draft.sheet), rows_file = \(draft.rowsFile),
                columns = \(try draft.columns.map(encoded)), currency = \(draft.currency),
                corrections = \(draft.corrections.isEmpty ? nil : try encoded(draft.corrections)), review = \(try draft.review.map(encoded)),
                reading = \(draft.reading == .init() ? nil : try encoded(draft.reading)), set_aside_file = \(draft.setAsideFile)
            WHERE id = \(draft.id)
            """)
    }

    private static let columns: SQL = """
        id, kind, file_name, format, file, size, sheet, rows_file, columns, currency, corrections, review, created_by, created_at,
        reading, set_aside_file
        """

    private static func draft(_ row: Row) throws -> ImportDraft {
        ImportDraft(
            id: try row.get(0), kind: ImportKind(rawValue: try row.get(1)) ?? .sales, fileName: try row.get(2),
            isWorkbook: try row.get(3, as: String.self) == "xlsx", file: try row.get(4), size: try row.get(5), sheet: try row.get(6),
            rowsFile: try row.get(7), columns: try decoded(try row.get(8)), currency: try row.get(9),
            reading: try decoded(try row.get(14)) ?? .init(), corrections: try decoded(try row.get(10)) ?? [:],
            review: try decoded(try row.get(11)), setAsideFile: try row.get(15), createdBy: try row.get(12),
            createdAt: try row.get(13)
        )
    }

    static func draft(_ id: ImportDraft.ID, in connection: Connection) throws -> ImportDraft? {
        try connection.first("SELECT \(columns) FROM import_draft WHERE id = \(id)", draft)
    }

    /// Drafts that were never run, newest first.
    static func open(limit: Int, in connection: Connection) throws -> [ImportDraft] {
        try connection.rows("""
            SELECT \(columns) FROM import_draft WHERE NOT EXISTS (SELECT 1 FROM import i WHERE i.draft_id = import_draft.id)
            ORDER BY id DESC LIMIT \(limit)
            """, draft)
    }

    static func openCount(in connection: Connection) throws -> Int {
        try connection.first("SELECT COUNT(*) FROM import_draft WHERE NOT EXISTS (SELECT 1 FROM import i WHERE i.draft_id = import_draft.id)") {
            try $0.get(0)
        } ?? 0
    }

    static func remove(_ id: ImportDraft.ID, in connection: Connection) throws {
        try connection.execute("DELETE FROM import_problem WHERE draft_id = \(id)")
        try connection.execute("DELETE FROM import_draft WHERE id = \(id)")
    }

    // MARK: Problem rows

    /// Puts the rows that a check found in the place of those of the check before.
    static func save(_ problems: [ImportReview.Problem], of id: ImportDraft.ID, in connection: Connection) throws {
        try connection.execute("DELETE FROM import_problem WHERE draft_id = \(id)")
        try connection.insert(into: Table("import_problem", "draft_id", "row_number", "problem"), try problems.map {
            [id.sqlValue, $0.row.sqlValue, .text(try encoded($0))]
        })
    }

    /// Problem rows after one of them, in the order of the file.
    static func problems(of id: ImportDraft.ID, after row: Int, limit: Int, in connection: Connection) throws -> [ImportReview.Problem] {
        try connection.rows("""
            SELECT problem FROM import_problem WHERE draft_id = \(id) AND row_number > \(row) ORDER BY row_number LIMIT \(limit)
            """) { try decoded(try $0.get(0, as: String?.self)) as ImportReview.Problem? }.compactMap(\.self)
    }

    // MARK: Known headers

    /// Which kind a header was matched as last.
    static func kind(header: String, in connection: Connection) throws -> ImportKind? {
        try connection.first("SELECT kind FROM import_mapping WHERE header = \(header) ORDER BY saved_at DESC LIMIT 1") {
            ImportKind(rawValue: try $0.get(0))
        } ?? nil
    }

    static func forget(_ kind: ImportKind, header: String, in connection: Connection) throws {
        try connection.execute("DELETE FROM import_mapping WHERE kind = \(kind.rawValue) AND header = \(header)")
    }

    static func mapping(_ kind: ImportKind, header: String, in connection: Connection) throws -> [String: Int]? {
        try connection.first("SELECT columns FROM import_mapping WHERE kind = \(kind.rawValue) AND header = \(header)") {
            try decoded(try $0.get(0, as: String?.self)) as [String: Int]?
        } ?? nil
    }

    static func remember(_ columns: [String: Int], _ kind: ImportKind, header: String, at now: Timestamp, in connection: Connection) throws {
        try connection.execute("""
            INSERT INTO import_mapping (kind, header, columns, saved_at) VALUES (\(kind.rawValue), \(header), \(try encoded(columns)), \(now))
            ON CONFLICT (kind, header) DO UPDATE SET columns = excluded.columns, saved_at = excluded.saved_at
            """)
    }

    private static func encoded(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private static func decoded<Value: Decodable>(_ text: String?) throws -> Value? {
        try text.map { try JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
    }
}
