/// The first page: what needs doing.
public struct HomeTexts: Sendable {
    public let title: String
    public let today: @Sendable (String, String) -> String
    public let nothingUrgent: String
    public let nothingHint: String
    public let allImports: @Sendable (String) -> String
    public let sales: String
    public let yearBefore: String
    public let returns: String
    public let ofGross: @Sendable (String) -> String
    public let setAsideRows: String
    public let rows: String
    public let imports: @Sendable (Int) -> String
    public let strategicOf: @Sendable (String) -> String
    public let unclassified: String
    public let unclassifiedNote: String
    public let newInTier: String
    public let lateNote: String
    public let silent: String
    public let figures: String
    public let keyAccounts: String
    public let unit: String
    public let inReach: String
    public let rose: String
    public let fell: String
    public let lastRun: String
    public let quiet: String
    public let quietNote: String
    public let work: String
    public let done: String
    public let log: String
    public let assign: String
    public let why: String
    public let roseTo: @Sendable (String) -> String
    public let moves: @Sendable (String, Int) -> String
    public let noMoves: String
    public let noMovesHint: String
    public let importsTitle: String
    public let setAside: @Sendable (Int) -> String
}

public typealias HomeWords = Phrases<HomeTexts>
