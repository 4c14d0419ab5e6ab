import Basics
import Interface

extension Context {
    /// A part of the site.
    enum Section { case home, accounts, receivables, policies, products, imports, people, settings, none }

    /// The frame around a page.
    func shell(title: String, section: Section, crumbs: [Shell.Crumb]) -> Shell {
        let words = words.shell, role = user.role
        func item(_ label: String, _ address: Address, _ icon: String, _ own: Section, _ key: String? = nil) -> Shell.Item {
            Shell.Item(label, address: address.text, icon: Icon(icon), isCurrent: section == own, key: key)
        }
        let policies = item(words.policies, .policies, "scale", .policies, "p")
        let imports = item(self.words.imports.title, .imports, "upload", .imports, "i")
        var manage = [policies, item(self.words.products.title, .products(category: nil, after: nil), "package", .products, "r")]
        if role.may(.bookDocuments) { manage.append(item(self.words.receivables.title, .receivables(.init()), "clock", .receivables)) }
        if role.may(.importFiles) { manage.append(imports) }
        if role.may(.manageUsers) { manage.append(item(self.words.people.title, .people, "users", .people, "u")) }
        var shell = Shell(
            title: title, language: language, theme: theme,
            items: [item(self.words.home.title, .home, "house", .home, "t"), item(words.accounts, .accounts(.init()), "building-2", .accounts, "a")],
            manage: manage, crumbs: crumbs, freshness: freshness, userName: userName, formToken: formToken, here: here, toast: toast?.html(self)
        )
        shell.isStale = isStale
        shell.organisation = organisation.name == Organisation.unnamed.name ? nil : isEnglish ? organisation.englishName ?? organisation.name : organisation.name
        shell.menu = [item(self.words.account.settings, .settings, "settings", .settings)]
        shell.density = user.density
        shell.hasShortcuts = user.hasShortcuts
        shell.workplace = role.may(.importFiles) ? imports : policies
        if role.may(.writeNotes) { shell.log = logging(.log(nil)) }
        if role.may(.addAccounts) { shell.create = item(self.words.forms.newAccount, .newAccount, "plus", .none) }
        shell.userID = String(user.id.value)
        shell.printed = printed(policy: nil)
        return shell
    }

    /// The way to writing down a conversation.
    func logging(_ address: Address, at place: String = "") -> Shell.Item {
        Shell.Item(words.shell.log, address: address.text + place, icon: Icon("notebook-pen"), isCurrent: false)
    }

    /// What stands above a page on paper.
    func printed(policy: String?) -> String {
        [words.shell.printedOn(text(now), userName), freshness, policy].compactMap(\.self).joined(separator: " \u{B7} ")
    }

    /// Up to where the data go, in words.
    var freshness: String {
        guard let dataEnd else { return words.shell.noData }
        let last = text(dataEnd.advanced(by: -1))
        return loadedAt.map { words.shell.loadedAt(last, text($0)) } ?? words.shell.dataThrough(last)
    }

    /// More than a day old: the last file, or where everything was booked by hand the last document.
    private var isStale: Bool {
        if let loadedAt { return now.seconds(since: loadedAt) > 86_400 }
        return dataEnd.map { $0.advanced(by: 1) < today } ?? false
    }
}
