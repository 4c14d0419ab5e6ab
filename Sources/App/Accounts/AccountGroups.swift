import Basics
import Interface
import Spreadsheets
import Storage

/// The list in groups: how many accounts and what they bought, each figure a door to its list.
struct AccountGroups {
    /// Groups that a page shows; its files hold them all.
    private static let shown = 500

    let group: AccountGroup
    let query: AccountsQuery
    let visit: Context
    let rows: [AccountStore.Group]
    private let owners: [String: String]

    private var words: AccountsWords { visit.words.accounts }

    init(_ group: AccountGroup, _ query: AccountsQuery, _ visit: Context, in connection: Connection) throws {
        self.group = group
        self.query = query
        self.visit = visit
        let key = MemoryKey("groups", "\(group.rawValue) \(visit.scope.signature) \(query.filterSignature(visit))")
        let found = try connection.remember(key, size: { $0.count * 200 }) {
            try AccountStore.groups(group, query.filter(for: visit, in: connection), within: visit.scope, in: connection)
        }
        // The most sales in the company's own currency first; amounts in others say nothing about it.
        let base = visit.organisation.baseCurrency
        rows = found.sorted { left, right in
            let (one, other) = (left.netSales[base] ?? 0, right.netSales[base] ?? 0)
            if one != other { return one > other }
            return left.accounts == right.accounts ? left.value ?? "" < right.value ?? "" : left.accounts > right.accounts
        }
        let people = group == .owner ? try AccountsPage.rememberedChoices(visit, in: connection).owners : []
        owners = Dictionary(uniqueKeysWithValues: people.map { (String($0.id.value), $0.name(english: visit.isEnglish)) })
    }

    // MARK: Page

    static func answer(_ query: AccountsQuery, _ group: AccountGroup, _ visit: Context, in connection: Connection) throws -> Answer {
        let page = try AccountGroups(group, query, visit, in: connection)
        let filters = AccountFilters(
            query: query, tiers: try AccountsPage.tiers(visit, in: connection), choices: try AccountsPage.rememberedChoices(visit, in: connection), visit: visit
        )
        let words = visit.words.accounts
        let ungrouped = Address.accounts(query.with { $0.group = nil }).text
        var shell = visit.shell(title: words.title, section: .accounts, crumbs: [.init(words.title, ungrouped), .init(words.groupedBy(groupLabel(group, visit)))])
        shell.printed = visit.printed(policy: try AccountsPage.policy(visit, in: connection))
        return .page(shell.html("""
            <div class="head"><div class="lead"><h1>\(page.rows.isEmpty ? words.findingNone : words.groupedFinding(page.rows.count, groupLabel(group, visit)))</h1></div></div>
            <div class="content"><div class="bar">\(filters.html)<div class="tools"><a class="btn s" href="\(ungrouped)">\(words.ungroup)</a></div></div>\(page.rows.isEmpty ? AccountsEmpty(query: query, filters: filters, visit: visit).html : page.table)</div>
            """))
    }

    private var table: HTML {
        let label = Self.groupLabel(group, visit)
        let list = rows.prefix(Self.shown).map { row -> HTML in
            let door = Address.accounts(narrowed(row.value)).text
            return """
                <tr><th scope="row"><a class="link" href="\(door)">\(name(row))</a></th><td class="n"><a href="\(door)">\(Format.grouped(row.accounts))</a></td><td class="n wrap"><a href="\(door)">\(money(row.netSales))</a></td><td class="n"><a href="\(door)">\(Format.grouped(row.orders))</a></td></tr>
                """
        }
        let all = sum
        let rest: HTML = rows.count <= Self.shown ? .empty : Pager(shown: words.shown(Format.grouped(Self.shown), Format.grouped(rows.count))).html(words)
        let tools: HTML = "\(DownloadLink.csv(Address.accountsCSV(query).text))<a class=\"btn quiet s\" href=\"\(Address.accountsXLSX(query).text)\" hx-boost=\"false\">XLSX</a>"
        return Panel.html(id: "groups", title: words.groupedBy(label), tools: tools, """
            <div class="scroll" tabindex="0"><table class="list plain"><thead><tr><th scope="col">\(label)</th><th scope="col" class="n">\(words.title)</th><th scope="col" class="n">\(visit.words.year.netSales)</th><th scope="col" class="n">\(visit.words.year.allOrders)</th></tr></thead><tbody>\(list)</tbody><tfoot><tr><th scope="row">\(words.sum)</th><td class="n">\(Format.grouped(all.accounts))</td><td class="n wrap">\(money(all.netSales))</td><td class="n">\(Format.grouped(all.orders))</td></tr></tfoot></table></div>\(rest)
            """)
    }

    private var sum: AccountStore.Group {
        rows.reduce(into: AccountStore.Group()) { sum, row in
            sum.accounts += row.accounts
            sum.orders += row.orders
            sum.netSales.merge(row.netSales, uniquingKeysWith: +)
        }
    }

    private func money(_ sales: [Currency: Int64]) -> String {
        sales.isEmpty ? "–" : sales.sorted { $0.key < $1.key }.map { Format.full(Money(minor: $0.value, $0.key), visit.language) }.joined(separator: " + ")
    }

    // MARK: Files

    private var currencies: [Currency] { Set(rows.flatMap(\.netSales.keys)).sorted() }

    /// The same rows as a file: a column of sales per currency.
    var header: [String] {
        [Self.groupLabel(group, visit), words.title] + currencies.map { "\(visit.words.year.netSales) \($0.code)" } + [visit.words.year.allOrders]
    }

    var kinds: [WorkbookWriter.Column] { [.text, .integer] + currencies.map { .decimal(places: $0.decimals) } + [.integer] }

    var lines: [[String]] {
        rows.map { row in
            [name(row), String(row.accounts)] + currencies.map { currency in row.netSales[currency].map { Money(minor: $0, currency).plain } ?? "" } + [String(row.orders)]
        }
    }

    // MARK: Names

    static func groupLabel(_ group: AccountGroup, _ visit: Context) -> String {
        switch group {
        case .tier: visit.words.accounts.tier
        case .owner: visit.words.accounts.owner
        case .industry: visit.words.accounts.industry
        case .region: visit.words.accounts.region
        case .stage: visit.words.fields.stage
        }
    }

    private func name(_ row: AccountStore.Group) -> String {
        guard let value = row.value else { return group == .owner ? words.unowned : words.noValue }
        return switch group {
        case .tier: words.seeTier(value)
        case .owner: owners[value] ?? value
        case .industry: ReferenceNames.industry(value, visit.language)
        case .region: ReferenceNames.region(value, visit.language)
        case .stage: visit.words.fields.stageName(value)
        }
    }

    /// The list of one group, within the filters in force.
    private func narrowed(_ value: String?) -> AccountsQuery {
        query.with { query in
            query.group = nil
            switch group {
            case .tier: query.filter.tiers = [value ?? AccountFilter.none]
            case .owner:
                query.isMine = false
                query.filter.isUnowned = value == nil
                query.filter.owners = value.flatMap { Int64($0) }.map { [User.ID($0)] } ?? []
            case .industry: query.filter.industries = [value ?? AccountFilter.none]
            case .region: query.filter.regions = [value ?? AccountFilter.none]
            case .stage: query.filter.stages = value.flatMap { Account.Stage(rawValue: $0) }.map { [$0] } ?? []
            }
        }
    }
}
