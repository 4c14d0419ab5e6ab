/// Policies in readable sentences.
public struct PoliciesTexts: Sendable {
    public let title: String
    public let finding: @Sendable (String) -> String
    public let version: @Sendable (Int) -> String
    public let from: @Sendable (String) -> String
    public let always: String
    public let inForce: String
    public let note: String
    public let publishedAt: @Sendable (String) -> String
    public let name: String
    public let effective: String
    public let document: String
    public let sentences: String
    public let windowSentence: @Sendable (Int) -> String
    public let historySentence: @Sendable (Int, String) -> String
    public let hysteresisSentence: @Sendable (String) -> String
    public let gateMost: @Sendable (String, String, String) -> String
    public let gateLeast: @Sendable (String, String, String) -> String
    public let criterionSentence: @Sendable (String, String) -> String
    public let partSentence: @Sendable (String, String, String) -> String
    public let anchor: @Sendable (String, String) -> String
    public let tierSentence: @Sendable (String, String, String) -> String
    public let gates: String
    public let criteria: String
    public let tiers: String
    public let rules: String
    public let logNote: String
}

public typealias PoliciesWords = Phrases<PoliciesTexts>
