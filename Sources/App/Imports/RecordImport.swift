import Basics
import Storage

/// Writes what was planned for rows of accounts, contacts or products; everything can be taken back as one action.
struct RecordImport {
    let kind: ImportKind
    let importID: ImportRecord.ID
    let batch: Batch

    /// Writes a part in the current transaction.
    func apply(_ plans: [RecordPlan], _ texts: PreparedTexts, _ tally: inout ImportTally, in connection: Connection) throws {
        var new: [[String: String]] = []
        let categories = kind == .products ? try ProductCategories.make(Set(plans.compactMap(\.category)), in: connection) : [:]
        for plan in plans {
            tally.rows += 1
            switch plan.replacing(categories) {
            case .new(let values):
                tally.new += 1
                tally.imported += 1
                new.append(values)
            case .changed(let id, let changes, let current):
                tally.changed += 1
                tally.imported += 1
                try change(id, changes, current, in: connection)
            case .unchanged:
                tally.unchanged += 1
                tally.imported += 1
            case .setAside(let problems, _): tally.setAside(problems.first?.reason ?? .unreadable)
            }
        }
        guard !new.isEmpty else { return }
        switch kind {
        case .accounts: try addAccounts(new, texts, in: connection)
        case .contacts: try addContacts(new, texts, in: connection)
        case .products: try addProducts(new, in: connection)
        case .sales: return
        }
    }

    private func change(_ id: Int64, _ changes: [FieldChange], _ current: [String: String], in connection: Connection) throws {
        switch kind {
        case .accounts: try batch.write(changes, to: AccountRecord.self, id, from: current, in: connection)
        case .contacts: try batch.write(changes, to: ContactRecord.self, id, from: current, in: connection)
        case .products: try batch.write(changes, to: ProductRecord.self, id, from: current, in: connection)
        case .sales: return
        }
    }

    private func addAccounts(_ rows: [[String: String]], _ texts: PreparedTexts, in connection: Connection) throws {
        let ids: [Account.ID] = try connection.newIdentifiers("account", count: rows.count)
        var accounts: [(account: Account, codes: [AccountStore.ExternalCode])] = []
        for (id, values) in zip(ids, rows) {
            var account = Account(id: id, code: values["code"] ?? "C\(100_000 + id.value)", name: values["name"] ?? "", stage: .potential)
            try AccountRecord.fill(&account, from: values, in: connection)
            if account.customerSince != nil, values["stage"] == nil { account.stage = .maintained }
            accounts.append((account, []))
        }
        try AccountStore.insert(accounts, prepared: texts, importID: importID.value, at: batch.now, in: connection)
        for (id, values) in zip(ids, rows) {
            if let tags = values["tags"] { try TagStore.set(AccountRecord.tagNames(tags), of: id, in: connection) }
        }
        try ActivityStore.recordAdded(
            AccountRecord.subject, accounts.map { ($0.account.id.value, $0.account.id, $0.account.name) }, batch, in: connection
        )
    }

    private func addContacts(_ rows: [[String: String]], _ texts: PreparedTexts, in connection: Connection) throws {
        let ids: [Contact.ID] = try connection.newIdentifiers("contact", count: rows.count)
        var contacts: [(contact: Contact, account: Account.ID)] = []
        for (id, values) in zip(ids, rows) {
            guard let account = values.keys.compactMap({ $0.hasSuffix(".at") ? Int64($0.dropLast(3)) : nil }).first.map({ Account.ID($0) }) else { continue }
            let place = Employment(account: account, values)
            contacts.append((Contact(
                id: id, name: values["name"] ?? "", englishName: values["englishName"], phone: values["phone"], email: values["email"],
                title: place.title, role: place.role, from: place.from
            ), account))
        }
        try ContactStore.insert(contacts, prepared: texts, at: batch.now, in: connection)
        try ActivityStore.recordAdded(
            ContactRecord.subject, contacts.map { ($0.contact.id.value, $0.account, $0.contact.name) }, batch, in: connection
        )
    }

    private func addProducts(_ rows: [[String: String]], in connection: Connection) throws {
        let ids: [Product.ID] = try connection.newIdentifiers("product", count: rows.count)
        let products = zip(ids, rows).map { ProductRecord.product($0.value, $1) }
        try ProductStore.insert(products, importID: importID.value, in: connection)
        try ActivityStore.recordAdded(ProductRecord.subject, products.map { ($0.id.value, nil, $0.name) }, batch, in: connection)
    }
}

extension RecordPlan {
    /// The value that a product gets as its category.
    fileprivate var category: String? {
        switch self {
        case .new(let values): values["category"]
        case .changed(_, let changes, _): changes.first { $0.field == "category" }?.after
        case .unchanged, .setAside: nil
        }
    }

    /// The same plan once categories that it names have been made.
    fileprivate func replacing(_ categories: [String: String]) -> RecordPlan {
        guard let category, let made = categories[category] else { return self }
        switch self {
        case .new(var values):
            values["category"] = made
            return .new(values: values)
        case .changed(let id, var changes, let current):
            for index in changes.indices where changes[index].field == "category" { changes[index].after = made }
            return .changed(id: id, changes: changes, current: current)
        case .unchanged, .setAside: return self
        }
    }
}
