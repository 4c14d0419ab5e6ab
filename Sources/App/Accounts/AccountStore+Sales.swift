import Basics
import Storage

/// What bookings add to the summary of one account, in one currency.
struct AccountSalesChange: Sendable, Hashable {
    struct Key: Hashable, Comparable {
        var account: Account.ID
        var currency: Currency

        static func < (left: Key, right: Key) -> Bool { (left.account, left.currency) < (right.account, right.currency) }
    }

    var gross: Int64 = 0
    var returns: Int64 = 0
    var orders = 0
    var invoices = 0
    var returnDocuments = 0
    var firstOrder: Day?
    var lastOrder: Day?
    /// The part of it in the twelve months that are counted.
    var year = SalesYear.Amounts()

    var hasAmounts: Bool { gross | returns != 0 || !year.isZero }

    mutating func add(amount: Int64, isReturn: Bool) {
        if isReturn { returns += amount } else { gross += amount }
    }

    mutating func addOrder(on day: Day) {
        orders += 1
        firstOrder = min(firstOrder ?? day, day)
        lastOrder = max(lastOrder ?? day, day)
    }
}

/// What an account bought in a further currency; the summary counts in its first.
struct OtherSales: Sendable, Hashable {
    var currency: Currency
    var gross: Int64
    var returns: Int64
    var year = SalesYear.Amounts()
    var net: Int64 { gross + returns }
    var isZero: Bool { gross == 0 && returns == 0 && year.isZero }
}

extension AccountStore {
    /// Adds what was booked. A list sorts by one currency of an account, its first; others are kept beside it.
    /// - Returns: accounts with something in another currency than the list's.
    /// - Throws: `BooksFull` when an account has as much already as can be added up.
    static func addSales(_ changes: [AccountSalesChange.Key: AccountSalesChange], in connection: Connection) throws -> Set<Account.ID> {
        for (key, change) in changes.sorted(by: { $0.key < $1.key }) {
            let net = change.gross + change.returns
            let written = try connection.execute("""
                UPDATE account_summary SET
                    currency = COALESCE(currency, \(key.currency)),
                    net_sales = net_sales + CASE WHEN COALESCE(currency, \(key.currency)) = \(key.currency) THEN CAST(\(net) AS BIGINT) ELSE 0 END,
                    gross_sales = gross_sales
                        + CASE WHEN COALESCE(currency, \(key.currency)) = \(key.currency) THEN CAST(\(change.gross) AS BIGINT) ELSE 0 END,
                    returns = returns
                        + CASE WHEN COALESCE(currency, \(key.currency)) = \(key.currency) THEN CAST(\(change.returns) AS BIGINT) ELSE 0 END,
                    year_sales = year_sales
                        + CASE WHEN COALESCE(currency, \(key.currency)) = \(key.currency) THEN CAST(\(change.year.net) AS BIGINT) ELSE 0 END,
                    year_returns = year_returns
                        + CASE WHEN COALESCE(currency, \(key.currency)) = \(key.currency) THEN CAST(\(change.year.returns) AS BIGINT) ELSE 0 END,
                    year_before = year_before
                        + CASE WHEN COALESCE(currency, \(key.currency)) = \(key.currency) THEN CAST(\(change.year.before) AS BIGINT) ELSE 0 END,
                    orders = orders + \(change.orders),
                    invoices = invoices + \(change.invoices),
                    return_documents = return_documents + \(change.returnDocuments),
                    first_order_on = CASE WHEN first_order_on < \(change.firstOrder) THEN first_order_on
                        ELSE COALESCE(\(change.firstOrder), first_order_on) END,
                    last_order_on = CASE WHEN last_order_on > \(change.lastOrder ?? AccountSummary.never) THEN last_order_on
                        ELSE \(change.lastOrder ?? AccountSummary.never) END,
                    facts_version = facts_version + 1
                WHERE account_id = \(key.account) AND ABS(gross_sales) <= \(BookLimit.total) AND ABS(returns) <= \(BookLimit.total)
                """)
            guard written > 0 else { throw BooksFull(account: key.account) }
        }
        let kept = try currencies(of: Array(Set(changes.keys.map(\.account))), in: connection)
        try addOtherSales(changes.filter { kept[$0.key.account] != $0.key.currency && $0.value.hasAmounts }, in: connection)
        return Set(changes.keys.filter { kept[$0.account] != $0.currency }.map(\.account))
    }

    private static func currencies(of accounts: [Account.ID], in connection: Connection) throws -> [Account.ID: Currency] {
        var currencies: [Account.ID: Currency] = [:]
        for part in accounts.chunks(of: 400) {
            try connection.forEach("SELECT account_id, currency FROM account_summary WHERE account_id IN \(list: part) AND currency IS NOT NULL") {
                currencies[try $0.get(0)] = try $0.get(1, as: Currency.self)
            }
        }
        return currencies
    }

    /// Changes the amounts of the twelve months, and nothing else, because they moved.
    static func moveYear(by changes: [AccountSalesChange.Key: SalesYear.Amounts], in connection: Connection) throws {
        for (key, amounts) in changes.sorted(by: { $0.key < $1.key }) {
            let isListed = try connection.execute("""
                UPDATE account_summary SET year_sales = year_sales + \(amounts.net), year_returns = year_returns + \(amounts.returns),
                    year_before = year_before + \(amounts.before)
                WHERE account_id = \(key.account) AND currency = \(key.currency)
                """) > 0
            if !isListed { try addOtherSales([key: AccountSalesChange(year: amounts)], in: connection) }
        }
    }

    private static func addOtherSales(_ changes: [AccountSalesChange.Key: AccountSalesChange], in connection: Connection) throws {
        for (key, change) in changes.sorted(by: { $0.key < $1.key }) {
            try connection.execute("""
                INSERT INTO account_other_sales (account_id, currency, gross_sales, returns, year_sales, year_returns, year_before)
                VALUES (\(key.account), \(key.currency), \(change.gross), \(change.returns), \(change.year.net), \(change.year.returns), \(change.year.before))
                ON CONFLICT (account_id, currency) DO UPDATE SET
                    gross_sales = account_other_sales.gross_sales + excluded.gross_sales, returns = account_other_sales.returns + excluded.returns,
                    year_sales = account_other_sales.year_sales + excluded.year_sales,
                    year_returns = account_other_sales.year_returns + excluded.year_returns,
                    year_before = account_other_sales.year_before + excluded.year_before
                """)
        }
    }

    /// What some accounts bought in further currencies, those without left out.
    static func otherSales(of accounts: [Account.ID], in connection: Connection) throws -> [Account.ID: [OtherSales]] {
        var sales: [Account.ID: [OtherSales]] = [:]
        for part in accounts.chunks(of: 2_000) {
            try connection.forEach("""
                SELECT account_id, currency, gross_sales, returns, year_sales, year_returns, year_before FROM account_other_sales
                WHERE account_id IN \(list: part) AND NOT (gross_sales = 0 AND returns = 0 AND year_sales = 0 AND year_returns = 0 AND year_before = 0)
                ORDER BY account_id, currency
                """) { row in
                let one = OtherSales(
                    currency: try row.get(1), gross: try row.get(2), returns: try row.get(3),
                    year: .init(net: try row.get(4), returns: try row.get(5), before: try row.get(6))
                )
                sales[try row.get(0), default: []].append(one)
            }
        }
        return sales
    }

    /// Says that something else that scores are made of has changed: payments.
    static func countChange(of accounts: some Collection<Account.ID>, in connection: Connection) throws {
        for part in Array(accounts).chunks(of: 400) {
            try connection.execute("UPDATE account_summary SET facts_version = facts_version + 1 WHERE account_id IN \(list: part)")
        }
    }

    /// Replaces what was added by what a recomputation found.
    static func resetSales(
        of account: Account.ID, currency: Currency?, _ sales: AccountSalesChange, others: [OtherSales], in connection: Connection
    ) throws {
        try connection.execute("DELETE FROM account_other_sales WHERE account_id = \(account)")
        try connection.insert(into: Table("account_other_sales", "account_id", "currency", "gross_sales", "returns", "year_sales", "year_returns", "year_before"), others.map {
            [
                account.sqlValue, $0.currency.sqlValue, $0.gross.sqlValue, $0.returns.sqlValue, $0.year.net.sqlValue, $0.year.returns.sqlValue,
                $0.year.before.sqlValue,
            ]
        })
        try connection.execute("""
            UPDATE account_summary SET currency = \(currency), net_sales = \(sales.gross + sales.returns),
                gross_sales = \(sales.gross), returns = \(sales.returns), orders = \(sales.orders),
                year_sales = \(sales.year.net), year_returns = \(sales.year.returns), year_before = \(sales.year.before),
                invoices = \(sales.invoices), return_documents = \(sales.returnDocuments),
                first_order_on = \(sales.firstOrder), last_order_on = \(sales.lastOrder ?? AccountSummary.never),
                facts_version = facts_version + 1
            WHERE account_id = \(account)
            """)
    }

    /// What the summaries say of sales, and in which currency.
    static func sales(
        of accounts: [Account.ID], in connection: Connection
    ) throws -> [Account.ID: (currency: Currency?, sales: AccountSalesChange)] {
        let rows = try connection.rows("""
            SELECT account_id, currency, gross_sales, returns, orders, invoices, return_documents, first_order_on, last_order_on,
                year_sales, year_returns, year_before
            FROM account_summary WHERE account_id IN \(list: accounts)
            """) { row in
            let last: Day = try row.get(8)
            let sales = AccountSalesChange(
                gross: try row.get(2), returns: try row.get(3), orders: try row.get(4), invoices: try row.get(5),
                returnDocuments: try row.get(6), firstOrder: try row.get(7), lastOrder: last == AccountSummary.never ? nil : last,
                year: .init(net: try row.get(9), returns: try row.get(10), before: try row.get(11))
            )
            return (try row.get(0, as: Account.ID.self), (currency: try row.get(1, as: Currency?.self), sales: sales))
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }
}
