import Basics
import Interface

/// The list of accounts as a page.
struct AccountsView {
    let model: AccountsPage.Model
    let visit: Context

    private var words: AccountsWords { visit.words.accounts }
    private var query: AccountsQuery { model.query }
    private var table: AccountTable { model.table }

    var html: HTML {
        let add: HTML = visit.user.role.may(.addAccounts)
            ? "<a class=\"btn primary create\" href=\"\(Address.newAccount.text)\" aria-keyshortcuts=\"c\">\(Icon("plus").html)<span>\(visit.words.forms.newAccount)</span></a>" : .empty
        return """
            <div class="head"><div class="lead"><h1>\(finding)</h1>\(search)\(add)</div>\(tabs)</div>
            <div class="content">\(bar)
            \(model.page.accounts.isEmpty ? AccountsEmpty(query: query, filters: filters, visit: visit).html : grid)</div><ms-preview class="side-panel" hidden tabindex="-1" aria-label="\(words.preview)"></ms-preview>
            """
    }

    private var filters: AccountFilters { AccountFilters(query: query, tiers: model.tiers, choices: model.choices, visit: visit) }

    /// The views with their counts.
    var tabs: HTML { model.views.tabs(model.tiers) }

    /// Filters and tools.
    var bar: HTML { "<div class=\"bar\"><input type=\"checkbox\" id=\"more-filters\" class=\"sr\"><label for=\"more-filters\" class=\"chip only-phone\"><span>\(words.filters)</span>\(Icon("chevron-down").html)</label>\(filters.html)\(AccountTools(model: model, visit: visit).html)</div>" }

    /// The title says what is so.
    private var finding: String {
        if model.totals.accounts == 0 { return query.isUnfiltered ? words.emptyTitle : words.findingNone }
        guard model.totals.isExact else { return words.findingMany(Format.count(model.totals.accounts, isExact: false)) }
        guard !model.totals.netSales.isEmpty else { return words.findingCount(model.totals.accounts) }
        let sums = model.totals.netSales.map { Format.short($0, visit.language) }.joined(separator: " + ")
        return visit.words.year.finding(model.totals.accounts, sums, Format.fullDay(visit.year.period.lastDay, visit.language))
    }

    private var search: HTML {
        let kept = query.with { $0.filter.query = "" }.hidden.map { "<input type=\"hidden\" name=\"\($0)\" value=\"\($1)\">" as HTML }
        return """
            <form class="within" role="search" action="/accounts" method="get">\(Icon("search").html)\(kept)<input type="search" name="q" value="\(query.filter.query)" placeholder="\(words.findInList)" aria-label="\(words.findInList)"></form>
            """
    }

    // MARK: Table

    /// Wider tables than a large screen are moved sideways under their own head.
    private static let widest = 8

    /// The table with what can be done to chosen rows, its totals and the way to the next page.
    var grid: HTML {
        let columns = query.shownColumns
        let css = columns.count > Self.widest || columns.contains(.tags) ? "list broad" : "list"
        return """
            <section class="panel grid" aria-label="\(words.title)">\(BulkBar(model: model, visit: visit).html)<div class="scroll" tabindex="0"><table class="\(css)"><thead><tr><th scope="col" class="k"><input type="checkbox" data-select-all aria-label="\(words.selectPage)"></th>\(table.sortable(.name, words.account, css: "a"))\(columns.map(table.header))</tr>\(totalsRow(columns))</thead>
            <tbody>\(model.page.accounts.map { row($0, columns) })</tbody>\(pageRow(columns))</table></div>\(pager)</section>
            """
    }

    private func totalsRow(_ columns: [AccountColumn]) -> HTML {
        guard model.totals.isExact else { return .empty }
        let list = query.with { _ in }
        let cells = columns.map { table.total($0, model.totals.netSales, model.totals.orders, of: list) }
        return "<tr class=\"sum\"><td class=\"k\"></td><th scope=\"row\" class=\"a\">\(words.allThatMatch(model.totals.accounts))</th>\(cells)</tr>"
    }

    private func row(_ account: AccountSummary, _ columns: [AccountColumn]) -> HTML {
        let name = account.displayName(english: visit.isEnglish), full = account.name(english: visit.isEnglish)
        let eye = Icon("eye").html
        return """
            <tr data-preview="\(Address.preview(account.code).text)"><td class="k"><input type="checkbox" form="bulk" name="id" value="\(account.id.value.description)"\(flag: "checked", model.refused?.chosen.contains(account.id) == true) data-sales="\(sales(account))" aria-label="\(words.select(name))"></td><td class="a"><div class="named"><a href="\(Address.account(account.code).text)" title="\(full)">\(TierChip.mini(account.tier))\(table.direction(account))<span>\(name)</span></a><button type="button" class="peek" data-peek hidden aria-label="\(words.previewOf(name))">\(eye.isEmpty ? "›" : eye)</button></div></td>\(columns.map { table.cell($0, account) })</tr>
            """
    }

    /// What an account bought, for the sum of those that are chosen: `CNY 5016.5;USD 100`.
    private func sales(_ account: AccountSummary) -> String {
        let own = account.currency.map { Money(minor: account.year.net, $0) }
        let others = (table.others[account.id] ?? []).map { Money(minor: $0.year.net, $0.currency) }
        return ([own].compactMap(\.self) + others).map { "\($0.currency.code) \($0.plain)" }.joined(separator: ";")
    }

    private func pageRow(_ columns: [AccountColumn]) -> HTML {
        let money = table.pageSales, orders = model.page.accounts.reduce(0) { $0 + $1.orders }
        let cells = columns.map { table.total($0, money, orders, of: query) }
        return "<tfoot><tr><td class=\"k\"></td><th scope=\"row\" class=\"a\">\(words.thisPage(model.page.accounts.count))</th>\(cells)</tr></tfoot>"
    }

    private var pager: HTML {
        func address(_ change: (inout AccountsQuery) -> Void) -> String { Address.accounts(query.with(change)).text }
        let shown = words.shown(
            Format.grouped(model.page.accounts.count), Format.count(model.totals.accounts, isExact: model.totals.isExact)
        )
        return Pager(
            shown: shown, note: words.exportHint, first: model.page.previous.map { _ in address { _ in } },
            previous: model.page.previous.map { end in address { $0.before = end } }, next: model.page.next.map { start in address { $0.after = start } }
        ).html(words)
    }
}
