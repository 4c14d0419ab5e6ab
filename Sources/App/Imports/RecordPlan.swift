import Basics
import Interface
import Storage

/// What a row of a file of accounts, contacts or products would do.
enum RecordPlan: Sendable {
    case new(values: [String: String])
    case changed(id: Int64, changes: [FieldChange], current: [String: String])
    case unchanged
    case setAside(SetAsideReason, field: String?, similar: String?)
}

/// Reads rows of records: understands texts by the same fields as forms, and finds out which records exist.
struct RecordPlanner {
    let kind: ImportKind
    let columns: [String: Int]
    let visit: Context
    private let readers: [String: Field]
    /// What earlier parts of the same file had, so that a repeated row is seen.
    private let seen = SeenKeys()
    /// What this part has had; a transaction that is tried again begins without it.
    private var fresh: Set<Int> = []

    init(kind: ImportKind, columns: [String: Int], _ visit: Context, in connection: Connection) throws {
        self.kind = kind
        self.columns = columns
        self.visit = visit
        let fields: [Field] = switch kind {
        case .accounts: try AccountFields(visit: visit).fields(current: [:], isNew: true, in: connection)
        case .contacts: ContactEditPage.importFields(visit)
        case .products: try CatalogueForm(kind: .product, visit: visit).fields(in: connection)
        case .sales: []
        }
        readers = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0) })
    }

    /// The texts of a row as checked values; fields without a column, and empty cells, stay as they are.
    private func values(_ row: [String]) -> Result<[String: String], FieldRefused> {
        var values: [String: String] = [:]
        for field in kind.fields {
            guard let place = columns[field.name] else { continue }
            let text = place < row.count ? row[place].trimmed : ""
            guard !text.isEmpty else {
                if field.isRequired { return .failure(FieldRefused(field: field.name, reason: .missingValue)) }
                continue
            }
            guard let reader = readers[field.name] else {
                values[field.name] = text
                continue
            }
            if case .choice(let choices) = reader.kind {
                if let value = Self.choose(text, choices) {
                    values[field.name] = value
                } else if ["industry", "region", "category"].contains(field.name) {
                    // Reference values that no list knows are kept as they stand.
                    values[field.name] = text
                } else {
                    return .failure(FieldRefused(field: field.name, reason: .badValue))
                }
                continue
            }
            switch reader.read(text) {
            case .success(let value): values[field.name] = value
            case .failure: return .failure(FieldRefused(field: field.name, reason: .badValue))
            }
        }
        return .success(values)
    }

    private struct FieldRefused: Error {
        var field: String
        var reason: SetAsideReason
    }

    /// A choice by its value or by what people read, whatever the case.
    private static func choose(_ text: String, _ choices: [Field.Choice]) -> String? {
        let folded = SearchText.folded(text)
        return choices.first { $0.value == text || SearchText.folded($0.label) == folded }?.value
    }

    /// Plans a part of a file.
    mutating func plan(
        _ rows: [SourceRow], decisions: (Int) -> ImportDraft.Correction.Decision?, in connection: Connection
    ) throws -> [RecordPlan] {
        var plans: [RecordPlan] = []
        for row in rows {
            if let problem = row.problem {
                plans.append(.setAside(problem, field: nil, similar: nil))
                continue
            }
            switch values(row.fields) {
            case .failure(let refused): plans.append(.setAside(refused.reason, field: refused.field, similar: nil))
            case .success(let values): plans.append(try plan(values, decisions(row.number), in: connection))
            }
        }
        return plans
    }

    private mutating func plan(
        _ values: [String: String], _ decision: ImportDraft.Correction.Decision?, in connection: Connection
    ) throws -> RecordPlan {
        switch kind {
        case .accounts: return try planAccount(values, decision, in: connection)
        case .contacts: return try planContact(values, in: connection)
        case .products: return try planProduct(values, in: connection)
        case .sales: return .unchanged
        }
    }

    private mutating func isRepeated(_ key: String) -> Bool {
        let hash = key.hashValue
        return seen.contains(hash) || !fresh.insert(hash).inserted
    }

    /// The part has been planned, or written, for good.
    mutating func settle() {
        seen.insert(fresh)
        fresh.removeAll(keepingCapacity: true)
    }

    private mutating func planAccount(
        _ values: [String: String], _ decision: ImportDraft.Correction.Decision?, in connection: Connection
    ) throws -> RecordPlan {
        let name = values["name"] ?? ""
        let key = values["code"] ?? values["creditCode"] ?? AccountMatching.stripped(name)
        if isRepeated(key) { return .setAside(.repeated, field: nil, similar: key) }
        if let parent = values["parent"], try AccountStore.identifiers(codes: [parent], in: connection)[parent] == nil {
            return .setAside(.unknownAccount, field: "parent", similar: nil)
        }
        switch try AccountMatching.find(code: values["code"], creditCode: values["creditCode"], name: name, in: connection) {
        case .same(let id): return try change(AccountRecord.self, id.value, values, in: connection)
        case .similar(let id, let code):
            if decision == .same { return try change(AccountRecord.self, id.value, values, in: connection) }
            guard decision == .new else { return .setAside(.possibleDuplicate, field: "name", similar: code) }
            return .new(values: values)
        case .none: return .new(values: values)
        }
    }

    private mutating func planContact(_ values: [String: String], in connection: Connection) throws -> RecordPlan {
        guard let code = values["account"], let account = try AccountStore.summary(code: code, within: visit.scope, in: connection) else {
            return .setAside(.unknownAccount, field: "account", similar: nil)
        }
        if isRepeated("\(code)|\(values["name"] ?? "")|\(values["email"] ?? "")") { return .setAside(.repeated, field: nil, similar: nil) }
        var wanted: [String: String] = [:]
        for (field, value) in values where field != "account" {
            wanted[["title", "role", "from"].contains(field) ? "\(account.id.value).\(field)" : field] = value
        }
        wanted["\(account.id.value).at"] = "1"
        if let id = try ContactStore.find(name: values["name"] ?? "", email: values["email"], at: account.id, in: connection) {
            return try change(ContactRecord.self, id.value, wanted, in: connection)
        }
        return .new(values: wanted)
    }

    private mutating func planProduct(_ values: [String: String], in connection: Connection) throws -> RecordPlan {
        let code = values["code"] ?? ""
        if isRepeated(code) { return .setAside(.repeated, field: "code", similar: code) }
        guard let product = try ProductStore.product(code: code, in: connection) else { return .new(values: values) }
        return try change(ProductRecord.self, product.id.value, values, in: connection)
    }

    private func change<Record: EditableRecord>(
        _ kind: Record.Type, _ id: Int64, _ values: [String: String], in connection: Connection
    ) throws -> RecordPlan {
        guard let current = try Record.values(of: id, in: connection) else { return .unchanged }
        let changes = values.compactMap { field, value -> FieldChange? in
            let before = current[field] ?? ""
            guard before != value else { return nil }
            let reader = readers[field]
            return FieldChange(
                field: field, before: before, after: value, beforeText: reader?.shown(before) ?? before, afterText: reader?.shown(value) ?? value
            )
        }
        return changes.isEmpty ? .unchanged : .changed(id: id, changes: changes.sorted { $0.field < $1.field }, current: current)
    }
}
