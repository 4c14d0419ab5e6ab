import Basics
import Scoring
import Storage

/// Everything a policy measures, read from the books for all accounts or for one.
struct FactReading {
    let policy: Policy
    let asOf: Day
    private let windows: FactWindows
    /// By account and currency, then by window length.
    private var facts: [Key: [Int: AccountFacts]] = [:]
    private var soldCategories: [Portfolio.Key: Set<Category.ID>] = [:]
    private(set) var portfolio = Portfolio()
    /// What accounts with other currencies bought in the company's, by window length.
    private var converted: [Account.ID: [Int: AccountFacts.Converted]] = [:]
    /// What was measured now because nothing true was kept, to be kept.
    private(set) var measured: [KeptFacts.Entry] = []
    /// The accounts that this was measured of.
    private(set) var changed: Set<Account.ID> = []

    private struct Key: Hashable {
        var account: Account.ID
        var currency: Currency
    }

    /// Reads the facts of all accounts: those kept from the last time, and the books of those that have changed since.
    init(_ policy: Policy, asOf: Day, in connection: Connection) throws {
        try self.init(policy, asOf: asOf, for: nil, in: connection)
        try readAll(besides: nil, in: connection)
    }

    /// The same as if one line of one account were not there: what classifying without it would read.
    init(_ policy: Policy, asOf: Day, of account: Account.ID, without line: FactStore.Line, in connection: Connection) throws {
        try self.init(policy, asOf: asOf, for: nil, in: connection)
        for (account, facts) in try FactStore.measure([account], in: windows, without: line, connection) { add(facts, of: account) }
        try readAll(besides: account, in: connection)
    }

    private mutating func readAll(besides left: Account.ID?, in connection: Connection) throws {
        try KeptFacts.forEach(basis: basis, in: connection) { account, found in
            if account != left { add(found, of: account) }
        }
        for part in try KeptFacts.changed(basis: basis, in: connection).filter({ $0.account != left }).chunks(of: 400) {
            try Task.checkCancellation()
            let found = try FactStore.measure(part.map(\.account), in: windows, connection)
            for (account, version) in part {
                let facts = found[account] ?? []
                add(facts, of: account)
                changed.insert(account)
                measured.append(KeptFacts.Entry(account: account, version: version, facts))
            }
        }
        for (key, categories) in soldCategories { portfolio.sums[key]?.categories = categories.count }
        portfolio.leaveUnconverted()
    }

    /// Reads the books of one account only; its portfolio is its own.
    /// - Parameter run: says where amounts are converted.
    init(_ policy: Policy, asOf: Day, of account: Account.ID, beside run: Portfolio, in connection: Connection) throws {
        try self.init(policy, asOf: asOf, for: account, in: connection)
        for (account, facts) in try FactStore.measure([account], in: windows, connection) { add(facts, of: account) }
        portfolio.company = run.company
    }

    /// The days that the policy measures.
    var period: Period { windows.period }

    private init(_ policy: Policy, asOf: Day, for account: Account.ID?, in connection: Connection) throws {
        self.policy = policy
        self.asOf = asOf
        windows = try Self.windows(policy, asOf: asOf, for: account, in: connection)
    }

    private static func windows(
        _ policy: Policy, asOf: Day, for account: Account.ID? = nil, in connection: Connection
    ) throws -> FactWindows {
        let comparesEarlier = policy.criteria.contains { $0.parts.contains { $0.metric == .salesGrowth } }
        return try FactWindows(months: policy.windows, before: asOf, comparesEarlier: comparesEarlier, for: account, in: connection)
    }

    /// What the newest run measured; nil before the first.
    static func lastWindows(in connection: Connection) throws -> FactWindows? {
        guard let run = try PolicyStore.latestRun(in: connection),
              let policy = try PolicyStore.version(run.policyVersionID, in: connection)?.policy else { return nil }
        return try windows(policy, asOf: run.asOf, in: connection)
    }

    /// What the facts depend on besides the accounts' own books.
    var basis: String { windows.basis }

    private mutating func add(_ found: [WindowFacts], of account: Account.ID) {
        for window in found {
            let own = AccountFacts(window, hasStrategy: !windows.strategic.isEmpty)
            facts[Key(account: account, currency: window.currency), default: [:]][window.months] = own
            guard window.lines > 0 else { continue }
            let key = Portfolio.Key(window: window.months, currency: window.currency)
            portfolio.add(own, at: key)
            soldCategories[key, default: []].formUnion(window.categories)
        }
        convert(found, of: account)
    }

    /// Adds to the company's sums what an account bought in all currencies, unless a rate is missing.
    private mutating func convert(_ found: [WindowFacts], of account: Account.ID) {
        let base = windows.rates.base
        for (months, own) in Dictionary(grouping: found.filter { $0.lines > 0 }, by: \.months) {
            portfolio.add(own, at: months, base: base)
            guard own.contains(where: { $0.currency != base }) else { continue }
            converted[account, default: [:]][months] = AccountFacts.Converted(own)
        }
    }

    /// The facts of one account, also when it bought nothing.
    func facts(of subject: AccountSubject) -> [Int: AccountFacts] {
        var result: [Int: AccountFacts] = [:]
        let found = facts[Key(account: subject.id, currency: subject.currency)] ?? [:]
        for months in policy.windows {
            var own = found[months] ?? AccountFacts(WindowFacts(currency: subject.currency, months: months), hasStrategy: false)
            own.firstOrderOn = subject.firstOrderOn.flatMap { $0 < asOf ? $0 : nil }
            own.referenceValue = subject.referenceValue
            if portfolio.company[months] != nil {
                own.converted = converted[subject.id]?[months] ?? AccountFacts.Converted(netSales: own.netSales, margin: own.margin)
            }
            if windows.hasPayments, own.due == nil { (own.due, own.paidOnTime, own.receivable, own.overdue90) = (0, 0, 0, 0) }
            result[months] = own
        }
        return result
    }
}

extension AccountFacts {
    fileprivate init(_ found: WindowFacts, hasStrategy: Bool) {
        self.init(currency: found.currency)
        netSales = found.net
        margin = found.lines > 0 && found.linesWithCost == found.lines ? found.net - found.cost : nil
        strategicSales = hasStrategy && found.lines > 0 ? found.strategic : nil
        earlierNetSales = found.earlierNet
        units = found.units
        orderDays = found.orderDays
        monthlyNet = found.monthlyNet
        activeMonths = found.activeMonths
        categoriesBought = found.categories.count
        productsBought = found.products
        due = found.payments?.due
        paidOnTime = found.payments.map { min($0.paidOnTime, $0.due) }
        receivable = found.payments?.receivable
        overdue90 = found.payments?.overdue90
    }
}

extension AccountFacts.Converted {
    /// What an account bought in one window, in all its currencies.
    fileprivate init(_ own: [WindowFacts]) {
        self.init(netSales: 0, margin: 0)
        for window in own {
            netSales = netSales.flatMap { sum in window.baseNet.map { Int64(clamping: Int128(sum) + Int128($0)) } }
            margin = margin.flatMap { sum in window.baseMargin.map { Int64(clamping: Int128(sum) + Int128($0)) } }
        }
    }
}

extension Portfolio {
    fileprivate mutating func add(_ own: [WindowFacts], at months: Int, base: Currency) {
        var sum = company[months] ?? Company(currency: base)
        sum.currencies.formUnion(own.map(\.currency))
        let account = AccountFacts.Converted(own)
        if let net = account.netSales {
            sum.netSales = Int64(clamping: Int128(sum.netSales) + Int128(net))
            sum.margin = account.margin.flatMap { mine in sum.margin.map { Int64(clamping: Int128($0) + Int128(mine)) } }
        } else {
            for window in own where window.baseNet == nil { sum.unrated[window.currency, default: 0] += 1 }
        }
        company[months] = sum
    }

    fileprivate mutating func add(_ own: AccountFacts, at key: Key) {
        var fresh = PortfolioFacts()
        fresh.margin = 0
        var sum = sums[key] ?? fresh
        // Only totals of hundreds of the largest accounts that can be booked would pass 64 bits; they stay at the limit.
        sum.netSales = Int64(clamping: Int128(sum.netSales) + Int128(own.netSales))
        // One account without costs, and nobody's share of the margin can be told.
        sum.margin = own.margin.flatMap { mine in sum.margin.map { Int64(clamping: Int128($0) + Int128(mine)) } }
        sums[key] = sum
    }
}
