/// What is wrong with a policy document.
public struct ProblemsTexts: Sendable {
    public let place: @Sendable (Int, Int, String) -> String
    public let syntax: @Sendable (String) -> String
    public let tooLarge: String
    public let missingKey: @Sendable (String) -> String
    public let unknownKey: @Sendable (String, String) -> String
    public let didYouMean: @Sendable (String) -> String
    public let notAMapping: String
    public let notAList: String
    public let notAText: String
    public let notAnIdentifier: @Sendable (String) -> String
    public let unknownName: @Sendable (String, String) -> String
    public let notANumber: @Sendable (String) -> String
    public let notAShare: @Sendable (String) -> String
    public let notAnAmount: @Sendable (String) -> String
    public let outOfRange: @Sendable (String, String, String) -> String
    public let notAWindow: @Sendable (String) -> String
    public let weightsSum: @Sendable (String, String) -> String
    public let tooFewAnchors: String
    public let anchorsNotIncreasing: String
    public let tiersNotDescending: String
    public let lastTierNotAtZero: String
    public let duplicate: @Sendable (String) -> String
    public let needsOneLimit: String
}

public typealias ProblemsWords = Phrases<ProblemsTexts>
