import Storage

extension AccountStore {
    /// Accounts that have all words of a query somewhere in their names, code or pinyin: those whose names begin so come first, the
    /// largest of them first, then the others.
    ///
    /// Stops at `limit`, whatever the number of matches, so that a letter that half of all accounts have costs no more than
    /// a rare one.
    static func search(_ query: String, within scope: Scope, limit: Int, in connection: Connection) throws -> [AccountSummary] {
        var filter = AccountFilter()
        filter.query = query
        filter = try filter.planned(within: scope, in: connection)
        guard let names = filter.names, !names.candidates.isEmpty else { return [] }
        func largest(_ names: NamePlan, _ size: Int) throws -> [AccountSummary] {
            guard !names.candidates.isEmpty, size > 0 else { return [] }
            filter.names = names
            return Array(try page(filter, .standard, after: nil, size: size, within: scope, in: connection).accounts)
        }
        let first = try largest(names.only(names.beginning), limit)
        return first + (try largest(names.rest, limit - first.count))
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

extension AccountFilter {
    /// So many matches are passed to the database; of more, the database's rows are looked at in the order that is wanted.
    static let passed = 1_500

    /// The filter with those that the index names for its words; every question about accounts begins so, whichever door asked.
    func planned(within scope: Scope, in connection: Connection) throws -> AccountFilter {
        guard !query.trimmed.isEmpty, names == nil else { return self }
        var filter = self
        let plan = try NamePlan(.account, SearchQuery(query), in: connection)
        filter.names = plan
        guard let wider = plan.withinWords else { return filter }
        // Whoever may see none of them is not told that there are any: for them the middles of words are looked through.
        var seen = AccountFilter()
        (seen.query, seen.names) = (query, plan)
        if scope == .all, plan.isExact { return filter }
        if try AccountStore.walk(seen, .standard, from: nil, size: 1, within: scope, in: connection).isEmpty { filter.names = wider }
        return filter
    }

    /// The filter whose words match exactly those that it names, for questions that no row by row look can answer.
    func exact(within scope: Scope, in connection: Connection) throws -> AccountFilter {
        var filter = try planned(within: scope, in: connection)
        filter.names = try filter.names?.verified { try AccountStore.keptNames($0, in: connection) }
        return filter
    }
}

extension AccountStore {
    /// Enters accounts that the index does not know, with what lists sort by.
    static func enterIndex(_ ids: [Account.ID], in connection: Connection) throws {
        let accounts = try ids.compactMap { try account($0, in: connection) }
        let texts = accounts.map { SearchableTexts(searchedNames(of: $0)) }
        try insertGrams(zip(accounts, texts).map { (id: $0.id, texts: $1) }, in: connection)
        try SearchIndex.learn(accounts.flatMap { names(of: $0).dropFirst().map(SearchText.folded) }, in: connection)
        for (account, texts) in zip(accounts, texts) {
            try connection.execute("""
                UPDATE account_summary SET search_text = \(texts.joined), name_key = \(SearchText.sortKey(account.displayName(english: false)))
                WHERE account_id = \(account.id)
                """)
        }
    }
}
