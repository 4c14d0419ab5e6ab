import Basics
import Testing

@testable import App

/// How names are cut for the index: whatever somebody may type of a name is found by it.
@Suite struct SearchTextTests {
    private static let parts = [
        "华耀", "海棠", "新能源", "有限公司", "重慶", "3M", "Haitang", "New Energy", "Co., Ltd.", "o'neill", "Bärenstark", "K100501", "ABB(中国)", "x",
    ]

    /// Beginnings of words, any three neighbours, any Chinese piece: each needs only grams that the name has.
    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func findsEveryPiece(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<200 {
            let name = (0...random.integer(1...4)).map { _ in Self.parts[random.integer(0...(Self.parts.count - 1))] }
                .joined(separator: random.integer(0...1) == 0 ? "" : " ")
            let grams = Set(SearchableTexts([name]).grams.map(\.text))
            for word in SearchText.folded(name).split(separator: " ").map(Array.init) {
                let start = random.integer(0...(word.count - 1)), end = random.integer(start...(word.count - 1))
                let piece = Array(word[start...end])
                let isLatin = piece.contains { $0.isASCII }
                // One or two letters are looked for at the beginnings of words only.
                guard !isLatin || start == 0 || piece.split(whereSeparator: { !$0.isASCII }).allSatisfy({ $0.count >= 3 }) else { continue }
                let missing = SearchText.required(by: String(piece)).filter { !grams.contains($0) }
                #expect(missing.isEmpty, "seed \(seed): “\(String(piece))” of “\(name)” needs \(missing)")
            }
        }
    }

    /// Grams as numbers are in the order of their texts, as the index on disk is, and nothing is lost in them.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func gramsSortAsTexts(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let characters: [Unicode.Scalar] = ["\u{1}", "0", "a", "z", "é", "华", "龥", "𠮷", "\u{10FFFF}"]
        let texts = (0..<300).map { _ in (0..<random.integer(1...Gram.longest)).map { _ in characters[random.integer(0...(characters.count - 1))] } }
        for text in texts { #expect(Array(Gram(text).text.unicodeScalars) == text, "seed \(seed)") }
        let asNumbers = texts.map(Gram.init).sorted().map { Array($0.text.utf8) }
        #expect(asNumbers == texts.map { Array(Gram($0).text.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }, "seed \(seed)")
    }

    @Test(arguments: [
        ("  New   Energy ", "new energy"), ("\t海棠\u{3000}华耀\r\n", "海棠 华耀"), ("a\u{A0}b\u{2003}c\u{1680}d\u{85}e", "a b c d e"), (" ", ""), ("", ""),
    ])
    func whiteSpaceIsOne(text: String, folded: String) {
        #expect(SearchText.folded(text) == folded)
    }

    /// The beginning that is looked for first is one of the index's.
    @Test(arguments: [("haitang", "haitan"), ("hait", "hait"), ("hai", nil), ("海棠", nil), ("new energy", "energy"), ("ABB(中国)", "abb(")] as [(String, String?)])
    func beginsAsTyped(query: String, beginning: String?) {
        #expect(SearchText.beginning(of: query) == beginning)
    }
}
