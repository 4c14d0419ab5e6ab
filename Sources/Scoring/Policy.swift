import Basics

/// A text in both languages of the product.
public struct BilingualText: Sendable, Hashable {
    public var chinese: String
    public var english: String

    public init(chinese: String, english: String) {
        self.chinese = chinese
        self.english = english
    }
}

/// Who is a key account and why: criteria with weights and anchors, gates that come first, and tiers.
///
/// Weights are hundredths of a percent and add up to 10,000; points are whole 0…100; so a contribution, points × weight,
/// is an exact number of ten-thousandths of a point, and contributions add up to the score to the last digit.
public struct Policy: Sendable, Hashable {
    public var id: String
    public var name: BilingualText
    /// Months of the trailing window unless a part has its own.
    public var window: Int
    public var minimumHistory: MinimumHistory
    /// How far below a tier's edge an account may fall before it loses the tier, ten-thousandths of a point.
    public var hysteresis: Int
    /// What each missing part costs, ten-thousandths of a point.
    public var missingPenalty: Int
    public var gates: [Gate]
    public var criteria: [Criterion]
    /// From the highest to the lowest, whose edge is 0.
    public var tiers: [Tier]

    /// With less history than this the result is provisional and capped.
    public struct MinimumHistory: Sendable, Hashable {
        public var months: Int
        public var highestTier: String
    }

    /// A condition that caps the tier whatever the score.
    public struct Gate: Sendable, Hashable {
        public var metric: Metric
        public var limit: Limit
        public var highestTier: String

        public enum Limit: Sendable, Hashable {
            case atMost(Int64)
            case atLeast(Int64)

            public func admits(_ value: Int64) -> Bool {
                switch self {
                case .atMost(let limit): value <= limit
                case .atLeast(let limit): value >= limit
                }
            }
        }
    }

    public struct Criterion: Sendable, Hashable {
        public var id: String
        public var name: BilingualText
        /// Hundredths of a percent; the sum of its parts' weights.
        public var weight: Int
        public var parts: [Part]
    }

    public struct Part: Sendable, Hashable {
        public var metric: Metric
        public var window: Int
        /// Hundredths of a percent.
        public var weight: Int
        public var curve: Curve
    }

    /// Anchors for everybody, or, where money is measured, per currency.
    public enum Curve: Sendable, Hashable {
        case one(Anchors)
        case perCurrency([Currency: Anchors])

        public func anchors(for currency: Currency) -> Anchors? {
            switch self {
            case .one(let anchors): anchors
            case .perCurrency(let byCurrency): byCurrency[currency]
            }
        }
    }

    public struct Tier: Sendable, Hashable {
        public var code: String
        public var name: BilingualText
        /// The lower edge, which belongs to the tier, ten-thousandths of a point.
        public var from: Int
    }

    /// Every window that some part measures, in months.
    public var windows: Set<Int> { Set(criteria.flatMap(\.parts).map(\.window) + [window]) }

    /// The tier whose half-open band holds a score.
    public func tier(at score: Int) -> Tier? { tiers.first { score >= $0.from } ?? tiers.last }

    /// 0 for the highest tier; nil for a code that the policy does not know.
    public func rank(of tier: String) -> Int? { tiers.firstIndex { $0.code == tier } }
}

/// Whole units shared out by weights, so that the parts add up to the whole exactly.
enum Apportionment {
    /// Hamilton's method: whole shares first, then one unit each by largest remainder, earlier parts first among equals.
    static func share(_ total: Int, by weights: [Int]) -> [Int] {
        let sum = weights.reduce(0, +)
        guard sum > 0 else { return weights.map { _ in 0 } }
        var shares = weights.map { $0 * total / sum }
        let left = total - shares.reduce(0, +)
        let order = weights.indices.sorted { one, other in
            let first = weights[one] * total % sum, second = weights[other] * total % sum
            return first == second ? one < other : first > second
        }
        for index in order.prefix(left) { shares[index] += 1 }
        return shares
    }
}
