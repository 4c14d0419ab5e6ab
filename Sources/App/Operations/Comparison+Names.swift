import Basics
import Storage

extension Comparison {
    /// What names are sorted and found by, against the names. An index that is owed is entered anyway when the database is opened.
    mutating func compareNames() throws {
        let isOwed = try connection.first("SELECT 1 FROM owed_work") { _ in true } ?? false
        var index = IndexDigest(), names: [[String]] = []
        try compareAccountNames(&index, &names)
        guard !isOwed else { return }
        let accounts = index
        index = IndexDigest()
        let entries = try compareEntries(&index, &names)
        let kept: Int = try connection.first("SELECT COUNT(*) FROM search_entry") { try $0.get(0) } ?? 0
        if kept != entries { differences.add("search_entry", "rows", at: String(kept)) }
        try comparePostings(accounts, index)
        try compareWords(names)
    }

    /// The posting lists against what the names of accounts and of all others give.
    private mutating func comparePostings(_ accounts: IndexDigest, _ others: IndexDigest) throws {
        var kept = (accounts: IndexDigest(), others: IndexDigest()), found = differences
        try connection.forEach("SELECT kind, gram, block, entries, ids FROM name_posting") { row in
            let kind: String = try row.get(0), gram: String = try row.get(1)
            var list = PostingSet()
            list.insert(try row.get(4), in: try row.get(2))
            if list.count != (try row.get(3, as: Int.self)) { found.add("name_posting", "entries", at: "\(kind) \(gram)") }
            for id in list.ids {
                if kind == Postings.Kind.account.rawValue { kept.accounts.add(kind, gram, id) } else { kept.others.add(kind, gram, id) }
            }
        }
        differences = found
        if kept.accounts != accounts { differences.add("name_posting", "rows", at: "account \(kept.accounts.count)") }
        if kept.others != others { differences.add("name_posting", "rows", at: String(kept.others.count)) }
    }

    private mutating func compareAccountNames(_ index: inout IndexDigest, _ names: inout [[String]]) throws {
        for part in try AccountStore.identifiers(in: connection).chunks(of: 1_000) {
            let kept = try connection.rows("SELECT account_id, name_key, search_text FROM account_summary WHERE account_id IN \(list: part)") {
                (account: try $0.get(0, as: Account.ID.self), key: try $0.get(1, as: String.self), text: try $0.get(2, as: String.self))
            }
            let byAccount = Dictionary(uniqueKeysWithValues: kept.map { ($0.account, $0) })
            for account in try connection.rows("\(AccountStore.accountColumns) WHERE id IN \(list: part)", AccountStore.account) {
                let texts = SearchableTexts(AccountStore.searchedNames(of: account)), found = byAccount[account.id]
                if found?.key != SearchText.sortKey(account.displayName(english: false)) { differences.add("account_summary", "name_key", at: account.code) }
                if found?.text != texts.joined { differences.add("account_summary", "search_text", at: account.code) }
                for gram in Set(texts.grams) { index.add("account", gram.text, account.id.value) }
                names.append(AccountStore.names(of: account).dropFirst().map(SearchText.folded))
            }
        }
    }

    /// - Returns: how many entries there should be.
    private mutating func compareEntries(_ index: inout IndexDigest, _ names: inout [[String]]) throws -> Int {
        var entries: [(kind: SearchIndex.Kind, id: Int64, texts: [String])] = []
        for part in try ContactStore.identifiers(in: connection).chunks(of: 1_000) {
            entries += try ContactStore.contacts(Array(part), in: connection).values.map {
                (.contact, $0.id.value, ContactStore.texts($0.name, $0.englishName, $0.phone, $0.email))
            }
        }
        for part in try ProductStore.identifiers(in: connection).chunks(of: 1_000) {
            entries += try ProductStore.products(Array(part), in: connection).map { (.product, $0.id.value, ProductStore.texts($0)) }
        }
        for (kind, id, parts) in entries {
            let texts = SearchableTexts(parts)
            let kept = try connection.first("SELECT folded FROM search_entry WHERE kind = \(kind.rawValue) AND id = \(id)") { try $0.get(0, as: String.self) }
            if kept != texts.joined { differences.add("search_entry", kept == nil ? "rows" : "folded", at: "\(kind.rawValue) \(id)") }
            for gram in Set(texts.grams) { index.add(kind.rawValue, gram.text, id) }
            names.append(parts.map(SearchText.folded))
        }
        return entries.count
    }

    /// Words of names that are gone may stay; none may be missing.
    private mutating func compareWords(_ names: [[String]]) throws {
        let expected = Set(names.flatMap { SearchIndex.wordEntries(of: $0) })
        var kept: Set<[String]> = []
        try connection.forEach("SELECT variant, word FROM search_word") { kept.insert([try $0.get(0), try $0.get(1)]) }
        let missing = expected.subtracting(kept)
        differences.add("search_word", "rows", rows: missing.count, at: missing.first?.last ?? "")
    }
}

/// What an index holds, whatever the order: two are equal only when the same was entered in both.
private struct IndexDigest: Equatable {
    private(set) var count = 0
    private var sum: UInt64 = 0

    mutating func add(_ kind: String, _ gram: String, _ id: Int64) {
        // Fowler, Noll and Vo's 1a over the text, then a mixing step, so that sums of neighbours differ.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in "\(kind) \(gram) \(id)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
        sum = sum &+ (hash ^ (hash >> 27))
        count += 1
    }
}
