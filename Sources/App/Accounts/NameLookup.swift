import Storage

/// How to look for accounts whose names have all words of a query: those that the index names when they are few, or row by row
/// through the accounts in the order in which they are wanted, because matches are then met soon.
struct NameLookup: Hashable, Sendable {
    /// So many matches are looked up one by one; more are frequent enough to be met soon in any order.
    private static let few = 1_000
    /// More grams say little that is new.
    private static let considered = 6

    /// The matches when they are few.
    private var matches: [Account.ID]?
    /// Single letters are looked for at the beginnings of words; no text condition stands for them.
    private let letters: [String]
    private let words: [String]

    /// False when nobody matches.
    var isPossible: Bool { matches?.isEmpty != true }

    /// Asks the index.
    /// - Parameter beginning: a gram that matches must have besides those of the query.
    init(_ query: String, beginning: String? = nil, in connection: Connection) throws {
        (words, letters) = Self.parts(of: query)
        let groups = [[beginning].compactMap(\.self)] + (words + letters).map { Array(SearchText.required(by: $0).prefix(Self.considered)) }
        let grams = Set(groups.flatMap(\.self)).sorted()
        // No further than `few`, so that a common gram costs no more than a rare one.
        let counts = Dictionary(uniqueKeysWithValues: zip(grams, try AccountStore.counts(of: grams, upTo: Self.few, in: connection)))
        let rarest = groups.compactMap { grams in
            grams.map { (gram: $0, count: counts[$0] ?? 0) }.min { $0.count < $1.count }
        }.sorted { $0.count < $1.count }
        guard let first = rarest.first else { return }
        if first.count < Self.few {
            matches = try Self.matches("SELECT account_id FROM account_gram WHERE gram = \(first.gram) LIMIT \(Self.few)", textConditions, in: connection)
        } else if rarest.count > 1 {
            let both: SQL = """
                SELECT f.account_id FROM account_gram f JOIN account_gram g ON g.account_id = f.account_id
                WHERE f.gram = \(first.gram) AND g.gram = \(rarest[1].gram) LIMIT \(Self.few)
                """
            let shared: [Account.ID] = try connection.rows(both) { try $0.get(0) }
            if shared.count < Self.few { matches = try Self.matches(both, textConditions, in: connection) }
        }
    }

    /// Without asking how common anything is.
    init(unplanned query: String) {
        (words, letters) = Self.parts(of: query)
    }

    /// Everything about `account_summary s` that tells whether it matches.
    var conditions: [SQL] {
        if let matches { return ["s.account_id IN \(list: matches)"] }
        return textConditions
    }

    /// A gram is probed by a scalar subquery: PostgreSQL would turn EXISTS into a join of whole lists.
    private var textConditions: [SQL] {
        letters.map { "(SELECT 1 FROM account_gram g WHERE g.gram = \($0) AND g.account_id = s.account_id) = 1" }
            + words.map { "REPLACE(s.search_text, \($0), '') <> s.search_text" }
    }

    private static func parts(of query: String) -> (words: [String], letters: [String]) {
        let words = SearchText.folded(query).split(separator: " ").map(String.init)
        return (words.filter { $0.count > 1 }, words.filter { $0.count == 1 })
    }

    private static func matches(_ candidates: SQL, _ conditions: [SQL], in connection: Connection) throws -> [Account.ID] {
        try connection.rows("""
            SELECT s.account_id FROM (\(candidates)) c JOIN account_summary s ON s.account_id = c.account_id WHERE \(SQL.all(conditions))
            """) { try $0.get(0) }
    }
}
