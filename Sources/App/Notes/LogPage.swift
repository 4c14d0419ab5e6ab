import Interface
import Storage

/// Where a conversation is written down from anywhere: asks for the account, then opens its form.
enum LogPage {
    private static let shown = 10

    static func answer(_ query: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.writeNotes) else { return .notFound }
        let asked = (query["account"] ?? "").trimmed
        if !asked.isEmpty, let account = try AccountStore.summary(code: asked, within: visit.scope, in: connection) {
            return .there(form(of: account.code))
        }
        let found = try asked.isEmpty
            ? AccountStore.page(AccountFilter(), .standard, after: nil, size: shown, within: visit.scope, in: connection).accounts
            : FoundRecords(query: String(asked.prefix(60)), correction: nil, visit: visit).rankedAccounts(in: connection).prefix(shown).map(\.0)
        if !asked.isEmpty, found.count == 1, let only = found.first { return .there(form(of: only.code)) }
        return .page(page(asked, found, visit))
    }

    private static func form(of code: String) -> String { Address.activity(code, before: nil, onlyNotes: false).text + "#log" }

    private static func page(_ asked: String, _ accounts: [AccountSummary], _ visit: Context) -> HTML {
        let words = visit.words.shell
        let field = FormField(
            name: "account", label: words.accounts, control: .pick(from: "/pick/accounts"), value: asked, hint: words.logHint,
            problem: accounts.isEmpty && !asked.isEmpty ? visit.words.forms.notFound(asked) : nil
        )
        let rows = accounts.map { account -> HTML in
            "<li><a href=\"\(form(of: account.code))\">\(TierChip.mini(account.tier))<b>\(account.displayName(english: visit.isEnglish))</b><small>\(account.code)</small></a></li>"
        }
        let list: HTML = rows.isEmpty ? .empty : Panel.html(id: "own", title: words.logRecent, "<div class=\"results\"><ul data-rows>\(rows)</ul></div>")
        return visit.shell(title: visit.words.notes.log, section: .none, crumbs: [.init(visit.words.notes.log)]).html("""
            <div class="head"><div class="lead"><h1>\(words.logWhom)</h1></div></div><div class="content narrow"><section class="panel"><form class="form padded" method="get" action="\(Address.log(nil).text)"><div class="fields">\(field.html)</div><div class="form-actions"><button class="btn primary">\(words.proceed)</button></div></form></section>\(list)</div>
            """)
    }
}
