import Foundation

/// The names of columns as people write them, made comparable.
public enum HeaderName {
    /// The name in lower case and half width, without what stands in brackets and without anything but letters and digits.
    ///
    /// `Unit_Price (EUR)` and `unitprice` fold alike. A name that stands in brackets altogether, as databases write them, keeps
    /// its letters; a name of signs only folds to the empty text.
    public static func folded(_ name: String) -> String {
        // The compatibility form turns full-width letters, digits and brackets into their plain ones.
        let plain = name.precomposedStringWithCompatibilityMapping.lowercased()
        let outside = letters(of: plain, withBrackets: false)
        return outside.isEmpty ? letters(of: plain, withBrackets: true) : outside
    }

    private static func letters(of name: String, withBrackets: Bool) -> String {
        var kept = String.UnicodeScalarView()
        var depth = 0
        for scalar in name.unicodeScalars {
            switch scalar {
            case "(", "[", "\u{3010}", "\u{3014}": depth += 1
            case ")", "]", "\u{3011}", "\u{3015}": depth = max(0, depth - 1)
            default: if depth == 0 || withBrackets, scalar.properties.isLetterOrDigit { kept.append(scalar) }
            }
        }
        return String(kept)
    }
}

extension Unicode.Scalar.Properties {
    /// Marks count as letters, because some scripts write vowels with them.
    fileprivate var isLetterOrDigit: Bool {
        isAlphabetic || numericType != nil || generalCategory == .nonspacingMark || generalCategory == .spacingMark
    }
}
