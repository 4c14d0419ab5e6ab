import Basics

/// Applies a policy to one account: the same function for the real run, the preview and the backtest.
public struct Evaluation: Sendable {
    public let policy: Policy
    public let asOf: Day

    public init(_ policy: Policy, asOf: Day) {
        self.policy = policy
        self.asOf = asOf
    }

    /// - Parameters:
    ///   - facts: the account's facts by window length in months; the policy's own window must be among them.
    ///   - portfolio: all accounts' facts in the account's currency, by window length.
    ///   - previousTier: the tier until now, for hysteresis; nil for an account without one.
    ///   - holding: the tier by points that stays whatever the score, below which gates and too little history still lead; nil where the
    ///     score decides.
    public func scorecard(
        facts: [Int: AccountFacts], portfolio: [Int: PortfolioFacts], previousTier: String?, holding: String? = nil
    ) -> Scorecard {
        let measured = policy.criteria.flatMap { criterion in
            criterion.parts.map { part in term(part, of: criterion.id, facts, portfolio) }
        }
        let terms = weighted(measured)
        let missing = terms.filter { if case .missing = $0.measurement { true } else { false } }.count
        let penalty = missing * policy.missingPenalty
        let score = max(0, terms.reduce(0) { $0 + $1.contribution } - penalty)
        let own = facts[policy.window]
        let gates = policy.gates.map { gate in result(of: gate, own, portfolio[policy.window]) }
        let history = own?.tenure(asOf) ?? 0
        let byPoints = capped(pointsTier(at: score, previousTier: previousTier), gates, history)
        let held = holding.flatMap { policy.rank(of: $0) }.map { capped((policy.tiers[$0], false), gates, history) }
        let tier = held.flatMap { $0.code == byPoints.code ? nil : $0 } ?? byPoints
        return Scorecard(
            gates: gates, terms: terms, penalty: penalty, score: score, bounds: bounds(terms, score: score),
            scoredTier: policy.tier(at: score)?.code ?? "", tier: tier.code, isKept: tier.isKept,
            isProvisional: history < policy.minimumHistory.months, historyMonths: history,
            wouldBe: tier.code == byPoints.code ? nil : byPoints.code
        )
    }

    private func term(
        _ part: Policy.Part, of criterion: String, _ facts: [Int: AccountFacts], _ portfolio: [Int: PortfolioFacts]
    ) -> Scorecard.Term {
        var term = Scorecard.Term(
            criterion: criterion, metric: part.metric, window: part.window, measurement: .missing(.noSales), points: 0,
            declaredWeight: part.weight, weight: 0
        )
        guard let own = facts[part.window] else { return term }
        term.measurement = own.measure(part.metric, in: portfolio[part.window] ?? PortfolioFacts(), asOf: asOf)
        guard case .measured(let value) = term.measurement else { return term }
        guard let anchors = part.curve.anchors(for: own.currency) else {
            term.measurement = .missing(.noAnchors)
            return term
        }
        term.points = anchors.points(at: value)
        return term
    }

    /// Missing parts give their weight to the other parts of their criterion, empty criteria to the other criteria.
    private func weighted(_ terms: [Scorecard.Term], isPresent: (Scorecard.Term) -> Bool = \.isMeasured) -> [Scorecard.Term] {
        var result = terms
        let present = policy.criteria.map { criterion in
            terms.indices.filter { terms[$0].criterion == criterion.id && isPresent(terms[$0]) }
        }
        // Weights declared in tenths of a percent stay in tenths, so that scores stay short.
        let grain = terms.allSatisfy { $0.declaredWeight % 10 == 0 } ? 10 : 1
        let shares = Apportionment.share(10_000 / grain, by: zip(policy.criteria, present).map { $1.isEmpty ? 0 : $0.weight })
        for (share, indices) in zip(shares, present) {
            for (index, weight) in zip(indices, Apportionment.share(share, by: indices.map { terms[$0].declaredWeight })) {
                result[index].weight = weight * grain
            }
        }
        return result
    }

    /// The score if every missing part were answered with the worst or the best.
    private func bounds(_ terms: [Scorecard.Term], score: Int) -> ClosedRange<Int> {
        func isKnowable(_ term: Scorecard.Term) -> Bool {
            if case .notApplicable = term.measurement { false } else { true }
        }
        guard terms.contains(where: { isKnowable($0) && !$0.isMeasured }) else { return score...score }
        let answered = weighted(terms.map { term in
            var copy = term
            copy.weight = 0
            return copy
        }, isPresent: isKnowable)
        let known = answered.filter(\.isMeasured).reduce(0) { $0 + $1.contribution }
        let open = answered.filter { isKnowable($0) && !$0.isMeasured }.reduce(0) { $0 + $1.weight }
        return min(score, known)...max(score, known + open * 100)
    }

    private func result(of gate: Policy.Gate, _ facts: AccountFacts?, _ portfolio: PortfolioFacts?) -> Scorecard.GateResult {
        let measurement = facts?.measure(gate.metric, in: portfolio ?? PortfolioFacts(), asOf: asOf) ?? .missing(.noSales)
        var passed = true
        if case .measured(let value) = measurement { passed = gate.limit.admits(value) }
        return Scorecard.GateResult(
            metric: gate.metric, measurement: measurement, passed: passed, highestTier: gate.highestTier
        )
    }

    /// The tier before gates and history have their say: what the score gives, or the tier until now within the policy's hysteresis.
    public func pointsTier(at score: Int, previousTier: String?) -> (tier: Policy.Tier?, isKept: Bool) {
        let tier = policy.tier(at: score)
        if let previousTier, let rank = policy.rank(of: previousTier), let now = tier.flatMap({ policy.rank(of: $0.code) }), rank < now,
           score >= policy.tiers[rank].from - policy.hysteresis {
            return (policy.tiers[rank], true)
        }
        return (tier, false)
    }

    private func capped(
        _ byPoints: (tier: Policy.Tier?, isKept: Bool), _ gates: [Scorecard.GateResult], _ history: Int
    ) -> (code: String, isKept: Bool) {
        var (tier, isKept) = byPoints
        var caps = gates.filter { !$0.passed }.map(\.highestTier)
        if history < policy.minimumHistory.months { caps.append(policy.minimumHistory.highestTier) }
        for cap in caps {
            guard let limit = policy.rank(of: cap), let now = tier.flatMap({ policy.rank(of: $0.code) }), now < limit else { continue }
            tier = policy.tiers[limit]
            isKept = false
        }
        return (tier?.code ?? "", isKept)
    }
}

extension Scorecard.Term {
    /// Whether there is a value; only such terms carry weight.
    public var isMeasured: Bool {
        if case .measured = measurement { true } else { false }
    }
}
