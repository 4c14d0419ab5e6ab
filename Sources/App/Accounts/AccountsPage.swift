import Basics
import Interface
import Spreadsheets
import Storage

/// The list of accounts: which accounts, in what state?
enum AccountsPage {
    static let pageSize = 50
    /// Rows that an export reads at a time.
    private static let exportSize = 2_000

    /// Everything the page shows.
    struct Model {
        var query: AccountsQuery
        var page: AccountStore.Page
        var totals: AccountStore.Totals
        var tiers: [String: Int]
        var trends: [Account.ID: [Month: Int64]]
        var months: [Month]
        var choices: Choices
    }

    /// What the filters offer; only what the person may see.
    struct Choices {
        var owners: [(id: User.ID, name: String, englishName: String?)]
        var industries: [String]
        var regions: [String]
    }

    static func answer(_ query: AccountsQuery, _ visit: Context, in connection: Connection) throws -> Answer {
        let page = try AccountStore.page(
            query.filter, query.order, after: query.after, size: pageSize, within: visit.scope, in: connection
        )
        let end = visit.asOf.advanced(by: -1).month.advanced(by: 1)
        let first = end.advanced(by: -12)
        let model = Model(
            query: query, page: page, totals: try AccountStore.totals(query.filter, within: visit.scope, in: connection),
            tiers: try AccountStore.countsByTier(within: visit.scope, in: connection),
            trends: try SalesStore.netByMonth(of: page.accounts.map(\.id), from: first, to: end, in: connection),
            months: (0..<12).map { first.advanced(by: $0) },
            choices: Choices(
                owners: try AccountStore.owners(within: visit.scope, in: connection),
                industries: try AccountStore.facet(.industry, within: visit.scope, in: connection),
                regions: try AccountStore.facet(.region, within: visit.scope, in: connection)
            )
        )
        let words = visit.words.accounts
        let shell = visit.shell(title: words.title, section: .accounts, crumbs: [.init(words.title)])
        return .page(shell.html(AccountsView(model: model, visit: visit).html))
    }

    /// A part of the export: the list's columns, every row that matches.
    static func export(
        _ query: AccountsQuery, after: AccountCursor?, withHeader: Bool, _ visit: Context, in connection: Connection
    ) throws -> (bytes: [UInt8], next: AccountCursor?) {
        let words = visit.words.accounts
        let page = try AccountStore.page(
            query.filter, query.order, after: after, size: exportSize, within: visit.scope, in: connection
        )
        var writer = CSVWriter(byteOrderMark: withHeader, protectsFormulas: true)
        if withHeader {
            writer.write([
                words.code, words.account, words.fullName, words.tier, words.score, words.netSales, words.currency, words.orders,
                words.lastOrder, words.industry, words.region, words.owner,
            ])
        }
        for account in page.accounts {
            let sales = account.currency.map { Money(minor: account.netSales, $0).plain } ?? ""
            writer.write([
                account.code, account.displayName(english: visit.isEnglish), account.name, account.tier ?? "",
                account.score.map { FixedDecimal(units: Int64($0), decimals: 4).trimmed(atLeast: 1) } ?? "", sales,
                account.currency?.code ?? "", String(account.orders), account.lastOrderOn?.iso ?? "", account.industry.map { ReferenceNames.industry($0, visit.language) } ?? "",
                account.region.map { ReferenceNames.region($0, visit.language) } ?? "", account.owner(english: visit.isEnglish) ?? "",
            ])
        }
        return (writer.bytes, page.next)
    }
}

extension AccountSummary {
    func owner(english: Bool) -> String? { english ? ownerEnglishName ?? ownerName : ownerName }
}
