/// Amounts and figures with the period that they are of, and what is on record of an account.
public struct YearTexts: Sendable {
    public let netSales: String
    public let grossSales: String
    public let returns: String
    public let allNetSales: String
    public let allOrders: String
    public let allInvoices: String
    public let otherCurrencies: String
    public let toDay: @Sendable (String) -> String
    public let finding: @Sendable (Int, String, String) -> String
    public let salesOnly: String
    public let returnsOnly: String
    public let overdueOnly: String
    public let overdueFinding: @Sendable (Int, String) -> String
    public let daysLate: @Sendable (Int) -> String
    public let noDueDays: String
    public let lastContactAgo: @Sendable (Int) -> String
    public let daysAllowed: @Sendable (String, Int) -> String
    public let partMonths: String
    public let daysOf: @Sendable (String, Int, Int) -> String
    public let onRecord: String
    public let noStep: String
    public let planStep: String
    public let stepDone: String
    public let stepDue: @Sendable (String) -> String
    public let notEntered: String
    public let enter: @Sendable (String) -> String
    public let contacts: String
    public let contactsFormula: String
}

public typealias YearWords = Phrases<YearTexts>
