import Basics
import Interface
import Storage

/// The list of accounts: which accounts, in what state?
enum AccountsPage {
    static let pageSize = 50

    /// Everything the page shows.
    struct Model {
        var query: AccountsQuery
        var table: AccountTable
        var page: AccountStore.Page
        var totals: AccountStore.Totals
        var tiers: [String: Int]
        var choices: Choices
        var views: AccountViews
        /// An action on chosen accounts that was not carried out.
        var refused: BulkChange.Refused?
    }

    /// What the filters offer; only what the person may see.
    struct Choices: Sendable {
        var owners: [AccountOwner]
        var industries: [String]
        var regions: [String]
        var tags: [AccountTag]

        var size: Int { 200 * (owners.count + industries.count + regions.count + tags.count) }
    }

    static func answer(_ asked: AccountsQuery, _ isBare: Bool, _ visit: Context, in connection: Connection) throws -> Answer {
        var query = asked
        let views = try AccountViews(query, visit, in: connection)
        if isBare, let chosen = views.first { return .redirect(.accounts(chosen.list)) }
        // The columns that a person keeps are said in all addresses of the page, so that exports and views have them too.
        if query.columns == nil { query.columns = views.habit.columns }
        if let group = query.group { return try AccountGroups.answer(query, group, visit, in: connection) }
        return .page(try page(try model(query, views, visit, in: connection), visit, in: connection))
    }

    static func page(_ model: Model, _ visit: Context, in connection: Connection) throws -> HTML {
        let words = visit.words.accounts
        var shell = visit.shell(title: words.title, section: .accounts, crumbs: [.init(words.title)])
        shell.printed = visit.printed(policy: try policy(visit, in: connection))
        return shell.html(AccountsView(model: model, visit: visit).html)
    }

    static func model(_ query: AccountsQuery, _ views: AccountViews, _ visit: Context, in connection: Connection) throws -> Model {
        let filter = try query.filter(for: visit, in: connection)
        let totals = try connection.remember(MemoryKey("totals", "\(visit.scope.signature) \(query.filterSignature(visit))")) {
            try AccountStore.totals(filter, within: visit.scope, in: connection)
        }
        let page = try AccountStore.page(
            filter, query.order, after: query.after, before: query.before, size: pageSize, within: visit.scope, expecting: totals.accounts,
            in: connection
        )
        return Model(
            query: query, table: try table(query, totals, page.accounts, visit, in: connection), page: page, totals: totals,
            tiers: try tiers(visit, in: connection), choices: try rememberedChoices(visit, in: connection), views: views
        )
    }

    /// The rows of a page with what their columns need.
    private static func table(
        _ query: AccountsQuery, _ totals: AccountStore.Totals, _ accounts: [AccountSummary], _ visit: Context, in connection: Connection
    ) throws -> AccountTable {
        var table = AccountTable(query: query, visit: visit, totals: totals, accounts: accounts)
        let ids = accounts.map(\.id), shown = query.shownColumns
        if shown.contains(.sales) {
            let end = visit.year.period.lastDay.month.advanced(by: 1), first = end.advanced(by: -12)
            table.trends = try SalesStore.netByMonth(of: ids, from: first, to: end, in: connection)
            table.months = (0..<12).map { first.advanced(by: $0) }
        }
        if shown.contains(.orders) { table.ordering = try SalesStore.accountsWithOrders(among: ids, in: connection) }
        try table.load(ids, in: connection)
        return table
    }

    /// The policy that gave the tiers on the page, in words.
    static func policy(_ visit: Context, in connection: Connection) throws -> String? {
        let version = try connection.remember(MemoryKey("classified by")) { try PolicyStore.latestName(in: connection) }
        return version.map { visit.words.why.policy($0.code, String($0.version)) }
    }

    static func tiers(_ visit: Context, in connection: Connection) throws -> [String: Int] {
        try connection.remember(MemoryKey("tiers", visit.scope.signature)) { try AccountStore.countsByTier(within: visit.scope, in: connection) }
    }

    static func rememberedChoices(_ visit: Context, in connection: Connection) throws -> Choices {
        try connection.remember(MemoryKey("choices", visit.scope.signature), size: \.size) {
            let facets = try AccountStore.facets(within: visit.scope, in: connection)
            return Choices(
                owners: try AccountStore.owners(within: visit.scope, in: connection),
                industries: facets[.industry] ?? [], regions: facets[.region] ?? [],
                tags: try TagStore.tags(within: visit.scope, in: connection)
            )
        }
    }
}

extension AccountSummary {
    func owner(english: Bool) -> String? { english ? ownerEnglishName ?? ownerName : ownerName }
}
