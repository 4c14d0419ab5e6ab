import Basics
import Storage

extension SalesStore {
    /// What one account bought in twelve months and in the twelve before, in the currency that lists show.
    struct AccountYear: Sendable, Hashable {
        var account: Account.ID
        var currency: Currency
        var net: Int64
        var before: Int64
    }

    /// What everybody together bought in one month and in the same month a year earlier, in one currency.
    struct MonthSales: Sendable, Hashable {
        var month: Month
        var net: Int64
        var before: Int64
    }

    private static func accountYear(_ row: Row) throws -> AccountYear {
        AccountYear(account: try row.get(0), currency: try row.get(1), net: try row.get(2), before: try row.get(3))
    }

    /// The years of some accounts, as lists show them.
    static func years(of accounts: Set<Account.ID>, in connection: Connection) throws -> [Account.ID: AccountYear] {
        guard !accounts.isEmpty else { return [:] }
        let found = try connection.rows("""
            SELECT s.account_id, s.currency, s.year_sales, s.year_before FROM account_summary s
            WHERE s.account_id IN \(list: accounts.sorted()) AND s.currency IS NOT NULL
            """, accountYear)
        return Dictionary(uniqueKeysWithValues: found.map { ($0.account, $0) })
    }

    /// The accounts whose sales fell most from one year to the next.
    static func largestFalls(_ limit: Int, in currency: Currency, within scope: Scope, in connection: Connection) throws -> [AccountYear] {
        try connection.rows("""
            SELECT s.account_id, s.currency, s.year_sales, s.year_before FROM account_summary s
            WHERE s.currency = \(currency) AND s.year_sales < s.year_before AND \(scope.condition(account: "s.account_id", team: "s.team_id"))
            ORDER BY s.year_sales - s.year_before, s.account_id LIMIT \(limit)
            """, accountYear)
    }

    /// Twelve months before a month, added up over the accounts of a scope.
    static func monthSales(before end: Month, in currency: Currency, within scope: Scope, in connection: Connection) throws -> [MonthSales] {
        let start = end.advanced(by: -12), earlier = end.advanced(by: -24)
        var net: [Month: Int64] = [:]
        try connection.forEach("""
            SELECT m.month, SUM(m.gross_sales + m.returns) FROM account_summary s CROSS JOIN account_month m
            WHERE m.account_id = s.account_id AND m.currency = \(currency) AND m.month >= \(earlier) AND m.month < \(end)
                AND \(scope.condition(account: "s.account_id", team: "s.team_id"))
            GROUP BY m.month
            """) { net[try $0.get(0)] = try $0.get(1, as: Int64.self) }
        guard !net.isEmpty else { return [] }
        return (0..<12).map { place in
            let month = start.advanced(by: place)
            return MonthSales(month: month, net: net[month] ?? 0, before: net[month.advanced(by: -12)] ?? 0)
        }
    }
}
