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
    public func scorecard(
        facts: [Int: AccountFacts], portfolio: [Int: PortfolioFacts], previousTier: String?
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
        let tier = decide(score, gates, history, previousTier)
        return Scorecard(
            gates: gates, terms: terms, penalty: penalty, score: score, bounds: bounds(terms, score: score),
            scoredTier: policy.tier(at: score)?.code ?? "", tier: tier.code, isKept: tier.isKept,
            isProvisional: history < policy.minimumHistory.months, historyMonths: history
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

    private func decide(
        _ score: Int, _ gates: [Scorecard.GateResult], _ history: Int, _ previous: String?
    ) -> (code: String, isKept: Bool) {
        var tier = policy.tier(at: score)
        var isKept = false
        if let previous, let rank = policy.rank(of: previous), let now = tier.flatMap({ policy.rank(of: $0.code) }), rank < now,
           score >= policy.tiers[rank].from - policy.hysteresis {
            tier = policy.tiers[rank]
            isKept = true
        }
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
