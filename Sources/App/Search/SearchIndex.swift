import Basics
import Storage

/// All SQL that names the tables of the search index: the one shared place where subjects enter what can be found.
enum SearchIndex {
    /// What is found here besides accounts.
    enum Kind: String, Sendable { case contact, product }

    /// Enters records, replacing what was known of them, and learns the words of their names.
    static func put(
        _ kind: Kind, _ entries: [(id: Int64, texts: [String])], isNew: Bool, prepared: PreparedTexts = .none, in connection: Connection
    ) throws {
        guard !entries.isEmpty else { return }
        if !isNew { try remove(kind, entries.map(\.id), in: connection) }
        let parts = entries.map { $0.texts.map { prepared[$0] } }
        let texts = parts.map(SearchableTexts.init)
        try connection.insert(into: Table("search_entry", "kind", "id", "folded"), zip(entries, texts).map { entry, texts in
            [.text(kind.rawValue), entry.id.sqlValue, .text(texts.joined)]
        })
        let grams = zip(entries, texts).map { (id: $0.id, texts: $1) }.entries()
        try connection.insert(into: Table("search_gram", "gram", "kind", "id"), grams.map { [.text($0.gram), .text(kind.rawValue), .integer($0.id)] })
        try learn(parts.flatMap { $0.map(\.folded) }, in: connection)
    }

    static func remove(_ kind: Kind, _ ids: [Int64], in connection: Connection) throws {
        for part in ids.chunks(of: 400) {
            let known = try connection.rows("SELECT id, folded FROM search_entry WHERE kind = \(kind.rawValue) AND id IN \(list: part)") {
                (id: try $0.get(0, as: Int64.self), texts: SearchableTexts(joined: try $0.get(1)))
            }
            // What was entered follows from the texts; an index that says it would cost as much as the entries themselves.
            for entry in known {
                try connection.execute("""
                    DELETE FROM search_gram WHERE kind = \(kind.rawValue) AND id = \(entry.id) AND gram IN \(list: entry.texts.grams.map(\.text).sorted())
                    """)
            }
            try connection.execute("DELETE FROM search_entry WHERE kind = \(kind.rawValue) AND id IN \(list: part)")
        }
    }

    /// Forgets everything but the accounts' own index.
    static func clear(in connection: Connection) throws {
        try connection.execute("DELETE FROM search_gram")
        try connection.execute("DELETE FROM search_entry")
        try connection.execute("DELETE FROM search_word")
    }

    /// Which records a question may give; it is part of the statement, so that no limit is reached by what nobody may see.
    enum Reach {
        case everything
        /// A statement that lists the few identifiers that may be given.
        case few(SQL)
        /// A condition on `e.id`.
        case those(SQL)
    }

    /// Records that have all words of a query somewhere, at most `limit`.
    static func find(_ kind: Kind, _ query: String, reach: Reach, limit: Int, in connection: Connection) throws -> [Int64] {
        let words = SearchText.folded(query).split(separator: " ").map(String.init)
        let letters = words.filter { $0.count == 1 }
        let texts = words.filter { $0.count > 1 }.map { "REPLACE(e.folded, \($0), '') <> e.folded" as SQL }
        if case .few(let ids) = reach {
            guard !words.isEmpty else { return [] }
            let conditions = ["e.kind = \(kind.rawValue)", "e.id IN (\(ids))"] + texts + letters.map(has)
            return try connection.rows("SELECT e.id FROM search_entry e WHERE \(SQL.all(conditions)) ORDER BY e.id LIMIT \(limit)") { try $0.get(0) }
        }
        let grams = try rarestFirst(SearchText.required(by: query), in: connection)
        guard let first = grams.first else { return [] }
        let others = Set(letters + grams.dropFirst().prefix(1)).subtracting([first]).sorted()
        var conditions = others.map(has) + texts + ["g.gram = \(first) AND g.kind = \(kind.rawValue)"]
        if case .those(let visible) = reach { conditions.append(visible) }
        return try connection.rows("""
            SELECT g.id FROM search_gram g JOIN search_entry e ON e.kind = g.kind AND e.id = g.id
            WHERE \(SQL.all(conditions)) ORDER BY g.id LIMIT \(limit)
            """) { try $0.get(0) }
    }

    /// Scalar, because PostgreSQL would turn EXISTS into a join of whole lists.
    private static func has(_ gram: String) -> SQL {
        "(SELECT 1 FROM search_gram o WHERE o.gram = \(gram) AND o.kind = e.kind AND o.id = e.id) = 1"
    }

    private static func rarestFirst(_ grams: [String], in connection: Connection) throws -> [String] {
        guard grams.count > 1 else { return grams }
        let counts = try connection.counts(grams.prefix(8).map { "SELECT 1 FROM search_gram WHERE gram = \($0)" }, upTo: 2_000)
        return zip(grams, counts).sorted { $0.1 < $1.1 }.map(\.0)
    }
}
