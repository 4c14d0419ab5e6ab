import Basics
import Storage

/// All SQL that names the tables of the search index: the one shared place where subjects enter what can be found.
enum SearchIndex {
    /// What is found here besides accounts.
    typealias Kind = Postings.Kind

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
        try Postings.change(kind, adding: zip(entries, texts).map { ($0.id, $1.grams) }, in: connection)
        try learn(parts.flatMap { $0.map(\.folded) }, in: connection)
    }

    static func remove(_ kind: Kind, _ ids: [Int64], in connection: Connection) throws {
        for part in ids.chunks(of: 400) {
            let known = try connection.rows("SELECT id, folded FROM search_entry WHERE kind = \(kind.rawValue) AND id IN \(list: part)") {
                (id: try $0.get(0, as: Int64.self), texts: SearchableTexts(joined: try $0.get(1)))
            }
            // What was entered follows from the texts; an index that says it would cost as much as the entries themselves.
            try Postings.change(kind, removing: known.map { ($0.id, $0.texts.grams) }, in: connection)
            try connection.execute("DELETE FROM search_entry WHERE kind = \(kind.rawValue) AND id IN \(list: part)")
        }
    }

    /// Forgets everything.
    static func clear(in connection: Connection) throws {
        try Postings.clear(in: connection)
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

    /// Records that have all words of a query somewhere, at most `limit`: those whose names begin so come first.
    static func find(_ kind: Kind, _ query: String, reach: Reach, limit: Int, in connection: Connection) throws -> [Int64] {
        let plan = try NamePlan(kind, SearchQuery(query), in: connection)
        let found = try find(kind, plan, reach, limit, in: connection)
        guard found.isEmpty, let wider = plan.withinWords else { return found }
        return try find(kind, wider, reach, limit, in: connection)
    }

    private static func find(_ kind: Kind, _ plan: NamePlan, _ reach: Reach, _ limit: Int, in connection: Connection) throws -> [Int64] {
        var plan = plan
        if case .few(let ids) = reach, !plan.candidates.isEmpty {
            plan = plan.only(PostingSet(try connection.rows("SELECT x.id FROM (\(ids)) x") { try $0.get(0, as: Int64.self) }))
        }
        var found: [Int64] = []
        for ids in [plan.beginning.ids, plan.candidates.subtracting(plan.beginning).ids] {
            // The first hundreds mostly are enough.
            for part in ids.chunks(of: 500) where found.count < limit {
                var conditions: [SQL] = ["e.kind = \(kind.rawValue)", "e.id IN \(SQL.among(Array(part)))"]
                if case .those(let visible) = reach { conditions.append(visible) }
                try connection.forEach("SELECT e.id, e.folded FROM search_entry e WHERE \(SQL.all(conditions)) ORDER BY e.id") { row in
                    guard found.count < limit, try plan.isExact || plan.matches(row.get(1)) else { return }
                    found.append(try row.get(0))
                }
            }
        }
        return found
    }
}
