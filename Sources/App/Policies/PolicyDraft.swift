import Basics
import Scoring
import Storage

/// A policy that is being written; it counts for nothing until it is published.
struct PolicyDraft: Sendable {
    typealias ID = Identifier<PolicyDraft>

    var id: ID
    var basedOn: PolicyVersion.ID
    var document: String
    var changedAt: Timestamp
    var previewedAt: Timestamp?

    /// Whether the kept results are those of the document as it stands.
    var isPreviewed: Bool { previewedAt.map { $0 >= changedAt } ?? false }

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

    /// A moved account, as lists show it.
    struct Mover: Sendable {
        var code: String
        var name: String
        var englishName: String?
        var result: Result
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

    private static let columns: SQL = "id, based_on_id, document, changed_at, previewed_at"

    private static func draft(_ row: Row) throws -> PolicyDraft {
        PolicyDraft(id: try row.get(0), basedOn: try row.get(1), document: try row.get(2), changedAt: try row.get(3), previewedAt: try row.get(4))
    }

    static func draft(_ id: PolicyDraft.ID, in connection: Connection) throws -> PolicyDraft? {
        try connection.first("SELECT \(columns) FROM policy_draft WHERE id = \(id)", draft)
    }

    static func drafts(in connection: Connection) throws -> [PolicyDraft] {
        try connection.rows("SELECT \(columns) FROM policy_draft ORDER BY changed_at DESC LIMIT 20", draft)
    }

    static func save(_ document: String, of id: PolicyDraft.ID, at now: Timestamp, in connection: Connection) throws {
        try connection.execute("UPDATE policy_draft SET document = \(document), changed_at = \(now) WHERE id = \(id)")
    }

    static func remove(_ id: PolicyDraft.ID, in connection: Connection) throws {
        try connection.execute("DELETE FROM policy_draft_result WHERE draft_id = \(id)")
        try connection.execute("DELETE FROM policy_draft WHERE id = \(id)")
    }

    static func keep(_ results: [PolicyDraft.Result], of id: PolicyDraft.ID, at now: Timestamp, in connection: Connection) throws {
        try connection.execute("DELETE FROM policy_draft_result WHERE draft_id = \(id)")
        let table = Table("policy_draft_result", "draft_id", "account_id", "old_tier", "old_score", "new_tier", "new_score", "reason", "reason_change")
        for part in results.chunks(of: 10_000) {
            try connection.insert(into: table, part.map { result in
                [
                    id.sqlValue, result.account.sqlValue, .text(result.oldTier), result.oldScore.sqlValue, .text(result.newTier),
                    result.newScore.sqlValue, result.reason.sqlValue, result.reasonChange.sqlValue,
                ]
            })
        }
        try connection.execute("UPDATE policy_draft SET previewed_at = \(now) WHERE id = \(id)")
    }

    /// How many accounts go from which tier to which, within a scope.
    static func moves(of id: PolicyDraft.ID, within scope: Scope, in connection: Connection) throws -> [[String]: Int] {
        let rows = try connection.rows("""
            SELECT r.old_tier, r.new_tier, COUNT(*) FROM policy_draft_result r JOIN account_summary s ON s.account_id = r.account_id
            WHERE r.draft_id = \(id) AND \(scope.condition(account: "s.account_id", team: "s.team_id")) GROUP BY r.old_tier, r.new_tier
            """) { row in ([try row.get(0, as: String.self), try row.get(1, as: String.self)], try row.get(2, as: Int.self)) }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// Accounts that move, the largest customers first.
    /// - Parameters:
    ///   - from, to: nil takes every tier; accounts that stay come only when both are given.
    static func movers(
        of id: PolicyDraft.ID, from: String?, to: String?, within scope: Scope, limit: Int, in connection: Connection
    ) throws -> [PolicyDraft.Mover] {
        var conditions: [SQL] = ["r.draft_id = \(id)", scope.condition(account: "s.account_id", team: "s.team_id")]
        if let from { conditions.append("r.old_tier = \(from)") }
        if let to { conditions.append("r.new_tier = \(to)") }
        if from == nil || to == nil { conditions.append("r.old_tier <> r.new_tier") }
        return try connection.rows("""
            SELECT a.code, COALESCE(a.short_name, a.name), a.english_name, r.account_id, r.old_tier, r.old_score, r.new_tier, r.new_score,
                r.reason, r.reason_change
            FROM policy_draft_result r JOIN account_summary s ON s.account_id = r.account_id JOIN account a ON a.id = r.account_id
            WHERE \(SQL.all(conditions)) ORDER BY s.net_sales DESC, a.id LIMIT \(limit)
            """) { row in
            PolicyDraft.Mover(code: try row.get(0), name: try row.get(1), englishName: try row.get(2), result: .init(
                account: try row.get(3), oldTier: try row.get(4), oldScore: try row.get(5), newTier: try row.get(6), newScore: try row.get(7),
                reason: try row.get(8), reasonChange: try row.get(9)
            ))
        }
    }
}

extension App {
    /// Scores every account by a draft and by the policy in force, on the same data, and keeps both.
    func preview(_ draft: PolicyDraft, asOf: Day, progress: @Sendable (Int, Double) -> Void) async throws {
        guard case .policy(let policy) = PolicyDocument.read(draft.document) else { return }
        let currency = try await organisation().baseCurrency
        let old = try await database.read { try Classification.compute(asOf: asOf, baseCurrency: currency, in: $0) }
        progress(old.results.count, 0.45)
        try Task.checkCancellation()
        let version = old.version
        let new = try await database.read { connection in
            try Classification.compute(with: policy, version: version, asOf: asOf, baseCurrency: currency, in: connection)
        }
        progress(new.results.count, 0.9)
        try Task.checkCancellation()
        let results = zip(old.results, new.results).map { before, after -> PolicyDraft.Result in
            let changes = policy.criteria.map { criterion in
                (criterion.id, (after.scorecard?.contribution(of: criterion.id) ?? 0) - (before.scorecard?.contribution(of: criterion.id) ?? 0))
            }
            let largest = changes.max { abs($0.1) < abs($1.1) }
            return PolicyDraft.Result(
                account: after.account, oldTier: before.tier, oldScore: before.score, newTier: after.tier,
                newScore: after.score, reason: largest.flatMap { $0.1 == 0 ? nil : $0.0 }, reasonChange: largest?.1 ?? 0
            )
        }
        let now = clock.now
        try await database.write { try PolicyDraftStore.keep(results, of: draft.id, at: now, in: $0) }
    }
}
