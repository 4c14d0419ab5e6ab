/// The page of one account.
public struct AccountTexts: Sendable {
    public let overview: String
    public let evaluation: String
    public let documents: String
    public let contacts: String
    public let activity: String
    public let sections: String
    public let everything: String
    public let settings: String
    public let manager: @Sendable (String) -> String
    public let since: @Sendable (String) -> String
    public let code: @Sendable (String) -> String
    public let keyFigures: String
    public let noYearBefore: String
    public let returns12: @Sendable (String) -> String
    public let noReturns: String
    public let margin: String
    public let marginOf: @Sendable (String) -> String
    public let overdue: String
    public let overdueDocuments: @Sendable (Int) -> String
    public let oldest: @Sendable (Int) -> String
    public let nothingOverdue: String
    public let noDueDays: String
    public let score: String
    public let notScored: String
    public let short: @Sendable (String, String) -> String
    public let highest: String
    public let capped: @Sendable (String) -> String
    public let room: @Sendable (String, String) -> String
    public let revenueAhead: @Sendable (String, String) -> String
    public let revenueBehind: @Sendable (String, String) -> String
    public let revenueOnly: @Sendable (String) -> String
    public let noRevenue: String
    public let thisYear: String
    public let lastYear: String
    public let month: String
    public let change: String
    public let total: String
    public let howItAddsUp: String
    public let why: String
    public let latestDocuments: String
    public let allDocuments: String
    public let noContacts: String
    public let noContactsHint: String
    public let noActivity: String
    public let noDocuments: String
    public let provisional: String
    public let noScoreTitle: String
    public let noScoreHint: String
    public let asOf: @Sendable (String) -> String
    public let older: String
    public let chartOf: @Sendable (String, String) -> String
}

public typealias AccountWords = Phrases<AccountTexts>
