import Basics
import Testing

@testable import Interface

@Suite struct HTMLTests {
    @Test(arguments: [
        ("<script>", "&lt;script&gt;"), ("\" onmouseover=\"x", "&quot; onmouseover=&quot;x"), ("it's & so", "it&#39;s &amp; so"), ("华曜", "华曜"),
    ]) func textIsEscaped(_ text: String, _ escaped: String) {
        #expect(("<td title=\"\(text)\">\(text)</td>" as HTML).text == "<td title=\"\(escaped)\">\(escaped)</td>")
    }

    /// No text can open a tag or end an attribute, whatever it is made of.
    @Test func noTextEscapes() {
        print("HTMLTests.noTextEscapes seed 11")
        var random = SeededRandom(seed: 11)
        let pieces = ["<", ">", "\"", "'", "&", "a", " ", "/", "=", "大", "\u{0}", "&lt;"]
        for _ in 0..<500 {
            let text = (0..<random.integer(0...12)).map { _ in pieces[random.integer(0...(pieces.count - 1))] }.joined()
            let html = HTML(text: text).text
            #expect(!html.contains("<") && !html.contains(">") && !html.contains("\"") && !html.contains("'"), "\(text)")
        }
    }

    @Test func fragmentsNestAndAttributesCanBeAbsent() {
        let rows = ["a", "b"].map { "<li>\($0)</li>" as HTML }
        #expect(("<ul>\(rows)</ul>" as HTML).text == "<ul><li>a</li><li>b</li></ul>")
        #expect(("<a\(attribute: "aria-current", nil)>" as HTML).text == "<a>")
        #expect(("<a\(attribute: "aria-current", "page")>" as HTML).text == "<a aria-current=\"page\">")
    }
}

@Suite struct FormatTests {
    @Test(arguments: [
        (Int64(986_000), "9,860元", "¥9,860"), (96_400_000, "96.4万元", "¥964K"), (3_286_000_000, "3,286万元", "¥32.9M"),
        (12_400_000_000, "1.24亿元", "¥124M"), (124_000_000_000, "12.40亿元", "¥1.24B"), (-3_286_000_000, "\u{2212}3,286万元", "\u{2212}¥32.9M"), (0, "0元", "¥0"),
    ]) func shortAmounts(_ minor: Int64, _ chinese: String, _ english: String) {
        let money = Money(minor: minor, .cny)
        #expect(Format.short(money, .simplifiedChinese) == chinese)
        #expect(Format.short(money, .english) == english)
    }

    @Test func exactAmountsScoresAndShares() {
        #expect(Format.full(Money(minor: 437_744_094, .cny), .english) == "¥4,377,440.94")
        #expect(Format.full(Money(minor: -8_790_000, .gbp), .english) == "\u{2212}£87,900.00")
        #expect(Format.full(Money(minor: 437_744_094, .cny), .simplifiedChinese) == "4,377,440.94元")
        #expect(Format.score(824_000) == "82.4")
        #expect(Format.score(822_500, atLeast: 2) == "82.25")
        #expect(Format.percent(ppm: 274_449) == "27.4%")
        #expect(Format.percent(ppm: 274_500, decimals: 0) == "27%")
        #expect(Format.weight(250) == "2.5")
        #expect(Format.count(10_000, isExact: false) == "10,000+")
    }

    @Test func datesInBothLanguages() throws {
        let today = try #require(Day("2026-11-23")), day = try #require(Day("2026-08-20")), old = try #require(Day("2025-08-20"))
        #expect(Format.day(day, today: today, .simplifiedChinese) == "8月20日")
        #expect(Format.day(old, today: today, .simplifiedChinese) == "2025年8月20日")
        #expect(Format.day(day, today: today, .english) == "20 Aug")
        #expect(Format.day(old, today: today, .english) == "20 Aug 2025")
    }

    @Test(arguments: [
        ("zh-CN,zh;q=0.9,en;q=0.8", Language.simplifiedChinese as Language?), ("en-GB,en;q=0.5", .english), ("fr,en;q=0.2,zh;q=0.9", .simplifiedChinese),
        ("fr", nil), ("", nil), ("zh;q=0", nil),
    ]) func negotiation(_ header: String, _ language: Language?) {
        #expect(Language(acceptLanguage: header) == language)
    }
}

@Suite struct ChartTests {
    @Test(arguments: [(Int64(0), Int64(100), [Int64(0), 20, 40, 60, 80, 100]), (-30, 95, [-50, 0, 50, 100]), (0, 0, [0]), (0, 1, [0, 1])])
    func ticksAreRoundAndHoldEveryBar(_ low: Int64, _ high: Int64, _ ticks: [Int64]) {
        #expect(MonthChart.ticks(low: low, high: high) == ticks)
    }

    @Test func theCurveShowsAnchorsAndValue() {
        let svg = AnchorCurve.html([(0, 0), (1_000, 100)], at: (500, 50), title: "0 → 0, 5 → 100").text
        #expect(svg.contains("<polyline points=\"3,29 93,4\"/>"))
        #expect(svg.contains("<circle cx=\"48\" cy=\"16.5\"/>"))
    }
}
