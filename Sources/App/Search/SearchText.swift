import Foundation

/// How names are folded, sorted and cut for searching, the same for both engines.
enum SearchText {
    /// Lower case, half width, without diacritics, simplified characters, single spaces.
    static func folded(_ text: String) -> String {
        var folded = text.precomposedStringWithCompatibilityMapping.lowercased()
        if folded.utf8.contains(where: { $0 >= 0x80 }) { folded = HanCharacters.simplified(withoutMarks(folded)) }
        return folded.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// What sorting by name compares: pinyin for Chinese, folded text otherwise.
    static func sortKey(_ text: String) -> String {
        let folded = folded(text)
        guard folded.utf8.contains(where: { $0 >= 0x80 }) else { return folded }
        return HanCharacters.pinyin(folded).split(separator: " ").joined(separator: " ")
    }

    /// Letters without their accents; Chinese characters have none, and most names have nothing else.
    private static func withoutMarks(_ text: String) -> String {
        text.unicodeScalars.contains { !$0.isASCII && !$0.properties.isIdeographic }
            ? text.folding(options: [.diacriticInsensitive], locale: nil) : text
    }

    /// Pinyin of Chinese names without spaces, and its initials: what people type who do not switch their keyboard.
    static func sounds(of texts: [String]) -> [String] {
        var sounds: [String] = []
        for text in texts where text.utf8.contains(where: { $0 >= 0x80 }) {
            let syllables = sortKey(text).split(separator: " ")
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
    static func grams(of texts: [String]) -> Set<String> {
        var grams: Set<String> = []
        for word in texts.flatMap({ folded($0).split(separator: " ") }) {
            let characters = Array(word)
            for (index, character) in characters.enumerated() {
                if isHan(character) { grams.insert(String(character)) }
                if let pair = hanPair(characters, at: index) { grams.insert(pair) }
            }
            for run in runs(characters) {
                for length in beginnings where run.count >= length { grams.insert(String(run.prefix(length))) }
                for index in run.indices.dropLast(2) { grams.insert(String(run[index..<(index + 3)])) }
            }
        }
        return grams
    }

    /// Long words are also entered by more of how they begin: three letters tell few Latin names apart.
    private static let beginnings = [1, 2, 4, 6]

    /// What every account has in whose names some word begins with the longest word of a query; nil for a short query.
    static func beginning(of query: String) -> String? {
        let longest = folded(query).split(separator: " ").compactMap { runs(Array($0)).first }.max { $0.count < $1.count } ?? []
        return beginnings.last { $0 >= 4 && $0 <= longest.count }.map { String(longest.prefix($0)) }
    }

    /// The grams that every match of a query must have.
    static func required(by query: String) -> [String] {
        var required: Set<String> = []
        for word in folded(query).split(separator: " ") {
            let characters = Array(word)
            if characters.count == 1 { required.insert(String(word)) }
            for index in characters.indices { if let pair = hanPair(characters, at: index) { required.insert(pair) } }
            for run in runs(characters) {
                if run.count == 2, characters.count == 2 { required.insert(String(run)) }
                for index in run.indices.dropLast(2) { required.insert(String(run[index..<(index + 3)])) }
            }
        }
        return required.sorted()
    }

    /// A character and the next one when one of them is Chinese.
    private static func hanPair(_ characters: [Character], at index: Int) -> String? {
        guard index + 1 < characters.count, isHan(characters[index]) || isHan(characters[index + 1]) else { return nil }
        return String(characters[index...(index + 1)])
    }

    /// The parts of a word between Chinese characters.
    private static func runs(_ characters: [Character]) -> [[Character]] {
        characters.split(whereSeparator: isHan).map { Array($0) }
    }

    private static func isHan(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy { $0.properties.isIdeographic }
    }
}
