/// Products and categories.
public struct ProductsTexts: Sendable {
    public let title: String
    public let finding: @Sendable (Int) -> String
    public let all: String
    public let categories: String
    public let none: String
    public let noneHint: String
    public let newProduct: String
    public let newCategory: String
}

public typealias ProductsWords = Phrases<ProductsTexts>
