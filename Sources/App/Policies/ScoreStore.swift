import Basics
import Scoring
import Storage

/// A stored score with the run that made it.
public struct AccountScore: Sendable {
    public var run: ClassificationRun
    public var scorecard: Scorecard
    public var previousTier: String?
    /// The tier by points that a night held on to; nil in a run that gives tiers by points.
    var held: String?
}

extension PolicyStore {
    static func insert(_ run: ClassificationRun, _ form: ScorecardForm, by actor: User.ID?, in connection: Connection) throws {
        try connection.execute("""
            INSERT INTO classification_run (id, as_of, policy_version_id, started_at, finished_at, started_by, accounts, portfolio, kind, scorecard_form, books)
            VALUES (\(run.id), \(run.asOf), \(run.policyVersionID), \(run.startedAt), \(run.finishedAt), \(actor),
                \(run.accounts), \(try run.portfolio.encoded()), \(run.kind.rawValue), \(try form.encoded()), \(run.books))
            """)
    }

    static func insert(_ results: [Classification.Result], of run: ClassificationRun.ID, _ form: ScorecardForm, in connection: Connection) throws {
        let table = Table(
            "account_score", "account_id", "run_id", "score", "tier", "previous_tier", "provisional", "scorecard", "points_tier"
        )
        try connection.insert(into: table, results.compactMap { result in
            result.scorecard.map { card in
                [
                    result.account.sqlValue, run.sqlValue, card.score.sqlValue, .text(card.tier), result.previousTier.sqlValue,
                    card.isProvisional.sqlValue, .text(form.encoded(card)), result.pointsTier.sqlValue,
                ]
            }
        })
    }

    private static func run(_ row: Row, from column: Int) throws -> ClassificationRun {
        ClassificationRun(
            id: try row.get(column), asOf: try row.get(column + 1), policyVersionID: try row.get(column + 2),
            startedAt: try row.get(column + 3), finishedAt: try row.get(column + 4), accounts: try row.get(column + 5),
            portfolio: try Portfolio(encoded: try row.get(column + 6)), kind: ClassificationRun.Kind(rawValue: try row.get(column + 7)) ?? .classification,
            books: try row.get(column + 8)
        )
    }

    private static let runColumns: SQL = "r.id, r.as_of, r.policy_version_id, r.started_at, r.finished_at, r.accounts, r.portfolio, r.kind, r.books"

    /// The score of an account at a run, or at the newest: the one of the newest scorecard that was kept until then. Nil where there is none.
    static func score(of account: Account.ID, run: ClassificationRun.ID?, in connection: Connection) throws -> AccountScore? {
        let wanted: SQL = run.map { "\($0)" } ?? "(SELECT MAX(id) FROM classification_run)"
        let found: (AccountScore?)? = try connection.first("""
            SELECT \(runColumns), x.scorecard, x.previous_tier, f.scorecard_form, x.run_id, x.tier, x.points_tier
            FROM classification_run r JOIN account_score x ON x.account_id = \(account) AND x.run_id <= r.id
            JOIN classification_run f ON f.id = x.run_id
            WHERE r.id = \(wanted) ORDER BY x.run_id DESC LIMIT 1
            """) { row in
            let run = try Self.run(row, from: 0), kept: String? = try row.get(11), keptIn: ClassificationRun.ID = try row.get(12)
            let form = try kept.map { text in
                try connection.remember(MemoryKey("scorecard form", String(keptIn.value))) { try ScorecardForm(encoded: text) }
            }
            guard let card = Scorecard(encoded: try row.get(9), form: form) else { return nil }
            let tier: String = try row.get(13), byPoints: String? = try row.get(14)
            // Where nothing was kept, nothing had changed: the account had the tier already.
            let previous = keptIn == run.id ? try row.get(10, as: String?.self) : tier
            return AccountScore(
                run: run, scorecard: card, previousTier: previous, held: run.kind == .night && previous != nil ? byPoints ?? tier : nil
            )
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

    /// Scores of an account, oldest first: at every classification, at every night in which its tier changed, and at the newest run.
    static func history(of account: Account.ID, limit: Int, in connection: Connection) throws -> [PastScore] {
        let scores = try connection.rows("""
            SELECT r.id, r.as_of, x.score, x.tier, r.policy_version_id FROM classification_run r
            JOIN account_score x ON x.account_id = \(account)
                AND x.run_id = (SELECT MAX(y.run_id) FROM account_score y WHERE y.account_id = \(account) AND y.run_id <= r.id)
            WHERE r.kind = 'classification' OR r.id = (SELECT MAX(id) FROM classification_run) OR (x.run_id = r.id AND x.previous_tier <> x.tier)
            ORDER BY r.id DESC LIMIT \(limit)
            """) { PastScore(run: try $0.get(0), asOf: try $0.get(1), score: try $0.get(2), tier: try $0.get(3), policyVersion: try $0.get(4)) }
        // Once more on the same day with the same outcome is no news.
        return scores.enumerated().filter { place, score in
            place == 0 || scores[place - 1].asOf != score.asOf || scores[place - 1].score != score.score || scores[place - 1].tier != score.tier
        }.map(\.element).reversed()
    }

    /// The newest scorecard of an account, as it is kept.
    struct Standing: Sendable {
        /// Nil where it was made by another policy: what is kept next to it cannot be compared.
        var card: String?
        var pointsTier: String
    }

    /// The newest scorecards of all accounts.
    static func standing(of version: PolicyVersion, _ form: ScorecardForm, in connection: Connection) throws -> [Account.ID: Standing] {
        let comparable = Set(try connection.rows("""
            SELECT id FROM classification_run WHERE policy_version_id = \(version.id) AND scorecard_form = \(try form.encoded())
            """) { try $0.get(0, as: ClassificationRun.ID.self) })
        var standing: [Account.ID: Standing] = [:]
        try connection.forEach("""
            SELECT x.account_id, x.run_id, x.scorecard, COALESCE(x.points_tier, x.tier) FROM (
                SELECT account_id, MAX(run_id) AS run_id FROM account_score GROUP BY account_id
            ) n JOIN account_score x ON x.account_id = n.account_id AND x.run_id = n.run_id
            """) { row in
            let isComparable = comparable.contains(try row.get(1))
            standing[try row.get(0)] = Standing(card: isComparable ? try row.get(2) : nil, pointsTier: try row.get(3))
        }
        return standing
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
