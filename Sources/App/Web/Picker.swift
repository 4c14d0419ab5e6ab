import Basics
import Interface
import Storage

/// What a field offers while somebody types: at most ten records within the person's reach.
enum Picker {
    private static let limit = 10

    static func answer(_ kind: String, _ query: String, account code: String?, _ visit: Context, in connection: Connection) throws -> Answer {
        let options: [(value: String, label: String)]
        switch kind {
        case "accounts":
            var filter = AccountFilter()
            filter.query = String(query.prefix(60))
            let order = AccountOrder.standard
            options = try AccountStore.page(filter, order, after: nil, size: limit, within: visit.scope, in: connection).accounts
                .map { ($0.code, $0.displayName(english: visit.isEnglish)) }
        case "products":
            options = try ProductStore.matching(String(query.prefix(60)), limit: limit, in: connection)
                .map { ($0.code, $0.name(english: visit.isEnglish)) }
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
            options = named(try ContactsPage.choices(account, visit, in: connection), query)
        case "categories":
            guard visit.user.role.may(.manageProducts) else { return .notFound }
            options = named(try CatalogueForm.categories(visit, in: connection), query)
        default: return .notFound
        }
        let items = options.map { "<li role=\"option\" data-value=\"\($0.value)\" data-label=\"\($0.label)\"><b>\($0.value)</b> \($0.label)</li>" as HTML }
        return .fragment("\(items)")
    }

    private static func named(_ choices: NamedChoices, _ query: String) -> [(value: String, label: String)] {
        choices.matching(String(query.prefix(60)), limit: limit).map { ($0.name, $0.detail) }
    }
}
