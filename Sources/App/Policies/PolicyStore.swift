import Basics
import Interface
import Scoring
import Storage

/// A published policy: its document, from when it counts, and who said so. It never changes.
public struct PolicyVersion: Sendable, Hashable {
    public typealias ID = Identifier<PolicyVersion>

    public var id: ID
    public var code: String
    public var version: Int
    public var document: String
    public var effectiveFrom: Day
    public var note: String?
    public var publishedAt: Timestamp
    public var publishedBy: String?
    public var publishedByInEnglish: String?

    /// The policy that the document describes; nil only when a newer product wrote it.
    public var policy: Policy? { ReadPolicies.policy(document) }

    /// What the document calls the policy.
    public func name(_ language: Language) -> String { policy?.name.text(language) ?? code }

    /// The name with the version, as people say it.
    func label(_ language: Language) -> String { language.words.policies.labelled(name(language), version) }
}

/// One classification: which policy was applied to which data, and when.
public struct ClassificationRun: Sendable, Hashable {
    public typealias ID = Identifier<ClassificationRun>

    /// What a run may do to tiers.
    public enum Kind: String, Sendable {
        /// Gives tiers by points.
        case classification
        /// Refreshes scores; tiers change by gates only.
        case night
    }

    public var id: ID
    /// Data before this day counted.
    public var asOf: Day
    public var policyVersionID: PolicyVersion.ID
    public var startedAt: Timestamp
    public var finishedAt: Timestamp
    public var accounts: Int
    var portfolio: Portfolio
    public var kind = Kind.classification
    /// The last change of the books that it saw.
    var books: Int64
}

/// All SQL that names policies, their runs and the scores.
public enum PolicyStore {
    /// The name of versions in activities.
    static let versionSubject = "policy_version"

    private static let versionColumns: SQL = """
        v.id, p.code, v.version, v.document, v.effective_from, v.note, v.published_at, u.name, u.english_name
        FROM policy_version v JOIN policy p ON p.id = v.policy_id LEFT JOIN app_user u ON u.id = v.published_by
        """

    private static func version(_ row: Row) throws -> PolicyVersion {
        PolicyVersion(
            id: try row.get(0), code: try row.get(1), version: try row.get(2), document: try row.get(3),
            effectiveFrom: try row.get(4), note: try row.get(5), publishedAt: try row.get(6), publishedBy: try row.get(7),
            publishedByInEnglish: try row.get(8)
        )
    }

    public static func versions(in connection: Connection) throws -> [PolicyVersion] {
        try connection.rows("SELECT \(versionColumns) ORDER BY v.effective_from DESC, v.id DESC", version)
    }

    public static func version(_ id: PolicyVersion.ID, in connection: Connection) throws -> PolicyVersion? {
        try connection.first("SELECT \(versionColumns) WHERE v.id = \(id)", version)
    }

    /// The version that counts on a day: the latest to take effect, the last published among equals.
    public static func inForce(on day: Day, in connection: Connection) throws -> PolicyVersion? {
        try connection.first("""
            SELECT \(versionColumns) WHERE v.effective_from <= \(day) ORDER BY v.effective_from DESC, v.id DESC LIMIT 1
            """, version)
    }

    /// Publishes a document that has been read without problems as the next version of its policy.
    /// - Parameter once: see `SentForm`.
    public static func publish(
        _ document: String, code: String, effectiveFrom: Day, note: String?, by actor: User.ID?, at now: Timestamp, once: String? = nil,
        in connection: Connection
    ) throws -> PolicyVersion.ID {
        var policyID = try connection.first("SELECT id FROM policy WHERE code = \(code)") { try $0.get(0, as: Int64.self) }
        if policyID == nil {
            let id: Identifier<Policy> = try connection.newIdentifier("policy", reserve: 1)
            try connection.execute("INSERT INTO policy (id, code, created_at) VALUES (\(id), \(code), \(now))")
            policyID = id.value
        }
        let id: PolicyVersion.ID = try connection.newIdentifier("policy_version", reserve: 1)
        let last = try connection.first("SELECT COALESCE(MAX(version), 0) FROM policy_version WHERE policy_id = \(policyID)") {
            try $0.get(0, as: Int.self)
        }
        try connection.execute("""
            INSERT INTO policy_version (id, policy_id, version, document, effective_from, note, published_at, published_by)
            VALUES (\(id), \(policyID), \((last ?? 0) + 1), \(document), \(effectiveFrom), \(note), \(now), \(actor))
            """)
        try ActivityStore.record(
            .policyPublished, by: actor, at: now, subject: (versionSubject, id.value), after: "\(code) \((last ?? 0) + 1)",
            reason: note, once: once, in: connection
        )
        return id
    }

    /// Puts the standard policy in force where no policy has been published yet.
    static func publishDefault(at now: Timestamp, in connection: Connection) throws {
        // Two servers may open an empty database at the same moment.
        try Rule.lock([.policies], in: connection)
        let exists = try connection.first("SELECT 1 FROM policy_version LIMIT 1") { _ in true } ?? false
        guard !exists else { return }
        let pack = PolicyPack.standard
        // From the first day that business dates know, so that any history can be classified.
        _ = try publish(
            pack.document, code: pack.id, effectiveFrom: Day(number: 0), note: nil, by: nil, at: now, in: connection
        )
    }

    /// Removes the scores of accounts that are about to be removed.
    static func removeScores(of accounts: [Account.ID], in connection: Connection) throws {
        for part in accounts.chunks(of: 500) {
            try connection.execute("DELETE FROM account_score WHERE account_id IN \(list: part)")
            try connection.execute("DELETE FROM classification_mover WHERE account_id IN \(list: part)")
        }
    }
}
