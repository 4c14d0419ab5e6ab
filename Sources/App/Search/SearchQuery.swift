/// The words of a query, as names are spelled.
struct SearchQuery: Hashable, Sendable {
    /// Folded, without signs, none empty.
    let words: [[Unicode.Scalar]]

    init(_ text: String) {
        let words = SearchText.folded(text).split(separator: " ").map { word in word.unicodeScalars.filter(SearchText.isWritten) }.filter { !$0.isEmpty }
        let joined = words.flatMap(\.self)
        self.words = Self.isCreditCode(joined) ? [joined] : words.map { Array($0) }
    }

    /// A credit code is one word however it is spaced.
    private static func isCreditCode(_ characters: [Unicode.Scalar]) -> Bool {
        characters.count == 18 && characters.allSatisfy(\.isASCII) && characters.filter(SearchText.isDigit).count >= 8
    }

    var isEmpty: Bool { words.isEmpty }

    /// Whether every word stands in one of some names.
    /// - Parameters:
    ///   - withinWords: whether letters in the middle of a Latin word count; digits always do.
    ///   - shortest: see `SpelledText.place`.
    func matches(_ names: [SpelledText], withinWords: Bool, shortest: Int = SpelledText.latinText) -> Bool {
        words.allSatisfy { word in
            names.contains { name in
                guard let place = name.place(of: word, shortest: shortest) else { return false }
                return place != .within || withinWords || !Self.isLetters(word)
            }
        }
    }

    /// Whether a word is looked for where Latin words and sounds begin before it is looked for inside of them.
    static func isLetters(_ word: [Unicode.Scalar]) -> Bool { !word.contains { HanCharacters.contains($0) || SearchText.isDigit($0) } }

    /// What the index is asked for a word.
    struct Asked: Sendable {
        /// Every match has all of one of these lists.
        let aligned: [Gram]
        let within: [Gram]
        /// Whether whoever has them matches.
        let alignedIsExact: Bool
        let withinIsExact: Bool
    }

    static func asked(_ word: [Unicode.Scalar]) -> Asked {
        guard !word.contains(where: HanCharacters.contains) else {
            return Asked(aligned: [], within: windows(word), alignedIsExact: true, withinIsExact: word.count <= SpelledText.longestText)
        }
        return Asked(
            aligned: [Gram(word.prefix(Gram.longest), .aligned)],
            within: word.count < SpelledText.latinText ? [] : windows(word),
            alignedIsExact: word.count <= Gram.longest, withinIsExact: word.count == SpelledText.latinText
        )
    }

    /// The neighbours that cover a word: four with a Chinese character among them, three of letters alone.
    private static func windows(_ word: [Unicode.Scalar]) -> [Gram] {
        let length = min(word.count, SpelledText.longestText)
        var grams: [Gram] = []
        for start in Set(Array(stride(from: 0, through: word.count - length, by: 2)) + [word.count - length]).sorted() {
            let window = word[start..<(start + length)]
            if window.contains(where: HanCharacters.contains) {
                grams.append(Gram(window))
            } else {
                grams += [Gram(window.prefix(SpelledText.latinText)), Gram(window.suffix(SpelledText.latinText))]
            }
        }
        return grams
    }

    /// How whole names begin that begin as the query does.
    var beginning: Gram? { words.first.map { Gram($0.prefix(SpelledText.longestBeginning), .beginning) } }
}
