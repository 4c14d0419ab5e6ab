import Basics
import Interface
import Storage

/// What is still to be paid, and what came back, for whoever looks after money.
struct HomeMoney: Sendable {
    var parts: [ReceivablesStore.Part] = []
    /// Who owes most of what is overdue.
    var debts: [ReceivablesStore.Overdue] = []
    /// The newest returns of thirty days, at most as many as are shown, for whoever checks them.
    var returns: [ReceivablesStore.Returned] = []
    var accounts: [Account.ID: AccountSummary] = [:]

    private static let shownDebts = 6, shownReturns = 6

    init() {}

    init(_ visit: Context, in connection: Connection) throws {
        let role = visit.user.role
        guard HomeView.showsMoney(role) else { return }
        parts = try ReceivablesStore.parts(on: visit.asOf, within: visit.scope, in: connection)
        if parts.contains(where: { $0.age != .notDue }) {
            debts = try ReceivablesStore.overdue(on: visit.asOf, limit: Self.shownDebts, within: visit.scope, in: connection)
        }
        if role == .finance {
            returns = try ReceivablesStore.returns(in: ReturnsPage.period(visit), limit: Self.shownReturns, within: visit.scope, in: connection)
        }
        accounts = try AccountStore.named(Set(debts.map(\.account) + returns.map(\.account)), within: visit.scope, in: connection)
    }

    /// The sum of some ages, the base currency or else the largest first.
    func sums(base: Currency, _ isWanted: (ReceivableAge) -> Bool) -> [Money] {
        ReceivablesPage.sums(parts.filter { isWanted($0.age) }).sorted { ($0.currency == base ? 0 : 1, -$0.minor) < ($1.currency == base ? 0 : 1, -$1.minor) }
    }
}

/// Home's panels about money.
struct HomeMoneyView {
    let money: HomeMoney
    let visit: Context

    private var words: MattersWords { visit.words.matters }
    private var base: Currency { visit.organisation.baseCurrency }

    private func text(_ sums: [Money]) -> String {
        sums.isEmpty ? "0" : sums.map { Format.short($0, visit.language) }.joined(separator: " + ")
    }

    /// What is late in one sentence.
    var title: String {
        let late = money.sums(base: base) { $0 != .notDue }, old = money.sums(base: base) { $0 == .upTo90 || $0 == .over90 }
        guard !money.parts.isEmpty else { return words.noDueDays }
        guard !late.isEmpty else { return words.nothingOverdue }
        return old.isEmpty ? words.overdueOnly(text(late)) : words.overdue(text(late), text(old))
    }

    /// Receivables by age, each a door to its invoices; a bar for the currency with most.
    var ages: HTML {
        guard !money.parts.isEmpty else { return Panel.html(id: "ages", title: words.noDueDays, "<p class=\"none-yet\">\(words.noDueDaysHint)</p>") }
        let all = money.sums(base: base) { _ in true }
        let shown = all.first?.currency
        let most = money.parts.filter { $0.currency == shown }.map(\.amount).max() ?? 1
        let rows = ReceivableAge.allCases.map { age -> HTML in
            let own = money.parts.filter { $0.age == age }, sums = money.sums(base: base) { $0 == age }
            let amount = own.first { $0.currency == shown }?.amount ?? 0
            let width = most > 0 ? Int(Int128(amount) * 1_000 / Int128(most)) : 0
            return """
                <li><a href="\(Address.receivables(.init(age: age)).text)"><span>\(visit.words.receivables.name(age))</span>\(Strip.html(share: width))<b class="num">\(text(sums))</b><small class="num">\(words.invoices(own.reduce(0) { $0 + $1.invoices }))</small></a></li>
                """
        }
        let door: HTML = "<a class=\"link\" href=\"\(Address.receivables(.init(isOverdue: true)).text)\">\(visit.words.receivables.overdue)</a>"
        return Panel.html(id: "ages", title: words.receivablesByAge(text(all)), tools: door, "<ul class=\"ages\">\(rows)</ul>")
    }

    /// Who owes most of what is overdue.
    var debtors: HTML {
        guard !money.debts.isEmpty else { return .empty }
        let rows = money.debts.compactMap { debt -> HTML? in
            guard let account = money.accounts[debt.account] else { return nil }
            let button: HTML = "<div class=\"do\"><a class=\"btn s\" href=\"\(Address.documents(account.code, .init(isOverdue: true)).text)\">\(visit.words.account.documents)</a></div>"
            return """
                <li><span class="glyph bad">\(Icon("clock-alert").html)</span><div><p class="what"><a class="acc" href="\(Address.account(account.code).text)">\(TierChip.mini(account.tier))<span>\(account.displayName(english: visit.isEnglish))</span></a></p><p class="why"><span>\(words.overdueFor(debt.invoices, visit.asOf.number - debt.oldest.number))</span></p></div><p class="stake num">\(Interface.Tag.html(words.overdueStake(Format.short(debt.open, visit.language)), .bad))<span>\(words.since(visit.text(debt.oldest)))</span></p>\(button)</li>
                """
        }
        let door: HTML = "<a class=\"link\" href=\"\(Address.receivables(.init(isOverdue: true)).text)\">\(visit.words.receivables.overdue)</a>"
        return """
            <section class="panel nba" aria-labelledby="owes"><header><h2 id="owes">\(words.whoOwes)</h2><div class="tools">\(door)</div></header><ul class="actions" data-rows>\(rows)</ul></section>
            """
    }

    /// What came back lately.
    var returns: HTML {
        let receivables = visit.words.receivables
        guard !money.returns.isEmpty else { return Panel.html(id: "returns", title: receivables.noReturns(ReturnsPage.days), .empty) }
        let rows = money.returns.compactMap { entry -> HTML? in
            guard let account = money.accounts[entry.account] else { return nil }
            return """
                <li><span class="dot">\(Icon("undo-2").html)</span><div><p class="t"><a class="acc" href="\(Address.document(account.code, entry.document.value).text)"><span>\(account.displayName(english: visit.isEnglish))</span></a></p><p class="why"><span>\(visit.text(entry.issuedOn))</span> <span>\(visit.words.booking.ofInvoice) \(entry.invoice ?? receivables.noInvoice)</span></p></div><span class="val num">\(Format.short(entry.amount, visit.language))</span></li>
                """
        }
        return """
            <section class="panel lines" aria-labelledby="returns"><header><h2 id="returns">\(receivables.returnsTitle)</h2><p>\(words.returnsNote(ReturnsPage.days))</p></header><ul>\(rows)</ul><p class="doors"><a class="link" href="\(Address.returns.text)">\(words.look)</a></p></section>
            """
    }
}
