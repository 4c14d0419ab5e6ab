import Basics

/// What the books say of one account in one window `[as of − months, as of)` and one currency; whole numbers only.
public struct AccountFacts: Sendable, Hashable {
    public var currency: Currency
    /// Minor units: sales less returns.
    public var netSales: Int64 = 0
    /// Net sales of the window before this one; nil when there was nothing to compare with.
    public var earlierNetSales: Int64?
    /// Net sales less cost; nil unless every line has a cost.
    public var margin: Int64?
    /// Net sales in strategic categories; nil when no category is strategic.
    public var strategicSales: Int64?
    /// Millionths.
    public var units: Int64 = 0
    /// Distinct days with a sale: splitting an order does not pay.
    public var orderDays = 0
    /// Net sales of each month of the window, oldest first.
    public var monthlyNet: [Int64] = []
    /// Months of the window with a sale.
    public var activeMonths = 0
    public var categoriesBought = 0
    public var productsBought = 0
    /// The first order ever; nil when there is none.
    public var firstOrderOn: Day?
    /// Invoices due in the window and the part paid in time, minor units; nil when no payments are recorded.
    public var due: Int64?
    public var paidOnTime: Int64?
    /// Open at the end of the window, and more than 90 days overdue then; nil when no payments are recorded.
    public var receivable: Int64?
    public var overdue90: Int64?
    /// 0…5, approved by somebody; nil when never judged.
    public var referenceValue: Int?
    /// What it bought in the company's currency, all currencies together; nil where everybody buys in one and nothing is converted.
    public var converted: Converted?

    /// Amounts in the company's currency.
    public struct Converted: Sendable, Hashable {
        /// Nil where a rate is missing: then the account is in nobody's sum.
        public var netSales: Int64?
        /// Nil also unless every line has a cost.
        public var margin: Int64?

        public init(netSales: Int64?, margin: Int64?) { (self.netSales, self.margin) = (netSales, margin) }
    }

    public init(currency: Currency) { self.currency = currency }
}

/// What all accounts add up to in one window: in one currency, the company's where there are several.
public struct PortfolioFacts: Sendable, Hashable {
    public var netSales: Int64 = 0
    /// Nil unless every line has a cost.
    public var margin: Int64?
    /// Categories that were sold to anybody.
    public var categories = 0

    public init() {}
}

extension AccountFacts {
    /// What one metric says about the account.
    public func measure(_ metric: Metric, in portfolio: PortfolioFacts, asOf: Day) -> Measurement {
        switch metric {
        case .marginShare: marginShare(portfolio)
        case .marginRate: margin.map { share($0, of: netSales, or: .noSales) } ?? .missing(.noCost)
        case .strategicShare: strategicSales.map { share($0, of: netSales, or: .noSales) } ?? .notApplicable(.noStrategicCategories)
        case .netSalesShare: salesShare(portfolio)
        case .salesGrowth: growth
        case .categoryBreadth: portfolio.categories == 0
            ? .notApplicable(.noCategories) : share(Int64(categoriesBought), of: Int64(portfolio.categories), or: .noCategories)
        case .activeMonths: share(Int64(activeMonths), of: Int64(monthsSinceFirstOrder(asOf)), or: .noSales)
        case .monthlyEvenness: evenness(asOf)
        case .paidOnTime: ratio(paidOnTime, of: due, empty: .nothingDue)
        case .overdue90Share: ratio(overdue90, of: receivable, empty: .nothingOpen)
        case .referenceValue: referenceValue.map { .measured(Int64($0)) } ?? .missing(.notJudged)
        case .orderDays: .measured(Int64(orderDays))
        case .units: .measured(units)
        case .netSales: .measured(netSales)
        case .tenureMonths: .measured(Int64(tenure(asOf)))
        case .categoriesBought: portfolio.categories == 0 ? .notApplicable(.noCategories) : .measured(Int64(categoriesBought))
        case .productsBought: .measured(Int64(productsBought))
        }
    }

    private func salesShare(_ portfolio: PortfolioFacts) -> Measurement {
        guard let converted else { return share(netSales, of: portfolio.netSales, or: .noSales) }
        return converted.netSales.map { share($0, of: portfolio.netSales, or: .noSales) } ?? .missing(.noRate)
    }

    private func marginShare(_ portfolio: PortfolioFacts) -> Measurement {
        if let converted, converted.netSales == nil { return .missing(.noRate) }
        let own = converted.map(\.margin) ?? margin
        return own.map { share($0, of: portfolio.margin ?? 0, or: .noCost) } ?? .missing(.noCost)
    }

    /// Parts per million, half away from zero; a whole that is not positive has no shares.
    private func share(_ part: Int64, of whole: Int64, or absence: Absence) -> Measurement {
        guard whole > 0 else { return .missing(absence) }
        return .measured(Int64(clamping: (Int128(part) * 1_000_000).roundedDivision(by: Int128(whole))))
    }

    private func ratio(_ part: Int64?, of whole: Int64?, empty: Absence) -> Measurement {
        guard let part, let whole else { return .missing(.noPayments) }
        return whole > 0 ? share(part, of: whole, or: empty) : .notApplicable(empty)
    }

    private var growth: Measurement {
        guard let earlier = earlierNetSales, earlier > 0 else { return .notApplicable(.noEarlierSales) }
        return share(netSales - earlier, of: earlier, or: .noEarlierSales)
    }

    /// Whole months from the first order to the end of the window; the same day next month is one month.
    func tenure(_ asOf: Day) -> Int {
        guard let first = firstOrderOn, first < asOf else { return 0 }
        let months = asOf.month.number - first.month.number
        return asOf.dayOfMonth >= first.dayOfMonth ? months : months - 1
    }

    /// Months of the window in which the account could have ordered.
    private func monthsSinceFirstOrder(_ asOf: Day) -> Int {
        guard let first = firstOrderOn else { return 0 }
        let ends = (0..<monthlyNet.count).map { asOf.adding(months: $0 + 1 - monthlyNet.count) }
        // A month counts when it ends after the first order.
        return ends.filter { $0 > first }.count
    }

    /// 1 − the coefficient of variation of monthly net sales (population standard deviation ÷ mean), at least 0.
    ///
    /// Worked out in whole numbers: CV² = (n·Σx² − (Σx)²) ÷ (Σx)².
    private func evenness(_ asOf: Day) -> Measurement {
        let values = monthlyNet.suffix(monthsSinceFirstOrder(asOf)).map { Int128($0) }
        guard values.count >= 3 else { return .missing(.tooFewMonths) }
        let sum = values.reduce(0, +)
        guard sum > 0 else { return .missing(.noSales) }
        // Scaled so that squares of the largest amounts still fit.
        let scale = max(1, sum / 1_000_000_000_000)
        let scaled = values.map { $0 / scale }
        let total = scaled.reduce(0, +)
        guard total > 0 else { return .missing(.noSales) }
        let squares = scaled.reduce(0) { $0 + $1 * $1 }
        let deviation = (Int128(values.count) * squares - total * total).squareRoot
        let variation = (deviation * 1_000_000).roundedDivision(by: total)
        return .measured(Int64(max(0, 1_000_000 - min(1_000_000, variation))))
    }
}

extension Int128 {
    /// The largest whole number whose square is not above this one; 0 for negative numbers.
    var squareRoot: Int128 {
        guard self > 0 else { return 0 }
        var root = Int128(1) << ((128 - leadingZeroBitCount + 1) / 2)
        while true {
            let next = (root + self / root) / 2
            if next >= root { return root }
            root = next
        }
    }
}
