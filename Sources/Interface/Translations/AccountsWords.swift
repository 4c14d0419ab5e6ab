/// The list of accounts.
public struct AccountsTexts: Sendable {
    public let lastContact: String
    public let grossSales: String
    public let returns: String
    public let firstOrder: String
    public let never: String
    public let noNextStep: String
    public let change: @Sendable (String, String) -> String
    public let rose: String
    public let fell: String
    public let mine: String
    public let quiet: String
    public let preview: String
    public let close: String
    public let open: String
    public let noneYoursTitle: String
    public let noneYoursHint: String
    public let importFile: String
    public let selectPage: String
    public let select: @Sendable (String) -> String
    public let selected: @Sendable (String) -> String
    public let selectedSome: String
    public let selectAll: @Sendable (String) -> String
    public let assign: String
    public let tag: String
    public let addTag: String
    public let removeTag: String
    public let state: String
    public let quietFor: String
    public let daysLong: @Sendable (Int) -> String
    public let longerThanAllowed: String
    public let due: String
    public let withinDays: @Sendable (Int) -> String
    public let unownedState: String
    public let unclassifiedState: String
    public let newState: String
    public let clearOne: @Sendable (String) -> String
    public let late: String
    public let yes: String
    public let moveUp: @Sendable (String) -> String
    public let hide: @Sendable (String) -> String
    public let resetColumns: String
    public let columns: @Sendable (Int, Int) -> String
    public let groupBy: String
    public let groupedBy: @Sendable (String) -> String
    public let groupedFinding: @Sendable (Int, String) -> String
    public let noValue: String
    public let sum: String
    public let ungroup: String
    public let saveView: String
    public let changeView: String
    public let viewName: String
    public let shareView: String
    public let defaultView: String
    public let title: String
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
    public let lastOrder: String
    public let code: String
    public let fullName: String
    public let currency: String
    public let provisional: String
    public let allThatMatch: @Sendable (Int) -> String
    public let thisPage: @Sendable (Int) -> String
    public let shown: @Sendable (String, String) -> String
    public let firstPage: String
    public let previous: String
    public let next: String
    public let exportHint: String
    public let noneTitle: String
    public let noneHint: String
    public let emptyTitle: String
    public let emptyHint: String
    public let unowned: String
    public let seeTier: @Sendable (String) -> String
    public let previewOf: @Sendable (String) -> String
    public let noneTeamTitle: String
    public let noneTeamHint: String
    public let emptyForReaders: String
    public let emptyByHand: String
    public let moveDown: @Sendable (String) -> String
    public let keepColumns: String
    public let export: String
    public let viewChanged: String
    public let updateView: String
    public let removeOwner: String
    public let clearSelection: String
    public let selectFirst: @Sendable (String) -> String
    public let findIn: @Sendable (String) -> String
    public let perCurrency: String
}

public typealias AccountsWords = Phrases<AccountsTexts>
