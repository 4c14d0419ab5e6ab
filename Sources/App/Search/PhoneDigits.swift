/// A telephone number as people type it: with spaces, brackets, and the country in front or not.
enum PhoneDigits {
    /// The digits to look for among those that are kept; nil for anything but a number.
    ///
    /// Most kept numbers have no country in front. Codes of countries have at most three digits, so what follows those is left to
    /// compare where a country is given; of one's own country exactly its code is left out.
    static func wanted(_ query: String) -> String? {
        guard query.allSatisfy({ $0.isASCII && ($0.isNumber || " +-().".contains($0)) }) else { return nil }
        var digits = query.filter(\.isNumber)
        guard digits.count >= 3 else { return nil }
        let isInternational = query.trimmed.hasPrefix("+") || digits.hasPrefix("00")
        if digits.hasPrefix("00") { digits.removeFirst(2) }
        if digits.hasPrefix(home), isInternational || digits.count > longest {
            let national = String(digits.dropFirst(home.count))
            return national.isEmpty ? digits : national
        }
        return isInternational && digits.count >= 9 ? String(digits.dropFirst(3)) : digits
    }

    private static let home = "86"
    /// Digits of a number without a country.
    private static let longest = 11
}
