import Basics
import Interface
import Spreadsheets
import Storage

/// The list in groups: how many accounts and what they bought, each group a door to its list.
enum AccountGroups {
    struct Row: Sendable {
        /// Nil groups the accounts that have no value.
        var value: String?
        var accounts: Int
        var currency: Currency?
        var netSales: Int64
        var orders: Int
    }

    static func answer(_ query: AccountsQuery, _ group: AccountGroup, _ visit: Context, in connection: Connection) throws -> Answer {
        let rows = try AccountStore.groups(group, query.filter(for: visit, in: connection), within: visit.scope, in: connection)
        let choices = try AccountsPage.choices(visit, in: connection)
        let words = visit.words.accounts
        let names = Dictionary(uniqueKeysWithValues: choices.owners.map { (String($0.id.value), visit.isEnglish ? $0.englishName ?? $0.name : $0.name) })
        let list = rows.map { row -> HTML in
            let label = row.value.map { Self.label(group, $0, names, visit) } ?? words.noValue
            let door = row.value.map { value in Address.accounts(query.with { narrow(&$0, group, value) }).text }
            let name: HTML = door.map { "<a class=\"link\" href=\"\($0)\">\(label)</a>" } ?? HTML(text: label)
            let money = row.currency.map { Format.full(Money(minor: row.netSales, $0), visit.language) } ?? "–"
            return "<tr><th scope=\"row\">\(name)</th><td class=\"n\">\(Format.grouped(row.accounts))</td><td class=\"n\">\(money)</td><td class=\"n\">\(Format.grouped(row.orders))</td></tr>"
        }
        var sums: [Currency: Int64] = [:]
        for row in rows { if let currency = row.currency { sums[currency, default: 0] += row.netSales } }
        let total = sums.sorted { $0.key < $1.key }.map { Format.full(Money(minor: $0.value, $0.key), visit.language) }.joined(separator: " + ")
        let accounts = rows.reduce(0) { $0 + $1.accounts }
        let ungrouped = Address.accounts(query.with { $0.group = nil }).text
        let body: HTML = """
            <div class="scroll" tabindex="0"><table class="list plain"><thead><tr><th scope="col">\(groupLabel(group, visit))</th><th scope="col" class="n">\(words.title)</th><th scope="col" class="n">\(words.netSales)</th><th scope="col" class="n">\(words.orders)</th></tr></thead><tbody>\(list)</tbody><tfoot><tr><th scope="row">\(words.sum)</th><td class="n">\(Format.grouped(accounts))</td><td class="n">\(total)</td><td class="n">\(Format.grouped(rows.reduce(0) { $0 + $1.orders }))</td></tr></tfoot></table></div>
            """
        let export: HTML = DownloadLink.csv(Address.accountsCSV(query).text)
        let shell = visit.shell(title: words.title, section: .accounts, crumbs: [.init(words.title, ungrouped), .init(words.groupedBy(groupLabel(group, visit)))])
        return .page(shell.html("""
            <div class="head"><div class="lead"><h1>\(words.groupedFinding(rows.count, groupLabel(group, visit)))</h1></div></div>
            <div class="content"><div class="bar"><div class="filters"><a class="btn s" href="\(ungrouped)">\(words.ungroup)</a></div></div>\(Panel.html(id: "groups", title: words.groupedBy(groupLabel(group, visit)), tools: export, body))</div>
            """))
    }

    /// The same rows as a file.
    static func export(_ query: AccountsQuery, _ group: AccountGroup, _ visit: Context, in connection: Connection) throws -> Answer {
        let words = visit.words.accounts
        let owners = Dictionary(uniqueKeysWithValues: try AccountStore.owners(within: visit.scope, in: connection).map {
            (String($0.id.value), visit.isEnglish ? $0.englishName ?? $0.name : $0.name)
        })
        var writer = CSVWriter(byteOrderMark: true, protectsFormulas: true)
        writer.write([groupLabel(group, visit), words.title, words.netSales, words.currency, words.orders])
        for row in try AccountStore.groups(group, query.filter(for: visit, in: connection), within: visit.scope, in: connection) {
            writer.write([
                row.value.map { label(group, $0, owners, visit) } ?? words.noValue, String(row.accounts),
                row.currency.map { Money(minor: row.netSales, $0).plain } ?? "", row.currency?.code ?? "", String(row.orders),
            ])
        }
        return .csv(name: "accounts-by-\(group.rawValue).csv", writer.bytes)
    }

    static func groupLabel(_ group: AccountGroup, _ visit: Context) -> String {
        switch group {
        case .tier: visit.words.accounts.tier
        case .owner: visit.words.accounts.owner
        case .industry: visit.words.accounts.industry
        case .region: visit.words.accounts.region
        case .stage: visit.words.fields.stage
        }
    }

    private static func label(_ group: AccountGroup, _ value: String, _ owners: [String: String], _ visit: Context) -> String {
        switch group {
        case .tier: visit.words.accounts.seeTier(value)
        case .owner: owners[value] ?? value
        case .industry: ReferenceNames.industry(value, visit.language)
        case .region: ReferenceNames.region(value, visit.language)
        case .stage: visit.words.fields.stageName(value)
        }
    }

    private static func narrow(_ query: inout AccountsQuery, _ group: AccountGroup, _ value: String) {
        query.group = nil
        switch group {
        case .tier: query.filter.tiers = [value]
        case .owner: query.filter.owners = Int64(value).map { [User.ID($0)] } ?? []
        case .industry: query.filter.industries = [value]
        case .region: query.filter.regions = [value]
        case .stage: query.filter.stages = Account.Stage(rawValue: value).map { [$0] } ?? []
        }
    }
}

extension AccountStore {
    /// Accounts, sales and orders per group and currency, the largest first.
    static func groups(
        _ group: AccountGroup, _ filter: AccountFilter, within scope: Scope, in connection: Connection
    ) throws -> [AccountGroups.Row] {
        let column: SQL = switch group {
        case .tier: "s.tier"
        case .owner: "CAST(s.owner_id AS TEXT)"
        case .industry: "s.industry"
        case .region: "s.region"
        case .stage: "s.stage"
        }
        return try connection.rows("""
            SELECT \(column), COUNT(*), s.currency, SUM(s.net_sales), SUM(s.orders) FROM account_summary s
            WHERE \(filter.conditions(within: scope)) GROUP BY 1, 3 ORDER BY 4 DESC, 1 LIMIT 500
            """) { row in
            AccountGroups.Row(
                value: try row.get(0), accounts: try row.get(1), currency: try row.get(2), netSales: try row.get(3), orders: try row.get(4)
            )
        }
    }
}
