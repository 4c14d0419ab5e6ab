/// Two results of one account side by side, and what became of the books since a result.
public struct ComparisonTexts: Sendable {
    public let fell: @Sendable (String, String, String, String) -> String
    public let rose: @Sendable (String, String, String, String) -> String
    public let stayed: @Sendable (String, String, String) -> String
    public let then: @Sendable (String, String, String) -> String
    public let thenKept: @Sendable (String, String) -> String
    public let keptUntil: @Sendable (String, String, String) -> String
    public let now: @Sendable (String, String, String) -> String
    public let nowBelow: @Sendable (String, String, String, String) -> String
    public let nowCapped: @Sendable (String, String, String, String) -> String
    public let lost: @Sendable (String) -> String
    public let gained: @Sendable (String) -> String
    public let otherPolicy: @Sendable (String, String) -> String
    public let caption: String
    public let thenHead: String
    public let nowHead: String
    public let difference: String
    public let notBelowZero: String
    public let compare: String
    public let compareWith: @Sendable (String) -> String
    public let whyFell: String
    public let nothingBefore: String
    public let thenToday: @Sendable (String, String) -> String
    public let results: @Sendable (Int, String, String) -> String
    public let onDay: @Sendable (String, String, String) -> String
    public let booksChanged: @Sendable (String) -> String
    public let valueThenNow: @Sendable (String, String, String) -> String
    public let othersChanged: String
    public let again: String
    public let rowsNow: String
    public let policyNamed: @Sendable (String, String) -> String
    public let allRowsNow: @Sendable (Int) -> String
}

public typealias ComparisonWords = Phrases<ComparisonTexts>
