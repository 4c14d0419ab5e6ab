/// What somebody should look at, and what is at stake.
public struct MattersTexts: Sendable {
    public let brief: @Sendable (Int, String) -> String
    public let briefWithout: @Sendable (Int) -> String
    public let now: String
    public let soon: String
    public let largestFirst: String
    public let inTwelveMonths: @Sendable (String) -> String
    public let overdueStake: @Sendable (String) -> String
    public let getInTouch: String
    public let askToCall: @Sendable (String) -> String
    public let lastContact: @Sendable (String) -> String
    public let silentFor: @Sendable (Int, Int) -> String
    public let neverSpoken: String
    public let assignOwner: String
    public let hasNoOwner: String
    public let owner: @Sendable (String) -> String
    public let askWhyFell: @Sendable (String) -> String
    public let fellTo: @Sendable (String) -> String
    public let welcome: String
    public let newIn: @Sendable (String) -> String
    public let lateBy: @Sendable (Int) -> String
    public let dueOn: @Sendable (String) -> String
    public let salesFell: @Sendable (String) -> String
    public let salesWere: @Sendable (String, String) -> String
    public let collect: @Sendable (Int) -> String
    public let overdueFor: @Sendable (Int, Int) -> String
    public let since: @Sendable (String) -> String
    public let salesByMonth: @Sendable (String, String) -> String
    public let overdue: @Sendable (String, String) -> String
    public let overdueOnly: @Sendable (String) -> String
    public let nothingOverdue: String
    public let noDueDays: String
    public let noDueDaysHint: String
    public let receivablesByAge: @Sendable (String) -> String
    public let openAmount: String
    public let invoices: @Sendable (Int) -> String
    public let whoOwes: String
    public let returnsNote: @Sendable (Int) -> String
    public let upkeep: String
    public let upkeepNote: String
    public let jobs: @Sendable (Int) -> String
    public let repair: @Sendable (Int) -> String
    public let repairWhy: @Sendable (String, String) -> String
    public let repairDo: String
    public let own: @Sendable (Int) -> String
    public let ownWhy: @Sendable (String, String) -> String
    public let classify: @Sendable (Int) -> String
    public let classifyWhy: String
    public let twice: @Sendable (Int) -> String
    public let finishDraft: String
    public let draftWhy: @Sendable (String) -> String
    public let draftDo: String
    public let industries: @Sendable (Int) -> String
    public let regions: @Sendable (Int) -> String
    public let incompleteWhy: String
    public let look: String
}

public typealias MattersWords = Phrases<MattersTexts>
