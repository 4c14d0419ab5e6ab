/// A business date of the proleptic Gregorian calendar, as whole days since 1970-01-01.
///
/// It has no time zone: the organisation's zone decides which day an instant belongs to.
public struct Day: Hashable, Sendable, Comparable, Strideable, CustomStringConvertible {
    /// Days since 1970-01-01; this is what the database stores.
    public var number: Int

    public init(number: Int) { self.number = number }

    /// A number from outside: nil unless its year is one of 1…9999, beyond which days are not computed with.
    public init?(exactly number: some BinaryInteger) {
        guard let number = Int(exactly: number), (-719_162...2_932_896).contains(number) else { return nil }
        self.number = number
    }

    /// Nil unless the day exists: 29 February only in leap years, years 1…9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
              day >= 1, day <= Month(year: year, month: month).length else { return nil }
        number = Day.number(year: year, month: month, day: day)
    }

    /// Reads `2011-12-10`; nil for anything else.
    public init?(_ iso: some StringProtocol) {
        let parts = iso.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
              let year = FixedDecimal.parse(parts[0], decimals: 0)?.units,
              let month = FixedDecimal.parse(parts[1], decimals: 0)?.units,
              let day = FixedDecimal.parse(parts[2], decimals: 0)?.units else { return nil }
        self.init(year: Int(year), month: Int(month), day: Int(day))
    }

    public var year: Int { civil.year }
    /// 1…12.
    public var monthOfYear: Int { civil.month }
    /// 1…31.
    public var dayOfMonth: Int { civil.day }
    public var month: Month { Month(year: civil.year, month: civil.month) }
    /// 1 = Monday … 7 = Sunday.
    public var weekday: Int { (number % 7 + 10) % 7 + 1 }

    /// `2011-12-10`.
    public var iso: String {
        let (year, month, day) = civil
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let digits = String(year)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + "-" + two(month) + "-" + two(day)
    }

    public var description: String { iso }

    /// The same day of the month `months` later, or that month's last day where it is shorter.
    public func adding(months: Int) -> Day {
        let target = month.advanced(by: months)
        return target.firstDay.advanced(by: min(dayOfMonth, target.length) - 1)
    }

    public func distance(to other: Day) -> Int { other.number - number }
    public func advanced(by days: Int) -> Day { Day(number: number + days) }
    public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

    // Howard Hinnant, "chrono-compatible low-level date algorithms": days_from_civil and civil_from_days.
    static func number(year: Int, month: Int, day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private var civil: (year: Int, month: Int, day: Int) {
        let z = number + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }
}

/// A calendar month, as whole months since January 1970; this is what the database stores.
public struct Month: Hashable, Sendable, Comparable, Strideable, CustomStringConvertible {
    public var number: Int

    public init(number: Int) { self.number = number }
    /// `month` is 1…12.
    public init(year: Int, month: Int) { number = (year - 1970) * 12 + month - 1 }

    public var year: Int { 1970 + (number >= 0 ? number / 12 : (number - 11) / 12) }
    /// 1…12.
    public var monthOfYear: Int { number - (year - 1970) * 12 + 1 }
    public var firstDay: Day { Day(number: Day.number(year: year, month: monthOfYear, day: 1)) }
    /// `[first day, first day of the next month)`.
    public var period: Period { Period(from: firstDay, to: advanced(by: 1).firstDay) }

    public var length: Int {
        switch monthOfYear {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    /// `2011-12`.
    public var iso: String { String(firstDay.iso.dropLast(3)) }
    public var description: String { iso }

    public func distance(to other: Month) -> Int { other.number - number }
    public func advanced(by months: Int) -> Month { Month(number: number + months) }
    public static func < (left: Month, right: Month) -> Bool { left.number < right.number }
}

/// Business days from `from` up to, but not including, `to`.
public struct Period: Hashable, Sendable {
    public var from: Day
    public var to: Day

    public init(from: Day, to: Day) {
        self.from = from
        self.to = to
    }

    /// The `months` months that end before `end`: `[end − months, end)`.
    public static func trailing(months: Int, before end: Day) -> Period {
        Period(from: end.adding(months: -months), to: end)
    }

    /// Days in the period; 0 when it ends before it begins.
    public var length: Int { max(0, to.number - from.number) }
    public func contains(_ day: Day) -> Bool { from <= day && day < to }
    /// The last day inside; one day before `to`.
    public var lastDay: Day { to.advanced(by: -1) }
}
