import Basics
import Foundation
import Storage

/// One run of an import, as the database remembers it.
public struct ImportRecord: Sendable, Hashable {
    public typealias ID = Identifier<ImportRecord>

    public var id: ID
    public var fileName: String
    public var layout: String
    public var sourceSystem: String
    public var status: Status
    public var startedAt: Timestamp
    public var finishedAt: Timestamp?
    public var tally: ImportTally
    /// What the file held: `sales`, `accounts`, `contacts` or `products`.
    public var kind = "sales"
    /// What its changes of records can be taken back by.
    var batchID: Int64?
    /// The hash of the file of rows that were set aside.
    var setAsideFile: String?
    /// The wizard's draft, which can be run again.
    var draftID: Int64?

    public enum Status: String, Sendable {
        /// Also what a run looks like whose process was killed: import the file again.
        case running
        case finished, failed, undone
    }
}

/// All SQL that names the tables of imports.
enum ImportStore {
    /// The hashes of all files that imports have: uploads, unpacked rows, rows set aside.
    static func fileHashes(in connection: Connection) throws -> Set<String> {
        Set(try connection.rows("""
            SELECT file FROM import_draft UNION SELECT rows_file FROM import_draft UNION SELECT set_aside_file FROM import_draft
            UNION SELECT set_aside_file FROM import
            """) { try $0.get(0, as: String?.self) }.compactMap(\.self))
    }

    static func start(_ record: ImportRecord, by actor: User.ID?, in connection: Connection) throws {
        try connection.execute("""
            INSERT INTO import (id, kind, file_name, layout, source_system, status, started_at, started_by, tally)
            VALUES (\(record.id), \(record.kind), \(record.fileName), \(record.layout), \(record.sourceSystem),
                \(record.status.rawValue), \(record.startedAt), \(actor), \(try encoded(record.tally)))
            """)
    }

    /// Says what a run has booked so far, in the transaction that books it.
    /// - Throws: `WorkLease.Lost` when the run is not under way any more.
    static func count(_ tally: ImportTally, of id: ImportRecord.ID, in connection: Connection) throws {
        let isRunning = try connection.execute("""
            UPDATE import SET tally = \(try encoded(tally)), row_count = \(tally.rows), set_aside_rows = \(tally.setAsideRows)
            WHERE id = \(id) AND status = \(ImportRecord.Status.running.rawValue)
            """) == 1
        guard isRunning else { throw WorkLease.Lost() }
    }

    /// Says how a run ended; what it has booked was counted with every part.
    static func end(_ id: ImportRecord.ID, as status: ImportRecord.Status, at now: Timestamp, in connection: Connection) throws {
        try connection.execute("UPDATE import SET status = \(status.rawValue), finished_at = \(now) WHERE id = \(id)")
    }

    static func save(
        _ tally: ImportTally, status: ImportRecord.Status, finishedAt: Timestamp?, of id: ImportRecord.ID, in connection: Connection
    ) throws {
        try connection.execute("""
            UPDATE import SET tally = \(try encoded(tally)), row_count = \(tally.rows), status = \(status.rawValue),
                set_aside_rows = \(tally.setAsideRows), finished_at = \(finishedAt) WHERE id = \(id)
            """)
    }

    static func setFiles(_ id: ImportRecord.ID, setAsideFile: String?, draft: Int64?, batch: Int64?, in connection: Connection) throws {
        try connection.execute("""
            UPDATE import SET set_aside_file = COALESCE(\(setAsideFile), set_aside_file), draft_id = COALESCE(\(draft), draft_id),
                batch_id = COALESCE(\(batch), batch_id) WHERE id = \(id)
            """)
    }

    /// Repeats beside each run what its tally says.
    static func repairCounts(in connection: Connection) throws {
        for record in try records(limit: Int(Int32.max), in: connection) {
            try connection.execute("UPDATE import SET row_count = \(record.tally.rows), set_aside_rows = \(record.tally.setAsideRows) WHERE id = \(record.id)")
        }
    }

    /// The counters of this run's documents are needed only while it runs.
    static func forgetDocuments(of id: ImportRecord.ID, in connection: Connection) throws {
        try connection.execute("DELETE FROM import_document WHERE import_id = \(id)")
    }

    /// Imports, the newest first.
    /// - Parameters:
    ///   - onlySetAside: those alone that are finished and left rows out.
    ///   - last: only older ones than this.
    static func records(
        onlySetAside: Bool = false, before last: ImportRecord.ID? = nil, limit: Int, in connection: Connection
    ) throws -> [ImportRecord] {
        let left: SQL = onlySetAside ? "AND set_aside_rows > 0 AND status = 'finished'" : .empty
        return try connection.rows("""
            SELECT \(columns) FROM import WHERE id < \(last?.value ?? .max) \(left) ORDER BY id DESC LIMIT \(limit)
            """, record)
    }

    static func count(onlySetAside: Bool, in connection: Connection) throws -> Int {
        let left: SQL = onlySetAside ? "WHERE set_aside_rows > 0 AND status = 'finished'" : .empty
        return try connection.first("SELECT COUNT(*) FROM import \(left)") { try $0.get(0) } ?? 0
    }

    /// Finished imports that left rows out, the newest first, and how many there are with how many rows.
    static func recordsWithSetAside(limit: Int, in connection: Connection) throws -> (imports: Int, rows: Int, newest: [ImportRecord]) {
        let left: SQL = "set_aside_rows > 0 AND status = 'finished'"
        let total = try connection.first("SELECT COUNT(*), COALESCE(SUM(set_aside_rows), 0) FROM import WHERE \(left)") { row in
            (imports: try row.get(0, as: Int.self), rows: try row.get(1, as: Int.self))
        }
        guard let total, total.imports > 0 else { return (0, 0, []) }
        let newest = try connection.rows("SELECT \(columns) FROM import WHERE \(left) ORDER BY id DESC LIMIT \(limit)", record)
        return (total.imports, total.rows, newest)
    }

    static func record(_ id: ImportRecord.ID, in connection: Connection) throws -> ImportRecord? {
        try connection.first("SELECT \(columns) FROM import WHERE id = \(id)", record)
    }

    /// The run of a draft that is under way or finished; nil when the draft can be run.
    static func standing(of draft: ImportDraft.ID, in connection: Connection) throws -> ImportRecord? {
        try connection.first("""
            SELECT \(columns) FROM import WHERE draft_id = \(draft) AND status IN ('finished', 'running') ORDER BY status, id DESC LIMIT 1
            """, record)
    }

    /// When the newest file was booked; nil when none was.
    static func lastFinish(in connection: Connection) throws -> Timestamp? {
        try connection.first("SELECT finished_at FROM import WHERE status = \(ImportRecord.Status.finished.rawValue) ORDER BY id DESC LIMIT 1") { row in
            try row.get(0, as: Timestamp?.self)
        }.flatMap(\.self)
    }

    private static let columns: SQL = "id, file_name, layout, source_system, status, started_at, finished_at, tally, kind, batch_id, set_aside_file, draft_id"

    private static func record(_ row: Row) throws -> ImportRecord {
        ImportRecord(
            id: try row.get(0), fileName: try row.get(1), layout: try row.get(2), sourceSystem: try row.get(3),
            status: ImportRecord.Status(rawValue: try row.get(4)) ?? .failed, startedAt: try row.get(5),
            finishedAt: try row.get(6), tally: try decoded(try row.get(7)), kind: try row.get(8), batchID: try row.get(9),
            setAsideFile: try row.get(10), draftID: try row.get(11)
        )
    }

    private static func encoded(_ tally: ImportTally) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(tally), as: UTF8.self)
    }

    private static func decoded(_ text: String) throws -> ImportTally {
        try JSONDecoder().decode(ImportTally.self, from: Data(text.utf8))
    }

    // MARK: Documents met by a run

    /// A document as a sales file names it.
    struct DocumentKey: Hashable, Comparable, Sendable {
        var kind: SalesDocument.Kind
        var number: String

        static func < (left: Self, right: Self) -> Bool {
            (left.number, left.kind.rawValue) < (right.number, right.kind.rawValue)
        }
    }

    struct Seen: Equatable, Sendable {
        var lines = 0
        var salesLines = 0
    }

    static func seen(_ keys: [DocumentKey], by id: ImportRecord.ID, in connection: Connection) throws -> [DocumentKey: Seen] {
        var result: [DocumentKey: Seen] = [:]
        for part in keys.chunks(of: 500) {
            try connection.forEach("""
                SELECT kind, source_id, lines_seen, sales_lines FROM import_document
                WHERE import_id = \(id) AND source_id IN \(list: part.map(\.number))
                """) { row in
                let key = DocumentKey(kind: SalesDocument.Kind(rawValue: try row.get(0)) ?? .invoice, number: try row.get(1))
                result[key] = Seen(lines: try row.get(2), salesLines: try row.get(3))
            }
        }
        return result
    }

    static func save(_ seen: [DocumentKey: Seen], by id: ImportRecord.ID, in connection: Connection) throws {
        for (key, counts) in seen.sorted(by: { $0.key < $1.key }) {
            try connection.execute("""
                INSERT INTO import_document (import_id, kind, source_id, lines_seen, sales_lines)
                VALUES (\(id), \(key.kind.rawValue), \(key.number), \(counts.lines), \(counts.salesLines))
                ON CONFLICT (import_id, kind, source_id) DO UPDATE
                    SET lines_seen = excluded.lines_seen, sales_lines = excluded.sales_lines
                """)
        }
    }
}
