import Basics
import Storage

extension AccountStore {
    /// How many accounts match, up to `countLimit`.
    struct Count: Sendable, Hashable {
        var accounts: Int
        var isExact: Bool

        init(found: Int) {
            accounts = min(found, AccountStore.countLimit)
            isExact = found <= AccountStore.countLimit
        }
    }

    /// The largest accounts of each of several filters, in one question and one more for what is shown of them.
    /// - Parameter lists: filters with how many accounts they match, which decides how they are read.
    static func largest(
        _ size: Int, of lists: [(filter: AccountFilter, count: Count)], within scope: Scope, in connection: Connection
    ) throws -> [[AccountSummary]] {
        let parts = lists.enumerated().filter { $0.element.count.accounts > 0 }.map { index, list -> SQL in
            """
            SELECT * FROM (
                SELECT CAST(\(index) AS INTEGER) AS place, s.account_id FROM account_summary s
                WHERE \(list.filter.conditions(within: scope, path: list.count.accounts > many ? .wide : .narrow))
                ORDER BY s.net_sales DESC, s.account_id DESC LIMIT \(size)
            ) m
            """
        }
        guard !parts.isEmpty else { return lists.map { _ in [] } }
        let found = try connection.rows(SQL.joined(parts, separator: " UNION ALL ")) { (place: try $0.get(0, as: Int.self), id: try $0.get(1, as: Account.ID.self)) }
        let ids = Set(found.map(\.id)).sorted()
        let accounts = try page(AccountFilter(), .standard, only: ids, after: nil, size: ids.count, within: scope, in: connection).accounts
        return lists.indices.map { place in
            let own = Set(found.filter { $0.place == place }.map(\.id))
            return accounts.filter { own.contains($0.id) }
        }
    }
}

extension SalesStore {
    /// What was sold in twelve months and in the twelve before, in one currency.
    struct YearSales: Sendable, Hashable {
        var currency: Currency
        var net: Int64
        var before: Int64
        /// Zero or negative.
        var returns: Int64
    }

    /// The two years before a month, added up over the accounts of a scope from their months.
    static func yearSales(before end: Month, within scope: Scope, in connection: Connection) throws -> [YearSales] {
        let start = end.advanced(by: -12)
        // The accounts come first: their months lie together.
        return try connection.rows("""
            SELECT m.currency, SUM(CASE WHEN m.month >= \(start) THEN m.gross_sales + m.returns ELSE 0 END),
                SUM(CASE WHEN m.month < \(start) THEN m.gross_sales + m.returns ELSE 0 END),
                SUM(CASE WHEN m.month >= \(start) THEN m.returns ELSE 0 END)
            FROM account_summary s CROSS JOIN account_month m
            WHERE m.account_id = s.account_id AND m.month >= \(start.advanced(by: -12)) AND m.month < \(end)
                AND \(scope.condition(account: "s.account_id", team: "s.team_id"))
            GROUP BY m.currency ORDER BY m.currency
            """) { row in
            YearSales(currency: try row.get(0), net: try row.get(1), before: try row.get(2), returns: try row.get(3))
        }
    }
}
