import Basics
import Interface
import Storage

/// What a row of a file of accounts, contacts or products would do.
enum RecordPlan: Sendable {
    case new(values: [String: String])
    case changed(id: Int64, changes: [FieldChange], current: [String: String])
    case unchanged
    /// - Parameter similar: the code of the account that the row may be.
    case setAside([RowProblem], similar: String?)

    static func setAside(_ reason: SetAsideReason, field: String? = nil, detail: FieldProblem? = nil, similar: String? = nil) -> RecordPlan {
        .setAside([RowProblem(reason, field: field, detail: detail)], similar: similar)
    }
}

/// Finds out which of a file's records exist and what its rows would change, a part of the file at a time.
struct RecordPlanner {
    let visit: Context
    let reader: RecordReader
    private var kind: ImportKind { reader.kind }
    /// What earlier parts of the same file had, so that a repeated row is seen.
    private let seen = SeenKeys()
    /// What this part has had; a transaction that is tried again begins without it.
    private var fresh: Set<Int> = []
    var accountCheck: AccountCheck?
    let matching: AccountMatching
    let names = AccountNames()
    private let categories: ProductCategories
    /// What is planned is written in the same transaction.
    let isWriting: Bool

    /// - Parameter importID: the import that writes what is planned; nil for a check.
    init(
        kind: ImportKind, columns: [String: Int], reading: FileReading, for importID: ImportRecord.ID? = nil, _ visit: Context, in connection: Connection
    ) throws {
        self.visit = visit
        isWriting = importID != nil
        matching = try AccountMatching(for: importID, in: connection)
        reader = try RecordReader(kind: kind, columns: columns, reading: reading, visit, in: connection)
        categories = ProductCategories(kind == .products ? try ProductStore.categories(in: connection) : [])
    }

    /// Plans a part of a file, a plan for every row.
    mutating func plan(_ part: RecordPart, in connection: Connection) throws -> [RecordPlan] {
        part.plans(try plan(part.understood, in: connection))
    }

    private mutating func plan(_ rows: [RecordPart.Understood], in connection: Connection) throws -> [RecordPlan] {
        switch kind {
        case .accounts: try planAccounts(rows, in: connection)
        case .contacts: try planContacts(rows, in: connection)
        case .products: try planProducts(rows, in: connection)
        case .sales: rows.map { _ in .unchanged }
        }
    }

    mutating func isRepeated(_ key: String) -> Bool {
        let hash = key.hashValue
        return seen.contains(hash) || !fresh.insert(hash).inserted
    }

    /// The part has been planned, or written, for good.
    mutating func settle() {
        seen.insert(fresh)
        fresh.removeAll(keepingCapacity: true)
    }

    private mutating func planProducts(_ rows: [RecordPart.Understood], in connection: Connection) throws -> [RecordPlan] {
        let ids = try ProductStore.identifiers(codes: rows.compactMap { $0.values["code"] }, in: connection)
        return try rows.map { row in
            var values = row.values
            let code = values["code"] ?? ""
            if isRepeated(code) { return .setAside(.repeated, field: "code") }
            values["category"] = values["category"].map(categories.value)
            guard let id = ids[code], let current = try ProductRecord.values(of: id.value, in: connection) else { return .new(values: values) }
            return change(id.value, values, from: current)
        }
    }

    /// What a row changes in a record that exists.
    func change(_ id: Int64, _ values: [String: String], from current: [String: String]) -> RecordPlan {
        let changes = values.compactMap { field, value -> FieldChange? in
            let before = current[field] ?? ""
            guard before != value else { return nil }
            let after = field == "category" ? ProductCategories.missing(value) ?? reader.shown(value, of: field) : reader.shown(value, of: field)
            return FieldChange(field: field, before: before, after: value, beforeText: reader.shown(before, of: field), afterText: after)
        }
        return changes.isEmpty ? .unchanged : .changed(id: id, changes: changes.sorted { $0.field < $1.field }, current: current)
    }
}
