import Foundation
import Synchronization

/// Chinese characters one by one: simplified, and as they are read.
///
/// The system's transforms open a table on every call, which took most of the time of indexing names; a company's names have some
/// thousand different characters, so each is asked for once.
enum HanCharacters {
    private static let simple = Mutex<[Unicode.Scalar: String]>([:])
    private static let read = Mutex<[Unicode.Scalar: String]>([:])

    /// A text in simplified characters.
    static func simplified(_ text: String) -> String {
        replaced(text, simple) { $0.applyingTransform(StringTransform("Traditional-Simplified"), reverse: false) }
    }

    /// A text with every Chinese character as its pinyin without tones, spaces around it.
    static func pinyin(_ text: String) -> String {
        replaced(text, read) { character in
            character.applyingTransform(.mandarinToLatin, reverse: false).map { latin in
                " " + latin.folding(options: [.diacriticInsensitive], locale: nil).lowercased() + " "
            }
        }
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

    private static func replaced(
        _ text: String, _ known: borrowing Mutex<[Unicode.Scalar: String]>, _ transform: (String) -> String?
    ) -> String {
        known.withLock { known in
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
                    let found = transform(String(scalar)) ?? String(scalar)
                    known[scalar] = found
                    result += found
                }
            }
            return result
        }
    }
}
