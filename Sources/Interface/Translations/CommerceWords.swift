/// Sales documents.
public struct CommerceTexts: Sendable {
    public let invoice: String
    public let returned: String
    public let reversal: String
    public let number: String
    public let kind: String
    public let issued: String
    public let due: String
    public let amount: String
    public let paid: String
    public let open: String
    public let lines: String
    public let product: String
    public let productCode: String
    public let quantity: String
    public let unitPrice: String
    public let line: String
    public let total: String
    public let documentsFinding: @Sendable (Int, String) -> String
    public let allDocuments: String
    public let period: @Sendable (String, String) -> String
    public let kinds: String
    public let documentTitle: @Sendable (String, String, String) -> String
    public let noDocuments: String
    public let thisPage: @Sendable (Int) -> String
    public let linesFinding: @Sendable (Int) -> String
    public let cost: String
    public let currency: String
}

public typealias CommerceWords = Phrases<CommerceTexts>
