import Basics
import Scoring
import Storage

/// Everything a policy measures, read from the books for all accounts or for one.
struct FactReading {
    let policy: Policy
    let asOf: Day
    /// By account and currency, then by window length.
    private var facts: [Key: [Int: AccountFacts]] = [:]
    private(set) var portfolio = Portfolio()

    private struct Key: Hashable {
        var account: Account.ID
        var currency: Currency
    }

    init(
        _ policy: Policy, asOf: Day, _ restriction: FactStore.Restriction = .init(), in connection: Connection
    ) throws {
        self.policy = policy
        self.asOf = asOf
        for window in policy.windows.sorted() { try read(window, restriction, in: connection) }
        if policy.criteria.contains(where: { $0.parts.contains { $0.metric == .salesGrowth } }) {
            for window in policy.windows.sorted() { try readEarlier(window, restriction, in: connection) }
        }
    }

    private mutating func read(_ window: Int, _ restriction: FactStore.Restriction, in connection: Connection) throws {
        let hasStrategy = try FactStore.hasStrategicCategories(in: connection)
        var categories: [Currency: Int] = [:]
        if restriction.account == nil {
            let period = Period.trailing(months: window, before: asOf)
            categories = try FactStore.soldCategories(in: period, in: connection)
        }
        try FactStore.forEach(months: window, before: asOf, restriction, in: connection) { found in
            var own = AccountFacts(currency: found.currency)
            own.netSales = found.gross + found.returns
            own.margin = found.linesWithCost == found.lines ? own.netSales - found.cost : nil
            own.strategicSales = hasStrategy ? found.strategic : nil
            own.units = found.units
            own.orderDays = found.orderDays
            own.monthlyNet = found.monthlyNet
            own.activeMonths = found.activeMonths
            own.categoriesBought = found.categories
            own.productsBought = found.products
            facts[Key(account: found.account, currency: found.currency), default: [:]][window] = own
            add(own, window, categories[found.currency] ?? 0)
        }
        guard try FactStore.hasPayments(before: asOf, in: connection) else { return }
        try FactStore.forEachPayment(months: window, before: asOf, restriction, in: connection) { account, currency, payments in
            let key = Key(account: account, currency: currency)
            var own = facts[key]?[window] ?? empty(currency, window)
            own.due = payments.due
            own.paidOnTime = min(payments.paidOnTime, payments.due)
            own.receivable = payments.receivable
            own.overdue90 = payments.overdue90
            facts[key, default: [:]][window] = own
        }
        paymentsKnown = true
    }

    private var paymentsKnown = false

    private mutating func readEarlier(
        _ window: Int, _ restriction: FactStore.Restriction, in connection: Connection
    ) throws {
        let end = asOf.adding(months: -window)
        try FactStore.forEach(months: window, before: end, restriction, in: connection) { found in
            facts[Key(account: found.account, currency: found.currency)]?[window]?.earlierNetSales = found.gross + found.returns
        }
    }

    private mutating func add(_ own: AccountFacts, _ window: Int, _ categories: Int) {
        let key = Portfolio.Key(window: window, currency: own.currency)
        var sum = portfolio.sums[key] ?? {
            var fresh = PortfolioFacts()
            fresh.margin = 0
            fresh.categories = categories
            return fresh
        }()
        sum.netSales += own.netSales
        // One account without costs, and nobody's share of the margin can be told.
        sum.margin = own.margin.flatMap { mine in sum.margin.map { $0 + mine } }
        portfolio.sums[key] = sum
    }

    private func empty(_ currency: Currency, _ window: Int) -> AccountFacts {
        var facts = AccountFacts(currency: currency)
        facts.monthlyNet = Array(repeating: 0, count: window)
        return facts
    }

    /// The facts of one account, also when it bought nothing.
    func facts(of subject: AccountSubject) -> [Int: AccountFacts] {
        var result: [Int: AccountFacts] = [:]
        let found = facts[Key(account: subject.id, currency: subject.currency)] ?? [:]
        for window in policy.windows {
            var own = found[window] ?? empty(subject.currency, window)
            own.firstOrderOn = subject.firstOrderOn.flatMap { $0 < asOf ? $0 : nil }
            own.referenceValue = subject.referenceValue
            if paymentsKnown, own.due == nil { (own.due, own.paidOnTime, own.receivable, own.overdue90) = (0, 0, 0, 0) }
            result[window] = own
        }
        return result
    }
}
