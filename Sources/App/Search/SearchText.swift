import Foundation

/// How names are folded, sorted and cut for searching, the same for both engines.
enum SearchText {
    /// Lower case, half width, without diacritics, simplified characters, single spaces.
    static func folded(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return spacedOnce(text.lowercased()) }
        let folded = withoutMarks(text.precomposedStringWithCompatibilityMapping.lowercased())
        return spacedOnce(HanCharacters.simplified(folded))
    }

    /// What sorting by name compares: pinyin for Chinese, folded text otherwise.
    static func sortKey(_ text: String) -> String { sortKey(ofFolded: folded(text)) }

    static func sortKey(ofFolded folded: String) -> String {
        guard folded.utf8.contains(where: { $0 >= 0x80 }) else { return folded }
        return spacedOnce(HanCharacters.pinyin(folded))
    }

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
        var sounds: [String] = []
        for text in texts where text.utf8.contains(where: { $0 >= 0x80 }) {
            let syllables = sortKey(ofFolded: text).split(separator: " ")
            guard syllables.count > 1 else { continue }
            sounds.append(syllables.joined())
            sounds.append(String(syllables.compactMap(\.first)))
        }
        return sounds
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
    static func required(by query: String) -> [String] {
        var required: Set<String> = []
        for word in characters(of: folded(query)).split(separator: " ") {
            if word.count == 1 { required.insert(text(word)) }
            for index in word.indices { if let pair = hanPair(word, at: index) { required.insert(text(pair)) } }
            for run in runs(word) {
                if run.count == 2, word.count == 2 { required.insert(text(run)) }
                for index in run.indices.dropLast(2) { required.insert(text(run[index..<(index + 3)])) }
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

/// The texts of a record as the index needs them, each folded once.
struct SearchableTexts {
    /// The texts, then how the Chinese ones sound.
    let folded: [String]

    init(_ texts: [String]) {
        let folded = texts.map(SearchText.folded)
        self.folded = folded + SearchText.sounds(ofFolded: folded)
    }

    /// Texts that were prepared before.
    init(joined: String) { folded = joined.split(separator: "\n").map(String.init) }

    /// What a row by row comparison looks through; everything else follows from it.
    var joined: String { folded.joined(separator: "\n") }
    var grams: Set<Gram> { SearchText.grams(ofFolded: folded) }
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
