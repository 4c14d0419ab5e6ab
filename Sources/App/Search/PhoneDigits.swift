import Interface

/// A telephone number as people type and keep it: with spaces, brackets and signs of any width, the country in front or not, a trunk 0 too
/// many or missing, an extension behind. What is kept and what is asked for are brought to the same digits.
enum PhoneDigits {
    /// What a kept number is found by: without one's own country and trunk 0, the extension's digits behind. Other countries stay in front.
    static func kept(_ phone: String) -> String? {
        let (digits, isInternational) = parts(phone)
        guard !digits.isEmpty else { return nil }
        return national(digits, isInternational) ?? digits
    }

    /// The digits to look for among those that are kept; nil for anything but a number.
    ///
    /// Codes of other countries have at most three digits, so what follows those is left to compare where a country is given: the number
    /// may be kept without it.
    static func wanted(_ query: String) -> String? {
        let text = withoutExtensionMarks(query)
        guard !text.contains(where: { $0.isLetter }) else { return nil }
        let (digits, isInternational) = parts(query)
        guard text.filter(\.isNumber).count >= 3 else { return nil }
        if let national = national(digits, isInternational) { return national }
        return digits.count >= 9 ? String(digits.dropFirst(3)) : digits
    }

    /// Without the country and the trunk's zero; nil for a number of another country.
    private static func national(_ digits: String, _ isInternational: Bool) -> String? {
        var rest = Substring(digits)
        if rest.hasPrefix(home), isInternational || rest.count > longest {
            if rest.count > home.count { rest = rest.dropFirst(home.count) }
        } else if isInternational {
            return nil
        }
        return String(rest.first == "0" && rest.count > 1 ? rest.dropFirst() : rest)
    }

    /// The digits, and whether a country stands in front.
    private static func parts(_ text: String) -> (digits: String, isInternational: Bool) {
        // A trunk 0 in brackets behind a country is not dialled.
        let plain = withoutExtensionMarks(text).replacing("(0)", with: "")
        var digits = plain.filter { $0.isASCII && $0.isNumber }
        let isInternational = plain.first == "+" || digits.hasPrefix("00")
        if digits.hasPrefix("00") { digits.removeFirst(2) }
        return (digits, isInternational)
    }

    /// Half width, lower case, and the words before an extension as a space.
    private static func withoutExtensionMarks(_ text: String) -> String {
        let plain = SearchText.folded(text)
        return PhoneMarks.beforeExtensions.reduce(plain) { $0.replacing($1, with: " ") }.trimmed
    }

    private static let home = "86"
    /// Digits of a number without a country; more are one with it, or an extension's.
    private static let longest = 11
}
