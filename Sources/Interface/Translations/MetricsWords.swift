/// What policies measure.
public struct MetricsTexts: Sendable {
    public let marginShare: String
    public let strategicShare: String
    public let referenceValue: String
    public let orderDays: String
    public let units: String
    public let netSales: String
    public let netSalesShare: String
    public let salesGrowth: String
    public let tenureMonths: String
    public let categoriesBought: String
    public let categoryBreadth: String
    public let productsBought: String
    public let activeMonths: String
    public let monthlyEvenness: String
    public let paidOnTime: String
    public let overdue90Share: String
    public let marginRate: String
    public let months: @Sendable (Int) -> String
    public let days: @Sendable (String) -> String
    public let pieces: @Sendable (String) -> String
    public let level: @Sendable (Int) -> String
    public let count: @Sendable (String) -> String
    public let noCost: String
    public let noRate: String
    public let noStrategicCategories: String
    public let noCategories: String
    public let notJudged: String
    public let noPayments: String
    public let nothingDue: String
    public let nothingOpen: String
    public let noSales: String
    public let tooFewMonths: String
    public let noEarlierSales: String
    public let noAnchors: String
}

public typealias MetricsWords = Phrases<MetricsTexts>
