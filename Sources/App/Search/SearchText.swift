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

    /// What names are written with: letters of any script, digits and Chinese characters. Everything else counts for nothing.
    static func isWritten(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x61...0x7A, 0x30...0x39, 0x4E00...0x9FFF: true
        case ..<0x80: false
        default: HanCharacters.contains(scalar) || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
    }

    static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    /// Pinyin of Chinese names without spaces, and its initials, as they are mostly read.
    static func sounds(of texts: [String]) -> [String] { sounds(ofFolded: texts.map(folded)) }

    static func sounds(ofFolded texts: [String]) -> [String] {
        texts.flatMap { isASCII($0) ? [] : sounds(ofSortKey: sortKey(ofFolded: $0)) }
    }

    /// - Parameter key: of a text that is not all ASCII.
    private static func sounds(ofSortKey key: String) -> [String] {
        let syllables = key.split(separator: " ")
        return syllables.count > 1 ? [syllables.joined(), String(syllables.compactMap(\.first))] : []
    }

    /// What tells names from each other: pairs of Chinese characters, three neighbours of letters; the index knows them all.
    static func pairs(ofFolded text: String) -> [Gram] {
        var pairs: Set<Gram> = []
        for word in Array(text.unicodeScalars).split(separator: " ") {
            if word.count == 1 { pairs.insert(Gram(word)) }
            for index in word.indices where index + 1 < word.endIndex && (HanCharacters.contains(word[index]) || HanCharacters.contains(word[index + 1])) {
                pairs.insert(Gram(word[index...(index + 1)]))
            }
            for run in word.split(whereSeparator: HanCharacters.contains) {
                if run.count == 2, word.count == 2 { pairs.insert(Gram(run)) }
                for index in run.indices.dropLast(2) { pairs.insert(Gram(run[index..<(index + 3)])) }
            }
        }
        return pairs.sorted()
    }
}
