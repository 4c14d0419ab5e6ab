import Basics
import Storage

extension AccountTotals {
    /// The totals that the booked facts give: what the maintained ones must equal.
    struct Recomputed: Equatable {
        var months: [AccountMonth.Key: AccountMonth.Amounts] = [:]
        var orders = 0
        var invoices = 0
        var returnDocuments = 0
        var firstOrder: Day?
        var lastOrder: Day?
    }

    /// Adds up the facts of some accounts.
    static func recompute(_ accounts: [Account.ID], in connection: Connection) throws -> [Account.ID: Recomputed] {
        var totals = Dictionary(uniqueKeysWithValues: accounts.map { ($0, Recomputed()) })
        try connection.forEach("""
            SELECT account_id, currency, issued_on, is_return, SUM(amount), SUM(COALESCE(cost, 0)), COUNT(*), COUNT(cost),
                SUM(quantity)
            FROM invoice_line WHERE account_id IN \(list: accounts) GROUP BY account_id, currency, issued_on, is_return
            """) { row in
            let account: Account.ID = try row.get(0)
            let key = AccountMonth.Key(account: account, currency: try row.get(1), month: try row.get(2, as: Day.self).month)
            var amounts = totals[account]?.months[key] ?? .zero
            if try row.get(3, as: Bool.self) { amounts.returns += try row.get(4) } else { amounts.gross += try row.get(4) }
            amounts.cost += try row.get(5)
            amounts.lines += try row.get(6)
            amounts.linesWithCost += try row.get(7)
            amounts.quantity += try row.get(8)
            totals[account]?.months[key] = amounts
        }
        try connection.forEach("""
            SELECT account_id, SUM(CASE WHEN kind = 'invoice' THEN 1 ELSE 0 END), SUM(CASE WHEN kind = 'return' THEN 1 ELSE 0 END),
                SUM(CASE WHEN kind = 'invoice' AND order_id IS NULL THEN 1 ELSE 0 END),
                MIN(CASE WHEN kind = 'invoice' AND order_id IS NULL THEN issued_on END),
                MAX(CASE WHEN kind = 'invoice' AND order_id IS NULL THEN issued_on END)
            FROM invoice WHERE account_id IN \(list: accounts) GROUP BY account_id
            """) { row in
            let account: Account.ID = try row.get(0)
            totals[account]?.invoices = try row.get(1)
            totals[account]?.returnDocuments = try row.get(2)
            totals[account]?.add(orders: try row.get(3), first: try row.get(4), last: try row.get(5))
        }
        try connection.forEach("""
            SELECT account_id, COUNT(*), MIN(ordered_on), MAX(ordered_on) FROM sales_order
            WHERE account_id IN \(list: accounts) GROUP BY account_id
            """) { row in
            totals[try row.get(0)]?.add(orders: try row.get(1), first: try row.get(2), last: try row.get(3))
        }
        return totals
    }

    /// The maintained totals, in the same shape.
    static func stored(_ accounts: [Account.ID], in connection: Connection) throws -> [Account.ID: Recomputed] {
        var totals = Dictionary(uniqueKeysWithValues: accounts.map { ($0, Recomputed()) })
        try connection.forEach("""
            SELECT account_id, currency, month, gross_sales, returns, cost, lines, lines_with_cost, quantity
            FROM account_month WHERE account_id IN \(list: accounts)
            """) { row in
            let account: Account.ID = try row.get(0)
            let key = AccountMonth.Key(account: account, currency: try row.get(1), month: try row.get(2))
            totals[account]?.months[key] = AccountMonth.Amounts(
                gross: try row.get(3), returns: try row.get(4), cost: try row.get(5), lines: try row.get(6),
                linesWithCost: try row.get(7), quantity: try row.get(8)
            )
        }
        try connection.forEach("""
            SELECT account_id, orders, invoices, return_documents, first_order_on, last_order_on
            FROM account_summary WHERE account_id IN \(list: accounts)
            """) { row in
            let last: Day = try row.get(5)
            let account: Account.ID = try row.get(0)
            totals[account]?.orders = try row.get(1)
            totals[account]?.invoices = try row.get(2)
            totals[account]?.returnDocuments = try row.get(3)
            totals[account]?.firstOrder = try row.get(4)
            totals[account]?.lastOrder = last == AccountSummary.never ? nil : last
        }
        return totals
    }

    /// Replaces the maintained totals of some accounts by recomputed ones; used after facts were taken away.
    static func rebuild(_ accounts: [Account.ID], in connection: Connection) throws {
        for part in accounts.chunks(of: 400) {
            let recomputed = try recompute(part, in: connection)
            try connection.execute("DELETE FROM account_month WHERE account_id IN \(list: part)")
            for account in part {
                guard let totals = recomputed[account] else { continue }
                try apply(totals.months, in: connection)
                try resetSummary(of: account, to: totals, in: connection)
            }
        }
    }

    private static func resetSummary(of account: Account.ID, to totals: Recomputed, in connection: Connection) throws {
        let kept: Currency?? = try connection.first("SELECT currency FROM account_summary WHERE account_id = \(account)") {
            try $0.get(0, as: Currency?.self)
        }
        let traded = Set(totals.months.keys.map(\.currency))
        let currency = kept.flatMap { $0 }.flatMap { traded.contains($0) ? $0 : nil } ?? traded.min()
        let sums = totals.months.filter { $0.key.currency == currency }.values
        let gross = sums.reduce(0) { $0 + $1.gross }
        let returns = sums.reduce(0) { $0 + $1.returns }
        try connection.execute("""
            UPDATE account_summary SET currency = \(currency), net_sales = \(gross + returns), gross_sales = \(gross),
                returns = \(returns), orders = \(totals.orders), invoices = \(totals.invoices),
                return_documents = \(totals.returnDocuments), first_order_on = \(totals.firstOrder),
                last_order_on = \(totals.lastOrder ?? AccountSummary.never)
            WHERE account_id = \(account)
            """)
    }
}

extension AccountTotals.Recomputed {
    fileprivate mutating func add(orders count: Int, first: Day?, last: Day?) {
        orders += count
        if let first { firstOrder = min(firstOrder ?? first, first) }
        if let last { lastOrder = max(lastOrder ?? last, last) }
    }
}
