import Basics
import Scoring
import Storage

/// A stored score with the run that made it.
public struct AccountScore: Sendable {
    public var run: ClassificationRun
    public var scorecard: Scorecard
    public var previousTier: String?
}

extension PolicyStore {
    static func insert(_ run: ClassificationRun, _ form: ScorecardForm, by actor: User.ID?, in connection: Connection) throws {
        try connection.execute("""
            INSERT INTO classification_run (id, as_of, policy_version_id, started_at, finished_at, started_by, accounts, portfolio, scorecard_form, books)
            VALUES (\(run.id), \(run.asOf), \(run.policyVersionID), \(run.startedAt), \(run.finishedAt), \(actor),
                \(run.accounts), \(try run.portfolio.encoded()), \(try form.encoded()), \(run.books))
            """)
    }

    static func insert(_ results: [Classification.Result], of run: ClassificationRun.ID, _ form: ScorecardForm, in connection: Connection) throws {
        let table = Table(
            "account_score", "account_id", "run_id", "score", "tier", "previous_tier", "provisional", "scorecard"
        )
        try connection.insert(into: table, results.compactMap { result in
            result.scorecard.map { card in
                [
                    result.account.sqlValue, run.sqlValue, card.score.sqlValue, .text(card.tier), result.previousTier.sqlValue,
                    card.isProvisional.sqlValue, .text(form.encoded(card)),
                ]
            }
        })
    }

    private static func run(_ row: Row, from column: Int) throws -> ClassificationRun {
        ClassificationRun(
            id: try row.get(column), asOf: try row.get(column + 1), policyVersionID: try row.get(column + 2),
            startedAt: try row.get(column + 3), finishedAt: try row.get(column + 4), accounts: try row.get(column + 5),
            portfolio: try Portfolio(encoded: try row.get(column + 6)), books: try row.get(column + 7)
        )
    }

    private static let runColumns: SQL = "r.id, r.as_of, r.policy_version_id, r.started_at, r.finished_at, r.accounts, r.portfolio, r.books"

    /// The score that a run gave an account, or the newest; nil where there is none.
    static func score(of account: Account.ID, run: ClassificationRun.ID?, in connection: Connection) throws -> AccountScore? {
        let wanted: SQL = run.map { "AND x.run_id = \($0)" } ?? .empty
        let found: (AccountScore?)? = try connection.first("""
            SELECT \(runColumns), x.scorecard, x.previous_tier, r.scorecard_form
            FROM account_score x JOIN classification_run r ON r.id = x.run_id
            WHERE x.account_id = \(account) \(wanted) ORDER BY x.run_id DESC LIMIT 1
            """) { row in
            let run = try Self.run(row, from: 0), kept: String? = try row.get(10)
            let form = try kept.map { text in try connection.remember(MemoryKey("scorecard form", String(run.id.value))) { try ScorecardForm(encoded: text) } }
            guard let card = Scorecard(encoded: try row.get(8), form: form) else { return nil }
            return AccountScore(run: run, scorecard: card, previousTier: try row.get(9))
        }
        return found.flatMap { $0 }
    }

    /// The newest score of an account; nil before the first classification.
    public static func latestScore(of account: Account.ID, in connection: Connection) throws -> AccountScore? {
        try score(of: account, run: nil, in: connection)
    }

    /// What a run said of an account; its scorecard is kept.
    struct PastScore: Sendable {
        var run: ClassificationRun.ID
        var asOf: Day
        var score: Int
        var tier: String
        var policyVersion: PolicyVersion.ID
    }

    /// Scores of an account by run, oldest first.
    static func history(of account: Account.ID, limit: Int, in connection: Connection) throws -> [PastScore] {
        try connection.rows("""
            SELECT r.id, r.as_of, x.score, x.tier, r.policy_version_id FROM account_score x JOIN classification_run r ON r.id = x.run_id
            WHERE x.account_id = \(account) ORDER BY x.run_id DESC LIMIT \(limit)
            """) { PastScore(run: try $0.get(0), asOf: try $0.get(1), score: try $0.get(2), tier: try $0.get(3), policyVersion: try $0.get(4)) }.reversed()
    }

    /// What the policy version of the newest run is called; nil before the first classification.
    static func latestName(in connection: Connection) throws -> (code: String, version: Int)? {
        try connection.first("""
            SELECT p.code, v.version FROM classification_run r JOIN policy_version v ON v.id = r.policy_version_id
            JOIN policy p ON p.id = v.policy_id ORDER BY r.id DESC LIMIT 1
            """) { (code: try $0.get(0), version: try $0.get(1)) }
    }

    /// The newest run; nil before the first classification.
    public static func latestRun(in connection: Connection) throws -> ClassificationRun? {
        try connection.first("SELECT \(runColumns) FROM classification_run r ORDER BY r.id DESC LIMIT 1") { try run($0, from: 0) }
    }
}
