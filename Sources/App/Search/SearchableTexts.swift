/// A text as the index needs it.
struct SearchableText: Sendable {
    let folded: String
    /// What sorting by name compares.
    let sortKey: String
    /// What the text is entered under, and every way in which it is read; some of it more than once.
    let grams: [Gram]

    init(_ text: String) { self.init(folded: SearchText.folded(text)) }

    init(folded: String) {
        self.folded = folded
        sortKey = SearchText.sortKey(ofFolded: folded)
        grams = Self.grams(ofFolded: folded)
    }

    static func grams(ofFolded folded: String) -> [Gram] {
        var grams: [Gram] = []
        SpelledText(folded: folded).enter(into: &grams)
        return grams
    }
}

/// The texts of a record together, as the index needs them.
struct SearchableTexts: Sendable {
    let folded: [String]
    let grams: [Gram]

    init(_ texts: [SearchableText]) {
        folded = texts.map(\.folded)
        grams = texts.flatMap(\.grams)
    }

    init(_ texts: [String]) { self.init(texts.map { SearchableText($0) }) }

    /// Texts that were prepared before.
    init(joined: String) {
        folded = joined.split(separator: "\n").map(String.init)
        grams = folded.flatMap(SearchableText.grams)
    }

    /// What is kept of a record, a text in a line: everything else follows from it.
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
