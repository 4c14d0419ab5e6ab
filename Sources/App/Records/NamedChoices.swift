/// Records of a list that people know by name (colleagues, the contacts of an account, categories): found by typing, each under a
/// name of its own.
struct NamedChoices: Sendable {
    struct Entry: Sendable {
        /// The record's identifier as text.
        var value: String
        var name: String
        /// What tells it from others of the same name, and stands beside it.
        var detail: String
        /// Names in the other language and the like, by which it is found too.
        var otherNames: [String]

        init(_ value: String, _ name: String, detail: String? = nil, otherNames: [String?] = []) {
            (self.value, self.name, self.detail) = (value, name, detail ?? "")
            self.otherNames = otherNames.compactMap(\.self)
        }
    }

    /// In the order in which they were given, no two with the same name.
    let entries: [Entry]

    /// Whose name is not their own is called by name and detail, and counted where that is not enough.
    init(_ entries: [Entry]) {
        let folded = entries.map { SearchText.folded($0.name) }
        let sharers = Dictionary(folded.map { ($0, 1) }, uniquingKeysWith: +)
        var taken: [String: Int] = [:]
        self.entries = zip(entries, folded).map { entry, folded in
            var named = entry, key = folded
            if sharers[folded, default: 1] > 1, !entry.detail.isEmpty {
                named.name = "\(entry.name) (\(entry.detail))"
                key = SearchText.folded(named.name)
            }
            let earlier = taken[key, default: 0]
            taken[key] = earlier + 1
            if earlier > 0 { named.name += " #\(earlier + 1)" }
            return named
        }
    }

    /// Records by everything that only one of them is called, folded; found out anew at every call.
    var byName: [String: String] {
        var named: [String: Set<String>] = [:]
        for entry in entries {
            for name in [entry.name, entry.detail] + entry.otherNames where !name.isEmpty { named[SearchText.folded(name), default: []].insert(entry.value) }
        }
        return named.compactMapValues { $0.count == 1 ? $0.first : nil }
    }

    /// The name under which a record is offered; nil for one that is not.
    func name(of value: String) -> String? { entries.first { $0.value == value }?.name }

    /// The record that somebody typed by its name or, as programs do, by its identifier.
    func value(of typed: String) -> String? {
        byName[SearchText.folded(typed)] ?? entries.first { $0.value == typed }?.value
    }

    /// Those in whose names, or the ways to spell them, every word of a query stands: first where a name begins with all of them, then
    /// where a part of one does. All for an empty query.
    func matching(_ query: String, limit: Int) -> [Entry] {
        let asked = SearchQuery(query)
        guard !SearchText.folded(query).isEmpty else { return Array(entries.prefix(limit)) }
        guard !asked.isEmpty else { return [] }
        var found: [[Entry]] = [[], [], []]
        for entry in entries {
            let names = ([entry.name, entry.detail] + entry.otherNames).map { SpelledText(folded: SearchText.folded($0)) }
            guard asked.matches(names, withinWords: true, shortest: 1) else { continue }
            found[names.map { Self.distance($0, asked) }.min() ?? 2].append(entry)
            if found[0].count == limit { break }
        }
        return Array(found.joined().prefix(limit))
    }

    /// 0 where a name begins with what was typed, 1 where each word begins one of its parts, else 2.
    private static func distance(_ name: SpelledText, _ query: SearchQuery) -> Int {
        if name.place(of: query.words.flatMap(\.self)) == .beginning { return 0 }
        return query.words.allSatisfy { name.place(of: $0).map { $0 != .within } ?? false } ? 1 : 2
    }
}
