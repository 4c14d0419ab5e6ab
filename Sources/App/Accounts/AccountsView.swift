import Basics
import Interface

/// The list of accounts as a page.
struct AccountsView {
    let model: AccountsPage.Model
    let visit: Context

    private var words: AccountsWords { visit.words.accounts }
    private var query: AccountsQuery { model.query }

    var html: HTML {
        """
        <div class="head"><div class="lead"><h1>\(finding)</h1>\(search)</div>\(tierTabs)</div>
        <div class="content"><div class="bar">\(AccountFilters(model: model, visit: visit).html)<div class="tools"><a class="btn s" href="\(Address.accountsCSV(query.with { _ in }).text)" hx-boost="false">\(Icon("download").html)CSV</a></div></div>
        \(model.page.accounts.isEmpty ? empty : table)</div>
        """
    }

    /// The title says what is so.
    private var finding: String {
        if model.totals.accounts == 0 { return query.filter.isEmpty ? words.emptyTitle : words.findingNone }
        guard model.totals.isExact else { return words.findingMany(Format.count(model.totals.accounts, isExact: false)) }
        guard !model.totals.netSales.isEmpty else { return words.findingCount(model.totals.accounts) }
        let sums = model.totals.netSales.map { Format.short($0, visit.language) }.joined(separator: " + ")
        return words.finding(model.totals.accounts, sums)
    }

    private var search: HTML {
        let kept = query.with { $0.filter.query = "" }.pairs.compactMap { name, value -> HTML? in
            value.map { "<input type=\"hidden\" name=\"\(name)\" value=\"\($0)\">" }
        }
        return """
            <form class="within" role="search" action="/accounts" method="get">\(Icon("search").html)\(kept)<input type="search" name="q" value="\(query.filter.query)" placeholder="\(words.findInList)" aria-label="\(words.findInList)"></form>
            """
    }

    private var tierTabs: HTML {
        let codes = model.tiers.keys.sorted { rank($0) < rank($1) }
        let all = (label: words.all, count: nil as Int?, address: address { $0.filter.tiers = [] }, isCurrent: query.filter.tiers.isEmpty)
        return Tabs.html([all] + codes.map { code in
            (words.seeTier(code), model.tiers[code], address { $0.filter.tiers = [code] }, query.filter.tiers == [code])
        }, label: words.views)
    }

    /// S before A before B; other codes after them by name.
    private func rank(_ tier: String) -> String { tier == "S" ? "" : tier }

    private func address(_ change: (inout AccountsQuery) -> Void) -> String { Address.accounts(query.with(change)).text }

    private var empty: HTML {
        let clear: HTML = "<a class=\"btn\" href=\"/accounts\">\(words.clear)</a>"
        let state = query.filter.isEmpty
            ? EmptyState.html(title: words.emptyTitle, hint: words.emptyHint)
            : EmptyState.html(title: words.noneTitle, hint: words.noneHint, action: clear)
        return "<section class=\"panel\">\(state)</section>"
    }

    // MARK: Table

    /// One unit for the whole column, told in its header.
    private var scale: (scale: Scale, currency: Currency)? {
        let amounts = model.page.accounts.compactMap { account in account.currency.map { Money(minor: account.netSales, $0) } }
        guard let first = amounts.first, amounts.allSatisfy({ $0.currency == first.currency }) else { return nil }
        let largest = amounts.max { $0.minor.magnitude < $1.minor.magnitude } ?? first
        return (.column(for: largest, visit.language), first.currency)
    }

    private func amount(_ account: AccountSummary) -> String {
        guard let currency = account.currency else { return "–" }
        let money = Money(minor: account.netSales, currency)
        return scale.map { $0.scale.column(money) } ?? Format.short(money, visit.language)
    }

    private func sum(_ sums: [Money]) -> String {
        sums.map { money in
            if let scale, scale.currency == money.currency { return scale.scale.column(money) }
            return Format.short(money, visit.language)
        }.joined(separator: " + ")
    }

    private var table: HTML {
        """
        <section class="panel grid" aria-label="\(words.title)"><div class="scroll" tabindex="0"><table class="list"><thead><tr>
        \(header(.name, words.account, css: "a"))\(header(.score, words.score, css: "h n"))\(header(.sales, words.netSales, css: "n r", unit: scale.map { $0.scale.header($0.currency) }))\(header(.orders, words.orders, css: "n o"))\(header(.last, words.lastOrder, css: "c"))<th scope="col" class="i">\(words.industry)</th><th scope="col" class="p">\(words.region)</th><th scope="col" class="u">\(words.owner)</th></tr>\(totalsRow)</thead>
        <tbody>\(model.page.accounts.map(row))</tbody>\(pageRow)</table></div>\(pager)</section>
        """
    }

    private func header(_ column: AccountOrder.Column, _ label: String, css: String, unit: String? = nil) -> HTML {
        let isSorted = query.order.column == column
        // Names begin at A, figures with the largest; a second click turns the order round.
        let descending = isSorted ? !query.order.isDescending : column != .name
        let small = unit.map { " <small>\($0)</small>" as HTML }
        let arrow: HTML = isSorted ? "<span aria-hidden=\"true\">\(query.order.isDescending ? "▼" : "▲")</span>" : .empty
        return """
            <th scope="col" class="\(css)"\(attribute: "aria-sort", isSorted ? (query.order.isDescending ? "descending" : "ascending") : nil)><a href="\(address { $0.order = AccountOrder(column, descending: descending) })"><span>\(label)</span>\(small)\(arrow)</a></th>
            """
    }

    private var totalsRow: HTML {
        guard model.totals.isExact else { return .empty }
        return """
            <tr class="sum"><th scope="row" class="a">\(words.allThatMatch(model.totals.accounts))</th><td class="h"></td><td class="n r" data-label="\(words.netSales)">\(sum(model.totals.netSales))</td><td class="n o">\(Format.grouped(model.totals.orders))</td><td class="c"></td><td class="i"></td><td class="p"></td><td class="u"></td></tr>
            """
    }

    private func row(_ account: AccountSummary) -> HTML {
        let name = account.displayName(english: visit.isEnglish)
        let trend = model.trends[account.id].map { months in Sparkline.html(model.months.map { months[$0] ?? 0 }) }
        let owner = account.owner(english: visit.isEnglish).map { "\(Monogram.avatar($0, small: true))<span>\($0)</span>" as HTML }
            ?? "<span class=\"z\">\(words.unowned)</span>"
        let score: HTML = account.score.map { score in
            "<a href=\"\(Address.why(account.code, .init()).text)\">\(Format.score(score / 1_000 * 1_000))</a>"
        } ?? "<span class=\"z\">–</span>"
        let code = Address.account(account.code).text
        return """
            <tr><td class="a"><a href="\(code)" title="\(account.name)">\(TierChip.mini(account.tier))<span>\(name)</span></a></td><td class="h n">\(score)</td><td class="n r" data-label="\(words.netSales)"><a href="\(Address.documents(account.code, .init()).text)" title="\(account.currency.map { Format.full(Money(minor: account.netSales, $0), visit.language) } ?? "")">\(amount(account))</a>\(trend ?? .empty)</td><td class="n o"><a href="\(Address.documents(account.code, .init(kind: .invoice)).text)">\(Format.grouped(account.orders))</a></td><td class="c" data-label="\(words.lastOrder)">\(account.lastOrderOn.map { visit.text($0) } ?? "–")</td><td class="i">\(account.industry.map { ReferenceNames.industry($0, visit.language) } ?? "–")</td><td class="p">\(account.region.map { ReferenceNames.region($0, visit.language) } ?? "–")</td><td class="u">\(owner)</td></tr>
            """
    }

    private var pageRow: HTML {
        var sums: [Currency: Int64] = [:]
        for account in model.page.accounts { if let currency = account.currency { sums[currency, default: 0] += account.netSales } }
        let money = sums.sorted { $0.key < $1.key }.map { Money(minor: $0.value, $0.key) }
        let orders = model.page.accounts.reduce(0) { $0 + $1.orders }
        return """
            <tfoot><tr><th scope="row" class="a">\(words.thisPage(model.page.accounts.count))</th><td class="h"></td><td class="n r">\(sum(money))</td><td class="n o">\(Format.grouped(orders))</td><td class="c"></td><td class="i"></td><td class="p"></td><td class="u"></td></tr></tfoot>
            """
    }

    private var pager: HTML {
        let next = model.page.next.map { cursor -> HTML in
            var following = query
            following.after = cursor
            return "<a class=\"btn s\" href=\"\(Address.accounts(following).text)\" rel=\"next\"><span>\(words.next)</span>\(Icon("arrow-right").html)</a>"
        }
        let first: HTML? = model.page.hasPrevious ? "<a class=\"btn s\" href=\"\(address { _ in })\">\(Icon("arrow-left").html)<span>\(words.previous)</span></a>" : nil
        let shown = words.shown(
            Format.grouped(model.page.accounts.count), Format.count(model.totals.accounts, isExact: model.totals.isExact)
        )
        return """
            <div class="pager"><span class="num">\(shown)</span><span class="muted opt">\(words.exportHint)</span><span class="moves">\(first)\(next)</span></div>
            """
    }
}
