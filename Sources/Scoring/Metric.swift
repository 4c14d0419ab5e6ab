/// What a policy can measure of an account; the raw values are the names used in policy documents.
public enum Metric: String, CaseIterable, Sendable, Codable {
    case marginShare = "margin_share"
    case strategicShare = "strategic_share"
    case referenceValue = "reference_value"
    case orderDays = "order_days"
    case units
    case netSales = "net_sales"
    case netSalesShare = "net_sales_share"
    case salesGrowth = "sales_growth"
    case tenureMonths = "tenure_months"
    case categoriesBought = "categories_bought"
    case categoryBreadth = "category_breadth"
    case productsBought = "products_bought"
    case activeMonths = "active_months"
    case monthlyEvenness = "monthly_evenness"
    case paidOnTime = "paid_on_time"
    case overdue90Share = "overdue_90_share"
    case marginRate = "margin_rate"

    /// How a raw value is counted.
    public enum Unit: String, Sendable {
        /// Parts per million of a whole.
        case share
        case count
        /// Minor units of the account's currency.
        case money
        /// Millionths of the unit of measure.
        case quantity
        /// Whole months.
        case months
        /// A judgement from 0 to 5.
        case level
    }

    public var unit: Unit {
        switch self {
        case .marginShare, .strategicShare, .netSalesShare, .salesGrowth, .categoryBreadth, .activeMonths, .monthlyEvenness,
             .paidOnTime, .overdue90Share, .marginRate: .share
        case .orderDays, .categoriesBought, .productsBought: .count
        case .netSales: .money
        case .units: .quantity
        case .tenureMonths: .months
        case .referenceValue: .level
        }
    }

    /// Whether the measurement depends on what all accounts add up to.
    public var needsPortfolio: Bool {
        switch self {
        case .marginShare, .netSalesShare, .categoriesBought, .categoryBreadth: true
        case .strategicShare, .referenceValue, .orderDays, .units, .netSales, .salesGrowth, .tenureMonths, .productsBought, .activeMonths,
             .monthlyEvenness, .paidOnTime, .overdue90Share, .marginRate: false
        }
    }
}

/// What could be said about one metric of one account.
public enum Measurement: Hashable, Sendable {
    /// In the metric's unit.
    case measured(Int64)
    /// It could be known, but is not.
    case missing(Absence)
    /// It has no meaning for this account or organisation.
    case notApplicable(Absence)
}

/// Why there is no value.
public enum Absence: String, Sendable, Codable, CaseIterable {
    case noCost = "no_cost"
    /// An amount in another currency has no rate on its day.
    case noRate = "no_rate"
    case noStrategicCategories = "no_strategic_categories"
    case noCategories = "no_categories"
    case notJudged = "not_judged"
    case noPayments = "no_payments"
    case nothingDue = "nothing_due"
    case nothingOpen = "nothing_open"
    case noSales = "no_sales"
    case tooFewMonths = "too_few_months"
    case noEarlierSales = "no_earlier_sales"
    /// The policy declares no anchors for the account's currency.
    case noAnchors = "no_anchors"
}
