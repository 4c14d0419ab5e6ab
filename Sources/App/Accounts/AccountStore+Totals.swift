import Basics
import Storage

extension AccountStore {
    /// How many accounts a filter matches and what they bought in the twelve months, per currency.
    public struct Totals: Sendable, Hashable {
        /// At most `countLimit`; then `isExact` is false and there are no sums.
        public var accounts: Int
        public var isExact: Bool
        public var netSales: [Money]
        public var orders: Int
    }

    /// No page waits for an exact count of very many rows.
    public static let countLimit = 10_000

    public static func totals(_ filter: AccountFilter, within scope: Scope, in connection: Connection) throws -> Totals {
        let filter = try filter.planned(within: scope, in: connection)
        let conditions: SQL
        switch try named(filter, within: scope, in: connection) {
        case .any: conditions = filter.conditions(within: scope)
        case .these(let ids): conditions = "s.account_id IN \(SQL.among(ids))"
        case .tooMany: return Totals(accounts: countLimit, isExact: false, netSales: [], orders: 0)
        }
        let groups = try connection.rows("""
            SELECT m.currency, COUNT(*), SUM(m.year_sales), SUM(m.orders) FROM (
                SELECT s.currency, s.year_sales, s.orders FROM account_summary s WHERE \(conditions) LIMIT \(countLimit + 1)
            ) m GROUP BY m.currency ORDER BY m.currency
            """) { row in
            (currency: try row.get(0, as: Currency?.self), count: try row.get(1, as: Int.self),
             net: try row.get(2, as: Int64.self), orders: try row.get(3, as: Int.self))
        }
        let count = groups.reduce(0) { $0 + $1.count }
        guard count <= countLimit else { return Totals(accounts: countLimit, isExact: false, netSales: [], orders: 0) }
        var sums: [Currency: Int64] = [:]
        for group in groups { if let currency = group.currency { sums[currency] = group.net } }
        // At most as many accounts as were counted.
        try connection.forEach("""
            SELECT o.currency, SUM(o.year_sales) FROM account_other_sales o
            WHERE EXISTS (SELECT 1 FROM account_other_sales) AND o.account_id IN (SELECT s.account_id FROM account_summary s WHERE \(conditions)) GROUP BY o.currency
            """) { sums[try $0.get(0), default: 0] += try $0.get(1, as: Int64.self) }
        let money = sums.sorted { $0.key < $1.key }.map { Money(minor: $0.value, $0.key) }
        return Totals(accounts: count, isExact: true, netSales: money, orders: groups.reduce(0) { $0 + $1.orders })
    }

    /// How many accounts each of some filters matches, `countLimit + 1` where more do; one question for all.
    static func counts(_ filters: [AccountFilter], within scope: Scope, in connection: Connection) throws -> [Int] {
        let questions = try filters.map { try $0.exact(within: scope, in: connection) }.enumerated().map { index, filter -> SQL in
            """
            SELECT CAST(\(index) AS INTEGER) AS place, COUNT(*) AS accounts FROM (
                SELECT 1 AS one FROM account_summary s WHERE \(filter.conditions(within: scope)) LIMIT \(countLimit + 1)
            ) m
            """
        }
        return try connection.rows("SELECT v.accounts FROM (\(SQL.joined(questions, separator: " UNION ALL "))) v ORDER BY v.place") { try $0.get(0) }
    }

    /// The accounts of one group: what they bought in the twelve months is per currency, because currencies never add.
    struct Group: Sendable, Hashable {
        /// Nil groups the accounts that have no value.
        var value: String?
        var accounts = 0
        var orders = 0
        var netSales: [Currency: Int64] = [:]
    }

    /// All accounts that a filter matches by one of their values: a row per value.
    static func groups(_ group: AccountGroup, _ filter: AccountFilter, within scope: Scope, in connection: Connection) throws -> [Group] {
        let column: SQL = switch group {
        case .tier: "s.tier"
        case .owner: "CAST(s.owner_id AS TEXT)"
        case .industry: "s.industry"
        case .region: "s.region"
        case .stage: "s.stage"
        }
        let conditions = try filter.exact(within: scope, in: connection).conditions(within: scope)
        var groups: [String?: Group] = [:]
        try connection.forEach("""
            SELECT \(column), s.currency, COUNT(*), SUM(s.year_sales), SUM(s.orders) FROM account_summary s WHERE \(conditions) GROUP BY 1, 2
            """) { row in
            let value: String? = try row.get(0)
            var one = groups[value] ?? Group(value: value)
            one.accounts += try row.get(2)
            one.orders += try row.get(4)
            if let currency = try row.get(1, as: Currency?.self) { one.netSales[currency, default: 0] += try row.get(3, as: Int64.self) }
            groups[value] = one
        }
        try connection.forEach("""
            SELECT \(column), o.currency, SUM(o.year_sales)
            FROM account_other_sales o JOIN account_summary s ON s.account_id = o.account_id WHERE \(conditions) GROUP BY 1, 2
            """) { row in
            groups[try row.get(0, as: String?.self)]?.netSales[try row.get(1), default: 0] += try row.get(2, as: Int64.self)
        }
        return Array(groups.values)
    }
}
