import Basics
import Storage

/// An account as a record that people edit: every field of it, its owner and its tags.
enum AccountRecord: EditableRecord {
    static let subject = "account"

    static func lock(_ ids: [Int64], in connection: Connection) throws {
        try AccountStore.lock(ids.map { Account.ID($0) }, in: connection)
    }

    static func values(of id: Int64, in connection: Connection) throws -> [String: String]? {
        try values(of: [Account.ID(id)], in: connection)[Account.ID(id)]
    }

    /// What several accounts hold, in few questions.
    static func values(of ids: [Account.ID], in connection: Connection) throws -> [Account.ID: [String: String]] {
        let accounts = try AccountStore.accounts(ids, in: connection)
        let parents = try AccountStore.codes(of: Set(accounts.compactMap(\.parentID)).sorted { $0.value < $1.value }, in: connection)
        let tags = try TagStore.names(of: ids, in: connection)
        return Dictionary(uniqueKeysWithValues: accounts.map { ($0.id, values(of: $0, parent: $0.parentID.flatMap { parents[$0] }, tags: tags[$0.id] ?? [])) })
    }

    private static func values(of account: Account, parent: String?, tags: [String]) -> [String: String] {
        [
            "code": account.code, "name": account.name, "shortName": account.shortName ?? "", "englishName": account.englishName ?? "",
            "creditCode": account.creditCode ?? "", "industry": account.industry ?? "", "region": account.region ?? "",
            "size": account.size ?? "", "stage": account.stage.rawValue, "owner": account.ownerID.map { String($0.value) } ?? "",
            "team": account.teamID.map { String($0.value) } ?? "",
            "parent": parent ?? "", "referenceValue": account.referenceValue.map { String($0) } ?? "",
            "customerSince": account.customerSince?.iso ?? "", "website": account.website ?? "", "nextStep": account.nextStep ?? "",
            "nextStepOn": account.nextStepOn?.iso ?? "", "tags": tags.joined(separator: ", "),
        ]
    }

    static func write(_ values: [String: String], to id: Int64, at now: Timestamp, in connection: Connection) throws {
        guard var account = try AccountStore.account(Account.ID(id), in: connection) else { return }
        let before = account
        try fill(&account, from: values, in: connection)
        try AccountStore.update(account, from: before, in: connection)
        try TagStore.set(tagNames(values["tags"] ?? ""), of: account.id, in: connection)
    }

    /// Takes over checked values; a parent is known by its code, an owner brings their team along unless a team is named.
    static func fill(_ account: inout Account, from values: [String: String], in connection: Connection) throws {
        func text(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }
        account.code = text("code") ?? account.code
        account.name = text("name") ?? account.name
        account.shortName = text("shortName")
        account.englishName = text("englishName")
        account.creditCode = text("creditCode")
        account.industry = text("industry")
        account.region = text("region")
        account.size = text("size")
        account.stage = text("stage").flatMap { Account.Stage(rawValue: $0) } ?? account.stage
        account.referenceValue = text("referenceValue").flatMap { Int($0) }
        account.customerSince = text("customerSince").flatMap { Day($0) }
        account.website = text("website")
        account.nextStep = text("nextStep")
        account.nextStepOn = text("nextStepOn").flatMap { Day($0) }
        account.parentID = try text("parent").flatMap { try AccountStore.identifiers(codes: [$0], in: connection)[$0] }
        let owner = text("owner").flatMap { Int64($0) }.map { User.ID($0) }
        let team = values.keys.contains("team") ? text("team").flatMap { Int64($0) }.map { Team.ID($0) } : account.teamID
        if team != account.teamID {
            account.ownerID = owner
            account.teamID = team
        } else if owner != account.ownerID {
            account.ownerID = owner
            account.teamID = try owner.flatMap { try UserStore.user($0, in: connection)?.teamID } ?? account.teamID
        }
    }

    /// Whether somebody may see the account that these values name as parent, or there is none.
    static func isParentVisible(_ values: [String: String], within scope: Scope, in connection: Connection) throws -> Bool {
        guard let code = values["parent"], !code.isEmpty, scope != .all else { return true }
        return try AccountStore.identifiers(codes: [code], within: scope, in: connection)[code] != nil
    }

    static func tagNames(_ text: String) -> [String] {
        var seen: Set<String> = []
        return text.split(whereSeparator: { ",\u{FF0C}\u{3001};".contains($0) }).map { String($0).trimmed }
            .filter { !$0.isEmpty && seen.insert($0).inserted }.sorted()
    }

    /// Only an account that nothing else knows can be taken back.
    static func remove(_ id: Int64, of account: Account.ID?, at now: Timestamp, in connection: Connection) throws -> Bool {
        let own = Account.ID(id)
        guard try AccountStore.account(own, in: connection) != nil, try AccountTies.find([own], in: connection).isEmpty else { return false }
        try AccountTies.remove([own], in: connection)
        return true
    }

    static func tie(of id: Int64, in connection: Connection) throws -> KeptReason {
        try AccountTies.find([Account.ID(id)], in: connection)[Account.ID(id)] ?? .referred
    }

    static func account(of id: Int64, in connection: Connection) throws -> Account.ID? { Account.ID(id) }

    /// A code or a parent that comes back is judged like one that is typed: somebody else may have taken it meanwhile.
    static func mayWrite(_ values: [String: String], to id: Int64, in connection: Connection) throws -> Bool {
        let current = try self.values(of: id, in: connection) ?? [:]
        let back = values.filter { ["code", "creditCode", "parent"].contains($0.key) && current[$0.key] != $0.value }
        guard !back.isEmpty else { return true }
        return try AccountCheck([back], within: .all, in: connection).problems(of: back, for: Account.ID(id), in: connection).isEmpty
    }
}
