import Basics
import Storage

/// Books understood rows of a sales file, part by part; each part is one transaction.
///
/// A line's number is how many lines of its document the file had before, so the same file gives the same lines again
/// and books none of them twice. The counters live in the database: a part needs no memory of the parts before it.
struct SalesImporter {
    let importID: ImportRecord.ID
    let sourceSystem: String
    let actor: User.ID?
    let now: Timestamp
    private(set) var tally = ImportTally()
    private var soldAccounts: Set<Account.ID> = []
    private var soldProducts: Set<Product.ID> = []
    private var accountIDs: [String: Account.ID] = [:]
    private var productIDs: [String: Product.ID] = [:]
    private var volume = BookedVolume()

    /// Beyond this many remembered codes the oldest knowledge is dropped and asked for again.
    private static let remembered = 200_000

    init(importID: ImportRecord.ID, sourceSystem: String, actor: User.ID?, at now: Timestamp) {
        self.importID = importID
        self.sourceSystem = sourceSystem
        self.actor = actor
        self.now = now
    }

    /// Counts a row that could not be understood.
    mutating func setAside(_ reason: SetAsideReason) {
        tally.rows += 1
        tally.setAside(reason)
    }

    /// Locks what booking is judged by.
    static func lock(in connection: Connection) throws { try Rule.lock([.catalogue, .codes, .documents], in: connection) }

    /// Books a part and gives, per row, nil or why it was set aside.
    mutating func book(_ rows: [SalesRow], in connection: Connection) throws -> [SetAsideReason?] {
        try Self.lock(in: connection)
        try resolveAccounts(rows, in: connection)
        try resolveProducts(rows, in: connection)
        let id = importID
        var part = try SalesImportPart(
            rows, sourceSystem: sourceSystem, volume: volume, seen: { try ImportStore.seen($0, by: id, in: connection) }, in: connection
        )
        var outcomes: [SetAsideReason?] = []
        outcomes.reserveCapacity(rows.count)
        for row in rows {
            guard let account = accountIDs[row.accountCode], let product = productIDs[row.itemCode] else {
                outcomes.append(.unreadable)
                continue
            }
            outcomes.append(part.add(row, account: account, product: product))
        }
        volume = part.volume
        try part.finish(importID: importID, at: now, in: connection)
        count(rows, outcomes, part)
        return outcomes
    }

    private mutating func count(_ rows: [SalesRow], _ outcomes: [SetAsideReason?], _ part: SalesImportPart) {
        tally.rows += rows.count
        tally.invoices += part.newlySoldDocuments
        for (row, reason) in zip(rows, outcomes) {
            if let reason {
                // A row that is booked already is as it should be: nobody has to look at it.
                if reason == .alreadyImported { tally.unchanged += 1 } else { tally.setAside(reason) }
                continue
            }
            tally.imported += 1
            tally.count(row)
            if !row.kind.isReturn {
                if let account = accountIDs[row.accountCode] { soldAccounts.insert(account) }
                if let product = productIDs[row.itemCode] { soldProducts.insert(product) }
            }
        }
        tally.accounts = soldAccounts.count
        tally.items = soldProducts.count
    }

    private mutating func resolveAccounts(_ rows: [SalesRow], in connection: Connection) throws {
        if accountIDs.count > Self.remembered { accountIDs.removeAll() }
        var unknown: [String: SalesRow] = [:]
        var order: [String] = []
        for row in rows where accountIDs[row.accountCode] == nil && unknown[row.accountCode] == nil {
            unknown[row.accountCode] = row
            order.append(row.accountCode)
        }
        accountIDs.merge(try AccountStore.identifiers(codes: order, in: connection)) { _, new in new }
        // Whoever books by hand on one of them waits for this part, or this part for them.
        try AccountStore.lock(Set(rows.compactMap { accountIDs[$0.accountCode] }), in: connection)
        let missing = order.filter { accountIDs[$0] == nil }
        guard !missing.isEmpty else { return }
        let ids: [Account.ID] = try connection.newIdentifiers("account", count: missing.count)
        let accounts: [Account] = zip(ids, missing).compactMap { id, code in
            guard let row = unknown[code] else { return nil }
            return Account(
                id: id, code: code, name: row.accountName ?? code,
                region: row.region, stage: .maintained, customerSince: row.day
            )
        }
        let system = sourceSystem
        try AccountStore.insert(
            accounts.map { ($0, [.init(system: system, code: $0.code)]) }, importID: importID.value, at: now, in: connection
        )
        try ActivityStore.record(
            .accountImported, by: actor, at: now, subject: ("import", importID.value),
            accounts: accounts.map { ($0.id, nil, $0.code) }, in: connection
        )
        for account in accounts { accountIDs[account.code] = account.id }
    }

    private mutating func resolveProducts(_ rows: [SalesRow], in connection: Connection) throws {
        if productIDs.count > Self.remembered { productIDs.removeAll() }
        var unknown: [String: SalesRow] = [:]
        var order: [String] = []
        for row in rows where productIDs[row.itemCode] == nil && unknown[row.itemCode] == nil {
            unknown[row.itemCode] = row
            order.append(row.itemCode)
        }
        productIDs.merge(try ProductStore.identifiers(codes: order, in: connection)) { _, new in new }
        let missing = order.filter { productIDs[$0] == nil }
        guard !missing.isEmpty else { return }
        let categories = try resolveCategories(Set(missing.compactMap { unknown[$0]?.categoryName }), in: connection)
        let ids: [Product.ID] = try connection.newIdentifiers("product", count: missing.count)
        let products: [Product] = zip(ids, missing).compactMap { id, code in
            guard let row = unknown[code] else { return nil }
            return Product(
                id: id, code: code, name: row.itemName ?? code,
                categoryID: row.categoryName.flatMap { categories[$0] }, unit: row.unit
            )
        }
        try ProductStore.insert(products, importID: importID.value, in: connection)
        for product in products { productIDs[product.code] = product.id }
    }

    /// A category in a sales file is known by its name, which becomes its code.
    private func resolveCategories(_ names: Set<String>, in connection: Connection) throws -> [String: Category.ID] {
        guard !names.isEmpty else { return [:] }
        var known = try ProductStore.categoryIdentifiers(in: connection)
        let new: [Category] = try names.subtracting(known.keys).sorted().map { name in
            Category(id: try connection.newIdentifier("category"), code: name, name: name, isStrategic: false)
        }
        try ProductStore.insert(new, in: connection)
        for category in new { known[category.code] = category.id }
        return known
    }
}
