import Basics
import Storage

/// Actions that can be taken back.
extension ActivityStore {
    struct BatchRow: Sendable {
        var id: Int64
        var at: Timestamp
        var actorID: User.ID?
        var verb: Activity.Verb
        var subject: String
        var subjectID: Int64?
        var accountID: Account.ID?
        var before: String?
        var after: String?
        var isUndone: Bool
        /// The action that this one takes back.
        var takesBack: Int64?
    }

    private static let batchColumns: SQL = """
        id, at, actor_id, verb, subject, subject_id, account_id, before_value, after_value, undone_at, takes_back
        """

    private static func batchRow(_ row: Row) throws -> BatchRow {
        BatchRow(
            id: try row.get(0), at: try row.get(1), actorID: try row.get(2), verb: Activity.Verb(rawValue: try row.get(3)) ?? .preferencesChanged,
            subject: try row.get(4), subjectID: try row.get(5), accountID: try row.get(6), before: try row.get(7), after: try row.get(8),
            isUndone: try row.get(9, as: Int64?.self) != nil, takesBack: try row.get(10)
        )
    }

    /// The first row of an action, which says whose it is and when it was; nil when there is none.
    static func firstRow(ofBatch id: Int64, in connection: Connection) throws -> BatchRow? {
        try connection.first("SELECT \(batchColumns) FROM activity WHERE batch_id = \(id) ORDER BY id LIMIT 1", batchRow)
    }

    /// How many records an action changed.
    static func records(inBatch id: Int64, in connection: Connection) throws -> Int {
        try connection.first("SELECT COUNT(DISTINCT subject_id) FROM activity WHERE batch_id = \(id)") { try $0.get(0, as: Int.self) } ?? 0
    }

    /// The newest rows of an action that are still to be taken back.
    /// - Parameter cursor: only rows before this one.
    static func toTakeBack(_ batch: Int64, before cursor: Int64?, limit: Int, in connection: Connection) throws -> [BatchRow] {
        try connection.rows("""
            SELECT \(batchColumns) FROM activity
            WHERE batch_id = \(batch) AND id < \(cursor ?? .max) AND undone_at IS NULL ORDER BY id DESC LIMIT \(limit)
            """, batchRow)
    }

    /// Says that the rows of an action between two of them were taken back; the form that asked for it may ask once more.
    static func setUndone(_ batch: Int64, from first: Int64, through last: Int64, at now: Timestamp, in connection: Connection) throws {
        try connection.execute("""
            UPDATE activity SET undone_at = \(now), once = NULL WHERE batch_id = \(batch) AND id >= \(first) AND id <= \(last)
            """)
        try SentForm.forget(batch: batch, in: connection)
    }

    /// What was last done to each of some records by another action. What was taken back since, and taking back itself, counts for nothing.
    static func lastChanges(
        of subject: String, _ ids: [Int64], besides batch: Int64?, in connection: Connection
    ) throws -> [Int64: Activity.Verb] {
        var verbs: [Int64: Activity.Verb] = [:]
        for part in ids.chunks(of: 500) {
            try connection.forEach("""
                SELECT x.subject_id, x.verb FROM activity x WHERE x.subject = \(subject) AND x.subject_id IN \(list: part)
                    AND x.batch_id IS NOT NULL AND x.batch_id <> \(batch ?? 0) AND x.undone_at IS NULL AND x.takes_back IS NULL ORDER BY x.id
                """) { verbs[try $0.get(0)] = Activity.Verb(rawValue: try $0.get(1)) ?? .edited }
        }
        return verbs
    }
}

/// Who changed a record last.
struct RecordEditor: Sendable {
    var name: String
    var englishName: String?
    /// By the organisation's clock: `14:05`.
    var clock: String
}

extension ActivityStore {
    /// Nil when no person ever changed it.
    static func lastEditor(of subject: String, _ id: Int64, in connection: Connection) throws -> RecordEditor? {
        let zone = (try UserStore.organisation(in: connection) ?? .unnamed).zone
        return try connection.first("""
            SELECT u.name, u.english_name, x.at FROM activity x JOIN app_user u ON u.id = x.actor_id
            WHERE x.subject = \(subject) AND x.subject_id = \(id) AND x.batch_id IS NOT NULL ORDER BY x.id DESC LIMIT 1
            """) { row in
            let (hour, minute) = try row.get(2, as: Timestamp.self).clock(in: zone)
            return RecordEditor(name: try row.get(0), englishName: try row.get(1), clock: "\(hour):\(minute < 10 ? "0" : "")\(minute)")
        }
    }

    /// Says in bulk that records were added, as one action.
    static func recordAdded(
        _ subject: String, _ entries: [(id: Int64, account: Account.ID?, name: String)], _ batch: Batch, in connection: Connection
    ) throws {
        let table = Table("activity", "id", "at", "actor_id", "verb", "subject", "subject_id", "account_id", "after_value", "batch_id")
        try connection.insert(into: table, try entries.map { entry in
            let id: Identifier<Activity> = try connection.newIdentifier("activity", reserve: 512)
            return [
                id.sqlValue, batch.now.sqlValue, batch.actor.sqlValue, .text(Activity.Verb.added.rawValue), .text(subject), entry.id.sqlValue,
                entry.account.sqlValue, .text(entry.name), batch.id.sqlValue,
            ]
        })
    }
}
