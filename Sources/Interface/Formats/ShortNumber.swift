import Basics

/// Large round numbers as people type them into forms: `2M`, `500K`; Chinese counts in ten thousands and hundred millions.
public enum ShortNumber {
    /// Exact, in the largest unit that the number reaches.
    /// - Parameter millionths: the number in millionths.
    public static func text(millionths: Int64, _ language: Language) -> String {
        let steps: [(power: Int, unit: String)] = language == .simplifiedChinese
            ? [(8, CurrencyNames.hundredMillion), (4, CurrencyNames.tenThousand)] : [(9, "B"), (6, "M"), (3, "K")]
        var size: Int64 = 1_000_000
        let whole = Int64(clamping: millionths.magnitude)
        for step in steps {
            size = 1_000_000
            for _ in 0..<step.power { size *= 10 }
            if whole >= size { return FixedDecimal(units: millionths, decimals: 6 + step.power).trimmed() + step.unit }
        }
        return FixedDecimal(units: millionths, decimals: 6).trimmed()
    }

    /// Reads what `text` writes in either language, with or without grouping; nil for anything else.
    public static func millionths(_ text: String) -> Int64? {
        var digits = text.filter { $0 != "," && $0 != " " && $0 != "\u{A0}" && $0 != "_" }
        let units: [(String, Int64)] = [
            (CurrencyNames.hundredMillion, 100_000_000), (CurrencyNames.tenThousand, 10_000), ("k", 1_000), ("K", 1_000), ("M", 1_000_000),
            ("m", 1_000_000), ("B", 1_000_000_000),
        ]
        var factor: Int64 = 1
        if let unit = units.first(where: { digits.hasSuffix($0.0) }) {
            digits.removeLast()
            factor = unit.1
        }
        guard let number = FixedDecimal.parse(digits.utf8, decimals: 6) else { return nil }
        let (product, overflow) = number.units.multipliedReportingOverflow(by: factor)
        return overflow ? nil : product
    }
}
