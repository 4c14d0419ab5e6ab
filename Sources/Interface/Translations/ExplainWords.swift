/// What figures mean.
public struct ExplainTexts: Sendable {
    public let whatIs: @Sendable (String) -> String
    public let formula: String
    public let source: String
    public let changed: String
    public let booked: String
    public let byPolicy: @Sendable (String, String) -> String
    public let netSales: String
    public let netSalesFormula: String
    public let margin: String
    public let marginFormula: String
    public let overdue: String
    public let overdueFormula: String
    public let score: String
    public let scoreFormula: String
    public let tier: String
    public let criterion: String
    public let criterionFormula: String
}

public typealias ExplainWords = Phrases<ExplainTexts>
