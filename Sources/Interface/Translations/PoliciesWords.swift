/// Policies in readable sentences.
public struct PoliciesTexts: Sendable {
    public let title: String
    public let finding: @Sendable (String) -> String
    public let labelled: @Sendable (_ name: String, _ version: Int) -> String
    public let version: @Sendable (Int) -> String
    public let from: @Sendable (String) -> String
    public let always: String
    public let inForce: String
    public let note: String
    public let name: String
    public let effective: String
    public let scheduled: String
    public let replaced: @Sendable (String) -> String
    public let willCount: @Sendable (String, String) -> String
    public let wasReplaced: @Sendable (String, String) -> String
    public let versions: @Sendable (Int) -> String
    public let versionTitle: String
    public let state: String
    public let against: @Sendable (Int) -> String
    public let changes: String
    public let changesTitle: @Sendable (Int, String, String) -> String
    public let saysTheSame: String
    public let sameDocument: String
    public let was: String
    public let now: String
    public let compare: String
    public let published: String
    public let publisher: String
    public let spread: @Sendable (String) -> String
    public let classifiedBy: @Sendable (String, String) -> String
    public let weight: String
    public let points: String
    public let gate: String
    public let line: String
    public let rule: String
    public let highestTier: String
    public let windowName: String
    public let historyName: String
    public let historyTierName: String
    public let hysteresisName: String
    public let penaltyName: String
    public let penaltySentence: @Sendable (String) -> String
    public let document: String
    public let sentences: String
    public let windowSentence: @Sendable (String) -> String
    public let historySentence: @Sendable (String, String) -> String
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
    /// The same at the end of a list of anchors.
    public let logNoteAfter: String
}

public typealias PoliciesWords = Phrases<PoliciesTexts>
