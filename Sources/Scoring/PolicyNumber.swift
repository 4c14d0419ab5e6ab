import Basics

/// Numbers as policy documents write them: `25`, `2.5%`, `1.5M`, `20k`.
enum PolicyNumber {
    /// A plain decimal, in units of `10^-decimals`.
    static func plain(_ text: String, decimals: Int) -> Int64? {
        FixedDecimal.parse(text.utf8.filter { $0 != UInt8(ascii: "_") }, decimals: decimals)?.units
    }

    static func text(_ value: Int64, decimals: Int) -> String { FixedDecimal(units: value, decimals: decimals).trimmed() }

    /// A metric's value in the metric's unit; nil when the text does not fit the unit.
    static func value(_ text: String, _ unit: Metric.Unit, minorPerMajor: Int64) -> Int64? {
        switch unit {
        case .share:
            // 12.5 % is 125,000 parts per million.
            guard text.hasSuffix("%") else { return nil }
            return plain(String(text.dropLast()), decimals: 4)
        case .count, .months, .level:
            return large(text, scale: 0)
        case .quantity:
            return large(text, scale: 6)
        case .money:
            let decimals = minorPerMajor == 1 ? 0 : minorPerMajor == 1_000 ? 3 : 2
            return large(text, scale: decimals)
        }
    }

    /// Reads `1.5M`, `20k` or a plain number, in units of `10^-scale`.
    private static func large(_ text: String, scale: Int) -> Int64? {
        switch text.last {
        case "k", "K": plain(String(text.dropLast()), decimals: scale + 3)
        case "M": plain(String(text.dropLast()), decimals: scale + 6)
        case "B": plain(String(text.dropLast()), decimals: scale + 9)
        default: plain(text, decimals: scale)
        }
    }
}
