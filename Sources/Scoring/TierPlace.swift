/// How far an account is from the tiers beside the one that it holds: by points, or behind a gate.
public struct TierPlace: Sendable, Hashable {
    /// What lies between an account and the next higher tier.
    public enum Above: Sendable, Hashable {
        /// It holds the highest tier.
        case highest
        /// So many ten-thousandths of a point short of the edge of the tier.
        case short(by: Int, of: String)
        /// The score gives another tier already, which comes with the next classification.
        case waiting(for: String)
        /// Whatever the score: a gate failed, or there is too little history.
        case capped(by: [Metric], history: Bool)
    }

    public var above: Above
    /// The way down.
    public struct Below: Sendable, Hashable {
        /// How far the score may fall before the tier is lost, ten-thousandths of a point.
        public var room: Int
        public var tier: String
        /// The score below which it is lost: the edge less the hysteresis.
        public var floor: Int
    }

    /// Nil in the lowest tier.
    public var below: Below?

    /// - Parameter card: what `policy` made of the account.
    public init(_ card: Scorecard, in policy: Policy) {
        if let tier = card.wouldBe {
            above = .waiting(for: tier)
            return
        }
        let held = policy.rank(of: card.tier) ?? policy.tiers.count - 1
        let closed = card.gates.filter { !$0.passed && (policy.rank(of: $0.highestTier) ?? 0) >= held }.map(\.metric)
        let isYoung = card.isProvisional && (policy.rank(of: policy.minimumHistory.highestTier) ?? 0) >= held
        if held <= 0 {
            above = .highest
        } else if !closed.isEmpty || isYoung {
            above = .capped(by: closed, history: isYoung)
        } else {
            let next = policy.tiers[held - 1]
            above = .short(by: max(0, next.from - card.score), of: next.code)
        }
        // A tier is lost only below its edge less the hysteresis.
        let floor = held < policy.tiers.count ? policy.tiers[held].from - policy.hysteresis : 0
        if held + 1 < policy.tiers.count, floor > 0 { below = Below(room: max(0, card.score - floor), tier: policy.tiers[held + 1].code, floor: floor) }
    }
}
