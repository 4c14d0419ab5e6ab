import Basics
import Storage

/// Finds the account that a new one may already be: by the pairs of characters that their names share, weighed by how rare these
/// are, by a character more or less, and by how they sound.
///
/// It asks the index of names for what is rare in a name only, so that a row costs the same whatever the number of accounts.
struct AccountMatching: Sendable {
    struct Similar: Sendable, Hashable {
        var id: Account.ID
        var code: String
        /// How alike, above `threshold` and at most 1.
        var likeness: Double
    }

    /// Accounts from this one on came after the import began: most are its own, and none is a duplicate of its rows.
    private let end: Int64
    /// The accounts that have a gram; nil where they are too many to lead to any of them.
    private let having = Memo<Gram, [Account.ID]?>(limit: 20_000)
    private let known = Memo<Account.ID, Known>(limit: 20_000)

    /// An account as it was when a name first came near its own.
    private struct Known: Sendable {
        var code: String
        var names: [CompanyName]
    }

    /// A gram that so many accounts have leads to none of them.
    private static let common = 200
    /// The rarest grams of a name are followed, and its sound.
    private static let followed = 3
    /// Accounts that are looked at.
    private static let candidates = 30
    private static let threshold = 0.75

    /// - Parameter importID: the import whose rows are matched, which may have begun before; nil for a check.
    init(for importID: ImportRecord.ID? = nil, in connection: Connection) throws {
        end = try importID.map { try AccountStore.end(ofAccountsBefore: $0, in: connection) } ?? .max
    }

    /// The account whose name is most like a wanted one; nil when none is like enough for somebody to look.
    func similar(_ wanted: CompanyName, in connection: Connection) throws -> Similar? {
        guard wanted.text.count >= 2 else { return nil }
        var weights: [Gram: Double] = [:]
        var rare: [[Account.ID]] = []
        for gram in wanted.grams {
            let accounts = try accounts(having: gram, in: connection)
            weights[gram] = Self.weight(accounts?.count ?? Self.common)
            if let accounts, !accounts.isEmpty { rare.append(accounts) }
        }
        var followed = Array(rare.sorted { $0.count < $1.count }.prefix(Self.followed))
        if let sound = wanted.sound {
            followed.append(try accounts(having: Gram(sound.unicodeScalars.prefix(Gram.longest), .aligned), in: connection) ?? [])
        }
        var best: Similar?
        for (id, account) in try candidates(followed, in: connection) {
            let likeness = account.names.map { wanted.likeness(to: $0, weights) }.max() ?? 0
            if likeness >= Self.threshold, likeness > best?.likeness ?? 0 { best = Similar(id: id, code: account.code, likeness: likeness) }
        }
        return best
    }

    private func accounts(having gram: Gram, in connection: Connection) throws -> [Account.ID]? {
        try having.value(for: gram) {
            try Postings.few(.account, having: gram, before: end, fewerThan: Self.common, in: connection)?.map { Account.ID($0) }
        }
    }

    /// The accounts that are in most of some lists, those first.
    private func candidates(_ lists: [[Account.ID]], in connection: Connection) throws -> [(Account.ID, Known)] {
        var shared: [Account.ID: Int] = [:]
        for id in lists.joined() { shared[id, default: 0] += 1 }
        let first = shared.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.candidates)
        return try first.map { id, _ in
            (id, try known.value(for: id) {
                let account = try AccountStore.account(id, in: connection)
                return Known(code: account?.code ?? "", names: account.map { AccountStore.names(of: $0).dropFirst().map(CompanyName.init) } ?? [])
            })
        }
    }

    /// From a half for what few accounts have down to an eighth for what very many have.
    private static func weight(_ count: Int) -> Double {
        1 / Double(max(2, Int.bitWidth - count.leadingZeroBitCount))
    }
}

extension AccountStore {
    /// The identifier below which all accounts stood before an import brought its first.
    static func end(ofAccountsBefore importID: ImportRecord.ID, in connection: Connection) throws -> Int64 {
        try connection.first("""
            SELECT COALESCE((SELECT MIN(id) FROM account WHERE import_id = \(importID)), (SELECT MAX(id) + 1 FROM account), 0)
            """) { try $0.get(0) } ?? 0
    }
}
