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
}

public typealias BooksWords = Phrases<BooksTexts>
