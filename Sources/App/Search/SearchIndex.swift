import Basics
import Storage

/// All SQL that names the tables of the search index: the one shared place where subjects enter what can be found.
enum SearchIndex {
    /// What is found here besides accounts.
    enum Kind: String, Sendable { case contact, product }

    /// Enters records, replacing what was known of them.
    static func put(_ kind: Kind, _ entries: [(id: Int64, texts: [String])], isNew: Bool, in connection: Connection) throws {
        guard !entries.isEmpty else { return }
        if !isNew { try remove(kind, entries.map(\.id), in: connection) }
        let texts = entries.map { entry in entry.texts + SearchText.sounds(of: entry.texts) }
        try connection.insert(into: Table("search_entry", "kind", "id", "folded"), zip(entries, texts).map { entry, texts in
            [.text(kind.rawValue), entry.id.sqlValue, .text(texts.map(SearchText.folded).joined(separator: "\n"))]
        })
        try connection.insert(into: Table("search_gram", "gram", "kind", "id"), zip(entries, texts).flatMap { entry, texts in
            SearchText.grams(of: texts).sorted().map { [.text($0), .text(kind.rawValue), entry.id.sqlValue] }
        })
    }

    static func remove(_ kind: Kind, _ ids: [Int64], in connection: Connection) throws {
        for part in ids.chunks(of: 400) {
            try connection.execute("DELETE FROM search_gram WHERE kind = \(kind.rawValue) AND id IN \(list: part)")
            try connection.execute("DELETE FROM search_entry WHERE kind = \(kind.rawValue) AND id IN \(list: part)")
        }
    }

    /// Forgets everything but the accounts' own index.
    static func clear(in connection: Connection) throws {
        try connection.execute("DELETE FROM search_gram")
        try connection.execute("DELETE FROM search_entry")
        try connection.execute("DELETE FROM search_word")
    }

    /// Records that have all words of a query somewhere, at most `limit`; callers decide which of them may be seen.
    static func find(_ kind: Kind, _ query: String, limit: Int, in connection: Connection) throws -> [Int64] {
        let words = SearchText.folded(query).split(separator: " ").map(String.init)
        let grams = try rarestFirst(SearchText.required(by: query), in: connection)
        guard let first = grams.first else { return [] }
        // Scalar, because PostgreSQL would turn EXISTS into a join of whole lists.
        var conditions = grams.dropFirst().prefix(1).map { gram -> SQL in
            "(SELECT 1 FROM search_gram o WHERE o.gram = \(gram) AND o.kind = g.kind AND o.id = g.id) = 1"
        }
        conditions += words.filter { $0.count > 1 }.map { "REPLACE(e.folded, \($0), '') <> e.folded" }
        conditions.append("g.gram = \(first) AND g.kind = \(kind.rawValue)")
        return try connection.rows("""
            SELECT g.id FROM search_gram g JOIN search_entry e ON e.kind = g.kind AND e.id = g.id
            WHERE \(SQL.all(conditions)) ORDER BY g.id LIMIT \(limit)
            """) { try $0.get(0) }
    }

    private static func rarestFirst(_ grams: [String], in connection: Connection) throws -> [String] {
        guard grams.count > 1 else { return grams }
        let counted = try grams.prefix(8).map { gram in
            (gram, try connection.first("SELECT COUNT(*) FROM (SELECT 1 FROM search_gram WHERE gram = \(gram) LIMIT 2000) c") { try $0.get(0, as: Int.self) } ?? 0)
        }
        return counted.sorted { $0.1 < $1.1 }.map(\.0)
    }

    // MARK: Typing errors

    /// Enters the Latin words of names.
    static func learn(_ texts: [String], in connection: Connection) throws {
        var rows: Set<[String]> = []
        for word in texts.flatMap({ SearchText.folded($0).split(whereSeparator: { !$0.isLetter }) }) where isLatin(word) {
            for variant in variants(String(word)) { rows.insert([variant, String(word)]) }
        }
        for row in rows.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            try connection.execute("""
                INSERT INTO search_word (variant, word) VALUES (\(row[0]), \(row[1])) ON CONFLICT (variant, word) DO NOTHING
                """)
        }
    }

    private static func isLatin(_ word: some StringProtocol) -> Bool {
        (4...24).contains(word.count) && word.utf8.allSatisfy { (97...122).contains($0) }
    }

    /// A word and all that remain when one of its letters is left out (after Garbe's symmetric delete algorithm).
    private static func variants(_ word: String) -> [String] {
        let letters = Array(word)
        return [word] + letters.indices.map { index in
            String(letters[..<index] + letters[(index + 1)...])
        }
    }

    /// Words that differ from a typed one by a letter more, less, other or exchanged; none for a word that some name has.
    static func corrections(of word: String, in connection: Connection) throws -> [String] {
        let folded = SearchText.folded(word)
        guard isLatin(folded) else { return [] }
        let isKnown = try connection.first("SELECT 1 FROM search_word WHERE variant = \(folded) AND word = \(folded)") { try $0.get(0, as: Int.self) } != nil
        guard !isKnown else { return [] }
        return try connection.rows("""
            SELECT DISTINCT word FROM search_word WHERE variant IN \(list: variants(folded)) AND word <> \(folded) ORDER BY word LIMIT 5
            """) { try $0.get(0) }
    }
}
