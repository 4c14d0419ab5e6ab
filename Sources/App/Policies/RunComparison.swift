import Basics
import Scoring
import Storage

/// Two results of one account: what was, what is, and what the difference is made of.
struct RunComparison {
    typealias Result = (score: AccountScore, version: PolicyVersion, policy: Policy)

    let then: Result
    let now: Result
    /// The last result after `then` in which the buffer alone kept the tier.
    let keptUntil: PolicyStore.PastScore?

    /// Results that are looked back at.
    private static let limit = 400

    /// Nil when there is no such result of the account, or none before.
    init?(_ now: Result, of account: Account.ID, with other: WhyQuery.Other, in connection: Connection) throws {
        let history = try PolicyStore.history(of: account, limit: Self.limit, in: connection)
        let past = Array(history.prefix { $0.run.value < now.score.run.id.value })
        let chosen: PolicyStore.PastScore?
        var policies: [PolicyVersion.ID: Policy] = [now.version.id: now.policy]
        func isKept(_ entry: PolicyStore.PastScore) throws -> Bool {
            if policies[entry.policyVersion] == nil { policies[entry.policyVersion] = try PolicyStore.version(entry.policyVersion, in: connection)?.policy }
            guard let policy = policies[entry.policyVersion], let held = policy.rank(of: entry.tier), let scored = policy.tier(at: entry.score),
                  let rank = policy.rank(of: scored.code) else { return false }
            return held < rank
        }
        switch other {
        case .run(let run): chosen = history.first { $0.run == run && run != now.score.run.id }
        case .before:
            // Back through the tier before this one to where the score itself held it; without another tier, the last result before.
            if let end = past.lastIndex(where: { $0.tier != now.score.scorecard.tier }) {
                let start = past[...end].lastIndex { $0.tier != past[end].tier }.map { $0 + 1 } ?? past.startIndex
                chosen = try past[start...end].last { try !isKept($0) } ?? past[start]
            } else {
                chosen = past.last
            }
        }
        guard let chosen, let found = try AccountPage.score(of: account, run: chosen.run, in: connection) else { return nil }
        (then, self.now) = (found, now)
        let between = history.filter { $0.run.value > chosen.run.value && $0.run.value < now.score.run.id.value }
        let held = between.prefix { $0.tier == chosen.tier }
        keptUntil = try held.last.flatMap { try isKept($0) ? $0 : nil }
    }

    // MARK: What the difference is made of

    /// A row of the table: ten-thousandths of a point then and now; nil where the policy did not have it.
    struct Row {
        var then: Int?
        var now: Int?
        var difference: Int { (now ?? 0) - (then ?? 0) }
    }

    struct Criterion {
        var id: String
        var name: BilingualText
        var sum: Row
        var parts: [(metric: Metric, then: Scorecard.Term?, now: Scorecard.Term?)]
    }

    /// Every criterion of either policy, those of the later one first.
    var criteria: [Criterion] {
        let old = then.policy.criteria.filter { one in !now.policy.criteria.contains { $0.id == one.id } }
        return (now.policy.criteria + old).map { criterion in
            let before = then.score.scorecard.terms(of: criterion.id), after = now.score.scorecard.terms(of: criterion.id)
            func same(_ one: Scorecard.Term) -> (Scorecard.Term) -> Bool { { $0.metric == one.metric && $0.window == one.window } }
            let parts = after.map { term in (term.metric, before.first(where: same(term)), Optional(term)) }
                + before.filter { term in !after.contains(where: same(term)) }.map { ($0.metric, Optional($0), nil) }
            return Criterion(
                id: criterion.id, name: criterion.name,
                sum: Row(
                    then: before.isEmpty ? nil : then.score.scorecard.contribution(of: criterion.id),
                    now: after.isEmpty ? nil : now.score.scorecard.contribution(of: criterion.id)
                ), parts: parts
            )
        }
    }

    var penalty: Row { Row(then: -then.score.scorecard.penalty, now: -now.score.scorecard.penalty) }
    /// What a score below 0 was lifted by.
    var lifted: Row { Row(then: Self.lifted(then.score.scorecard), now: Self.lifted(now.score.scorecard)) }
    var total: Row { Row(then: then.score.scorecard.score, now: now.score.scorecard.score) }

    private static func lifted(_ card: Scorecard) -> Int { card.score - (card.terms.reduce(0) { $0 + $1.contribution } - card.penalty) }

    /// Up, down or the same, by the later policy's order of tiers.
    enum Move { case fell, rose, stayed }

    var move: Move {
        let before = then.score.scorecard.tier, after = now.score.scorecard.tier
        guard before != after else { return .stayed }
        let order = now.policy
        guard let one = order.rank(of: before) ?? then.policy.rank(of: before), let other = order.rank(of: after) else { return .stayed }
        return one < other ? .fell : .rose
    }
}
