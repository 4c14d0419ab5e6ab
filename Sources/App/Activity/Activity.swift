import Basics
import Storage

/// Something that happened: who did what to which record, from what to what, and why.
public struct Activity: Sendable, Hashable {
    public var id: Identifier<Activity>
    public var at: Timestamp
    /// Nil for the system itself.
    public var actorID: User.ID?
    public var actorName: String?
    public var actorEnglishName: String?
    public var verb: Verb
    /// The kind of the changed record, such as `account`.
    public var subject: String
    public var subjectID: Int64?
    /// What its action can be taken back by; nil when it cannot.
    public var batchID: Int64?
    public var accountID: Account.ID?
    public var before: String?
    public var after: String?
    public var reason: String?

    /// What can happen; each has its sentence in the translations.
    public enum Verb: String, Sendable, CaseIterable {
        case demoCreated = "demo.created"
        case userAdded = "user.added"
        case userDisabled = "user.disabled"
        case signedIn = "session.started"
        case signedOut = "session.ended"
        case preferencesChanged = "user.preferences"
        case importFinished = "import.finished"
        case importUndone = "import.undone"
        case accountImported = "account.imported"
        case policyPublished = "policy.published"
        case classified = "classification.finished"
        case tierChanged = "account.tier"
        case resetStarted = "user.reset"
        case passwordChanged = "user.password"
        case codesOn = "user.codes-on"
        case codesOff = "user.codes-off"
        case signInFailed = "session.refused"
        case codesTakenAway = "user.codes-taken-away"
        case tokenAdded = "token.added"
        case tokenEnded = "token.ended"
        case teamChanged = "team.changed"
        case organisationChanged = "organisation.changed"
        case added = "record.added"
        case edited = "record.edited"
        case removed = "record.removed"
    }
}

/// All SQL that names the activity table: the one shared sink of changes.
public enum ActivityStore {
    /// Writes a row into the current transaction.
    /// - Parameters:
    ///   - subject: the table of the changed record and its identifier.
    ///   - once: what must not happen twice; see `SentForm`.
    /// - Throws: `SentForm.Repeated` when it has happened already.
    public static func record(
        _ verb: Activity.Verb, by actor: User.ID?, at now: Timestamp, subject: (kind: String, id: Int64?),
        account: Account.ID? = nil, before: String? = nil, after: String? = nil, reason: String? = nil, batch: Int64? = nil,
        once: String? = nil, takesBack: Int64? = nil, in connection: Connection
    ) throws {
        let id: Identifier<Activity> = try connection.newIdentifier("activity")
        let written = try connection.execute("""
            INSERT INTO activity (id, at, actor_id, verb, subject, subject_id, account_id, before_value, after_value, reason, batch_id, once, takes_back)
            VALUES (\(id), \(now), \(actor), \(verb.rawValue), \(subject.kind), \(subject.id), \(account), \(before), \(after),
                \(reason), \(batch), \(once), \(takesBack))
            ON CONFLICT (actor_id, once) WHERE once IS NOT NULL DO NOTHING
            """)
        guard written > 0 else { throw SentForm.Repeated() }
    }

    /// Writes one row per account in bulk: `entries` are accounts with what was and what is.
    public static func record(
        _ verb: Activity.Verb, by actor: User.ID?, at now: Timestamp, subject: (kind: String, id: Int64?),
        accounts entries: [(account: Account.ID, before: String?, after: String?)], in connection: Connection
    ) throws {
        let table = Table(
            "activity", "id", "at", "actor_id", "verb", "subject", "subject_id", "account_id", "before_value", "after_value"
        )
        try connection.insert(into: table, try entries.map { entry in
            let id: Identifier<Activity> = try connection.newIdentifier("activity", reserve: 512)
            return [
                id.sqlValue, now.sqlValue, actor.sqlValue, .text(verb.rawValue), .text(subject.kind), subject.id.sqlValue,
                entry.account.sqlValue, entry.before.sqlValue, entry.after.sqlValue,
            ]
        })
    }

    /// Writes in bulk that records were added at their own times, each by its own author.
    static func recordAdded(
        _ entries: [(subject: String, id: Int64, account: Account.ID, after: String, actor: User.ID?, at: Timestamp)], in connection: Connection
    ) throws {
        let table = Table("activity", "id", "at", "actor_id", "verb", "subject", "subject_id", "account_id", "after_value")
        try connection.insert(into: table, try entries.map { entry in
            let id: Identifier<Activity> = try connection.newIdentifier("activity", reserve: 512)
            return [
                id.sqlValue, entry.at.sqlValue, entry.actor.sqlValue, .text(Activity.Verb.added.rawValue), .text(entry.subject),
                .integer(entry.id), entry.account.sqlValue, .text(entry.after),
            ]
        })
    }

    /// What happened to an account, newest first.
    public static func activities(
        of account: Account.ID, before: (Timestamp, Identifier<Activity>)? = nil, onlyNotes: Bool = false, limit: Int, in connection: Connection
    ) throws -> [Activity] {
        let cut: SQL = before.map { "AND (x.at, x.id) < (\($0.0), \($0.1))" } ?? .empty
        let kind: SQL = onlyNotes ? "AND x.subject = 'note' AND x.verb = 'record.added'" : .empty
        return try connection.rows("""
            SELECT x.id, x.at, x.actor_id, u.name, u.english_name, x.verb, x.account_id, x.before_value, x.after_value, x.reason,
                x.subject, x.subject_id, CASE WHEN x.undone_at IS NULL THEN x.batch_id END
            FROM activity x LEFT JOIN app_user u ON u.id = x.actor_id
            WHERE x.account_id = \(account) \(cut) \(kind) ORDER BY x.at DESC, x.id DESC LIMIT \(limit)
            """) { row in
            Activity(
                id: try row.get(0), at: try row.get(1), actorID: try row.get(2), actorName: try row.get(3),
                actorEnglishName: try row.get(4), verb: Activity.Verb(rawValue: try row.get(5)) ?? .preferencesChanged,
                subject: try row.get(10), subjectID: try row.get(11), batchID: try row.get(12), accountID: try row.get(6), before: try row.get(7), after: try row.get(8), reason: try row.get(9)
            )
        }
    }
}
