import Basics

/// Numbers, amounts and dates as people read them.
///
/// Figures are cut half up in whole-number arithmetic; the exact value stays in exports and titles.
public enum Format {
    /// `1,234,567`, with a real minus sign.
    public static func grouped(_ number: Int) -> String { grouped(Int64(number)) }

    public static func grouped(_ number: Int64) -> String {
        (number < 0 ? "\u{2212}" : "") + group(String(number.magnitude))
    }

    private static func group(_ digits: String) -> String {
        var grouped = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.utf8.count - index) % 3 == 0 { grouped.append(",") }
            grouped.append(digit)
        }
        return grouped
    }

    /// A decimal with grouping: `43,918,640.00`.
    public static func decimal(_ number: FixedDecimal, atLeast: Int? = nil) -> String {
        let plain = atLeast.map { number.trimmed(atLeast: $0) } ?? number.plain
        let digits = plain.hasPrefix("-") ? plain.dropFirst() : plain[...]
        let parts = digits.split(separator: ".", maxSplits: 1).map(String.init)
        let fraction = parts.count == 2 ? "." + parts[1] : ""
        return (plain.hasPrefix("-") ? "\u{2212}" : "") + group(parts.first ?? "0") + fraction
    }

    /// Rounds to fewer decimals, half away from zero.
    static func rounded(_ number: FixedDecimal, to decimals: Int) -> FixedDecimal {
        guard decimals < number.decimals else { return number }
        var divisor: Int128 = 1
        for _ in decimals..<number.decimals { divisor *= 10 }
        return FixedDecimal(units: Int64(clamping: Int128(number.units).roundedDivision(by: divisor)), decimals: decimals)
    }

    /// `2.4 MB`, in powers of 1,000.
    public static func bytes(_ count: Int64) -> String {
        switch count {
        case ..<1_000: "\(count) B"
        case ..<1_000_000: decimal(rounded(FixedDecimal(units: count, decimals: 3), to: 0)) + " KB"
        default: decimal(rounded(FixedDecimal(units: count, decimals: 6), to: 1)) + " MB"
        }
    }

    // MARK: Amounts

    /// The whole amount without a currency sign: `4,377,440.94`.
    public static func exact(_ money: Money) -> String {
        decimal(FixedDecimal(units: money.minor, decimals: money.currency.decimals))
    }

    /// The whole amount with its sign: `¥4,377,440.94`; Chinese writes the unit behind.
    public static func full(_ money: Money, _ language: Language) -> String {
        language == .simplifiedChinese
            ? exact(money) + unit(money.currency, language)
            : signed(exact(money), sign(money.currency))
    }

    /// A short amount: `3,286万元`, `1.24亿元`; `¥32.9M`, `US$964K`.
    public static func short(_ money: Money, _ language: Language) -> String {
        let scale = Scale(for: money, language)
        let number = decimal(scale.scaled(money, decimals: scale.decimals(for: money)))
        return language == .simplifiedChinese
            ? number + scale.suffix + unit(money.currency, language)
            : signed(number + scale.suffix, sign(money.currency))
    }

    /// The parts of a short amount for a figure with a small unit behind it.
    public static func figure(_ money: Money, _ language: Language) -> (value: String, unit: String) {
        guard language == .simplifiedChinese else { return (short(money, language), "") }
        let scale = Scale(for: money, language)
        return (decimal(scale.scaled(money, decimals: scale.decimals(for: money))), scale.suffix + unit(money.currency, language))
    }

    private static func signed(_ text: String, _ sign: String) -> String {
        text.hasPrefix("\u{2212}") ? "\u{2212}" + sign + text.dropFirst() : sign + text
    }

    /// What stands before an amount in English.
    public static func sign(_ currency: Currency) -> String {
        switch currency {
        case .cny: "¥"
        case .usd: "US$"
        case .gbp: "£"
        case .eur: "€"
        case .jpy: "JP¥"
        default: currency.code + "\u{A0}"
        }
    }

    /// What stands behind an amount in Chinese; the words live with the translations.
    public static func unit(_ currency: Currency, _ language: Language) -> String {
        CurrencyNames.chinese[currency.code] ?? " " + currency.code
    }

    // MARK: Shares and scores

    /// Parts per million as a percentage with one decimal: `27.4%`.
    public static func percent(ppm: Int64, decimals: Int = 1) -> String {
        decimal(rounded(FixedDecimal(units: ppm, decimals: 4), to: decimals)) + "%"
    }

    /// Parts per million as a percentage with about three digits and no idle zeros: `0.05%`, `3.1%`, `20%`.
    public static func share(ppm: Int64) -> String {
        decimal(rounded(FixedDecimal(units: ppm, decimals: 4), to: abs(ppm) < 10_000 ? 3 : 1), atLeast: 0) + "%"
    }

    /// A score in ten-thousandths: at least one decimal, never rounded: `82.4`, `82.25`.
    public static func score(_ score: Int, atLeast: Int = 1) -> String {
        decimal(FixedDecimal(units: Int64(score), decimals: 4), atLeast: atLeast)
    }

    /// A score in ten-thousandths with one decimal, rounded but never up to a whole or half point, where a tier may begin: 56.96 is
    /// `56.9`. The exact value stays in titles and exports.
    public static func points(_ score: Int) -> String {
        let tenths = (score + (score < 0 ? -500 : 500)) / 1_000
        let reaches = tenths % 5 == 0 && tenths * 1_000 > score
        return decimal(FixedDecimal(units: Int64(reaches ? tenths - 1 : tenths), decimals: 1))
    }

    /// A distance between scores with one decimal; a very short one exactly.
    public static func distance(_ points: Int) -> String {
        abs(points) < 1_000 ? score(points, atLeast: 1) : decimal(rounded(FixedDecimal(units: Int64(points), decimals: 4), to: 1))
    }

    /// Hundredths of a percent: `25`, `2.5`.
    public static func weight(_ weight: Int) -> String { decimal(FixedDecimal(units: Int64(weight), decimals: 2), atLeast: 0) }

    /// `10,000+` for a count that was not taken to its end.
    public static func count(_ count: Int, isExact: Bool) -> String { grouped(count) + (isExact ? "" : "+") }
}

/// One unit for all amounts of a column or a chart.
public struct Scale: Sendable, Hashable {
    /// Major units in one shown unit.
    let divisor: Int64
    /// `万`, `M`, or nothing.
    public let suffix: String
    private let language: Language

    private init(_ divisor: Int64, _ suffix: String, _ language: Language) {
        self.divisor = divisor
        self.suffix = suffix
        self.language = language
    }

    /// The unit in which the largest of a column's amounts reads well.
    public init(for largest: Money, _ language: Language) {
        let major = Int64(clamping: largest.minor.magnitude) / largest.currency.minorPerMajor
        if language == .simplifiedChinese {
            self = major >= 100_000_000 ? Scale(100_000_000, CurrencyNames.hundredMillion, language)
                : major >= 10_000 ? Scale(10_000, CurrencyNames.tenThousand, language) : Scale(1, "", language)
        } else {
            self = major >= 1_000_000_000 ? Scale(1_000_000_000, "B", language)
                : major >= 1_000_000 ? Scale(1_000_000, "M", language)
                : major >= 10_000 ? Scale(1_000, "K", language) : Scale(1, "", language)
        }
    }

    /// The unit of a column that ends in this amount: Chinese columns count in ten thousands, however large they get.
    public static func column(for largest: Money, _ language: Language) -> Scale {
        let scale = Scale(for: largest, language)
        return scale.divisor == 100_000_000 ? Scale(10_000, CurrencyNames.tenThousand, language) : scale
    }

    /// `万元`, `¥M`: what a column's header says.
    public func header(_ currency: Currency) -> String {
        language == .simplifiedChinese ? suffix + Format.unit(currency, language) : Format.sign(currency) + suffix
    }

    /// How many decimals a single amount of this size needs: about three digits.
    func decimals(for money: Money) -> Int {
        guard divisor > 1 else { return 0 }
        let whole = Int64(clamping: money.minor.magnitude) / (divisor * money.currency.minorPerMajor)
        switch (language, suffix) {
        case (.simplifiedChinese, CurrencyNames.hundredMillion): return 2
        case (.simplifiedChinese, _): return whole < 100 ? 1 : 0
        default: return whole < 100 ? (whole < 10 ? 2 : 1) : 0
        }
    }

    /// The amount in this unit.
    public func scaled(_ money: Money, decimals: Int) -> FixedDecimal {
        var power: Int128 = 1
        for _ in 0..<decimals { power *= 10 }
        let units = (Int128(money.minor) * power).roundedDivision(by: Int128(divisor) * Int128(money.currency.minorPerMajor))
        return FixedDecimal(units: Int64(clamping: units), decimals: decimals)
    }

    /// The amount in this unit with the column's decimals: two in millions, so that English adds up as well as Chinese.
    public func column(_ money: Money) -> String {
        Format.decimal(scaled(money, decimals: divisor == 1 ? 0 : suffix == CurrencyNames.tenThousand ? 1 : 2))
    }
}
