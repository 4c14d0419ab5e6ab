import Storage

extension AccountStore {
    /// Accounts that have all words of a query somewhere in their names, code or pinyin, the largest first.
    ///
    /// Stops at `limit`, whatever the number of matches, so that a letter that half of all accounts have costs no more than
    /// a rare one. Names with a word that begins as the query does come alone; only without one are the middles of words searched.
    static func search(_ query: String, within scope: Scope, limit: Int, in connection: Connection) throws -> [AccountSummary] {
        guard !SearchText.required(by: query).isEmpty else { return [] }
        if let beginning = SearchText.beginning(of: query) {
            let found = try search(try NameLookup(query, beginning: beginning, in: connection), within: scope, limit: limit, in: connection)
            if !found.isEmpty { return found }
        }
        return try search(try NameLookup(query, in: connection), within: scope, limit: limit, in: connection)
    }

    private static func search(
        _ lookup: NameLookup, within scope: Scope, limit: Int, in connection: Connection
    ) throws -> [AccountSummary] {
        guard lookup.isPossible else { return [] }
        let conditions = [scope.condition(account: "s.account_id", team: "s.team_id")] + lookup.conditions
        let ids: [Account.ID] = try connection.rows("""
            SELECT s.account_id FROM account_summary s WHERE \(SQL.all(conditions)) ORDER BY s.net_sales DESC, s.account_id DESC LIMIT \(limit)
            """) { try $0.get(0) }
        return ids.isEmpty ? [] : try page(AccountFilter(), .standard, only: ids, after: nil, size: limit, within: scope, in: connection).accounts
    }

    /// Accounts whose code begins with a text, in the order of codes.
    static func search(codePrefix: String, within scope: Scope, limit: Int, in connection: Connection) throws -> [AccountSummary] {
        let ids: [Account.ID] = try connection.rows("""
            SELECT a.id FROM account a
            WHERE a.code >= \(codePrefix) AND a.code < \(codePrefix + "\u{FFFF}") AND \(scope.condition(account: "a.id", team: "a.team_id"))
            ORDER BY a.code LIMIT \(limit)
            """) { try $0.get(0) }
        return ids.isEmpty ? [] : try page(AccountFilter(), .init(.name, descending: false), only: ids, after: nil, size: limit, within: scope, in: connection)
            .accounts.sorted { $0.code < $1.code }
    }
}

extension AccountStore {
    static func clearIndex(in connection: Connection) throws {
        try connection.execute("DELETE FROM account_gram")
    }

    /// Enters accounts that the index does not know.
    static func enterIndex(_ ids: [Account.ID], in connection: Connection) throws {
        let accounts = try ids.compactMap { try account($0, in: connection) }
        try insertGrams(of: accounts, in: connection)
        try SearchIndex.learn(accounts.flatMap { names(of: $0).dropFirst().map(SearchText.folded) }, in: connection)
        for account in accounts {
            try connection.execute("UPDATE account_summary SET search_text = \(searchText(of: account)) WHERE account_id = \(account.id)")
        }
    }
}
