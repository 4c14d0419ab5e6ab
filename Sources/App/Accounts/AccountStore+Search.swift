import Storage

extension AccountStore {
    /// A gram that so many accounts have is common: then the largest accounts are looked through instead.
    private static let common = 600

    /// Accounts that have all words of a query somewhere in their names, code or pinyin, the largest first.
    ///
    /// Stops at `limit`, whatever the number of matches, so that a letter that half of all accounts have costs no more than
    /// a rare one. Names with a word that begins as the query does come alone; only without one are the middles of words searched.
    static func search(_ query: String, within scope: Scope, limit: Int, in connection: Connection) throws -> [AccountSummary] {
        let grams = Array(SearchText.required(by: query).prefix(8))
        guard !grams.isEmpty else { return [] }
        if let beginning = SearchText.beginning(of: query) {
            let found = try search(query, [beginning] + grams.prefix(2), within: scope, limit: limit, in: connection)
            if !found.isEmpty { return found }
        }
        return try search(query, grams, within: scope, limit: limit, in: connection)
    }

    private static func search(
        _ query: String, _ grams: [String], within scope: Scope, limit: Int, in connection: Connection
    ) throws -> [AccountSummary] {
        let words = SearchText.folded(query).split(separator: " ").map(String.init)
        let counted = try grams.map { gram in
            (gram: gram, count: try connection.first("""
                SELECT COUNT(*) FROM (SELECT 1 FROM account_gram WHERE gram = \(gram) LIMIT \(common)) c
                """) { try $0.get(0, as: Int.self) } ?? 0)
        }.sorted { $0.count < $1.count }
        guard let rarest = counted.first, rarest.count > 0 else { return [] }
        var conditions = [scope.condition(account: "s.account_id", team: "s.team_id")]
        conditions += words.filter { $0.count > 1 }.map { "REPLACE(s.search_text, \($0), '') <> s.search_text" }
        let hasGram: (String) -> SQL = { "EXISTS (SELECT 1 FROM account_gram g WHERE g.gram = \($0) AND g.account_id = s.account_id)" }
        conditions += counted.dropFirst(rarest.count < common ? 1 : 0).prefix(3).map { hasGram($0.gram) }
        if rarest.count < common {
            conditions.append("s.account_id IN (SELECT f.account_id FROM account_gram f WHERE f.gram = \(rarest.gram))")
        }
        let ids: [Account.ID] = try connection.rows("""
            SELECT s.account_id FROM account_summary s WHERE \(SQL.all(conditions)) ORDER BY s.net_sales DESC, s.account_id DESC LIMIT \(limit)
            """) { try $0.get(0) }
        return ids.isEmpty ? [] : try page(AccountFilter(), .standard, only: ids, after: nil, size: limit, within: scope, in: connection).accounts
    }
}

extension AccountStore {
    /// Writes the search text and index of some accounts anew.
    static func reindex(_ ids: [Account.ID], in connection: Connection) throws {
        let accounts = try ids.compactMap { try account($0, in: connection) }
        try connection.execute("DELETE FROM account_gram WHERE account_id IN \(list: ids)")
        try insertGrams(of: accounts, in: connection)
        try SearchIndex.learn(accounts.flatMap { names(of: $0).dropFirst() }, in: connection)
        for account in accounts {
            try connection.execute("UPDATE account_summary SET search_text = \(searchText(of: account)) WHERE account_id = \(account.id)")
        }
    }
}
