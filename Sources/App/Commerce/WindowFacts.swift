import Basics

/// What the booked facts say of one account in one window and currency; what policies measure.
public struct WindowFacts: Sendable, Hashable {
    public var currency: Currency
    /// The length of the window.
    public var months: Int
    /// Minor units; returns are zero or negative.
    public var gross: Int64 = 0
    public var returns: Int64 = 0
    public var cost: Int64 = 0
    public var lines = 0
    public var linesWithCost = 0
    /// Millionths.
    public var units: Int64 = 0
    /// Days with at least one sales line.
    public var orderDays = 0
    public var products = 0
    /// What was sold belongs to these, in ascending order.
    public var categories: [Category.ID] = []
    /// Minor units in categories marked strategic.
    public var strategic: Int64 = 0
    /// Net sales of each month of the window, oldest first.
    public var monthlyNet: [Int64]
    /// Months of the window with a sales line.
    public var activeMonths = 0
    /// Net sales of the window of the same length before; nil without lines, or when nobody asked.
    public var earlierNet: Int64?
    /// Nil when nobody's payments are recorded.
    public var payments: PaymentFacts?
    /// Net sales in the company's currency, each document at its day's rate; nil where a rate is missing.
    public var baseNet: Int64?
    /// The same less cost; nil also where the cost of a line is missing.
    public var baseMargin: Int64?

    public init(currency: Currency, months: Int) {
        self.currency = currency
        self.months = months
        monthlyNet = Array(repeating: 0, count: months)
    }

    public var net: Int64 { gross + returns }
}

/// Payments of one account as seen from a day.
public struct PaymentFacts: Sendable, Hashable {
    /// Invoices that fell due in the window, minor units.
    public var due: Int64 = 0
    /// The part of them that was paid by its due day.
    public var paidOnTime: Int64 = 0
    /// Not yet paid at the end of the window.
    public var receivable: Int64 = 0
    /// The part of it that was due more than 90 days before.
    public var overdue90: Int64 = 0
}
