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
            ? "<a class=\"btn primary\" href=\"\(Address.newAccount.text)\" aria-keyshortcuts=\"c\">\(Icon("plus").html)<span>\(visit.words.forms.newAccount)</span></a>" : .empty
        return """
            <div class="head"><div class="lead"><h1>\(finding)</h1>\(search)\(add)</div>\(tabs)</div>
            <div class="content"><div class="bar">\(AccountFilters(model: model, visit: visit).html)\(AccountTools(model: model, visit: visit).html)</div>
            \(model.page.accounts.isEmpty ? empty : grid)</div><ms-preview class="side-panel" hidden tabindex="-1" aria-label="\(words.preview)"></ms-preview>
            """
    }

    /// The title says what is so.
    private var finding: String {
        if model.totals.accounts == 0 { return query.isUnfiltered ? words.emptyTitle : words.findingNone }
        guard model.totals.isExact else { return words.findingMany(Format.count(model.totals.accounts, isExact: false)) }
        guard !model.totals.netSales.isEmpty else { return words.findingCount(model.totals.accounts) }
        let sums = model.totals.netSales.map { Format.short($0, visit.language) }.joined(separator: " + ")
        return words.finding(model.totals.accounts, sums)
    }

    private var search: HTML {
        let kept = query.with { $0.filter.query = "" }.hidden.map { "<input type=\"hidden\" name=\"\($0)\" value=\"\($1)\">" as HTML }
        return """
            <form class="within" role="search" action="/accounts" method="get">\(Icon("search").html)\(kept)<input type="search" name="q" value="\(query.filter.query)" placeholder="\(words.findInList)" aria-label="\(words.findInList)"></form>
            """
    }

    // MARK: Views

    /// What a tab shows: a filter; other chosen columns and the order stay.
    private func tab(_ label: String, _ count: Int? = nil, _ change: (inout AccountsQuery) -> Void) -> (label: String, count: Int?, address: String, isCurrent: Bool) {
        var wanted = query.unfiltered
        change(&wanted)
        let current = query.with { _ in }
        var address = wanted
        // With a standard view of one's own, the bare address would lead there.
        if address.pairs.allSatisfy({ $0.1 == nil }), model.views.contains(where: \.isDefault) { address.view = 0 }
        return (label, count, Address.accounts(address).text, query.view ?? 0 == 0 && wanted == current)
    }

    private var tabs: HTML {
        let tiers = model.tiers.keys.sorted { ($0 == "S" ? "" : $0) < ($1 == "S" ? "" : $1) }
        var list = [tab(words.all) { _ in }]
        if visit.scope != .own(visit.user.id) { list.append(tab(words.mine) { $0.isMine = true }) }
        list += tiers.map { code in tab(words.seeTier(code), model.tiers[code]) { $0.filter.tiers = [code] } }
        list.append(tab(words.quiet) { $0.quietDays = 45 })
        list += model.views.map { view in
            var query = AccountsQuery(Parameters(formText: view.query))
            query.view = view.id.value
            return (view.name, nil, Address.accounts(query).text, self.query.view == view.id.value)
        }
        return Tabs.html(list, label: words.views)
    }

    // MARK: Empty states

    private var empty: HTML {
        if !query.isUnfiltered {
            let links = AccountFilters(model: model, visit: visit).clearing
            return "<section class=\"panel\">\(EmptyState.html(title: words.noneTitle, hint: words.noneHint, action: "<span class=\"filters\">\(links)</span>"))</section>"
        }
        if case .own = visit.scope {
            return "<section class=\"panel\">\(EmptyState.html(title: words.noneYoursTitle, hint: words.noneYoursHint))</section>"
        }
        let action: HTML = visit.user.role.may(.importFiles)
            ? "<a class=\"btn primary\" href=\"\(Address.newImport.text)\">\(words.importFile)</a>" : .empty
        return "<section class=\"panel\">\(EmptyState.html(title: words.emptyTitle, hint: words.emptyHint, action: action))</section>"
    }

    // MARK: Table

    private var grid: HTML {
        let columns = query.shownColumns
        let wide = columns.count > 9 ? "list broad" : "list"
        return """
            <section class="panel grid" aria-label="\(words.title)">\(BulkBar(model: model, visit: visit).html)<div class="scroll" tabindex="0"><table class="\(wide)"><thead><tr><th scope="col" class="k"><input type="checkbox" data-select-all aria-label="\(words.selectPage)"></th>\(table.sortable(.name, words.account, css: "a"))\(columns.map(table.header))</tr>\(totalsRow(columns))</thead>
            <tbody>\(model.page.accounts.map { row($0, columns) })</tbody>\(pageRow(columns))</table></div>\(pager)</section>
            """
    }

    private func totalsRow(_ columns: [AccountColumn]) -> HTML {
        guard model.totals.isExact else { return .empty }
        let cells = columns.map { table.total($0, model.totals.netSales, model.totals.orders) }
        return "<tr class=\"sum\"><td class=\"k\"></td><th scope=\"row\" class=\"a\">\(words.allThatMatch(model.totals.accounts))</th>\(cells)</tr>"
    }

    private func row(_ account: AccountSummary, _ columns: [AccountColumn]) -> HTML {
        let name = account.displayName(english: visit.isEnglish)
        return """
            <tr data-preview="\(Address.preview(account.code).text)"><td class="k"><input type="checkbox" form="bulk" name="id" value="\(account.id.value.description)" aria-label="\(words.select(name))"></td><td class="a"><a href="\(Address.account(account.code).text)" title="\(account.name)">\(TierChip.mini(account.tier))<span>\(name)</span></a></td>\(columns.map { table.cell($0, account) })</tr>
            """
    }

    private func pageRow(_ columns: [AccountColumn]) -> HTML {
        var sums: [Currency: Int64] = [:]
        for account in model.page.accounts { if let currency = account.currency { sums[currency, default: 0] += account.netSales } }
        let money = sums.sorted { $0.key < $1.key }.map { Money(minor: $0.value, $0.key) }
        let orders = model.page.accounts.reduce(0) { $0 + $1.orders }
        return "<tfoot><tr><td class=\"k\"></td><th scope=\"row\" class=\"a\">\(words.thisPage(model.page.accounts.count))</th>\(columns.map { table.total($0, money, orders) })</tr></tfoot>"
    }

    private var pager: HTML {
        let next = model.page.next.map { cursor -> HTML in
            var following = query
            following.after = cursor
            return "<a class=\"btn s\" href=\"\(Address.accounts(following).text)\" rel=\"next\"><span>\(words.next)</span>\(Icon("arrow-right").html)</a>"
        }
        let start = Address.accounts(query.with { _ in }).text
        let first: HTML? = model.page.hasPrevious ? "<a class=\"btn s\" href=\"\(start)\">\(Icon("arrow-left").html)<span>\(words.previous)</span></a>" : nil
        let shown = words.shown(
            Format.grouped(model.page.accounts.count), Format.count(model.totals.accounts, isExact: model.totals.isExact)
        )
        return """
            <div class="pager"><span class="num">\(shown)</span><span class="muted opt">\(words.exportHint)</span><span class="moves">\(first)\(next)</span></div>
            """
    }
}

/// What can be done with chosen accounts; seen once one is chosen.
struct BulkBar {
    let model: AccountsPage.Model
    let visit: Context

    private var words: AccountsWords { visit.words.accounts }

    var html: HTML {
        let role = visit.user.role
        let owners = model.choices.owners.map { owner in
            "<option value=\"\(owner.id.value.description)\">\(visit.isEnglish ? owner.englishName ?? owner.name : owner.name)</option>" as HTML
        }
        let assign: HTML = role.may(.assignOwners) ? """
            <select name="owner" aria-label="\(words.owner)"><option value="">\(words.unowned)</option>\(owners)</select><button class="btn s" name="do" value="assign">\(words.assign)</button>
            """ : .empty
        let tag: HTML = role.may(.editAccounts) ? """
            <input name="tag" list="tags" maxlength="40" aria-label="\(words.tag)" placeholder="\(words.tag)"><datalist id="tags">\(model.choices.tags.map { "<option value=\"\($0.name)\">" as HTML })</datalist><button class="btn s" name="do" value="tag">\(words.addTag)</button><button class="btn s" name="do" value="untag">\(words.removeTag)</button>
            """ : .empty
        let all: HTML = model.totals.accounts > model.page.accounts.count ? """
            <label><input type="checkbox" name="all" value="1"><span>\(words.selectAll(Format.count(model.totals.accounts, isExact: model.totals.isExact)))</span></label>
            """ : .empty
        let query = Address.accounts(model.query).text.split(separator: "?").dropFirst().joined()
        return """
            <form id="bulk" class="bulkbar" method="post" action="\(Address.accountsBulk.text)" hx-boost="false"><input type="hidden" name="token" value="\(visit.formToken)"><input type="hidden" name="query" value="\(query)"><b data-selected data-words="\(words.selected("#"))">\(words.selectedSome)</b>\(all)<span class="verbs">\(assign)\(tag)<button class="btn s" name="do" value="csv">\(Icon("download").html)CSV</button></span></form>
            """
    }
}
