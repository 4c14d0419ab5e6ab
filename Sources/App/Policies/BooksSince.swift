import Basics
import Scoring
import Storage

/// What became of the books since a result: its own facts stay, and what they would be now stands beside them.
struct BooksSince {
    /// A value that is another by now.
    struct Difference {
        var metric: Metric
        var then: Measurement
        var now: Measurement
    }

    /// What the account itself would measure now, where that is something else.
    let differences: [Difference]
    /// What the account's own score would be now.
    let card: Scorecard
    /// Only other accounts' documents of these days have changed, and the policy measures shares of the company.
    let othersChanged: Bool
    /// Whether it can be told quickly what a line less would make of it.
    let canTry: Bool

    var isChanged: Bool { !differences.isEmpty || othersChanged }

    /// More accounts than this are not measured anew while somebody waits.
    private static let limit = 400

    /// - Parameter isNewest: whether it is the account's newest result; only of that can a line be tried out.
    init?(
        _ score: AccountScore, _ policy: Policy, of account: Account.ID, baseCurrency: Currency, isNewest: Bool, in connection: Connection
    ) throws {
        var found: AccountSubject?
        try AccountStore.forEachSubject(only: account, baseCurrency: baseCurrency, in: connection) { one, _, _ in found = one }
        guard var subject = found else { return nil }
        subject.previousTier = score.previousTier
        let run = score.run
        let reading = try FactReading(policy, asOf: run.asOf, of: account, beside: run.portfolio, in: connection)
        let card = Evaluation(policy, asOf: run.asOf).scorecard(
            facts: reading.facts(of: subject), portfolio: run.portfolio.facts(in: subject.currency), previousTier: subject.previousTier,
            holding: score.held
        )
        self.card = card
        differences = Self.differences(score.scorecard, card)
        let sharesCount = (policy.criteria.flatMap(\.parts).map(\.metric) + policy.gates.map(\.metric)).contains(where: \.needsPortfolio)
        othersChanged = try differences.isEmpty && sharesCount && BookChanges.happened(after: run.books, in: reading.period, connection)
        canTry = try isNewest && differences.isEmpty && !othersChanged
            && KeptFacts.countChanged(basis: reading.basis, limit: Self.limit + 1, in: connection) <= Self.limit
    }

    /// Each metric once: net sales before all others, then in the order of the policy, gates last.
    private static func differences(_ then: Scorecard, _ now: Scorecard) -> [Difference] {
        var differences: [Difference] = []
        var seen: Set<Metric> = []
        func compare(_ metric: Metric, _ before: Measurement, _ after: Measurement) {
            if before != after, seen.insert(metric).inserted { differences.append(Difference(metric: metric, then: before, now: after)) }
        }
        for (before, after) in zip(then.terms, now.terms) { compare(before.metric, before.measurement, after.measurement) }
        for (before, after) in zip(then.gates, now.gates) { compare(before.metric, before.measurement, after.measurement) }
        if then.historyMonths != now.historyMonths {
            compare(.tenureMonths, .measured(Int64(then.historyMonths)), .measured(Int64(now.historyMonths)))
        }
        return differences.filter { $0.metric == .netSales } + differences.filter { $0.metric != .netSales }
    }
}
