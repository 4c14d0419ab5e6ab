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
        var views: [SavedView]
    }

    /// What the filters offer; only what the person may see.
    struct Choices: Sendable {
        var owners: [(id: User.ID, name: String, englishName: String?)]
        var industries: [String]
        var regions: [String]
        var tags: [AccountTag]

        var size: Int { 200 * (owners.count + industries.count + regions.count + tags.count) }
    }

    static func answer(_ query: AccountsQuery, _ isBare: Bool, _ visit: Context, in connection: Connection) throws -> Answer {
        let views = try connection.remember(MemoryKey("views", "\(visit.user.id.value)")) { try SavedViewStore.views(of: visit.user, in: connection) }
        if isBare, let chosen = views.first(where: \.isDefault) {
            var query = AccountsQuery(Parameters(formText: chosen.query))
            query.view = chosen.id.value
            return .redirect(.accounts(query))
        }
        if let group = query.group { return try AccountGroups.answer(query, group, visit, in: connection) }
        let filter = try query.filter(for: visit, in: connection)
        let end = visit.asOf.advanced(by: -1).month.advanced(by: 1)
        let first = end.advanced(by: -12)
        let totals = try connection.remember(MemoryKey("totals", "\(visit.scope.signature) \(query.filterSignature(visit))")) {
            try AccountStore.totals(filter, within: visit.scope, in: connection)
        }
        let page = try AccountStore.page(
            filter, query.order, after: query.after, size: pageSize, within: visit.scope, expecting: totals.accounts, in: connection
        )
        var table = AccountTable(query: query, visit: visit, totals: totals, accounts: page.accounts)
        let ids = page.accounts.map(\.id)
        if query.shownColumns.contains(.sales) {
            table.trends = try SalesStore.netByMonth(of: ids, from: first, to: end, in: connection)
            table.months = (0..<12).map { first.advanced(by: $0) }
        }
        if query.shownColumns.contains(.tags) { table.tags = try TagStore.names(of: ids, in: connection) }
        let model = Model(
            query: query, table: table, page: page, totals: totals,
            tiers: try connection.remember(MemoryKey("tiers", visit.scope.signature)) {
                try AccountStore.countsByTier(within: visit.scope, in: connection)
            },
            choices: try connection.remember(MemoryKey("choices", visit.scope.signature), size: \.size) { try choices(visit, in: connection) },
            views: views
        )
        let words = visit.words.accounts
        let shell = visit.shell(title: words.title, section: .accounts, crumbs: [.init(words.title)])
        return .page(shell.html(AccountsView(model: model, visit: visit).html))
    }

    static func choices(_ visit: Context, in connection: Connection) throws -> Choices {
        Choices(
            owners: try AccountStore.owners(within: visit.scope, in: connection),
            industries: try AccountStore.facet(.industry, within: visit.scope, in: connection),
            regions: try AccountStore.facet(.region, within: visit.scope, in: connection), tags: try TagStore.tags(in: connection)
        )
    }
}

extension AccountSummary {
    func owner(english: Bool) -> String? { english ? ownerEnglishName ?? ownerName : ownerName }
}
