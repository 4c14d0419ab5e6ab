import Basics
import Storage

extension AccountTotals {
    /// The totals of one account: what the facts give, or what is maintained.
    struct Totals: Equatable {
        var months: [AccountMonth.Key: AccountMonth.Amounts] = [:]
        /// Documents and order days of all currencies; amounts of the currency that the list shows.
        var sales = AccountSalesChange()
        var currency: Currency?
        /// Amounts of the other currencies.
        var others: [OtherSales] = []
    }

    /// Adds up the facts of some accounts.
    static func recompute(_ accounts: [Account.ID], in connection: Connection) throws -> [Account.ID: Totals] {
        let kept = try AccountStore.sales(of: accounts, in: connection)
        var totals = Dictionary(uniqueKeysWithValues: accounts.map { ($0, Totals()) })
        for (key, amounts) in try months(of: accounts, in: connection) { totals[key.account]?.months[key] = amounts }
        try countDocuments(accounts, &totals, in: connection)
        let years = try SalesYear.amounts(of: accounts, in: connection)
        for account in accounts {
            guard var one = totals[account] else { continue }
            let traded = Set(one.months.keys.map(\.currency))
            // The first currency stays the list's currency as long as anything is left in it.
            let first = kept[account]?.currency
            one.currency = first.flatMap { traded.contains($0) ? $0 : nil } ?? traded.min()
            if traded.isEmpty, one.sales.orders > 0 { one.currency = first }
            for (key, amounts) in one.months where key.currency == one.currency {
                one.sales.gross += amounts.gross
                one.sales.returns += amounts.returns
            }
            one.others = others(one, years, of: account)
            if let currency = one.currency { one.sales.year = years[.init(account: account, currency: currency)] ?? .init() }
            totals[account] = one
        }
        return totals
    }

    private static func others(_ totals: Totals, _ years: [AccountSalesChange.Key: SalesYear.Amounts], of account: Account.ID) -> [OtherSales] {
        let months = Dictionary(grouping: totals.months.filter { $0.key.currency != totals.currency }) { $0.key.currency }
        return months.map { currency, months in
            OtherSales(
                currency: currency, gross: months.reduce(0) { $0 + $1.value.gross }, returns: months.reduce(0) { $0 + $1.value.returns },
                year: years[.init(account: account, currency: currency)] ?? .init()
            )
        }.filter { !$0.isZero }.sorted { $0.currency < $1.currency }
    }

    private static func months(
        of accounts: [Account.ID], in connection: Connection
    ) throws -> [AccountMonth.Key: AccountMonth.Amounts] {
        var months: [AccountMonth.Key: AccountMonth.Amounts] = [:]
        try connection.forEach("""
            SELECT account_id, currency, issued_on, is_return, SUM(amount), SUM(COALESCE(cost, 0)), COUNT(*), COUNT(cost),
                SUM(quantity)
            FROM invoice_line WHERE account_id IN \(list: accounts) GROUP BY account_id, currency, issued_on, is_return
            """) { row in
            let key = AccountMonth.Key(
                account: try row.get(0), currency: try row.get(1), month: try row.get(2, as: Day.self).month
            )
            var amounts = months[key] ?? .zero
            if try row.get(3, as: Bool.self) { amounts.returns += try row.get(4) } else { amounts.gross += try row.get(4) }
            amounts.cost += try row.get(5)
            amounts.lines += try row.get(6)
            amounts.linesWithCost += try row.get(7)
            amounts.quantity += try row.get(8)
            months[key] = amounts
        }
        return months
    }

    private static func countDocuments(
        _ accounts: [Account.ID], _ totals: inout [Account.ID: Totals], in connection: Connection
    ) throws {
        try connection.forEach("""
            SELECT account_id, SUM(CASE WHEN kind = 'invoice' THEN 1 ELSE 0 END), SUM(CASE WHEN kind = 'return' THEN 1 ELSE 0 END),
                SUM(CASE WHEN kind = 'invoice' AND order_id IS NULL THEN 1 ELSE 0 END),
                MIN(CASE WHEN kind = 'invoice' AND order_id IS NULL THEN issued_on END),
                MAX(CASE WHEN kind = 'invoice' AND order_id IS NULL THEN issued_on END)
            FROM invoice WHERE account_id IN \(list: accounts) GROUP BY account_id
            """) { row in
            let account: Account.ID = try row.get(0)
            totals[account]?.sales.invoices = try row.get(1)
            totals[account]?.sales.returnDocuments = try row.get(2)
            totals[account]?.sales.add(orders: try row.get(3), first: try row.get(4), last: try row.get(5))
        }
        try connection.forEach("""
            SELECT account_id, COUNT(*), MIN(ordered_on), MAX(ordered_on) FROM sales_order
            WHERE account_id IN \(list: accounts) AND status <> 'cancelled' GROUP BY account_id
            """) { row in
            totals[try row.get(0)]?.sales.add(orders: try row.get(1), first: try row.get(2), last: try row.get(3))
        }
    }

    /// The maintained totals, in the same shape.
    static func stored(_ accounts: [Account.ID], in connection: Connection) throws -> [Account.ID: Totals] {
        var totals = Dictionary(uniqueKeysWithValues: accounts.map { ($0, Totals()) })
        try connection.forEach("""
            SELECT account_id, currency, month, gross_sales, returns, cost, lines, lines_with_cost, quantity
            FROM account_month WHERE account_id IN \(list: accounts)
            """) { row in
            let key = AccountMonth.Key(account: try row.get(0), currency: try row.get(1), month: try row.get(2))
            totals[key.account]?.months[key] = AccountMonth.Amounts(
                gross: try row.get(3), returns: try row.get(4), cost: try row.get(5), lines: try row.get(6),
                linesWithCost: try row.get(7), quantity: try row.get(8)
            )
        }
        for (account, kept) in try AccountStore.sales(of: accounts, in: connection) {
            totals[account]?.sales = kept.sales
            totals[account]?.currency = kept.currency
        }
        for (account, others) in try AccountStore.otherSales(of: accounts, in: connection) { totals[account]?.others = others }
        return totals
    }

    /// Replaces the maintained totals of some accounts by recomputed ones; used after facts were taken away.
    static func rebuild(_ accounts: [Account.ID], in connection: Connection) throws {
        for part in accounts.chunks(of: 400) {
            // What is being booked on one of them is waited for.
            try AccountStore.lock(part, in: connection)
            let recomputed = try recompute(part, in: connection)
            try OpenInvoices.rebuild(part, in: connection)
            try connection.execute("DELETE FROM account_month WHERE account_id IN \(list: part)")
            for account in part {
                guard let totals = recomputed[account] else { continue }
                try apply(totals.months, in: connection)
                try AccountStore.resetSales(of: account, currency: totals.currency, totals.sales, others: totals.others, in: connection)
            }
        }
    }
}

extension AccountSalesChange {
    fileprivate mutating func add(orders count: Int, first: Day?, last: Day?) {
        orders += count
        if let first { firstOrder = min(firstOrder ?? first, first) }
        if let last { lastOrder = max(lastOrder ?? last, last) }
    }
}

extension AccountTotals {
    /// Which of some accounts have maintained totals that differ from their documents.
    static func differing(_ accounts: [Account.ID], in connection: Connection) throws -> [Account.ID] {
        func withoutEmptyMonths(_ totals: Totals?) -> Totals? {
            guard var copy = totals else { return nil }
            copy.months = copy.months.filter { $0.value != .zero }
            return copy
        }
        let kept = try stored(accounts, in: connection)
        let fresh = try recompute(accounts, in: connection)
        return accounts.filter { withoutEmptyMonths(kept[$0]) != withoutEmptyMonths(fresh[$0]) }
    }
}
