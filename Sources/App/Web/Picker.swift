import Basics
import Interface
import Storage

/// What a field offers while somebody types: at most ten records within the person's reach.
enum Picker {
    private static let limit = 10

    static func answer(_ kind: String, _ query: String, account code: String?, _ visit: Context, in connection: Connection) throws -> Answer {
        let options: [(value: String, label: String)]
        switch kind {
        case "accounts": options = try found(query, visit, in: connection, accounts)
        case "products": options = try found(query, visit, in: connection, products)
        case "invoices":
            guard let account = try code.flatMap({ try AccountStore.summary(code: $0, within: visit.scope, in: connection) }) else { return .notFound }
            options = try SalesStore.invoices(numbered: String(query.prefix(60)), of: account.id, limit: limit, in: connection).map {
                ($0.number, "\(visit.text($0.issuedOn)) · \(Format.full(Money(minor: $0.amount, $0.currency), visit.language))")
            }
        case "people":
            guard visit.user.role.may(.assignOwners) else { return .notFound }
            options = named(try AccountFields.owners(visit, in: connection), query)
        case "contacts":
            guard visit.user.role.may(.writeNotes),
                  let account = try code.flatMap({ try AccountStore.summary(code: $0, within: visit.scope, in: connection) }) else { return .notFound }
            options = named(try ContactsPage.choices(account, visit, in: connection), PhoneDigits.wanted(query) ?? query)
        case "categories":
            guard visit.user.role.may(.manageProducts) else { return .notFound }
            options = named(try CatalogueForm.categories(visit, in: connection), query)
        default: return .notFound
        }
        let items = options.map { "<li role=\"option\" data-value=\"\($0.value)\" data-label=\"\($0.label)\"><b>\($0.value)</b> \($0.label)</li>" as HTML }
        if items.isEmpty, !query.trimmed.isEmpty {
            return .fragment("<li role=\"option\" aria-disabled=\"true\">\(visit.words.search.nothing(query.trimmed))</li>")
        }
        return .fragment("\(items)")
    }

    private typealias Option = (value: String, label: String)

    /// What the search box finds, also where a word was mistyped.
    private static func found(
        _ query: String, _ visit: Context, in connection: Connection, _ find: (FoundRecords, Connection) throws -> [Option]
    ) throws -> [Option] {
        let asked = String(query.prefix(60)).trimmed
        func options(_ query: String) throws -> [Option] { try find(FoundRecords(query: query, correction: nil, visit: visit), connection) }
        let first = try options(asked)
        guard first.isEmpty, !asked.isEmpty else { return first }
        for (_, corrected) in try SearchIndex.corrected(asked, in: connection) {
            let found = try options(corrected)
            if !found.isEmpty { return found }
        }
        return []
    }

    /// The largest customers where nothing is typed yet.
    private static func accounts(_ found: FoundRecords, in connection: Connection) throws -> [Option] {
        let accounts = try found.query.isEmpty
            ? AccountStore.page(AccountFilter(), .standard, after: nil, size: limit, within: found.visit.scope, in: connection).accounts
            : found.rankedAccounts(in: connection).prefix(limit).map(\.0)
        return accounts.map { ($0.code, $0.displayName(english: found.visit.isEnglish)) }
    }

    private static func products(_ found: FoundRecords, in connection: Connection) throws -> [Option] {
        let products = try found.query.isEmpty
            ? ProductStore.matching("", limit: limit, in: connection) : found.rankedProducts(in: connection).prefix(limit).map(\.0)
        return products.map { ($0.code, $0.name(english: found.visit.isEnglish)) }
    }

    private static func named(_ choices: NamedChoices, _ query: String) -> [(value: String, label: String)] {
        choices.matching(String(query.prefix(60)), limit: limit).map { ($0.name, $0.detail) }
    }
}
