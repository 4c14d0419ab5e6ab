import Basics
import Interface
import Scoring

/// The head that all pages of one account share: who it is, its tier, and the way to its other pages.
struct AccountHead {
    enum Tab { case overview, evaluation, documents, contacts, activity }

    let account: AccountSummary
    let tab: Tab
    let visit: Context
    /// Replaces the name as the page's title where the page has found something to say.
    var title: String?
    /// The exact figure of a title that rounds it.
    var exact: String?
    var tierName: String?
    var tags: HTML = .empty
    /// What the tier means.
    var explanation: HTML?
    var facts: [(icon: Icon, text: String)] = []

    private var words: AccountWords { visit.words.account }

    var html: HTML { html(headingLevel: 1) }

    /// - Parameter headingLevel: of the title; 1 where the head is that of the page.
    func html(headingLevel: Int) -> HTML {
        let name = account.displayName(english: visit.isEnglish)
        let full = account.name(english: visit.isEnglish)
        let chip = account.tier.map { code in tierName.map { TierChip.full(code, name: $0) } ?? TierChip.mini(code) }
        let shown = (facts.isEmpty ? standardFacts : facts).map { fact -> HTML in "<span>\(fact.icon.html)<span>\(fact.text)</span></span>" }
        let tag = "h\(headingLevel)"
        return """
            <div class="head"><div class="account">\(Monogram.square(name))<div class="names"><div class="title"><\(tag)\(attribute: "title", exact)>\(title ?? full)</\(tag)>\(chip)\(explanation)\(tags)\(edit)\(log)</div><div class="facts">\(shown)</div></div></div>\(tabs)</div>
            """
    }

    private var edit: HTML? {
        guard visit.user.role.may(.editAccounts) else { return nil }
        return "<a class=\"btn s\" href=\"\(Address.accountEdit(account.code).text)\" aria-keyshortcuts=\"e\">\(Icon("pencil").html)<span>\(visit.words.forms.editShort)</span></a>"
    }

    private var log: HTML? {
        guard visit.user.role.may(.writeNotes) else { return nil }
        return "<a class=\"btn s primary log\" href=\"\(Self.logAddress(account))\" aria-keyshortcuts=\"v\">\(Icon("notebook-pen").html)<span>\(visit.words.shell.log)</span></a>"
    }

    private static func logAddress(_ account: AccountSummary) -> String { Address.activity(account.code, before: nil, onlyNotes: false).text + "#log" }

    private var standardFacts: [(Icon, String)] {
        var facts: [(Icon, String)] = []
        if let owner = account.owner(english: visit.isEnglish) { facts.append((Icon("user-round-check"), words.manager(owner))) }
        let region = account.region.map { ReferenceNames.region($0, visit.language) }
        let industry = account.industry.map { ReferenceNames.industry($0, visit.language) }
        let place = [region, industry].compactMap(\.self).joined(separator: " · ")
        if !place.isEmpty { facts.append((Icon("map-pin"), place)) }
        if let since = account.firstOrderOn { facts.append((Icon("handshake"), words.since(Format.month(since.month, visit.language)))) }
        facts.append((Icon("building-2"), words.code(account.code)))
        return facts
    }

    private var tabs: HTML {
        Tabs.html([
            (words.overview, nil, Address.account(account.code).text, tab == .overview),
            (words.evaluation, nil, Address.why(account.code, .init()).text, tab == .evaluation),
            (words.documents, account.invoices + account.returnDocuments, Address.documents(account.code, .init()).text, tab == .documents),
            (words.contacts, nil, Address.contacts(account.code).text, tab == .contacts),
            (words.activity, nil, Address.activity(account.code, before: nil, onlyNotes: false).text, tab == .activity),
        ], label: words.sections)
    }

    /// The frame of an account's page.
    static func shell(_ account: AccountSummary, _ visit: Context, page: String? = nil) -> Shell {
        let name = account.displayName(english: visit.isEnglish)
        var crumbs = [
            Shell.Crumb(visit.words.shell.accounts, Address.accounts(.init()).text), Shell.Crumb(name, page == nil ? nil : Address.account(account.code).text),
        ]
        if let page { crumbs.append(Shell.Crumb(page)) }
        var shell = visit.shell(title: page.map { "\($0) · \(name)" } ?? name, section: .accounts, crumbs: crumbs)
        if shell.log != nil { shell.log = visit.logging(.activity(account.code, before: nil, onlyNotes: false), at: "#log") }
        return shell
    }
}
