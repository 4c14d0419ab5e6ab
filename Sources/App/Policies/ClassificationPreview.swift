import Basics
import Foundation
import Scoring
import Storage

/// What classifying now would do, as it was found out last.
struct ClassificationPreview: Sendable {
    /// An account whose tier would be another one.
    struct Mover: Sendable {
        var account: Account.ID
        var oldTier: String
        var oldScore: Int
        var newTier: String
        var newScore: Int
        /// The criterion whose contribution changed most, and by how much, in ten-thousandths.
        var reason: String?
        var reasonChange = 0
    }

    /// What stands for the tier of an account without one.
    static let none = "–"

    var at: Timestamp
    /// Only data before this day counted.
    var asOf: Day
    var version: PolicyVersion.ID
    /// The newest run then.
    var latest: ClassificationRun.ID?
    /// How many accounts go from which tier to which, those that stay too.
    var moves: [TierMoves.Move: Int]
    /// Empty where only the numbers were read; accounts that would get their first tier are only counted.
    var movers: [Mover] = []

    private struct Entry: Codable {
        var from: String
        var to: String
        var accounts: Int
    }

    init(_ found: Classification, at now: Timestamp, in connection: Connection) throws {
        (at, asOf, version) = (now, found.asOf, found.version.id)
        latest = try PolicyStore.latestRun(in: connection)?.id
        moves = [:]
        for result in found.results {
            moves[.init(from: result.previousTier ?? Self.none, to: result.tier), default: 0] += 1
            guard let old = result.previousTier, old != result.tier, let card = result.scorecard else { continue }
            let before = try PolicyStore.latestScore(of: result.account, in: connection)?.scorecard
            let changes = found.policy.criteria.map { ($0.id, card.contribution(of: $0.id) - (before?.contribution(of: $0.id) ?? 0)) }
            let largest = changes.max { abs($0.1) < abs($1.1) }
            movers.append(Mover(
                account: result.account, oldTier: old, oldScore: before?.score ?? 0, newTier: result.tier, newScore: result.score,
                reason: largest.flatMap { $0.1 == 0 ? nil : $0.0 }, reasonChange: largest?.1 ?? 0
            ))
        }
    }

    fileprivate init(_ row: Row) throws {
        (at, asOf, version, latest) = (try row.get(0), try row.get(1), try row.get(2), try row.get(3))
        let entries = try JSONDecoder().decode([Entry].self, from: Data(try row.get(4, as: String.self).utf8))
        moves = Dictionary(entries.map { (TierMoves.Move(from: $0.from, to: $0.to), $0.accounts) }) { first, _ in first }
    }

    fileprivate func encodedMoves() throws -> String {
        let entries = moves.map { Entry(from: $0.key.from, to: $0.key.to, accounts: $0.value) }.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
        return String(decoding: try JSONEncoder().encode(entries), as: UTF8.self)
    }
}

extension PolicyStore {
    /// Keeps what was found out, in place of what was found out before.
    static func keep(_ preview: ClassificationPreview, in connection: Connection) throws {
        try connection.execute("DELETE FROM classification_preview")
        try connection.execute("DELETE FROM classification_mover")
        try connection.execute("""
            INSERT INTO classification_preview (id, at, as_of, policy_version_id, after_run, moves)
            VALUES (1, \(preview.at), \(preview.asOf), \(preview.version), \(preview.latest), \(try preview.encodedMoves()))
            """)
        let order = try AccountStore.bySales(in: connection)
        let places = Dictionary(order.enumerated().map { ($1, $0) }) { first, _ in first }
        let table = Table(
            "classification_mover", "account_id", "old_tier", "old_score", "new_tier", "new_score", "reason", "reason_change", "place"
        )
        // Whoever was removed since has no place.
        for part in preview.movers.filter({ places[$0.account] != nil }).chunks(of: 10_000) {
            try connection.insert(into: table, part.map { mover in
                [
                    mover.account.sqlValue, .text(mover.oldTier), mover.oldScore.sqlValue, .text(mover.newTier), mover.newScore.sqlValue,
                    mover.reason.sqlValue, mover.reasonChange.sqlValue, (places[mover.account] ?? 0).sqlValue,
                ]
            })
        }
    }

    /// The numbers of what was found out last; nil before the first time.
    static func preview(in connection: Connection) throws -> ClassificationPreview? {
        try connection.first("SELECT at, as_of, policy_version_id, after_run, moves FROM classification_preview") { try ClassificationPreview($0) }
    }

    /// The accounts of some moves, the largest customers first.
    /// - Parameter after: the place after which to begin.
    static func movers(_ moves: [TierMoves.Move], after: Int?, limit: Int, in connection: Connection) throws -> [PolicyDraft.Mover] {
        // Tiers are identifiers: none has a blank in its code.
        let wanted = moves.map { "\($0.from) \($0.to)" }.sorted()
        return try connection.rows("""
            SELECT a.code, COALESCE(a.short_name, a.name), a.english_name, m.place, m.account_id, m.old_tier, m.old_score, m.new_tier, m.new_score,
                m.reason, m.reason_change
            FROM classification_mover m JOIN account a ON a.id = m.account_id
            WHERE m.place > \(after ?? -1) AND (m.old_tier || ' ' || m.new_tier) IN \(list: wanted) ORDER BY m.place LIMIT \(limit)
            """) { row in
            PolicyDraft.Mover(code: try row.get(0), name: try row.get(1), englishName: try row.get(2), place: try row.get(3), result: .init(
                account: try row.get(4), oldTier: try row.get(5), oldScore: try row.get(6), newTier: try row.get(7), newScore: try row.get(8),
                reason: try row.get(9), reasonChange: try row.get(10)
            ))
        }
    }
}
