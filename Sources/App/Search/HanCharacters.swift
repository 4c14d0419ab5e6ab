import Foundation
import Synchronization

/// Chinese characters one by one: simplified, and as they are read.
///
/// The system's transforms open a table on every call, which took most of the time of indexing names; a company's names have some
/// thousand different characters, so each is asked for once.
enum HanCharacters {
    /// How a character may be read: without tones, ü as v and as u, the preferred reading first.
    struct Readings: Sendable {
        /// Each letter by letter.
        let full: [[Unicode.Scalar]]
        let initials: [[Unicode.Scalar]]
        /// What sorting compares; v stands for ü.
        let preferred: String

        init(_ readings: [String]) {
            var full: [[Unicode.Scalar]] = []
            for reading in readings {
                let letters = Array(reading.unicodeScalars)
                for letters in letters.contains("v") ? [letters, letters.map { $0 == "v" ? "u" : $0 }] : [letters] where !full.contains(letters) {
                    full.append(letters)
                }
            }
            self.full = full
            initials = full.map { Array($0.prefix(1)) }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
            preferred = readings.first ?? ""
        }
    }

    private static let simple = Mutex<[Unicode.Scalar: String]>([:])
    private static let read = Mutex<[Unicode.Scalar: Readings]>([:])

    /// A text in simplified characters.
    static func simplified(_ text: String) -> String {
        simple.withLock { known in
            var result = ""
            result.reserveCapacity(text.utf8.count)
            for scalar in text.unicodeScalars {
                guard contains(scalar) else {
                    result.unicodeScalars.append(scalar)
                    continue
                }
                if let found = known[scalar] {
                    result += found
                } else {
                    let character = String(scalar)
                    let found = HanReadings.variants[scalar] ?? character.applyingTransform(StringTransform("Traditional-Simplified"), reverse: false) ?? character
                    known[scalar] = found
                    result += found
                }
            }
            return result
        }
    }

    /// How each of some characters is read; nil for what is no Chinese character.
    static func readings(of characters: [Unicode.Scalar]) -> [Readings?] {
        read.withLock { known in
            characters.map { character in
                guard contains(character) else { return nil }
                if let found = known[character] { return found }
                let found = Readings(HanReadings.ofCharacter[character] ?? transformed(character).map { [$0] } ?? [])
                known[character] = found
                return found
            }
        }
    }

    /// As the system reads it.
    private static func transformed(_ character: Unicode.Scalar) -> String? {
        guard let latin = String(character).applyingTransform(.mandarinToLatin, reverse: false) else { return nil }
        // ü falls apart into u and two dots, which stand before the tone.
        var reading = ""
        for scalar in latin.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars {
            if scalar == "\u{308}", reading.last == "u" { reading.removeLast() }
            if scalar == "\u{308}" { reading.append("v") } else if ("a"..."z").contains(scalar) { reading.unicodeScalars.append(scalar) }
        }
        return reading.isEmpty ? nil : reading
    }

    /// A text with every Chinese character as it is mostly read in its word, spaces around it.
    static func pinyin(_ text: String) -> String {
        let characters = Array(text.unicodeScalars), read = readings(of: characters)
        var result = "", place = 0
        // A person's name: short, and nothing but Chinese.
        if (2...4).contains(characters.count), read.allSatisfy({ $0 != nil }), let family = characters.first.flatMap({ HanReadings.ofFamily[$0] }),
           HanReadings.word(in: characters[...]) == nil {
            result = " \(family) "
            place = 1
        }
        while place < characters.count {
            if let word = HanReadings.word(in: characters[place...]) {
                for syllable in word.syllables { result += " \(syllable) " }
                place += word.characters.count
                continue
            }
            if let known = read[place], !known.preferred.isEmpty {
                result += " \(known.preferred) "
            } else {
                result.unicodeScalars.append(characters[place])
            }
            place += 1
        }
        return result
    }

    /// Whether a character is one of those that Chinese names are written in.
    static func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // Most are here, and asking the properties of a character takes longer than all else about it.
        case 0x4E00...0x9FFF: true
        case ..<0x3006: false
        default: scalar.properties.isIdeographic
        }
    }
}
