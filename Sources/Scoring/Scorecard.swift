/// Everything that made one account's tier: what was measured, what it counted, and what followed.
public struct Scorecard: Sendable, Hashable {
    public var gates: [GateResult]
    public var terms: [Term]
    /// What missing parts cost, ten-thousandths of a point.
    public var penalty: Int
    /// Ten-thousandths of a point: the sum of the contributions less the penalty, at least 0.
    public var score: Int
    /// The lowest and highest score that answers to the missing parts could give.
    public var bounds: ClosedRange<Int>
    /// By the score alone.
    public var scoredTier: String
    /// After hysteresis, gates and minimum history.
    public var tier: String
    /// The tier was kept although the score is below its edge, within the policy's hysteresis.
    public var isKept: Bool
    /// Too little history; the tier is capped until there is more.
    public var isProvisional: Bool
    /// Months of history.
    public var historyMonths: Int
    /// The tier that a classification would give now; nil where it is the tier that the account has. Only nights leave a difference: they
    /// change no tier by points.
    public var wouldBe: String?

    /// One gate and what it found.
    public struct GateResult: Sendable, Hashable {
        public var metric: Metric
        public var measurement: Measurement
        public var passed: Bool
        /// The highest tier when the gate fails.
        public var highestTier: String
    }

    /// One part of one criterion.
    public struct Term: Sendable, Hashable {
        public var criterion: String
        public var metric: Metric
        public var window: Int
        public var measurement: Measurement
        /// 0 when there is no measurement.
        public var points: Int
        /// Hundredths of a percent, as the policy declares it.
        public var declaredWeight: Int
        /// Hundredths of a percent after missing parts gave theirs to others; 0 for a missing part.
        public var weight: Int
        /// Points × weight: ten-thousandths of a point.
        public var contribution: Int { points * weight }
    }

    /// Terms of one criterion, in the policy's order.
    public func terms(of criterion: String) -> [Term] { terms.filter { $0.criterion == criterion } }

    /// What a criterion contributes, ten-thousandths of a point.
    public func contribution(of criterion: String) -> Int { terms(of: criterion).reduce(0) { $0 + $1.contribution } }
}
