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
    /// Rows that somebody corrected: the texts of all columns, by row number.
    var corrections: [Int: Correction] = [:]
    var review: ImportReview?
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
    /// The first rows that need somebody's eyes.
    var problems: [Problem] = []

    /// How many problem rows are kept for the page; all of them come in the file of set-aside rows.
    static let shownProblems = 60

    /// Counts a row that would be set aside, and keeps it for the page as long as there is room.
    mutating func note(_ row: SourceRow, _ reason: SetAsideReason, field: String?, similar: String?) {
        tally.setAside(reason)
        guard problems.count < Self.shownProblems else { return }
        problems.append(Problem(row: row.number, fields: row.fields, reason: reason.rawValue, similar: similar, field: field))
    }

    struct Problem: Sendable, Hashable, Codable {
        var row: Int
        var fields: [String]
        var reason: String
        /// The record that looks the same, for possible duplicates.
        var similar: String?
        /// Which field is wrong.
        var field: String?
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
                corrections = \(draft.corrections.isEmpty ? nil : try encoded(draft.corrections)), review = \(try draft.review.map(encoded))
            WHERE id = \(draft.id)
            """)
    }

    private static let columns: SQL = """
        id, kind, file_name, format, file, size, sheet, rows_file, columns, currency, corrections, review, created_by, created_at
        """

    private static func draft(_ row: Row) throws -> ImportDraft {
        ImportDraft(
            id: try row.get(0), kind: ImportKind(rawValue: try row.get(1)) ?? .sales, fileName: try row.get(2),
            isWorkbook: try row.get(3, as: String.self) == "xlsx", file: try row.get(4), size: try row.get(5), sheet: try row.get(6),
            rowsFile: try row.get(7), columns: try decoded(try row.get(8)), currency: try row.get(9),
            corrections: try decoded(try row.get(10)) ?? [:], review: try decoded(try row.get(11)), createdBy: try row.get(12),
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

    static func remove(_ id: ImportDraft.ID, in connection: Connection) throws {
        try connection.execute("DELETE FROM import_draft WHERE id = \(id)")
    }

    // MARK: Known headers

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
