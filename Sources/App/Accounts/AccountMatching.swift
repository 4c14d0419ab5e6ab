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
    /// How many accounts have a gram, at most `common`.
    private let counts = Memo<String, Int>(limit: 200_000)
    private let names = Memo<String, CompanyName>(limit: 20_000)

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
        var weights: [String: Double] = [:]
        var rare: [(gram: String, count: Int)] = []
        for gram in wanted.grams {
            let count = try count(gram, in: connection)
            weights[gram] = Self.weight(count)
            if count > 0, count < Self.common { rare.append((gram, count)) }
        }
        var grams = rare.sorted { ($0.count, $0.gram) < ($1.count, $1.gram) }.prefix(Self.followed).map(\.gram)
        if let sound = wanted.sound.flatMap({ SearchText.beginning(of: $0) }), try (1..<Self.common).contains(count(sound, in: connection)) { grams.append(sound) }
        guard !grams.isEmpty else { return nil }
        var best: Similar?
        for candidate in try AccountStore.names(having: grams, before: end, limit: Self.candidates, in: connection) {
            let likeness = candidate.names.map { wanted.likeness(to: known($0), weights) }.max() ?? 0
            if likeness >= Self.threshold, likeness > best?.likeness ?? 0 { best = Similar(id: candidate.id, code: candidate.code, likeness: likeness) }
        }
        return best
    }

    private func count(_ gram: String, in connection: Connection) throws -> Int {
        try counts.value(for: gram) { try AccountStore.counts(of: [gram], before: end, upTo: Self.common, in: connection).first ?? 0 }
    }

    private func known(_ name: String) -> CompanyName { names.value(for: name) { CompanyName(name) } }

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

    /// How many accounts have each of some grams, counted no further than a limit.
    /// - Parameter end: only accounts below this identifier count.
    static func counts(of grams: [String], before end: Int64 = .max, upTo limit: Int, in connection: Connection) throws -> [Int] {
        try connection.counts(grams.map { "SELECT 1 FROM account_gram WHERE gram = \($0) AND account_id < \(end)" }, upTo: limit)
    }

    /// The names of the accounts below an identifier that have most of some grams.
    static func names(
        having grams: [String], before end: Int64, limit: Int, in connection: Connection
    ) throws -> [(id: Account.ID, code: String, names: [String])] {
        try connection.rows("""
            SELECT a.id, a.code, a.name, a.short_name, a.english_name FROM (
                SELECT account_id, COUNT(*) AS shared FROM account_gram WHERE gram IN \(list: grams) AND account_id < \(end)
                GROUP BY account_id ORDER BY shared DESC, account_id LIMIT \(limit)
            ) c JOIN account a ON a.id = c.account_id ORDER BY c.shared DESC, a.id
            """) { row in
            (try row.get(0), try row.get(1), [try row.get(2, as: String?.self), try row.get(3), try row.get(4)].compactMap(\.self))
        }
    }
}
