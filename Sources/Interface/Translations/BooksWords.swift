/// Up to where the books go, and what the currencies in them are worth.
public struct BooksTexts: Sendable {
    public let source: String
    public let newest: String
    public let delivered: String
    public let sources: @Sendable (String) -> String
    public let sourcesNote: String
    public let holds: String
    public let notDelivering: String
    public let demo: String
    /// A currency, how many accounts, and the last classification's day.
    public let unrated: @Sendable (String, Int, String) -> String
}

public typealias BooksWords = Phrases<BooksTexts>
