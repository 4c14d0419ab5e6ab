import Basics
import Interface
import Storage

/// Accounts for programs: the same filters, orders, cursors and rights as the list that people see.
enum AccountsAPI {
    private static let largestPage = 200

    /// `GET /api/v1/accounts`: one page, and where the next one begins.
    static func list(_ sent: Parameters, _ visit: Context, in connection: Connection) throws -> APIAnswer {
        let query = AccountsQuery(sent)
        if let problem = problem(sent, query) { return .refused(problem) }
        let size = sent["limit"].flatMap { Int($0) } ?? AccountsPage.pageSize
        let page = try AccountStore.page(
            query.filter(for: visit, in: connection), query.order, after: query.after, size: size, within: visit.scope, in: connection
        )
        return .ok(.object([("accounts", .list(page.accounts.map(json))), ("next", JSON(page.next?.text))]))
    }

    /// `GET /api/v1/accounts/{code}`.
    static func one(_ code: String, _ visit: Context, in connection: Connection) throws -> APIAnswer {
        guard let account = try AccountStore.summary(code: code, within: visit.scope, in: connection) else { return .notFound }
        return .ok(json(account))
    }

    /// What a program wrote that means nothing, rather than silently another list than it asked for.
    private static func problem(_ sent: Parameters, _ query: AccountsQuery) -> String? {
        if let sort = sent["sort"], AccountOrder(sort) == nil { return "sort: \(sort)" }
        if let after = sent["after"], AccountCursor(after) == nil { return "after: \(after)" }
        if let limit = sent["limit"], Int(limit).map({ (1...largestPage).contains($0) }) != true { return "limit: 1…\(largestPage)" }
        if let state = sent["state"], query.filter.state == nil { return "state: \(state)" }
        return nil
    }

    private static func json(_ account: AccountSummary) -> JSON {
        func money(_ minor: Int64) -> JSON { account.currency.map { .text(Money(minor: minor, $0).plain) } ?? .null }
        return .object([
            ("code", .text(account.code)), ("name", .text(account.name)), ("shortName", JSON(account.shortName)),
            ("englishName", JSON(account.englishName)), ("industry", JSON(account.industry)), ("region", JSON(account.region)),
            ("stage", .text(account.stage.rawValue)), ("owner", JSON(account.ownerName)), ("tier", JSON(account.tier)),
            ("score", JSON(account.score.map { FixedDecimal(units: Int64($0), decimals: 4).trimmed(atLeast: 1) })),
            ("currency", JSON(account.currency?.code)), ("netSales", money(account.netSales)), ("grossSales", money(account.grossSales)),
            ("returns", money(account.returns)), ("orders", JSON(account.orders)), ("invoices", JSON(account.invoices)),
            ("firstOrderOn", JSON(account.firstOrderOn?.iso)), ("lastOrderOn", JSON(account.lastOrderOn?.iso)),
            ("lastContactOn", JSON(account.lastContactOn?.iso)), ("nextStep", JSON(account.nextStep)), ("nextStepOn", JSON(account.nextStepOn?.iso)),
        ])
    }
}
