import Interface

/// What of a company's name tells it from others, worked out once: a file's names are compared with many.
struct CompanyName: Sendable {
    /// Folded, without the legal form, brackets and punctuation.
    let text: String
    /// Pairs of Chinese characters, three neighbours of Latin letters.
    let grams: [Gram]
    /// Pinyin without spaces; nil for Latin names.
    let sound: String?
    private let characters: [Unicode.Scalar]
    private let numbers: [Unicode.Scalar]
    /// Without words that companies add to their names and leave out again.
    private let core: String

    init(_ name: String) {
        text = Self.stripped(name)
        grams = SearchText.pairs(ofFolded: text)
        sound = SearchText.sounds(ofFolded: [text]).first
        characters = Array(text.unicodeScalars)
        numbers = characters.filter(Self.isNumber)
        core = text.removing(CompanyForms.additions)
    }

    /// A company's name, folded, without its legal form, brackets and punctuation.
    static func stripped(_ name: String) -> String {
        let bare = SearchText.folded(name).removing(CompanyForms.all)
        var text = "", isAfterSpace = true
        for scalar in bare.unicodeScalars {
            if scalar == " " {
                isAfterSpace = true
            } else if HanCharacters.contains(scalar) || scalar.properties.isAlphabetic || isNumber(scalar) {
                if isAfterSpace, !text.isEmpty { text.append(" ") }
                text.unicodeScalars.append(scalar)
                isAfterSpace = false
            }
        }
        return text
    }

    /// Digits, and Chinese numerals.
    private static func isNumber(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.numericType != nil }

    /// How alike two names are, 0…1.
    /// - Parameter weights: what each gram of this name is worth.
    func likeness(to other: CompanyName, _ weights: [Gram: Double]) -> Double {
        // Works one and works two are two, however long their name.
        guard numbers == other.numbers else { return 0 }
        if text == other.text { return 1 }
        if core == other.core, core.unicodeScalars.count >= 2 { return 0.95 }
        if let sound, sound == other.sound { return 0.9 }
        let (short, long) = characters.count < other.characters.count ? (characters, other.characters) : (other.characters, characters)
        if short.count >= 3, long.count == short.count + 1, Self.hasOneMore(long, short) { return 0.85 }
        guard Double(short.count) >= 0.6 * Double(long.count) else { return 0 }
        let all = weights.values.reduce(0, +)
        let shared = other.grams.reduce(0) { $0 + (weights[$1] ?? 0) }
        return all > 0 ? min(0.85, shared / all) : 0
    }

    /// Whether the longer is the shorter with one character put in.
    private static func hasOneMore(_ long: [Unicode.Scalar], _ short: [Unicode.Scalar]) -> Bool {
        let start = zip(long, short).prefix { $0 == $1 }.count
        return long[(start + 1)...].elementsEqual(short[start...])
    }
}

extension String {
    /// The text without some parts, taken out one after the other, in time that a hundred thousand names can afford.
    ///
    /// Bytes are compared: UTF-8 has no character's bytes within another's.
    fileprivate func removing(_ parts: [String]) -> String {
        var bytes = Array(utf8), isChanged = false
        for part in parts {
            let part = part.utf8
            guard let first = part.first, part.count <= bytes.count else { continue }
            var start = bytes.startIndex
            while let found = bytes[start...].firstIndex(of: first) {
                start = found + 1
                guard bytes[found...].starts(with: part) else { continue }
                bytes.removeSubrange(found..<(found + part.count))
                (start, isChanged) = (found, true)
            }
        }
        return isChanged ? String(decoding: bytes, as: UTF8.self) : self
    }
}
