import Basics
import Storage

/// All SQL that names the tables of accounts; one function per question.
public enum AccountStore {
    private static let summaryColumns: SQL = """
        s.account_id, a.code, a.name, a.short_name, a.english_name, a.industry, a.region, a.stage, s.owner_id,
        u.name, u.english_name, s.tier, s.score, s.provisional, s.currency, s.net_sales, s.gross_sales, s.returns,
        s.orders, s.invoices, s.return_documents, s.first_order_on, s.last_order_on, s.name_key, a.next_step, a.next_step_on, s.last_contact_on, s.moved,
        s.year_sales, s.year_returns, s.year_before
        """

    private static func summary(_ row: Row) throws -> AccountSummary {
        let score: Int = try row.get(12)
        let last: Day = try row.get(22), contact: Day = try row.get(26)
        return AccountSummary(
            id: try row.get(0), code: try row.get(1), name: try row.get(2), shortName: try row.get(3),
            englishName: try row.get(4), industry: try row.get(5), region: try row.get(6),
            stage: Account.Stage(rawValue: try row.get(7)) ?? .potential, ownerID: try row.get(8),
            ownerName: try row.get(9), ownerEnglishName: try row.get(10), tier: try row.get(11),
            score: score < 0 ? nil : score, isProvisional: try row.get(13), currency: try row.get(14),
            netSales: try row.get(15), grossSales: try row.get(16), returns: try row.get(17),
            year: .init(net: try row.get(28), returns: try row.get(29), before: try row.get(30)), orders: try row.get(18), invoices: try row.get(19), returnDocuments: try row.get(20), firstOrderOn: try row.get(21),
            lastOrderOn: last == AccountSummary.never ? nil : last, nextStep: try row.get(24), nextStepOn: try row.get(25), moved: try row.get(27),
            lastContactOn: contact == AccountSummary.never ? nil : contact, nameKey: try row.get(23)
        )
    }

    /// One page of the list and the places where others begin and end.
    public struct Page: Sendable {
        public var accounts: [AccountSummary]
        /// After what the next page begins; nil on the last one.
        public var next: AccountCursor?
        /// Before what the previous page ends; nil on the first one.
        public var previous: AccountCursor?
    }

    /// With more matches than this, reading in order meets a page of them sooner than sorting all.
    static let many = 1_500

    /// The accounts after one place in an order, or before another; reads one row more than the page to know whether others follow.
    /// - Parameters:
    ///   - end: goes back to the page that ends before it. Where less than a page is left there, it is the first page.
    ///   - matches: how many accounts match, if that is known; it decides only how fast the answer comes.
    public static func page(
        _ filter: AccountFilter, _ order: AccountOrder, only ids: [Account.ID]? = nil, after start: AccountCursor?,
        before end: AccountCursor? = nil, size: Int, within scope: Scope, expecting matches: Int? = nil, in connection: Connection
    ) throws -> Page {
        let reading = end == nil ? order : AccountOrder(order.column, descending: !order.isDescending)
        var filter = try filter.planned(within: scope, in: connection)
        var conditions: [SQL], cursor = end ?? start
        if let names = filter.names {
            if let ids { filter.names = names.only(PostingSet(ids.map(\.value))) }
            let found = try walk(filter, reading, from: cursor, size: size + 1, within: scope, expecting: matches, in: connection)
            if found.isEmpty, end == nil { return Page(accounts: []) }
            // Who the words mean is known one by one: what is shown is asked for those of the page alone.
            (conditions, cursor) = (["s.account_id IN \(SQL.among(found.map(\.value)))"], nil)
        } else {
            conditions = [filter.conditions(within: scope, path: (matches ?? 0) > many ? .wide : .narrow)]
            if let ids { conditions.append("s.account_id IN \(list: ids)") }
        }
        if let cursor {
            conditions.append(reading.isDescending
                ? "(\(order.key), s.account_id) < (\(cursor.value), \(cursor.id))"
                : "(\(order.key), s.account_id) > (\(cursor.value), \(cursor.id))")
        }
        let direction: SQL = reading.isDescending ? "DESC" : "ASC"
        var accounts = try connection.rows("""
            SELECT \(summaryColumns)
            FROM account_summary s JOIN account a ON a.id = s.account_id LEFT JOIN app_user u ON u.id = s.owner_id
            WHERE \(SQL.all(conditions))
            ORDER BY \(order.key) \(direction), s.account_id \(direction) LIMIT \(size + 1)
            """, summary)
        let hasMore = accounts.count > size
        if hasMore { accounts.removeLast() }
        if end != nil {
            guard hasMore else { return try page(filter, order, only: ids, after: nil, size: size, within: scope, expecting: matches, in: connection) }
            accounts.reverse()
        }
        func place(_ account: AccountSummary?) -> AccountCursor? { account.map { AccountCursor(value: order.value(of: $0), id: $0.id) } }
        return Page(
            accounts: accounts, next: hasMore || end != nil ? place(accounts.last) : nil,
            previous: start != nil || end != nil ? place(accounts.first) : nil
        )
    }

    /// How many accounts each tier has within a scope.
    public static func countsByTier(within scope: Scope, in connection: Connection) throws -> [String: Int] {
        let counts = try connection.rows("""
            SELECT s.tier, COUNT(*) FROM account_summary s
            WHERE \(AccountFilter().conditions(within: scope)) AND s.tier IS NOT NULL GROUP BY s.tier
            """) { (try $0.get(0, as: String.self), try $0.get(1, as: Int.self)) }
        return Dictionary(uniqueKeysWithValues: counts)
    }

    /// Every account, the largest customer first.
    static func bySales(in connection: Connection) throws -> [Account.ID] {
        try connection.rows("SELECT s.account_id FROM account_summary s ORDER BY s.net_sales DESC, s.account_id") { try $0.get(0) }
    }

    /// The account with a code, if the scope contains it: no right and no account look the same.
    public static func summary(code: String, within scope: Scope, in connection: Connection) throws -> AccountSummary? {
        try connection.first("""
            SELECT \(summaryColumns)
            FROM account a JOIN account_summary s ON s.account_id = a.id LEFT JOIN app_user u ON u.id = s.owner_id
            WHERE a.code = \(code) AND \(scope.condition(account: "a.id", team: "a.team_id"))
            """, summary)
    }

    /// The accounts with some codes that a scope contains.
    static func summaries(codes: [String], within scope: Scope, in connection: Connection) throws -> [AccountSummary] {
        try connection.rows("""
            SELECT \(summaryColumns)
            FROM account a JOIN account_summary s ON s.account_id = a.id LEFT JOIN app_user u ON u.id = s.owner_id
            WHERE a.code IN \(list: codes) AND \(scope.condition(account: "a.id", team: "a.team_id"))
            """, summary)
    }

    public static func account(_ id: Account.ID, in connection: Connection) throws -> Account? {
        try connection.first("\(accountColumns) WHERE id = \(id)", account)
    }

    static let accountColumns: SQL = """
        SELECT id, code, name, short_name, english_name, industry, region, size, stage, owner_id, team_id, parent_id,
            reference_value, customer_since, credit_code, website, next_step, next_step_on FROM account
        """

    static func account(_ row: Row) throws -> Account {
        Account(
            id: try row.get(0), code: try row.get(1), name: try row.get(2), shortName: try row.get(3),
            englishName: try row.get(4), industry: try row.get(5), region: try row.get(6), size: try row.get(7),
            stage: Account.Stage(rawValue: try row.get(8)) ?? .potential, ownerID: try row.get(9),
            teamID: try row.get(10), parentID: try row.get(11), referenceValue: try row.get(12),
            customerSince: try row.get(13), creditCode: try row.get(14), website: try row.get(15),
            nextStep: try row.get(16), nextStepOn: try row.get(17)
        )
    }

    /// Identifiers of the accounts with these codes.
    public static func identifiers(codes: [String], in connection: Connection) throws -> [String: Account.ID] {
        var found: [String: Account.ID] = [:]
        for part in codes.chunks(of: 500) {
            for (code, id) in try connection.rows("SELECT code, id FROM account WHERE code IN \(list: part)", { row in
                (try row.get(0, as: String.self), try row.get(1, as: Account.ID.self))
            }) {
                found[code] = id
            }
        }
        return found
    }
}
