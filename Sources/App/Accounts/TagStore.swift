import Basics
import Storage

/// A word that people put on accounts to find them again.
public struct AccountTag: Sendable, Hashable {
    public typealias ID = Identifier<AccountTag>

    public var id: ID
    public var name: String
}

/// All SQL that names tags.
enum TagStore {
    static func tags(in connection: Connection) throws -> [AccountTag] {
        try connection.rows("SELECT id, name FROM tag ORDER BY name") { AccountTag(id: try $0.get(0), name: try $0.get(1)) }
    }

    /// The tags that accounts within a scope have; who sees every account knows every tag.
    static func tags(within scope: Scope, in connection: Connection) throws -> [AccountTag] {
        guard scope != .all else { return try tags(in: connection) }
        return try connection.rows("""
            SELECT DISTINCT t.id, t.name FROM account_summary s JOIN account_tag x ON x.account_id = s.account_id JOIN tag t ON t.id = x.tag_id
            WHERE \(AccountFilter().conditions(within: scope)) ORDER BY t.name
            """) { AccountTag(id: try $0.get(0), name: try $0.get(1)) }
    }

    static func names(of account: Account.ID, in connection: Connection) throws -> [String] {
        try connection.rows("""
            SELECT t.name FROM account_tag x JOIN tag t ON t.id = x.tag_id WHERE x.account_id = \(account) ORDER BY t.name
            """) { try $0.get(0) }
    }

    /// The tags of several accounts, for a list.
    static func names(of accounts: [Account.ID], in connection: Connection) throws -> [Account.ID: [String]] {
        var names: [Account.ID: [String]] = [:]
        for part in accounts.chunks(of: 500) {
            try connection.forEach("""
                SELECT x.account_id, t.name FROM account_tag x JOIN tag t ON t.id = x.tag_id
                WHERE x.account_id IN \(list: part) ORDER BY t.name
                """) { names[try $0.get(0), default: []].append(try $0.get(1)) }
        }
        return names
    }

    /// Gives an account exactly these tags; unknown names become tags.
    static func set(_ names: [String], of account: Account.ID, in connection: Connection) throws {
        guard try self.names(of: account, in: connection) != names.sorted() else { return }
        try connection.execute("DELETE FROM account_tag WHERE account_id = \(account)")
        for name in names {
            let id = try identifier(name, in: connection)
            try connection.execute("INSERT INTO account_tag (tag_id, account_id) VALUES (\(id), \(account))")
        }
    }

    /// The tag of a name, which it makes if need be.
    static func identifier(_ name: String, in connection: Connection) throws -> AccountTag.ID {
        if let id = try connection.first("SELECT id FROM tag WHERE name = \(name)", { try $0.get(0, as: AccountTag.ID.self) }) { return id }
        let id: AccountTag.ID = try connection.newIdentifier("tag", reserve: 1)
        try connection.execute("INSERT INTO tag (id, name) VALUES (\(id), \(name)) ON CONFLICT (name) DO NOTHING")
        return try connection.first("SELECT id FROM tag WHERE name = \(name)") { try $0.get(0) } ?? id
    }

    /// What came of giving a tag another name.
    enum Renaming: Sendable, Equatable {
        case renamed(from: String)
        /// Another tag has the name.
        case taken
        /// It has the name already, or there is no such tag.
        case unchanged
    }

    static func rename(_ id: AccountTag.ID, to name: String, in connection: Connection) throws -> Renaming {
        guard let before = try self.name(of: id, in: connection), before != name else { return .unchanged }
        let isTaken = try connection.first("SELECT 1 FROM tag WHERE name = \(name)") { _ in true } ?? false
        guard !isTaken else { return .taken }
        try connection.execute("UPDATE tag SET name = \(name) WHERE id = \(id)")
        return .renamed(from: before)
    }

    private static func name(of id: AccountTag.ID, in connection: Connection) throws -> String? {
        try connection.first("SELECT name FROM tag WHERE id = \(id)") { try $0.get(0) }
    }

    /// Takes a tag off every account; its name, or nil when there was none.
    static func remove(_ id: AccountTag.ID, in connection: Connection) throws -> String? {
        guard let name = try name(of: id, in: connection) else { return nil }
        try connection.execute("DELETE FROM account_tag WHERE tag_id = \(id)")
        try connection.execute("DELETE FROM tag WHERE id = \(id)")
        return name
    }

    /// Removes those of some tags that no account has.
    static func removeUnused(_ names: Set<String>, in connection: Connection) throws {
        for part in names.sorted().chunks(of: 400) {
            try connection.execute("DELETE FROM tag WHERE name IN \(list: part) AND NOT EXISTS (SELECT 1 FROM account_tag x WHERE x.tag_id = tag.id)")
        }
    }

    /// How many accounts have each tag, within a scope.
    static func counts(within scope: Scope, in connection: Connection) throws -> [AccountTag.ID: Int] {
        var counts: [AccountTag.ID: Int] = [:]
        try connection.forEach("""
            SELECT x.tag_id, COUNT(*) FROM account_tag x JOIN account_summary s ON s.account_id = x.account_id
            WHERE \(AccountFilter().conditions(within: scope)) GROUP BY x.tag_id
            """) { counts[try $0.get(0)] = try $0.get(1, as: Int.self) }
        return counts
    }
}
