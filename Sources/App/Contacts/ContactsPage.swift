import Basics
import Interface
import Storage

/// The people of an account.
enum ContactsPage {
    static func answer(_ code: String, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let account = try AccountStore.summary(code: code, within: visit.scope, in: connection) else { return .notFound }
        let contacts = try ContactStore.contacts(of: account.id, on: visit.today, in: connection)
        let words = visit.words.contacts
        let mayEdit = visit.user.role.may(.writeNotes)
        let save: HTML = DownloadLink.csv(Address.contactsCSV(code).text)
        let add: HTML = mayEdit ? "<a class=\"btn s\" href=\"\(Address.newContact(code).text)\">\(Icon("plus").html)\(visit.words.forms.newContact)</a>" : .empty
        let head = AccountHead(account: account, tab: .contacts, visit: visit)
        let rows = contacts.map { contact -> HTML in
            """
            <tr><td>\(mayEdit ? "<a class=\"link\" href=\"\(Address.contact(code, contact.id.value).text)\">\(contact.name(english: visit.isEnglish))</a>" : HTML(text: contact.name(english: visit.isEnglish)))</td><td>\(contact.title ?? "–")</td><td>\(contact.role.map { role($0, words) } ?? "–")</td><td class="num">\(contact.phone.map { "<a href=\"tel:\($0)\">\($0)</a>" as HTML })</td><td>\(contact.email.map { "<a href=\"mailto:\($0)\">\($0)</a>" as HTML })</td></tr>
            """
        }
        let body: HTML = contacts.isEmpty
            ? EmptyState.html(title: visit.words.account.noContacts, hint: visit.words.account.noContactsHint)
            : """
            <div class="scroll" tabindex="0"><table class="list plain"><thead><tr><th scope="col">\(words.name)</th><th scope="col">\(words.jobTitle)</th><th scope="col">\(words.role)</th><th scope="col">\(words.phone)</th><th scope="col">\(words.email)</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """
        return .page(AccountHead.shell(account, visit, page: visit.words.account.contacts).html("""
            \(head.html)<div class="content">\(Panel.html(id: "people", title: words.title(contacts.count), tools: "\(save)\(add)", body))</div>
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
            .init(String(contact.id.value), contact.name(english: visit.isEnglish), detail: contact.title, otherNames: [contact.name, contact.englishName])
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
