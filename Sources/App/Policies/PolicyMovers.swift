import Basics
import Storage

/// The query of what a draft does to accounts: which of them, and where the page begins.
public struct MoversQuery: Sendable, Hashable {
    /// To a better tier or to a worse one.
    public enum Direction: String, Sendable { case up, down }

    public var from: String?
    public var to: String?
    public var direction: Direction?
    /// Accounts that stay too, whatever their tier.
    public var isWhole = false
    /// The place of the last account of the page before.
    public var after: Int?

    public init(from: String? = nil, to: String? = nil, direction: Direction? = nil, isWhole: Bool = false) {
        self.from = from
        self.to = to
        self.direction = direction
        self.isWhole = isWhole
    }

    public init(_ parameters: Parameters) {
        from = parameters["from"]
        to = parameters["to"]
        direction = parameters["dir"].flatMap { Direction(rawValue: $0) }
        isWhole = parameters["show"] == "all"
        after = parameters["after"].flatMap { Int($0) }
    }

    var pairs: [(String, String?)] {
        [("from", from), ("to", to), ("dir", direction?.rawValue), ("show", isWhole ? "all" : nil), ("after", after.map { String($0) })]
    }

    /// Whether accounts that stay in their tier are meant too: whoever asks for a tier means all of it.
    var includesStaying: Bool { direction == nil && (isWhole || from != nil || to != nil) }
}

/// How many accounts go from which tier to which.
struct TierMoves: Sendable {
    struct Move: Hashable, Sendable {
        var from: String
        var to: String
    }

    /// From the highest to the lowest; tiers that only the policy in force knows come last.
    let tiers: [String]
    let counts: [Move: Int]
    private let place: [String: Int]

    init(_ counts: [Move: Int], tiers: [String]) {
        let others = Set(counts.keys.flatMap { [$0.from, $0.to] }).subtracting(tiers).sorted()
        self.tiers = tiers + others
        self.counts = counts
        place = Dictionary(self.tiers.enumerated().map { ($1, $0) }) { first, _ in first }
    }

    /// Nil for accounts that stay.
    func direction(_ move: Move) -> MoversQuery.Direction? {
        let (from, to) = (place[move.from] ?? 0, place[move.to] ?? 0)
        return from == to ? nil : to < from ? .up : .down
    }

    /// The moves that a query asks for.
    func moves(_ query: MoversQuery) -> [Move] {
        counts.keys.filter { move in
            (query.from ?? move.from) == move.from && (query.to ?? move.to) == move.to
                && (query.direction.map { $0 == direction(move) } ?? true) && (query.includesStaying || move.from != move.to)
        }
    }

    func count(_ query: MoversQuery) -> Int { moves(query).reduce(0) { $0 + (counts[$1] ?? 0) } }
}

extension PolicyDraft {
    /// An account as the lists of a preview show it.
    struct Mover: Sendable {
        var code: String
        var name: String
        var englishName: String?
        /// Its place among all accounts by sales.
        var place: Int
        var result: Result
    }
}

extension PolicyDraftStore {
    /// How many accounts go from which tier to which, within a scope.
    static func moves(of id: PolicyDraft.ID, within scope: Scope, in connection: Connection) throws -> [TierMoves.Move: Int] {
        try connection.remember(MemoryKey("moves of a draft", "\(id.value) \(scope.signature)")) {
            let rows = try connection.rows("""
                SELECT r.old_tier, r.new_tier, COUNT(*) FROM policy_draft_result r JOIN account_summary s ON s.account_id = r.account_id
                WHERE r.draft_id = \(id) AND \(scope.condition(account: "s.account_id", team: "s.team_id")) GROUP BY r.old_tier, r.new_tier
                """) { (TierMoves.Move(from: try $0.get(0), to: try $0.get(1)), try $0.get(2, as: Int.self)) }
            return Dictionary(rows) { first, _ in first }
        }
    }

    /// The accounts of some moves, the largest customers first.
    /// - Parameters:
    ///   - moves: from which tier to which.
    ///   - after: the place after which to begin.
    static func movers(
        of id: PolicyDraft.ID, _ moves: [TierMoves.Move], after: Int?, within scope: Scope, limit: Int, in connection: Connection
    ) throws -> [PolicyDraft.Mover] {
        var conditions: [SQL] = ["r.draft_id = \(id)", scope.condition(account: "s.account_id", team: "s.team_id")]
        // Tiers are identifiers: none has a blank in its code.
        conditions.append("(r.old_tier || ' ' || r.new_tier) IN \(list: moves.map { "\($0.from) \($0.to)" }.sorted())")
        if !moves.contains(where: { $0.from == $0.to }) { conditions.append("r.old_tier <> r.new_tier") }
        if let after { conditions.append("r.place > \(after)") }
        return try connection.rows("""
            SELECT a.code, COALESCE(a.short_name, a.name), a.english_name, r.place, r.account_id, r.old_tier, r.old_score, r.new_tier, r.new_score,
                r.reason, r.reason_change
            FROM policy_draft_result r JOIN account_summary s ON s.account_id = r.account_id JOIN account a ON a.id = r.account_id
            WHERE \(SQL.all(conditions)) ORDER BY r.place LIMIT \(limit)
            """) { row in
            PolicyDraft.Mover(code: try row.get(0), name: try row.get(1), englishName: try row.get(2), place: try row.get(3), result: .init(
                account: try row.get(4), oldTier: try row.get(5), oldScore: try row.get(6), newTier: try row.get(7), newScore: try row.get(8),
                reason: try row.get(9), reasonChange: try row.get(10)
            ))
        }
    }
}
