import Testing

@testable import Basics

@Suite struct MoneyTests {
    @Test(arguments: [
        ("6", "2.55", Int64(1_530)), ("-1", "27.5", -2_750), ("3", "0.005", 2), ("1", "0.005", 1), ("-1", "0.005", -1),
        ("1", "0.0049", 0), ("0.333333", "3", 100), ("74215", "1.04", 7_718_360), ("1000000", "9999999.999999", 999_999_999_999_900),
    ]) func linesRoundOnceHalfAwayFromZero(_ quantity: String, _ price: String, _ minor: Int64) throws {
        let amount = try Money.line(quantity: #require(Quantity(quantity)), unitPrice: #require(UnitPrice(price)), .gbp)
        #expect(amount == Money(minor: minor, .gbp))
    }

    @Test func yenAndDinarHaveTheirOwnDecimals() throws {
        let quantity = try #require(Quantity("3")), price = try #require(UnitPrice("1.2345"))
        #expect(try Money.line(quantity: quantity, unitPrice: price, .jpy).minor == 4)
        #expect(try Money.line(quantity: quantity, unitPrice: price, #require(Currency("kwd"))).minor == 3_704)
        #expect(Money(minor: -123_450, .cny).plain == "-1234.50")
        #expect(Money(minor: -7, .cny).plain == "-0.07")
        #expect(Money(minor: 1_234, .jpy).plain == "1234")
    }

    @Test func currenciesNeverAdd() {
        #expect(throws: MoneyFailure.currencies(.cny, .usd)) { try Money(minor: 1, .cny).adding(Money(minor: 1, .usd)) }
        #expect(throws: MoneyFailure.overflow) { try Money(minor: .max, .cny).adding(Money(minor: 1, .cny)) }
        #expect(throws: MoneyFailure.overflow) { try Money(minor: .min, .cny).negated() }
    }

    @Test(arguments: [
        ("1.50", 2, Int64(150) as Int64?), ("-0.5", 2, -50), ("1.500", 2, 150), ("1.505", 2, nil), ("", 2, nil), (".", 2, nil), ("1.2.3", 2, nil),
        ("1e3", 2, nil), ("+7", 0, 7), ("9223372036854775807", 0, .max), ("9223372036854775808", 0, nil), ("-9223372036854775808", 0, .min),
    ]) func decimalsParseExactly(_ text: String, _ decimals: Int, _ units: Int64?) {
        #expect(FixedDecimal.parse(text.utf8, decimals: decimals)?.units == units)
    }
}

@Suite struct DayTests {
    @Test func everyDayOfFourHundredYearsComesBack() throws {
        var expected = try #require(Day("1970-01-01")).number
        #expect(expected == 0)
        var day = Day(number: expected)
        while day.year < 2370 {
            let again = try #require(Day(year: day.year, month: day.monthOfYear, day: day.dayOfMonth))
            guard again.number == expected else {
                Issue.record("\(day.iso) came back as \(again.iso)")
                return
            }
            expected += 1
            day = Day(number: expected)
        }
        #expect(Day("2011-12-10")?.iso == "2011-12-10")
        #expect(Day("2026-11-23")?.weekday == 1)
        for wrong in ["2011-02-29", "2011-13-01", "2011-1-1", "", "2011-12-10T"] { #expect(Day(wrong) == nil, "\(wrong)") }
    }

    @Test func monthsKeepTheirEnds() throws {
        let day = try #require(Day("2024-03-31"))
        #expect(day.adding(months: -1).iso == "2024-02-29")
        #expect(day.adding(months: -13).iso == "2023-02-28")
        let window = Period.trailing(months: 12, before: try #require(Day("2011-12-10")))
        #expect(window.from.iso == "2010-12-10")
        #expect(window.contains(window.from) && !window.contains(window.to))
    }
}

@Suite struct SeededRandomTests {
    @Test func theSameSeedGivesTheSameNumbers() {
        var one = SeededRandom(seed: 42), other = SeededRandom(seed: 42), third = SeededRandom(seed: 43)
        let numbers = (0..<5).map { _ in one.next() }
        #expect(numbers == (0..<5).map { _ in other.next() })
        #expect(numbers != (0..<5).map { _ in third.next() })
        #expect((0..<1_000).allSatisfy { _ in (3...7).contains(one.integer(3...7)) })
    }
}
