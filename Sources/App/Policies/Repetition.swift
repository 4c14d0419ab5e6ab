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
    private let before: Portfolio
    /// What the policy measures of the portfolio.
    private let shares: [(metric: Metric, window: Int)]
    private let asOf: Day

    init(of run: ClassificationRun, _ policy: Policy, _ reading: FactReading) {
        changed = reading.changed
        before = run.portfolio
        asOf = reading.asOf
        let measured = policy.criteria.flatMap { $0.parts.map { (metric: $0.metric, window: $0.window) } }
        shares = (measured + policy.gates.map { (metric: $0.metric, window: policy.window) }).filter { $0.metric.needsPortfolio }
    }

    func isCertain(_ subject: AccountSubject, _ facts: [Int: AccountFacts], _ portfolio: [Int: PortfolioFacts]) -> Bool {
        guard subject.previousTier != nil, subject.moved != -1, !changed.contains(subject.id) else { return false }
        return shares.allSatisfy { metric, window in
            let then = before.sums[.init(window: window, currency: subject.currency)] ?? PortfolioFacts()
            let now = portfolio[window] ?? PortfolioFacts()
            return then == now || facts[window]?.measure(metric, in: then, asOf: asOf) == facts[window]?.measure(metric, in: now, asOf: asOf)
        }
    }
}
