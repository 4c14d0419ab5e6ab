import Foundation

/// How names are folded, sorted and cut for searching, the same for both engines.
enum SearchText {
    /// Lower case, half width, without diacritics, simplified characters, single spaces.
    static func folded(_ text: String) -> String {
        if isASCII(text) { return spacedOnce(text.lowercased()) }
        let folded = withoutMarks(text.precomposedStringWithCompatibilityMapping.lowercased())
        return spacedOnce(HanCharacters.simplified(folded))
    }

    /// What sorting by name compares: pinyin for Chinese, folded text otherwise.
    static func sortKey(_ text: String) -> String { sortKey(ofFolded: folded(text)) }

    static func sortKey(ofFolded folded: String) -> String {
        isASCII(folded) ? folded : spacedOnce(HanCharacters.pinyin(folded))
    }

    static func isASCII(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 0x80 } }

    /// White space of any kind as single spaces between words.
    private static func spacedOnce(_ text: String) -> String {
        var spaced = "", isAfterWord = false
        spaced.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if isSpace(scalar) {
                isAfterWord = !spaced.isEmpty
            } else {
                if isAfterWord { spaced.append(" ") }
                spaced.unicodeScalars.append(scalar)
                isAfterWord = false
            }
        }
        return spaced
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20, 0x09...0x0D: true
        // Beyond ASCII there is some, none of it among Chinese characters.
        case 0x85...0x3000: scalar.properties.isWhitespace
        default: false
        }
    }

    /// Letters without their accents; Chinese characters have none, and most names have nothing else.
    private static func withoutMarks(_ text: String) -> String {
        text.unicodeScalars.contains { !$0.isASCII && !HanCharacters.contains($0) }
            ? text.folding(options: [.diacriticInsensitive], locale: nil) : text
    }

    /// Pinyin of Chinese names without spaces, and its initials: what people type who do not switch their keyboard.
    static func sounds(of texts: [String]) -> [String] { sounds(ofFolded: texts.map(folded)) }

    static func sounds(ofFolded texts: [String]) -> [String] {
        texts.flatMap { isASCII($0) ? [] : sounds(ofSortKey: sortKey(ofFolded: $0)) }
    }

    /// - Parameter key: of a text that is not all ASCII.
    static func sounds(ofSortKey key: String) -> [String] {
        let syllables = key.split(separator: " ")
        return syllables.count > 1 ? [syllables.joined(), String(syllables.compactMap(\.first))] : []
    }

    /// What the index keeps of texts, without repetition: of Chinese every character and every pair, of words in letters or
    /// digits how they begin and every three neighbours.
    ///
    /// Pairs tell Chinese names apart; Latin ones need three letters, and a single letter or two are only looked for at a beginning.
    static func grams(ofFolded texts: [String]) -> Set<Gram> {
        var grams: Set<Gram> = []
        for word in texts.flatMap({ characters(of: $0).split(separator: " ") }) {
            for (index, character) in zip(word.indices, word) {
                if HanCharacters.contains(character) { grams.insert(Gram(CollectionOfOne(character))) }
                if let pair = hanPair(word, at: index) { grams.insert(Gram(pair)) }
            }
            for run in runs(word) {
                for length in beginnings where run.count >= length { grams.insert(Gram(run.prefix(length))) }
                for index in run.indices.dropLast(2) { grams.insert(Gram(run[index..<(index + 3)])) }
            }
        }
        return grams
    }

    /// Long words are also entered by more of how they begin: three letters tell few Latin names apart.
    private static let beginnings = [1, 2, 4, Gram.longest]

    /// What every account has in whose names some word begins with the longest word of a query; nil for a short query.
    static func beginning(of query: String) -> String? {
        let words = characters(of: folded(query)).split(separator: " ")
        let longest = words.compactMap { runs($0).first }.max { $0.count < $1.count } ?? []
        return beginnings.last { $0 >= 4 && $0 <= longest.count }.map { text(longest.prefix($0)) }
    }

    /// The grams that every match of a query must have.
    static func required(by query: String) -> [String] { required(byFolded: folded(query)).map(\.text) }

    static func required(byFolded query: String) -> [Gram] {
        var required: Set<Gram> = []
        for word in characters(of: query).split(separator: " ") {
            if word.count == 1 { required.insert(Gram(word)) }
            for index in word.indices { if let pair = hanPair(word, at: index) { required.insert(Gram(pair)) } }
            for run in runs(word) {
                if run.count == 2, word.count == 2 { required.insert(Gram(run)) }
                for index in run.indices.dropLast(2) { required.insert(Gram(run[index..<(index + 3)])) }
            }
        }
        return required.sorted()
    }

    private typealias Word = ArraySlice<Unicode.Scalar>

    private static func characters(of text: String) -> [Unicode.Scalar] { Array(text.unicodeScalars) }

    private static func text(_ characters: Word) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: characters)
        return text
    }

    /// A character and the next one when one of them is Chinese.
    private static func hanPair(_ word: Word, at index: Int) -> Word? {
        guard index + 1 < word.endIndex, HanCharacters.contains(word[index]) || HanCharacters.contains(word[index + 1]) else { return nil }
        return word[index...(index + 1)]
    }

    /// The parts of a word between Chinese characters.
    private static func runs(_ word: Word) -> [Word] { word.split(whereSeparator: HanCharacters.contains) }
}
