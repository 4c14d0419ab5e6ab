/// The list of accounts.
public struct AccountsWords: Sendable {
    public let title: String
    public let finding: @Sendable (Int, String) -> String
    public let findingMany: @Sendable (String) -> String
    public let findingNone: String
    public let findingCount: @Sendable (Int) -> String
    public let findInList: String
    public let views: String
    public let all: String
    public let filters: String
    public let tier: String
    public let owner: String
    public let industry: String
    public let region: String
    public let apply: String
    public let clear: String
    public let remove: @Sendable (String) -> String
    public let words: String
    public let account: String
    public let score: String
    public let netSales: String
    public let orders: String
    public let lastOrder: String
    public let trend: String
    public let code: String
    public let fullName: String
    public let currency: String
    public let provisional: String
    public let allThatMatch: @Sendable (Int) -> String
    public let thisPage: @Sendable (Int) -> String
    public let shown: @Sendable (String, String) -> String
    public let previous: String
    public let next: String
    public let exportHint: String
    public let noneTitle: String
    public let noneHint: String
    public let emptyTitle: String
    public let emptyHint: String
    public let unowned: String
    public let seeTier: @Sendable (String) -> String
    public let perCurrency: String
}
