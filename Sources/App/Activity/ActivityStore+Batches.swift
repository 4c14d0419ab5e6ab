import Basics
import Storage

/// Actions that can be taken back.
extension ActivityStore {
    struct BatchRow: Sendable {
        var at: Timestamp
        var actorID: User.ID?
        var verb: Activity.Verb
        var subject: String
        var subjectID: Int64?
        var accountID: Account.ID?
        var before: String?
        var after: String?
        var isUndone: Bool
    }

    /// The rows of one action, in the order in which they were written.
    static func batch(_ id: Int64, limit: Int = 100_000, in connection: Connection) throws -> [BatchRow] {
        try connection.rows("""
            SELECT at, actor_id, verb, subject, subject_id, account_id, before_value, after_value, undone_at
            FROM activity WHERE batch_id = \(id) ORDER BY id LIMIT \(limit)
            """) { row in
            BatchRow(
                at: try row.get(0), actorID: try row.get(1), verb: Activity.Verb(rawValue: try row.get(2)) ?? .preferencesChanged,
                subject: try row.get(3), subjectID: try row.get(4), accountID: try row.get(5), before: try row.get(6),
                after: try row.get(7), isUndone: try row.get(8, as: Int64?.self) != nil
            )
        }
    }

    static func setUndone(_ batch: Int64, at now: Timestamp, in connection: Connection) throws {
        try connection.execute("UPDATE activity SET undone_at = \(now) WHERE batch_id = \(batch)")
    }
}

extension ActivityStore {
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
