import Basics
import Interface
import Storage

/// The people of an account.
enum ContactsPage {
    private static let pageSize = 100

    /// - Parameter query: `page` is the page of the list, from 1.
    static func answer(_ code: String, _ query: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let account = try AccountStore.summary(code: code, within: visit.scope, in: connection) else { return .notFound }
        let page = min(100_000, max(1, query["page"].flatMap { Int($0) } ?? 1)), start = (page - 1) * pageSize
        let (contacts, count) = try ContactStore.contacts(of: account.id, on: visit.today, from: start, limit: pageSize, in: connection)
        // Behind the last page there is nothing to count.
        guard !contacts.isEmpty || page == 1 else { return .redirect(.contacts(code)) }
        let words = visit.words.contacts
        let mayEdit = visit.user.role.may(.writeNotes)
        let save: HTML = DownloadLink.csv(Address.contactsCSV(code).text)
        let add: HTML = mayEdit ? "<a class=\"btn s\" href=\"\(Address.newContact(code).text)\">\(Icon("plus").html)\(visit.words.forms.newContact)</a>" : .empty
        let head = AccountHead(account: account, tab: .contacts, visit: visit)
        let rows = contacts.map { contact -> HTML in
            let name = contact.name(english: visit.isEnglish)
            let shown: HTML = mayEdit ? "<a class=\"link\" href=\"\(Address.contact(code, contact.id.value).text)\">\(name)</a>" : "\(name)"
            let function = contact.role.map { role($0, words) }
            let phone = contact.phone.map { "<a href=\"tel:\($0)\">\($0)</a>" as HTML }
            let email = contact.email.map { "<a href=\"mailto:\($0)\">\($0)</a>" as HTML }
            // On a phone there is no room for all columns: what they say stands under the name.
            return """
                <tr><td>\(shown)<span class="narrow-only muted">\([contact.title, function].compactMap(\.self).joined(separator: " · "))</span><span class="narrow-only">\(email)</span></td><td class="narrow-off">\(contact.title ?? "–")</td><td class="narrow-off">\(function ?? "–")</td><td class="num">\(phone)</td><td class="narrow-off">\(email)</td></tr>
                """
        }
        func address(_ page: Int) -> String { "\(Address.contacts(code).text)?page=\(page)" }
        let pager = Pager(
            shown: count > pageSize ? "\(Format.grouped(start + 1))–\(Format.grouped(start + contacts.count)) / \(Format.grouped(count))" : nil,
            previous: page > 1 ? address(page - 1) : nil, next: start + contacts.count < count ? address(page + 1) : nil
        )
        let body: HTML = contacts.isEmpty
            ? EmptyState.html(title: visit.words.account.noContacts, hint: visit.words.account.noContactsHint)
            : """
            <div class="scroll" tabindex="0"><table class="list plain"><thead><tr><th scope="col">\(words.name)</th><th scope="col" class="narrow-off">\(words.jobTitle)</th><th scope="col" class="narrow-off">\(words.role)</th><th scope="col">\(words.phone)</th><th scope="col" class="narrow-off">\(words.email)</th></tr></thead><tbody>\(rows)</tbody></table></div>\(pager.html(visit.words.accounts))
            """
        return .page(AccountHead.shell(account, visit, page: visit.words.account.contacts).html("""
            \(head.html)<div class="content">\(Panel.html(id: "people", title: words.title(count), tools: "\(save)\(add)", body))</div>
            """))
    }

    /// The table as it is shown.
    static func export(_ code: String, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let account = try AccountStore.summary(code: code, within: visit.scope, in: connection) else { return .notFound }
        let words = visit.words.contacts
        let contacts = try ContactStore.contacts(of: account.id, on: visit.today, in: connection)
        return .table("\(code)-contacts.csv", [words.name, words.jobTitle, words.role, words.phone, words.email], contacts) { contact in
            [contact.name(english: visit.isEnglish), contact.title ?? "", contact.role.map { role($0, words) } ?? "", contact.phone ?? "", contact.email ?? ""]
        }
    }

    /// The people of an account as a form offers them.
    /// - Parameter current: somebody whom a record names already, also if they have left.
    static func choices(
        _ account: AccountSummary, current: Contact.ID? = nil, _ visit: Context, in connection: Connection
    ) throws -> NamedChoices {
        var contacts = try ContactStore.contacts(of: account.id, on: visit.today, in: connection)
        if let current, !contacts.contains(where: { $0.id == current }) { contacts += try ContactStore.contacts([current], in: connection).values }
        return NamedChoices(contacts.map { contact in
            .init(
                String(contact.id.value), contact.name(english: visit.isEnglish), detail: contact.title,
                otherNames: [contact.name, contact.englishName, contact.phone.flatMap(PhoneDigits.kept), contact.email]
            )
        })
    }

    static func item(_ contact: Contact, _ visit: Context) -> HTML {
        let shown = contact.name(english: visit.isEnglish)
        let tag = contact.role.map { Tag.html(role($0, visit.words.contacts)) }
        return """
            <li>\(Monogram.avatar(shown))<div><p class="name"><span>\(shown)</span> \(tag)</p><p class="role">\(contact.title ?? "")</p></div><p class="last num">\(contact.phone.map { "<a href=\"tel:\($0)\">\($0)</a>" as HTML })</p></li>
            """
    }

    static func role(_ role: String, _ words: ContactsWords) -> String {
        switch role {
        case "decision_maker": words.decisionMaker
        case "economic_buyer": words.economicBuyer
        case "technical_evaluator": words.technicalEvaluator
        case "procurement": words.procurement
        case "champion": words.champion
        case "user": words.user
        default: role
        }
    }
}
