/// The search box.
public struct SearchTexts: Sendable {
    public let title: String
    public let placeholder: String
    public let accounts: String
    public let contacts: String
    public let documents: String
    public let products: String
    public let commands: String
    public let all: @Sendable (String) -> String
    public let firstOnes: @Sendable (Int) -> String
    public let allGroups: String
    public let view: String
    public let exportAccounts: String
    public let newNote: String
    public let newInvoice: String
    public let meant: @Sendable (String) -> String
    public let byCode: @Sendable (String) -> String
    public let byPinyin: String
    public let nothing: @Sendable (String) -> String
    public let nothingHint: String
    public let finding: @Sendable (String) -> String
}

public typealias SearchWords = Phrases<SearchTexts>
