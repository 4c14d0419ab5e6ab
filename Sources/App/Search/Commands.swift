import Basics
import Interface

/// Pages and commands that a person may use, found in both languages and by pinyin.
struct Commands {
    let visit: Context
    let views: [SavedView]

    /// A command with what it is called in every language.
    struct Command {
        var hit: Search.Hit
        var names: [String]
    }

    private typealias Name = (Phrases<Words>) -> String

    private func command(_ address: Address, _ icon: String, keys: String = "", isFile: Bool = false, _ name: Name) -> Command {
        Command(
            hit: Search.Hit(title: name(visit.words), address: address.text, reason: keys, icon: icon, isFile: isFile),
            names: Language.allCases.flatMap { Self.forms(of: name($0.words)) }
        )
    }

    /// A name and, of an English plural in `-ies`, the word that people type for one: `policy` finds the policies.
    private static func forms(of name: String) -> [String] { name.hasSuffix("ies") ? [name, name.dropLast(3) + "y"] : [name] }

    /// Everything, pages first.
    var all: [Command] { pages + verbs + lists + ownViews }

    private var pages: [Command] {
        let role = visit.user.role
        var list = [
            command(.home, "house", keys: "G T") { $0.home.title },
            command(.accounts(.init()), "building-2", keys: "G A") { $0.shell.accounts },
            command(.policies, "scale", keys: "G P") { $0.shell.policies },
            command(.products(category: nil, after: nil), "package", keys: "G R") { $0.products.title },
            command(.settings, "settings") { $0.account.settings },
        ]
        if role.may(.importFiles) { list.append(command(.imports, "upload", keys: "G I") { $0.imports.title }) }
        if role.may(.classify) { list.append(command(.classification, "clipboard-check") { $0.classification.title }) }
        if role.may(.manageUsers) {
            list.append(command(.backups, "download") { $0.backups.title })
            list.append(command(.firstSteps, "circle-check") { $0.welcome.steps })
            list.append(command(.people, "users") { $0.people.title })
            list.append(command(.organisation, "settings") { $0.people.organisation })
        }
        return list
    }

    private var verbs: [Command] {
        let role = visit.user.role
        var list: [Command] = []
        if role.may(.addAccounts) { list.append(command(.newAccount, "plus", keys: "C") { $0.forms.newAccount }) }
        if role.may(.importFiles) { list.append(command(.newImport, "upload") { $0.imports.new }) }
        if role.may(.manageUsers) {
            list.append(command(.newPerson, "plus") { $0.people.newPerson })
            list.append(command(.newTeam, "plus") { $0.people.newTeam })
        }
        if role.may(.manageProducts) {
            list.append(command(.newProduct, "plus") { $0.products.newProduct })
            list.append(command(.newCategory, "plus") { $0.products.newCategory })
        }
        list.append(command(.accountsXLSX(.init()), "download", keys: "XLSX", isFile: true) { $0.search.exportAccounts })
        list.append(command(.accountsCSV(.init()), "download", keys: "CSV", isFile: true) { $0.search.exportAccounts })
        return list
    }

    /// Lists that everybody needs.
    private var lists: [Command] {
        func list(_ change: (inout AccountsQuery) -> Void) -> Address { .accounts(AccountsQuery().with(change)) }
        return [
            command(list { $0.isLate = true }, "clock-alert") { $0.accounts.late },
            command(list { $0.isSilent = true }, "phone") { $0.accounts.quietFor + " " + $0.accounts.longerThanAllowed },
            command(list { $0.filter.state = .fell }, "trending-down") { $0.accounts.fell },
            command(list { $0.filter.state = .rose }, "trending-up") { $0.accounts.rose },
            command(list { $0.filter.state = .unowned }, "user-round-check") { $0.accounts.unownedState },
        ]
    }

    private var ownViews: [Command] {
        views.map { view in
            Command(
                hit: Search.Hit(title: view.name, address: Address.accounts(view.list).text, reason: visit.words.search.view, icon: "star"),
                names: [view.name]
            )
        }
    }

    /// What can be done with an account.
    private func verbs(about account: Search.Hit) -> [Search.Hit] {
        guard let code = account.address.split(separator: "/").last.flatMap({ Parameters.decode($0) }) else { return [] }
        let role = visit.user.role, words = visit.words
        var list: [Search.Hit] = []
        func add(_ verb: String, _ address: Address, _ icon: String) {
            list.append(Search.Hit(title: "\(verb) · \(account.title)", address: address.text, reason: "", icon: icon))
        }
        if role.may(.writeNotes) {
            add(words.search.newNote, .activity(code, before: nil, onlyNotes: true), "notebook-pen")
            add(words.forms.newContact, .newContact(code), "plus")
        }
        if role.may(.editAccounts) { add(words.forms.editShort, .accountEdit(code), "pencil") }
        if role.may(.bookDocuments) { add(words.search.newInvoice, .newDocument(code, .invoice), "plus") }
        return list
    }

    /// Those that answer a query in any language, the best first.
    /// - Parameter account: the one that the query means, if it means one.
    func matching(_ query: String, about account: Search.Hit?) -> [Search.Hit] {
        let match = SearchMatch(query)
        let judged = all.map { command in
            let judgement = match.judge(title: command.hit.title, others: command.names + [command.hit.reason])
            return (command.hit, judgement.reason == .unknown ? SearchMatch.Place.other : judgement.place)
        }
        let found = match.ranked(judged.filter { $0.1 != .other }) { $0.1 }.map(\.0)
        return found + (account.map(verbs) ?? [])
    }
}
