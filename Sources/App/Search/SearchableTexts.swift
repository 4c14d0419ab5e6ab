/// A text as the index needs it.
struct SearchableText: Sendable {
    let folded: String
    /// What sorting by name compares.
    let sortKey: String
    /// Pinyin and its initials, of a Chinese text.
    let sounds: [String]
    /// What the text and its sounds are entered under.
    let grams: Set<Gram>

    init(_ text: String) {
        folded = SearchText.folded(text)
        sortKey = SearchText.sortKey(ofFolded: folded)
        sounds = SearchText.isASCII(folded) ? [] : SearchText.sounds(ofSortKey: sortKey)
        grams = SearchText.grams(ofFolded: [folded] + sounds)
    }
}

/// The texts of a record together, as the index needs them.
struct SearchableTexts: Sendable {
    /// The texts, then how the Chinese ones sound.
    let folded: [String]
    let grams: Set<Gram>

    init(_ texts: [SearchableText]) {
        folded = texts.map(\.folded) + texts.flatMap(\.sounds)
        grams = texts.dropFirst().reduce(into: texts.first?.grams ?? []) { $0.formUnion($1.grams) }
    }

    init(_ texts: [String]) { self.init(texts.map(SearchableText.init)) }

    /// Texts that were prepared before.
    init(joined: String) {
        folded = joined.split(separator: "\n").map(String.init)
        grams = SearchText.grams(ofFolded: folded)
    }

    /// What a row by row comparison looks through; everything else follows from it.
    var joined: String { folded.joined(separator: "\n") }
}

/// Texts that were prepared before the transaction which enters them began: an import does it while the database writes other rows.
struct PreparedTexts: Sendable {
    static let none = PreparedTexts()
    private var known: [String: SearchableText] = [:]

    mutating func prepare(_ text: String) { if known[text] == nil { known[text] = SearchableText(text) } }

    subscript(text: String) -> SearchableText { known[text] ?? SearchableText(text) }

    func sortKey(of text: String) -> String { known[text]?.sortKey ?? SearchText.sortKey(text) }
}

extension Sequence {
    /// What each of several records is entered under, in the order of the index, so that neighbours are written to the same page.
    ///
    /// Grouped instead of sorted: of a hundred thousand entries only some thousand grams differ.
    func entries<ID: Comparable>() -> [(gram: String, id: ID)] where Element == (id: ID, texts: SearchableTexts) {
        var groups: [Gram: [ID]] = [:]
        for record in self { for gram in record.texts.grams { groups[gram, default: []].append(record.id) } }
        return groups.sorted { $0.key < $1.key }.flatMap { gram, ids in
            let text = gram.text
            return ids.sorted().map { (text, $0) }
        }
    }
}
