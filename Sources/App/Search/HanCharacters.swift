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

    private static func replaced(
        _ text: String, _ known: borrowing Mutex<[Unicode.Scalar: String]>, _ transform: (String) -> String?
    ) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            guard scalar.properties.isIdeographic else {
                result.unicodeScalars.append(scalar)
                continue
            }
            result += known.withLock { known in
                if let found = known[scalar] { return found }
                let found = transform(String(scalar)) ?? String(scalar)
                known[scalar] = found
                return found
            }
        }
        return result
    }
}
