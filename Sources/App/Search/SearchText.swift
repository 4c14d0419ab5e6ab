import Foundation

/// How names are folded, sorted and cut for searching, the same for both engines.
enum SearchText {
    /// Lower case, half width, without diacritics, simplified characters, single spaces.
    static func folded(_ text: String) -> String {
        var folded = text.precomposedStringWithCompatibilityMapping.lowercased()
        if folded.utf8.contains(where: { $0 >= 0x80 }) {
            folded = folded.applyingTransform(StringTransform("Traditional-Simplified"), reverse: false) ?? folded
            folded = folded.folding(options: [.diacriticInsensitive], locale: nil)
        }
        return folded.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// What sorting by name compares: pinyin for Chinese, folded text otherwise.
    static func sortKey(_ text: String) -> String {
        let folded = folded(text)
        guard folded.utf8.contains(where: { $0 >= 0x80 }) else { return folded }
        let latin = folded.applyingTransform(.mandarinToLatin, reverse: false) ?? folded
        return latin.folding(options: [.diacriticInsensitive], locale: nil).lowercased()
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

    /// Every Chinese character, every word's first letter and every pair of neighbours, without repetition.
    static func grams(of texts: [String]) -> Set<String> {
        var grams: Set<String> = []
        for word in texts.flatMap({ folded($0).split(separator: " ") }) {
            let characters = Array(word)
            for (index, character) in characters.enumerated() {
                // A word's first letter answers a one-letter query; any Chinese character does.
                if index == 0 || isHan(character) { grams.insert(String(character)) }
                if index + 1 < characters.count { grams.insert(String(characters[index...(index + 1)])) }
            }
            for length in beginnings where characters.count >= length { grams.insert(String(characters.prefix(length))) }
        }
        return grams
    }

    /// Long words are also entered by how they begin: pairs of letters tell few Latin names apart.
    private static let beginnings = [4, 6]

    /// What every account has in whose names some word begins with the longest word of a query; nil for a short query.
    static func beginning(of query: String) -> String? {
        let longest = folded(query).split(separator: " ").map { Array($0) }.max { $0.count < $1.count } ?? []
        return beginnings.last { $0 <= longest.count }.map { String(longest.prefix($0)) }
    }

    /// The grams that every match of a query must have: its pairs, or the one character it consists of.
    static func required(by query: String) -> [String] {
        var required: [String] = []
        for word in folded(query).split(separator: " ") {
            let characters = Array(word)
            if characters.count == 1 {
                required.append(String(word))
            } else {
                for index in 0..<(characters.count - 1) { required.append(String(characters[index...(index + 1)])) }
            }
        }
        return Array(Set(required)).sorted()
    }

    private static func isHan(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy { $0.properties.isIdeographic }
    }
}
