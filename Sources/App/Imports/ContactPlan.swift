import Basics
import Storage

extension RecordPlanner {
    /// Plans rows of contacts; an account is known by its code, or by a name that no other account has.
    mutating func planContacts(_ rows: [RecordPart.Understood], in connection: Connection) throws -> [RecordPlan] {
        let codes = Set(rows.compactMap { $0.values["account"] }).sorted()
        let accounts = try AccountStore.identifiers(codes: codes, within: visit.scope, in: connection)
        var places: [(values: [String: String], account: Result<Account.ID, Unplaced>)] = []
        for row in rows { places.append((row.values, try place(of: row, accounts, in: connection))) }
        let known = try ContactStore.known(
            at: places.compactMap { try? $0.account.get() }, named: Set(rows.compactMap { $0.values["name"] }), in: connection
        )
        return try places.map { values, account in
            switch account {
            case .success(let account): try plan(values, at: account, known, in: connection)
            case .failure(let unplaced): unplaced.plan
            }
        }
    }

    /// A row whose account is not known, or is several.
    private struct Unplaced: Error { var plan: RecordPlan }

    private func place(
        of row: RecordPart.Understood, _ accounts: [String: Account.ID], in connection: Connection
    ) throws -> Result<Account.ID, Unplaced> {
        if let code = row.values["account"] {
            if let account = accounts[code] { return .success(account) }
            // Files often have the name where a code is meant.
            guard row.values["accountName"] == nil else {
                return .failure(Unplaced(plan: .setAside(.unknownAccount, field: "account", detail: .notFound(code))))
            }
        }
        let field = row.values["account"] == nil ? "accountName" : "account"
        guard let name = row.values["account"] ?? row.values["accountName"] else {
            return .failure(Unplaced(plan: .setAside(.missingValue, field: "account", detail: .missing)))
        }
        switch try names.find(name, within: visit.scope, in: connection) {
        case .one(let account): return .success(account)
        case .several: return .failure(Unplaced(plan: .setAside(.severalAccounts, field: field)))
        case .none: return .failure(Unplaced(plan: .setAside(.unknownAccount, field: field, detail: .notFound(name))))
        }
    }

    private mutating func plan(
        _ values: [String: String], at account: Account.ID, _ known: ContactStore.Known, in connection: Connection
    ) throws -> RecordPlan {
        let name = values["name"] ?? ""
        if isRepeated("\(account.value)|\(name)|\(values["email"] ?? "")") { return .setAside(.repeated, field: "name") }
        var wanted: [String: String] = [:]
        for (field, value) in values where field != "account" && field != "accountName" {
            wanted[["title", "role", "from"].contains(field) ? "\(account.value).\(field)" : field] = value
        }
        wanted["\(account.value).at"] = "1"
        guard let id = known.find(name: name, email: values["email"], at: account) else { return .new(values: wanted) }
        if isWriting { try ContactRecord.lock([id.value], in: connection) }
        guard let current = try ContactRecord.values(of: id.value, in: connection) else { return .new(values: wanted) }
        return change(id.value, wanted, from: current)
    }
}

/// Accounts by the names that files have for them, remembered from row to row.
struct AccountNames: Sendable {
    enum Outcome: Sendable, Hashable { case one(Account.ID), several, none }

    private let known = Memo<String, Outcome>(limit: 50_000)

    /// The account that has this name, without its legal form, in any of its names; several are for somebody to tell apart.
    func find(_ name: String, within scope: Scope, in connection: Connection) throws -> Outcome {
        try known.value(for: name) { try Self.look(name, within: scope, in: connection) }
    }

    private static func look(_ name: String, within scope: Scope, in connection: Connection) throws -> Outcome {
        let wanted = CompanyName.stripped(name)
        guard wanted.count >= 2 else { return .none }
        let alike = try AccountStore.search(wanted, within: scope, limit: 50, in: connection).filter { account in
            [account.name, account.shortName, account.englishName].compactMap(\.self).contains { CompanyName.stripped($0) == wanted }
        }
        // The whole name tells two companies apart whose names differ in their legal form only.
        let exact = alike.filter { SearchText.folded($0.name) == SearchText.folded(name) }
        let found = exact.count == 1 ? exact : alike
        guard let first = found.first else { return .none }
        return found.count == 1 ? .one(first.id) : .several
    }
}
