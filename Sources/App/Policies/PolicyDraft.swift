import Basics
import Crypto
import Scoring
import Storage

/// A policy that is being written; it counts for nothing until it is published.
struct PolicyDraft: Sendable {
    typealias ID = Identifier<PolicyDraft>

    var id: ID
    var basedOn: PolicyVersion.ID
    var document: String
    var changedAt: Timestamp
    var preview: Preview?
    /// From when it is meant to count, and why; its author's notes until it is published.
    var effectiveFrom: Day?
    var note: String?

    /// Whether the kept results are those of the document as it stands.
    var isPreviewed: Bool { preview?.hash == Self.hash(document) }

    /// What results were made of.
    struct Preview: Sendable {
        var at: Timestamp
        var hash: String
        /// Only data before this day counted.
        var asOf: Day
        /// The version whose results stand beside.
        var compared: PolicyVersion.ID
    }

    static func hash(_ document: String) -> String { SHA256.hash(data: Array(document.utf8)).hexadecimal }

    /// What the draft does to one account, beside the policy in force on the same data.
    struct Result: Sendable {
        var account: Account.ID
        var oldTier: String
        var oldScore: Int
        var newTier: String
        var newScore: Int
        /// The criterion whose contribution changed most, and by how much, in ten-thousandths.
        var reason: String?
        var reasonChange: Int
    }
}

/// All SQL that names drafts of policies.
enum PolicyDraftStore {
    static func insert(_ draft: PolicyDraft, by actor: User.ID, in connection: Connection) throws {
        try connection.execute("""
            INSERT INTO policy_draft (id, based_on_id, document, created_by, changed_at)
            VALUES (\(draft.id), \(draft.basedOn), \(draft.document), \(actor), \(draft.changedAt))
            """)
    }

    private static let columns: SQL = """
        id, based_on_id, document, changed_at, effective_from, note, previewed_at, previewed_hash, previewed_as_of, compared_id
        """

    private static func draft(_ row: Row) throws -> PolicyDraft {
        var draft = PolicyDraft(
            id: try row.get(0), basedOn: try row.get(1), document: try row.get(2), changedAt: try row.get(3), effectiveFrom: try row.get(4),
            note: try row.get(5)
        )
        if let at = try row.get(6, as: Timestamp?.self), let hash = try row.get(7, as: String?.self), let asOf = try row.get(8, as: Day?.self),
           let compared = try row.get(9, as: PolicyVersion.ID?.self) {
            draft.preview = .init(at: at, hash: hash, asOf: asOf, compared: compared)
        }
        return draft
    }

    static func draft(_ id: PolicyDraft.ID, in connection: Connection) throws -> PolicyDraft? {
        try connection.first("SELECT \(columns) FROM policy_draft WHERE id = \(id)", draft)
    }

    static func drafts(in connection: Connection) throws -> [PolicyDraft] {
        try connection.rows("SELECT \(columns) FROM policy_draft ORDER BY changed_at DESC", draft)
    }

    static func save(_ draft: PolicyDraft, in connection: Connection) throws {
        try connection.execute("""
            UPDATE policy_draft SET document = \(draft.document), changed_at = \(draft.changedAt), effective_from = \(draft.effectiveFrom),
                note = \(draft.note)
            WHERE id = \(draft.id)
            """)
    }

    static func remove(_ id: PolicyDraft.ID, in connection: Connection) throws {
        try SentForm.forget(leadingTo: Address.policyDraft(id.value).text, in: connection)
        try connection.execute("DELETE FROM policy_draft_result WHERE draft_id = \(id)")
        try connection.execute("DELETE FROM policy_draft WHERE id = \(id)")
    }

    /// Keeps what a draft would do, unless the draft was changed while it was computed.
    static func keep(
        _ results: [PolicyDraft.Result], of draft: PolicyDraft, asOf: Day, beside compared: PolicyVersion.ID, at now: Timestamp,
        in connection: Connection
    ) throws {
        let isStill = try connection.execute("""
            UPDATE policy_draft SET previewed_at = \(now), previewed_hash = \(PolicyDraft.hash(draft.document)), previewed_as_of = \(asOf),
                compared_id = \(compared)
            WHERE id = \(draft.id) AND document = \(draft.document)
            """) == 1
        guard isStill else { return }
        try connection.execute("DELETE FROM policy_draft_result WHERE draft_id = \(draft.id)")
        let order = try AccountStore.bySales(in: connection)
        let places = Dictionary(order.enumerated().map { ($1, $0) }) { first, _ in first }
        let table = Table("policy_draft_result", "draft_id", "account_id", "old_tier", "old_score", "new_tier", "new_score", "reason", "reason_change", "place")
        for part in results.chunks(of: 10_000) {
            try connection.insert(into: table, part.map { result in
                [
                    draft.id.sqlValue, result.account.sqlValue, .text(result.oldTier), result.oldScore.sqlValue, .text(result.newTier),
                    result.newScore.sqlValue, result.reason.sqlValue, result.reasonChange.sqlValue, (places[result.account] ?? 0).sqlValue,
                ]
            })
        }
    }
}
