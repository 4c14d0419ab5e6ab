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
        var totals = Dictionary(uniqueKeysWithValues: accounts.map { ($0, Totals()) })
        for (key, amounts) in try months(of: accounts, in: connection) { totals[key.account]?.months[key] = amounts }
        let ordered = try countDocuments(accounts, &totals, in: connection)
        let years = try SalesYear.amounts(of: accounts, in: connection)
        for account in accounts {
            guard var one = totals[account] else { continue }
            // The currency of the first month, whatever was booked first: the list's currency does not depend on the way in.
            one.currency = one.months.keys.min { ($0.month, $0.currency) < ($1.month, $1.currency) }?.currency ?? ordered[account]
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

    /// - Returns: the currency of each account's first order.
    private static func countDocuments(
        _ accounts: [Account.ID], _ totals: inout [Account.ID: Totals], in connection: Connection
    ) throws -> [Account.ID: Currency] {
        let ordering = try SalesStore.accountsWithOrders(among: accounts, in: connection)
        try connection.forEach("""
            SELECT account_id, SUM(CASE WHEN kind = 'invoice' THEN 1 ELSE 0 END), SUM(CASE WHEN kind = 'return' THEN 1 ELSE 0 END),
                MIN(CASE WHEN kind = 'invoice' THEN issued_on END), MAX(CASE WHEN kind = 'invoice' THEN issued_on END)
            FROM invoice WHERE account_id IN \(list: accounts) GROUP BY account_id
            """) { row in
            let account: Account.ID = try row.get(0)
            totals[account]?.sales.invoices = try row.get(1)
            totals[account]?.sales.returnDocuments = try row.get(2)
            // An account without orders: its invoices are its orders.
            if !ordering.contains(account) { totals[account]?.sales.add(orders: try row.get(1), first: try row.get(3), last: try row.get(4)) }
        }
        try connection.forEach("""
            SELECT account_id, COUNT(*), MIN(ordered_on), MAX(ordered_on) FROM sales_order
            WHERE account_id IN \(list: accounts) AND status <> 'cancelled' GROUP BY account_id
            """) { row in
            totals[try row.get(0)]?.sales.add(orders: try row.get(1), first: try row.get(2), last: try row.get(3))
        }
        var first: [Account.ID: (day: Day, currency: Currency)] = [:]
        try connection.forEach("""
            SELECT account_id, currency, MIN(ordered_on) FROM sales_order WHERE account_id IN \(list: accounts) GROUP BY account_id, currency
            """) { row in
            let account: Account.ID = try row.get(0), one = (day: try row.get(2, as: Day.self), currency: try row.get(1, as: Currency.self))
            if first[account].map({ one < $0 }) ?? true { first[account] = one }
        }
        return first.mapValues(\.currency)
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

extension AccountTotals {
    /// Which of some accounts are listed in another currency than that of their first month.
    static func inAnotherCurrency(_ accounts: Set<Account.ID>, in connection: Connection) throws -> Set<Account.ID> {
        var moved: Set<Account.ID> = []
        for part in accounts.sorted().chunks(of: 400) {
            moved.formUnion(try connection.rows("""
                SELECT s.account_id FROM account_summary s WHERE s.account_id IN \(list: part) AND s.currency <> COALESCE(
                    (SELECT m.currency FROM account_month m WHERE m.account_id = s.account_id ORDER BY m.month, m.currency LIMIT 1),
                    (SELECT o.currency FROM sales_order o WHERE o.account_id = s.account_id ORDER BY o.ordered_on, o.currency LIMIT 1))
                """) { try $0.get(0, as: Account.ID.self) })
        }
        return moved
    }
}
