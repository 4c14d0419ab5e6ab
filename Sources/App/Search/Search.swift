import Basics
import Interface
import Storage

/// The one search box: accounts, contacts, products, orders, invoices, pages and commands, within a person's reach.
struct Search {
    /// Something found, and why.
    struct Hit: Sendable {
        var title: String
        var address: String
        /// Why it was found, or what helps to tell it from others.
        var reason: String
        var tier: String?
        var icon: String
    }

    struct Group: Sendable {
        var label: String
        var hits: [Hit]
    }

    /// Hits per group.
    static let limit = 6
    /// So many of the largest matches are ranked.
    private static let candidates = 24

    let query: String
    let visit: Context

    init(_ query: String, _ visit: Context) {
        self.query = String(query.prefix(80)).trimmed
        self.visit = visit
    }

    private var words: SearchWords { visit.words.search }

    /// Groups with something in them, accounts first.
    func groups(in connection: Connection) throws -> [Group] {
        guard !query.isEmpty else { return [Group(label: words.commands, hits: commands)] }
        var groups = [Group(label: words.accounts, hits: try accounts(in: connection))]
        groups.append(Group(label: words.contacts, hits: try contacts(in: connection)))
        groups.append(Group(label: words.documents, hits: try documents(in: connection)))
        groups.append(Group(label: words.products, hits: try products(in: connection)))
        groups.append(Group(label: words.commands, hits: commands.filter(matches)))
        return groups.filter { !$0.hits.isEmpty }
    }

    // MARK: Accounts

    private func accounts(in connection: Connection) throws -> [Hit] {
        if let coded = try accountsByCode(in: connection) { return coded }
        let found = try AccountStore.search(query, within: visit.scope, limit: Self.candidates, in: connection)
        if found.isEmpty { return try corrected(in: connection) }
        return rank(found).prefix(Self.limit).map { hit($0, reason: reason($0)) }
    }

    /// Whoever types a number means a code, if there is one; nil when there is none.
    private func accountsByCode(in connection: Connection) throws -> [Hit]? {
        guard query.count >= 2, query.contains(where: \.isNumber), !query.contains(" ") else { return nil }
        let found = try AccountStore.search(codePrefix: query.uppercased(), within: visit.scope, limit: Self.limit, in: connection)
        return found.isEmpty ? nil : found.map { hit($0, reason: words.byCode($0.code)) }
    }

    /// What somebody may have meant who mistyped a Latin word.
    private func corrected(in connection: Connection) throws -> [Hit] {
        for word in query.split(separator: " ").map(String.init) {
            for meant in try SearchIndex.corrections(of: word, in: connection) {
                let found = try AccountStore.search(query.replacing(word, with: meant), within: visit.scope, limit: Self.limit, in: connection)
                if !found.isEmpty { return found.map { hit($0, reason: words.meant(meant)) } }
            }
        }
        return []
    }

    private func hit(_ account: AccountSummary, reason: String) -> Hit {
        Hit(
            title: account.displayName(english: visit.isEnglish), address: Address.account(account.code).text, reason: reason,
            tier: account.tier ?? "–", icon: "building-2"
        )
    }

    private var folded: String { SearchText.folded(query) }

    /// Exact codes before beginnings of names before everything else; within each the largest customer first.
    private func rank(_ accounts: [AccountSummary]) -> [AccountSummary] {
        let ranked = accounts.enumerated().map { index, account -> (Int, Int, AccountSummary) in
            let names = [account.shortName, account.name, account.englishName].compactMap { $0.map(SearchText.folded) }
            let place = SearchText.folded(account.code) == folded ? 0 : names.contains { $0.hasPrefix(folded) } ? 1
                : SearchText.folded(account.code).hasPrefix(folded) ? 2 : names.contains { $0.contains(folded) } ? 3 : 4
            return (place, index, account)
        }
        return ranked.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }

    private func reason(_ account: AccountSummary) -> String {
        if SearchText.folded(account.code).hasPrefix(folded) { return words.byCode(account.code) }
        let shown = SearchText.folded(account.displayName(english: visit.isEnglish))
        if shown.contains(folded) { return account.code }
        for name in [account.name, account.englishName, account.shortName].compactMap(\.self) where SearchText.folded(name).contains(folded) { return name }
        return SearchText.sounds(of: [account.shortName, account.name].compactMap(\.self)).contains { $0.contains(folded.filter { $0 != " " }) } ? words.byPinyin : account.code
    }

    // MARK: Others

    private func contacts(in connection: Connection) throws -> [Hit] {
        let digits = query.filter(\.isNumber)
        let text = digits.count >= 3 && digits.count >= query.filter { !$0.isWhitespace && $0 != "-" && $0 != "+" }.count ? digits : query
        let ids = try SearchIndex.find(.contact, text, limit: 40, in: connection)
        return try ContactStore.found(ids.map { Contact.ID($0) }, within: visit.scope, limit: Self.limit, in: connection).map { contact, account in
            let name = visit.isEnglish ? contact.englishName ?? contact.name : contact.name
            let place = account.displayName(english: visit.isEnglish)
            let phone = contact.phone.flatMap { digits.count >= 3 && $0.filter(\.isNumber).contains(digits) ? " · " + $0 : nil } ?? ""
            return Hit(title: name, address: Address.contacts(account.code).text, reason: place + phone, icon: "user-round-check")
        }
    }

    private func documents(in connection: Connection) throws -> [Hit] {
        guard query.count >= 2, query.contains(where: \.isNumber) else { return [] }
        return try SalesStore.found(number: query.uppercased(), within: visit.scope, limit: Self.limit, in: connection).map { found in
            let address = found.isOrder ? Address.order(found.accountCode, found.id).text : Address.document(found.accountCode, found.id).text
            return Hit(title: found.number, address: address, reason: "\(found.accountName) · \(visit.text(found.day))", icon: "scale")
        }
    }

    private func products(in connection: Connection) throws -> [Hit] {
        var products = try ProductStore.matching(query.uppercased(), limit: Self.limit, in: connection)
        let ids = try SearchIndex.find(.product, query, limit: Self.limit, in: connection).map { Product.ID($0) }
        products += try ProductStore.products(ids.filter { id in !products.contains { $0.id == id } }, in: connection)
        let mayEdit = visit.user.role.may(.manageProducts)
        return products.prefix(Self.limit).map { product in
            Hit(
                title: visit.isEnglish ? product.englishName ?? product.name : product.name,
                address: mayEdit ? Address.product(product.id.value).text : Address.products(category: product.categoryID, after: nil).text,
                reason: product.code, icon: "package"
            )
        }
    }

    // MARK: Pages and commands

    private func matches(_ hit: Hit) -> Bool {
        let texts = [hit.title] + SearchText.sounds(of: [hit.title]) + [hit.reason]
        return texts.contains { SearchText.folded($0).contains(folded) }
    }

    private var commands: [Hit] {
        let shell = visit.words.shell, forms = visit.words.forms, role = visit.user.role
        var list = [
            Hit(title: visit.words.home.title, address: "/", reason: "G T", icon: "house"),
            Hit(title: shell.accounts, address: Address.accounts(.init()).text, reason: "G A", icon: "building-2"),
            Hit(title: shell.policies, address: Address.policies.text, reason: "G P", icon: "scale"),
            Hit(title: visit.words.products.title, address: Address.products(category: nil, after: nil).text, reason: "G R", icon: "package"),
            Hit(title: visit.words.account.settings, address: Address.settings.text, reason: "", icon: "settings"),
        ]
        if role.may(.addAccounts) { list.append(Hit(title: forms.newAccount, address: Address.newAccount.text, reason: "C", icon: "plus")) }
        if role.may(.importFiles) {
            list.append(Hit(title: visit.words.imports.title, address: Address.imports.text, reason: "G I", icon: "upload"))
            list.append(Hit(title: visit.words.imports.new, address: Address.newImport.text, reason: "", icon: "upload"))
        }
        if role.may(.manageUsers) { list.append(Hit(title: visit.words.people.title, address: Address.people.text, reason: "", icon: "users")) }
        return list
    }
}
