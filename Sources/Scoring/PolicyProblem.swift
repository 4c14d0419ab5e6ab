/// Something in a policy document that must be changed before it can be used.
public struct PolicyProblem: Error, Sendable, Hashable {
    /// Counted from 1.
    public var line: Int
    public var column: Int
    /// Where in the document: `criteria[2].parts[0].weight`.
    public var path: String
    public var reason: Reason

    /// What is wrong, with what is allowed instead.
    public enum Reason: Sendable, Hashable {
        /// The document is no YAML; the parser's words.
        case syntax(String)
        /// Longer, deeper or with more entries than any honest policy.
        case tooLarge
        case missingKey(String)
        case unknownKey(String, allowed: [String], nearest: String?)
        case notAMapping
        case notAList
        case notAText
        /// Letters, digits, dashes and underscores only, at most 40.
        case notAnIdentifier(String)
        case unknownName(String, allowed: [String], nearest: String?)
        case notANumber(String, unit: Metric.Unit?)
        case outOfRange(String, lowest: String, highest: String)
        case notAWindow(String)
        /// Hundredths of a percent.
        case weightsSum(found: Int, expected: Int)
        case tooFewAnchors
        case anchorsNotIncreasing
        case tiersNotDescending
        case lastTierNotAtZero
        case duplicate(String)
        case needsOneLimit
    }
}

/// What reading a policy document gives.
public enum PolicyReading: Sendable {
    case policy(Policy)
    /// All problems, in the order of the document.
    case problems([PolicyProblem])
}
