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
                ORDER BY s.year_sales DESC, s.account_id DESC LIMIT \(size)
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

    /// The twelve months that the list shows, and those before, added up over the accounts of a scope.
    static func yearSales(within scope: Scope, in connection: Connection) throws -> [YearSales] {
        let reach = scope.condition(account: "s.account_id", team: "s.team_id")
        var sums: [Currency: YearSales] = [:]
        func add(_ row: Row) throws {
            guard let currency = try row.get(0, as: Currency?.self) else { return }
            var sum = sums[currency] ?? YearSales(currency: currency, net: 0, before: 0, returns: 0)
            sum.net += try row.get(1, as: Int64.self)
            sum.before += try row.get(2, as: Int64.self)
            sum.returns += try row.get(3, as: Int64.self)
            sums[currency] = sum
        }
        try connection.forEach("""
            SELECT s.currency, SUM(s.year_sales), SUM(s.year_before), SUM(s.year_returns) FROM account_summary s
            WHERE \(reach) GROUP BY s.currency
            """, add)
        try connection.forEach("""
            SELECT o.currency, SUM(o.year_sales), SUM(o.year_before), SUM(o.year_returns)
            FROM account_other_sales o JOIN account_summary s ON s.account_id = o.account_id WHERE \(reach) GROUP BY o.currency
            """, add)
        return sums.values.filter { $0.net != 0 || $0.before != 0 || $0.returns != 0 }.sorted { $0.currency < $1.currency }
    }
}
