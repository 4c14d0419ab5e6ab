import Basics

/// How people write dates in files and forms; numbers are read by `NumberReading`.
enum FieldReading {
    /// In which order a file writes day and month when both could be either.
    enum DateOrder: String, Sendable, Hashable, Codable, CaseIterable { case dayFirst = "day-first", monthFirst = "month-first" }

    /// The years that a date may lie in; anything else is a typing error.
    static let years = 1900...2100

    /// Reads `2011-12-09`, `2011/12/9 08:26`, `20111209`, `9.12.2011` and the Chinese form, each with or without a time of day;
    /// nil for anything else.
    static func day(_ text: String, order: DateOrder) -> Day? {
        if text.utf8.count == 10, let day = Day(text) { return day }
        var rest = text[...]
        guard let (first, length) = number(&rest) else { return nil }
        if length == 8 { return isEnd(rest) ? Day(year: first / 10_000, month: first / 100 % 100, day: first % 100) : nil }
        guard separator(&rest), let (second, _) = number(&rest), separator(&rest), let (third, thirdLength) = number(&rest), isEnd(rest) else { return nil }
        if length == 4 { return Day(year: first, month: second, day: third) }
        guard thirdLength == 4, length <= 2 else { return nil }
        return order == .dayFirst ? Day(year: third, month: second, day: first) : Day(year: third, month: first, day: second)
    }

    /// Takes the digits at the beginning, at most eight.
    private static func number(_ text: inout Substring) -> (value: Int, length: Int)? {
        let digits = text.utf8.prefix { (48...57).contains($0) }
        guard !digits.isEmpty, digits.count <= 8 else { return nil }
        text = text[digits.endIndex...]
        return (digits.reduce(0) { $0 * 10 + Int($1 - 48) }, digits.count)
    }

    /// Takes what stands between two numbers of a date.
    private static func separator(_ text: inout Substring) -> Bool {
        text = text.drop { $0 == " " }
        guard let first = text.first, "-/.\u{5E74}\u{6708}".contains(first) else { return false }
        text = text.dropFirst().drop { $0 == " " }
        return true
    }

    /// Whether nothing but a time of day follows.
    private static func isEnd(_ rest: Substring) -> Bool {
        let text = rest.first == "\u{65E5}" ? rest.dropFirst() : rest
        guard let mark = text.first else { return true }
        guard mark == " " || mark == "T" || text.startIndex != rest.startIndex else { return false }
        let time = text.drop { $0 == " " || $0 == "T" }
        let hour = time.drop { "\u{4E0A}\u{4E0B}\u{5348}".contains($0) }
        guard !time.isEmpty else { return true }
        guard let digit = hour.utf8.first, (48...57).contains(digit) else { return false }
        return hour.allSatisfy { $0.isASCII ? $0.isNumber || ":.+-Zz APMapm".contains($0) : "\u{65F6}\u{5206}\u{79D2}".contains($0) }
    }
}
