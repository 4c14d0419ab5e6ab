import Basics
import Testing

@testable import App

/// How names are cut for the index: whatever somebody may type of a name is found by it.
@Suite struct SearchTextTests {
    private static let parts = [
        "华耀", "海棠", "新能源", "有限公司", "重慶", "3M", "Haitang", "New Energy", "Co., Ltd.", "o'neill", "Bärenstark", "K100501", "ABB(中国)", "x", "乐清", "绿地", "西门子（中国）", "TCL", "长垣", "单", "曾",
    ]

    /// Whatever stands in a name, any piece of it in characters, its whole pinyin and its initials on any path: the index has all that
    /// such a query asks for, and a look at the name agrees.
    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func findsEveryPiece(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<60 {
            let name = (0...random.integer(1...4)).map { _ in Self.parts[random.integer(0...(Self.parts.count - 1))] }
                .joined(separator: random.integer(0...1) == 0 ? "" : " ")
            let folded = SearchText.folded(name), grams = Set(SearchableText.grams(ofFolded: folded)), spelled = SpelledText(folded: folded)
            func expectFound(_ query: String) {
                for word in SearchQuery(query).words {
                    let asked = SearchQuery.asked(word)
                    let isNamed = (!asked.aligned.isEmpty && asked.aligned.allSatisfy(grams.contains)) || (!asked.within.isEmpty && asked.within.allSatisfy(grams.contains))
                    #expect(isNamed, "seed \(seed): “\(query)” of “\(name)” is not in the index")
                    #expect(spelled.place(of: word) != nil, "seed \(seed): “\(query)” of “\(name)”")
                }
            }
            let readings = HanCharacters.readings(of: spelled.characters)
            let start = random.integer(0...(spelled.characters.count - 1)), end = random.integer(start...(spelled.characters.count - 1))
            let piece = String(String.UnicodeScalarView(spelled.characters[start...end]))
            if end > start, !piece.allSatisfy(\.isASCII) || piece.count >= 3 { expectFound(piece) }
            expectFound(name)
            func path(_ letters: (HanCharacters.Readings) -> [[Unicode.Scalar]]) -> String {
                var text = ""
                for (character, reading) in zip(spelled.characters, readings) {
                    guard let reading else { text.unicodeScalars.append(character); continue }
                    let choices = letters(reading)
                    if !choices.isEmpty { text.unicodeScalars.append(contentsOf: choices[random.integer(0...(choices.count - 1))]) }
                }
                return text
            }
            expectFound(path(\.full))
            expectFound(path(\.initials))
        }
    }

    /// Grams as numbers are in the order of their texts, as the index on disk is, and nothing is lost in them.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func gramsSortAsTexts(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let characters: [Unicode.Scalar] = ["\u{1}", "0", "a", "z", "é", "华", "龥", "𠮷", "\u{10FFFF}"]
        let texts = (0..<300).map { _ in (0..<random.integer(1...Gram.longest)).map { _ in characters[random.integer(0...(characters.count - 1))] } }
        for text in texts { #expect(Array(Gram(text).text.unicodeScalars) == text, "seed \(seed)") }
        let asNumbers = texts.map { Gram($0) }.sorted().map { Array($0.text.utf8) }
        #expect(asNumbers == texts.map { Array(Gram($0).text.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }, "seed \(seed)")
    }

    @Test(arguments: [
        ("  New   Energy ", "new energy"), ("\t海棠\u{3000}华耀\r\n", "海棠 华耀"), ("a\u{A0}b\u{2003}c\u{1680}d\u{85}e", "a b c d e"), (" ", ""), ("", ""),
    ])
    func whiteSpaceIsOne(text: String, folded: String) {
        #expect(SearchText.folded(text) == folded)
    }
}
