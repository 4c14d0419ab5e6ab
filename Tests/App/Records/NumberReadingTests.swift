import Basics
import Testing

@testable import App

@Suite struct NumberReadingTests {
    @Test(arguments: [
        ("1,234.50", "1234.50", nil), ("1,5", nil, "1.5"), ("1.234,50", nil, "1234.50"), ("1-5", nil, nil), ("12,34,567", nil, nil), ("1,234", "1234", "1.234"),
        ("1234567", "1234567", "1234567"), ("-3", "-3", "-3"), ("−3", "-3", "-3"), ("(12.00)", "-12.00", nil), ("12.00-", "-12.00", nil), ("(12", nil, nil),
        ("--3", nil, nil), ("-(3)", nil, nil), ("¥1，234．5", "1234.5", nil), ("１２", "12", "12"), ("1 234 567,5", nil, "1234567.5"), ("1 234.5", "1234.5", nil),
        ("1'234.5", "1234.5", nil), ("1,234 567", nil, nil), (".5", ".5", nil), ("5.", "5.", nil), ("", nil, nil), ("-", nil, nil), ("abc", nil, nil),
        ("1.2.3", nil, nil), ("1.234.567", nil, "1234567"), ("12元", "12", "12"), ("1,,234", nil, nil), (",5", nil, "0.5"), ("5 pcs", nil, nil),
    ] as [(String, String?, String?)])
    func commasAreThousandsOrDecimal(_ text: String, _ point: String?, _ comma: String?) {
        #expect(NumberReading.plain(text) == point)
        #expect(NumberReading.plain(text, decimal: .comma) == comma)
    }

    @Test(arguments: [
        ("1,5", .comma), ("1.5", .point), ("1,234", nil), ("1.234", nil), ("1,234.5", .point), ("1.234,5", .comma), ("1,234,567", .point), ("1.234.567", .comma),
        ("12", nil), ("a,b", nil), ("1,234.567", .point), ("2026.03.04", nil), ("12345,678", .comma),
    ] as [(String, NumberReading.DecimalSign?)])
    func numbersTellTheirDecimalSign(_ text: String, _ sign: NumberReading.DecimalSign?) {
        #expect(NumberReading.evidence(text) == sign)
    }

    @Test(arguments: [
        ("2026-03-04", "2026-03-04"), ("2026-03-04xyz", nil), ("2026-03-04 08:26", "2026-03-04"), ("2026-03-04T08:26:00Z", "2026-03-04"), ("2026-03-041", nil),
        ("2026/3/4", "2026-03-04"), ("2026/3/4 8:26:00", "2026-03-04"), ("20260304", "2026-03-04"), ("20260304 0826", "2026-03-04"), ("4.3.2026", "2026-03-04"),
        ("2026年3月4日", "2026-03-04"), ("2026年3月4日 8时26分", "2026-03-04"), ("2026年3月4日下午3:00", "2026-03-04"), ("2026-03-04 noon", nil), ("3.4", nil),
        ("2026-13-04", nil), ("4.3.26", nil), ("5 items of 3.4.2026", nil), ("2026-03-04-05", nil), ("123.3.2026", nil),
    ] as [(String, String?)])
    func datesEndWhereTheyEnd(_ text: String, _ iso: String?) {
        #expect(FieldReading.day(text, order: .dayFirst)?.iso == iso)
    }

    @Test func whatNobodyCanMeanIsRefusedByField() {
        let day = Field(name: "d", label: "D", kind: .day), number = Field(name: "n", label: "N", kind: .decimal(places: 2))
        func problem(_ field: Field, _ text: String) -> FieldProblem? {
            if case .failure(let refusal) = field.read(text) { refusal.problem } else { nil }
        }
        #expect(problem(day, "3026-01-01") == .outside(1900...2100))
        #expect(problem(number, "1,5") == .notANumber)
        #expect(problem(number, "1,500.5") == nil)
        let code = Field(name: "c", label: "C", kind: .creditCode)
        #expect(problem(code, "91330000") == .wrongLength(18, found: 8))
        #expect(problem(code, "9133000012345678I9") == .badCharacter("I"))
    }
}
