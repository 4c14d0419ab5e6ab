import Basics
import Storage

/// What accounts measured last: true as long as neither their books nor what all facts depend on has changed.
enum KeptFacts {
    /// One account's facts, as they are kept.
    struct Entry: Sendable {
        var account: Account.ID
        /// The state of the account that was measured.
        var version: Int64
        var facts: String

        init(account: Account.ID, version: Int64, _ facts: [WindowFacts]) {
            self.account = account
            self.version = version
            self.facts = facts.map(\.encoded).joined(separator: ";")
        }
    }

    private static let stillTrue: SQL = "f.account_id = s.account_id AND f.facts_version = s.facts_version"

    /// Calls `body` for every account whose kept facts are still true.
    static func forEach(basis: String, in connection: Connection, _ body: (Account.ID, [WindowFacts]) throws -> Void) throws {
        try connection.forEach("""
            SELECT f.account_id, f.facts FROM account_fact f JOIN account_summary s ON \(stillTrue) WHERE f.basis = \(basis)
            """) { row in
            let facts = try row.get(1, as: String.self).split(separator: ";").map { WindowFacts(encoded: $0) }
            try body(try row.get(0), facts.compactMap(\.self))
        }
    }

    /// Accounts that have to be measured anew, with the state they are in.
    static func changed(basis: String, in connection: Connection) throws -> [(account: Account.ID, version: Int64)] {
        try connection.rows("""
            SELECT s.account_id, s.facts_version FROM account_summary s
            LEFT JOIN account_fact f ON \(stillTrue) AND f.basis = \(basis)
            WHERE f.account_id IS NULL ORDER BY s.account_id
            """) { (try $0.get(0), try $0.get(1)) }
    }

    /// How many accounts have to be measured anew; counted up to a limit.
    static func countChanged(basis: String, limit: Int, in connection: Connection) throws -> Int {
        try connection.first("""
            SELECT COUNT(*) FROM (
                SELECT 1 AS one FROM account_summary s LEFT JOIN account_fact f ON \(stillTrue) AND f.basis = \(basis)
                WHERE f.account_id IS NULL LIMIT \(limit)
            ) m
            """) { try $0.get(0) } ?? 0
    }

    static func keep(_ entries: [Entry], basis: String, in connection: Connection) throws {
        let table = Table("account_fact", "account_id", "basis", "facts_version", "facts")
        for part in entries.chunks(of: 2_000) {
            try remove(part.map(\.account), in: connection)
            try connection.insert(into: table, part.map { [$0.account.sqlValue, .text(basis), $0.version.sqlValue, .text($0.facts)] })
        }
    }

    /// Which of some accounts have kept facts that claim to be true and are not.
    static func differing(_ accounts: [Account.ID], in windows: FactWindows, _ connection: Connection) throws -> [Account.ID] {
        let kept = try connection.rows("""
            SELECT f.account_id, f.facts FROM account_fact f JOIN account_summary s ON \(stillTrue)
            WHERE f.account_id IN \(list: accounts) AND f.basis = \(windows.basis)
            """) { (account: try $0.get(0, as: Account.ID.self), facts: try $0.get(1, as: String.self)) }
        let fresh = try FactStore.measure(kept.map(\.account), in: windows, connection)
        return kept.filter { Entry(account: $0.account, version: 0, fresh[$0.account] ?? []).facts != $0.facts }.map(\.account)
    }

    static func remove(_ accounts: [Account.ID], in connection: Connection) throws {
        for part in accounts.chunks(of: 400) {
            try connection.execute("DELETE FROM account_fact WHERE account_id IN \(list: part)")
        }
    }
}
