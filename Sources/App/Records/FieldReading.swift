import Basics

/// How people write numbers and dates in files.
enum FieldReading {
    /// Reads `1,234.50`, `¥1,234.5`, `(12.00)`, `−3` and full-width digits as a plain decimal; nil when it is no number.
    static func plainNumber(_ text: String) -> String? {
        var plain = ""
        var isNegative = false
        var digits = 0
        for scalar in text.unicodeScalars {
            let value = scalar.value
            switch scalar {
            case "0"..."9":
                plain.unicodeScalars.append(scalar)
                digits += 1
            case "\u{FF10}"..."\u{FF19}":
                plain += String(value - 0xFF10)
                digits += 1
            case ".", "\u{FF0E}": plain += "."
            case ",", "\u{FF0C}", " ", "\u{A0}", "\u{202F}", "'", "+", ")": continue
            case "$", "£", "€", "¥", "\u{FFE5}": continue
            case "-", "\u{2212}", "\u{FF0D}", "(": isNegative = true
            default: return nil
            }
        }
        return digits == 0 ? nil : (isNegative ? "-" : "") + plain
    }

    /// In which order a file writes day and month when both could be either.
    enum DateOrder: String, Sendable { case dayFirst = "day-first", monthFirst = "month-first" }

    /// Reads `2011-12-09`, `2011/12/9 08:26`, `20111209`, `9.12.2011` and the Chinese form; nil for anything else.
    static func day(_ text: String, order: DateOrder) -> Day? {
        if let day = Day(text.prefix(10)) { return day }
        var numbers: [(value: Int, digits: Int)] = []
        var current: (value: Int, digits: Int)?
        for byte in text.utf8 {
            if (48...57).contains(byte) {
                let so = current ?? (0, 0)
                guard so.digits < 8 else { return nil }
                current = (so.value * 10 + Int(byte - 48), so.digits + 1)
            } else if let number = current {
                numbers.append(number)
                current = nil
                if numbers.count == 3 { break }
            }
        }
        if let current { numbers.append(current) }
        guard let first = numbers.first else { return nil }
        if first.digits == 8 { return Day(year: first.value / 10_000, month: first.value / 100 % 100, day: first.value % 100) }
        guard numbers.count >= 3 else { return nil }
        if first.digits == 4 { return Day(year: first.value, month: numbers[1].value, day: numbers[2].value) }
        guard numbers[2].digits == 4 else { return nil }
        return order == .dayFirst
            ? Day(year: numbers[2].value, month: numbers[1].value, day: first.value)
            : Day(year: numbers[2].value, month: first.value, day: numbers[1].value)
    }
}
