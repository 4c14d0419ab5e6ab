import Basics
import Scoring

/// Tells which scorecards of a run would come out again, byte by byte, when the same policy is applied to the same day again.
///
/// A scorecard follows from the account's facts, from what all accounts add up to, and from the tier until now. The first have a
/// version. The second only counts through the measurements that name it, and these are compared. The third is the tier that the
/// run before gave; with it, everything comes out as it did with the tier before that, unless that one was higher: a tier that
/// hysteresis would have kept and a gate took away can then be kept.
struct Repetition {
    private let changed: Set<Account.ID>
    private let before: [Currency: [Int: PortfolioFacts]]
    /// Windows in which amounts were converted in the one run and not in the other: nothing is certain there.
    private let switched: Set<Int>
    /// What the policy measures of the portfolio.
    private let shares: [(metric: Metric, window: Int)]
    private let asOf: Day

    init(of run: ClassificationRun, _ policy: Policy, _ reading: FactReading) {
        changed = reading.changed
        let currencies = Set((Array(run.portfolio.sums.keys) + Array(reading.portfolio.sums.keys)).map(\.currency))
        before = Dictionary(uniqueKeysWithValues: currencies.map { ($0, run.portfolio.facts(in: $0)) })
        switched = Set(run.portfolio.company.keys).symmetricDifference(reading.portfolio.company.keys)
        asOf = reading.asOf
        let measured = policy.criteria.flatMap { $0.parts.map { (metric: $0.metric, window: $0.window) } }
        shares = (measured + policy.gates.map { (metric: $0.metric, window: policy.window) }).filter { $0.metric.needsPortfolio }
    }

    func isCertain(_ subject: AccountSubject, _ facts: [Int: AccountFacts], _ portfolio: [Int: PortfolioFacts]) -> Bool {
        guard subject.previousTier != nil, subject.moved != -1, !changed.contains(subject.id) else { return false }
        return shares.allSatisfy { metric, window in
            guard !switched.contains(window) else { return false }
            let then = before[subject.currency]?[window] ?? PortfolioFacts()
            let now = portfolio[window] ?? PortfolioFacts()
            return then == now || facts[window]?.measure(metric, in: then, asOf: asOf) == facts[window]?.measure(metric, in: now, asOf: asOf)
        }
    }
}
