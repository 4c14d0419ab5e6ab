/// Classifying in the browser: now, every night, every month, and what it came to.
public struct ClassificationTexts: Sendable {
    public let title: String
    public let noTiers: String
    public let noTiersHint: @Sendable (Int, String) -> String
    public let noPolicy: String
    public let noPolicyHint: String
    public let classified: @Sendable (Int, String) -> String
    public let by: @Sendable (String, String) -> String
    public let stillCarry: @Sendable (Int, String) -> String
    public let inForceNow: @Sendable (String) -> String
    public let classify: String
    public let classifyNow: String
    public let now: String
    public let preview: String
    public let previewAgain: String
    public let previewHint: @Sendable (String, String) -> String
    public let previewBasis: @Sendable (String, String, String) -> String
    public let firstTiers: @Sendable (Int) -> String
    public let nobodyMoves: String
    public let finding: @Sendable (Int, Int, Int) -> String
    public let today: String
    public let then: String
    public let tableNote: String
    public let underWay: String
    public let previewUnderWay: String
    public let waits: String
    public let since: @Sendable (String) -> String
    public let stop: String
    public let stopped: String
    public let failed: @Sendable (String) -> String
    public let nights: String
    public let nightsRule: String
    public let nightsAt: String
    public let nightsAtHint: @Sendable (String) -> String
    public let noNights: String
    public let next: @Sendable (String) -> String
    public let notByItself: String
    public let results: String
    public let noResults: String
    public let noResultsHint: String
    public let when: String
    public let what: String
    public let took: String
    public let seconds: @Sendable (Int) -> String
    public let changed: String
    public let rose: String
    public let fell: String
    public let outcome: String
    public let night: String
    public let monthly: String
    public let byHand: @Sendable (String) -> String
    public let done: String
    public let wasStopped: String
    public let waitsForFirst: String
    public let reasonNoPolicy: String
    public let reasonUnreadable: String
    public let reasonNoRoom: String
    public let wouldBe: @Sendable (String) -> String
}

public typealias ClassificationWords = Phrases<ClassificationTexts>
