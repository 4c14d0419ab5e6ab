import Storage

/// Typing errors in Latin words: every word is kept under each text that lacks one letter of it.
extension SearchIndex {
    /// Enters the Latin words of folded names; addresses and numbers are no names.
    static func learn(_ folded: [String], in connection: Connection) throws {
        let words = words(of: folded)
        let new = words.subtracting(try known(words.sorted(), in: connection)).sorted()
        for word in new {
            // Somebody else may be entering it at the same time.
            for variant in Set(variants(word)).sorted() {
                try connection.execute("INSERT INTO search_word (variant, word) VALUES (\(variant), \(word)) ON CONFLICT (variant, word) DO NOTHING")
            }
        }
    }

    private static func words(of folded: [String]) -> Set<String> {
        var words: Set<String> = []
        for name in folded.map(\.utf8) where !name.contains(UInt8(ascii: "@")) {
            for word in name.split(whereSeparator: { !isLatin($0) }) where lengths.contains(word.count) { words.insert(String(decoding: word, as: UTF8.self)) }
        }
        return words
    }

    /// Everything that the words of some folded names are entered under: pairs of variant and word.
    static func wordEntries(of folded: [String]) -> [[String]] {
        words(of: folded).flatMap { word in variants(word).map { [$0, word] } }
    }

    /// Which of some words are entered already.
    private static func known(_ words: [String], in connection: Connection) throws -> Set<String> {
        var known: Set<String> = []
        for part in words.chunks(of: 500) {
            known.formUnion(try connection.rows("SELECT word FROM search_word WHERE variant IN \(list: part) AND variant = word") { try $0.get(0) })
        }
        return known
    }

    /// Letters of a word: a mistake in a shorter one means too many others, a longer one is none.
    private static let lengths = 4...24

    private static func isLatin(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

    /// A word and all that remain when one of its letters is left out (after Garbe's symmetric delete algorithm).
    private static func variants(_ word: String) -> [String] {
        let letters = Array(word)
        return [word] + letters.indices.map { index in
            String(letters[..<index] + letters[(index + 1)...])
        }
    }

    /// Words that differ from a typed one by a letter more, less, other or exchanged, those with its first letter first; none for
    /// a word that some name has.
    static func corrections(of word: String, in connection: Connection) throws -> [String] {
        let folded = SearchText.folded(word)
        guard lengths.contains(folded.utf8.count), folded.utf8.allSatisfy(isLatin), try known([folded], in: connection).isEmpty else { return [] }
        // Words that lack different letters share a text too, so each is compared.
        let similar: [String] = try connection.rows("""
            SELECT DISTINCT word FROM search_word WHERE variant IN \(list: variants(folded)) ORDER BY word LIMIT 400
            """) { try $0.get(0) }
        let meant = similar.filter { TypingError.isOne(folded, $0) }
        return Array((meant.filter { $0.first == folded.first } + meant.filter { $0.first != folded.first }).prefix(5))
    }

    /// A query with one of its words corrected, each with the word that may have been meant.
    static func corrected(_ query: String, in connection: Connection) throws -> [(meant: String, query: String)] {
        try query.split(separator: " ").map(String.init).flatMap { word in
            try corrections(of: word, in: connection).map { ($0, query.replacing(word, with: $0)) }
        }
    }
}
