import Basics
import Foundation
import Scoring
import Storage
import TestDatabases
import Testing

@testable import App

/// Dated rates: shares of the company are in its own currency, each document is converted once at its day, and nothing is added without a rate.
@Suite struct ExchangeRateTests {
    private static func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

    private static func rate(_ currency: Currency, _ from: String, _ rate: String) -> UserStore.Rate {
        UserStore.Rate(currency: currency, from: day(from), rate: FixedDecimal.parse(rate.utf8, decimals: 9)?.units ?? 0)
    }

    private static let conversions: [(minor: Int64, currency: String, rate: String, base: String, result: Int64)] = [
        (1_000, "JPY", "0.048", "CNY", 4_800),           // ¥1,000 of yen are 48.00 yuan
        (1, "JPY", "0.048", "CNY", 5),                   // 4.8 fen
        (-1, "JPY", "0.048", "CNY", -5),
        (100, "USD", "7.1", "CNY", 710),
        (5, "USD", "0.1", "CNY", 1),                     // half a fen, away from zero
        (-5, "USD", "0.1", "CNY", -1),
        (1_000, "KWD", "23.5", "CNY", 2_350),            // one dinar has a thousand fils
        (10_000, "CNY", "20.8", "JPY", 2_080),
        (4, "USD", "0.1", "CNY", 0),
    ]

    @Test(arguments: conversions) func amountsAreConvertedOnce(_ one: (minor: Int64, currency: String, rate: String, base: String, result: Int64)) throws {
        let currency = try #require(Currency(one.currency)), base = try #require(Currency(one.base))
        let rates = ExchangeRates(base: base, [Self.rate(currency, "2026-01-01", one.rate)])
        #expect(rates.converted(one.minor, currency, on: Self.day("2026-05-01")) == one.result)
    }

    @Test func aRateHoldsFromItsDayUntilTheNext() {
        let rates = ExchangeRates(base: .cny, [Self.rate(.usd, "2026-03-01", "7.2"), Self.rate(.usd, "2026-01-01", "7"), Self.rate(.jpy, "2026-01-01", "0.05")])
        let found = ["2025-12-31", "2026-01-01", "2026-02-28", "2026-03-01", "2027-01-01"].map { rates.rate(of: .usd, on: Self.day($0)) }
        #expect(found == [nil, 7_000_000_000, 7_000_000_000, 7_200_000_000, 7_200_000_000])
        #expect(rates.converted(1, .eur, on: Self.day("2026-02-01")) == nil)
        #expect(rates.converted(77, .cny, on: Self.day("2000-01-01")) == 77)
    }

    /// Three accounts: 2,000,000 yuan a month, 2,000,000 yen a month for eleven months, and yuan beside dollars.
    private static let file: String = {
        var text = "单据编号,单据日期,客户编码,客户名称,存货编码,数量,金额,币种\n"
        for month in 1...11 {
            let day = month < 10 ? "2026-0\(month)-10" : "2026-\(month)-10"
            text += "C\(month),\(day),FX-CNY,人民币客户,P1,1,2000000,CNY\nJ\(month),\(day),FX-JPY,日元客户,P1,1,2000000,JPY\n"
        }
        return text + "M1,2026-11-10,FX-MIX,混合客户,P1,1,1000,CNY\nM2,2026-11-11,FX-MIX,混合客户,P1,1,100,USD\n"
    }()

    private func withBooks(_ engine: TestEngine, _ body: (App) async throws -> Void) async throws {
        try await engine.withDatabase { database in
            let now = SitePreview.now
            _ = try await database.migrate(Schema.migrations, at: now)
            try await database.write { connection in
                try PolicyStore.publishDefault(at: now, in: connection)
                try UserStore.save(Organisation(name: "FX", timeZone: "Asia/Shanghai", baseCurrency: .cny, isDemo: false), at: now, in: connection)
            }
            let app = App(
                database: database, clock: .fixed(now), random: .system, files: FileStore(folder: NSTemporaryDirectory() + UUID().uuidString), passwordCost: .quick
            )
            let path = NSTemporaryDirectory() + UUID().uuidString + ".csv"
            try Data(Self.file.utf8).write(to: URL(fileURLWithPath: path))
            _ = try await app.importSales(path, layout: .auto, currency: .cny, by: nil)
            try FileManager.default.removeItem(atPath: path)
            try await body(app)
        }
    }

    /// What the policy would measure of each account: its share of the company's net sales, parts per million.
    private func shares(_ app: App) async throws -> (shares: [String: Scoring.Measurement], portfolio: Portfolio) {
        try await app.database.read { connection in
            let asOf = Self.day("2026-11-28"), policy = try #require(try PolicyStore.inForce(on: asOf, in: connection)?.policy)
            let reading = try FactReading(policy, asOf: asOf, in: connection)
            var shares: [String: Scoring.Measurement] = [:]
            try AccountStore.forEachSubject(baseCurrency: .cny, in: connection) { subject, code, _ in
                let facts = try #require(reading.facts(of: subject)[12]), whole = try #require(reading.portfolio.facts(in: subject.currency)[12])
                shares[code] = facts.measure(.netSalesShare, in: whole, asOf: asOf)
            }
            return (shares, reading.portfolio)
        }
    }

    @Test(arguments: TestEngine.available) func sharesAreOfTheCompanyInItsCurrency(_ engine: TestEngine) async throws {
        try await withBooks(engine) { app in
            // Without rates nothing is added: neither yen nor dollars count, and both are named.
            let (bare, left) = try await shares(app)
            #expect(bare == ["FX-CNY": .measured(1_000_000), "FX-JPY": .missing(.noRate), "FX-MIX": .missing(.noRate)])
            #expect(left.unrated(window: 12).map { "\($0.currency) \($0.accounts)" } == ["JPY 1", "USD 1"])
            let kept = try await app.classify(asOf: Self.day("2026-11-28"), keeping: true, by: nil)
            #expect(kept.unrated.count == 2)
            let path = NSTemporaryDirectory() + UUID().uuidString + ".csv"
            try Data("currency,from,rate\nJPY,2024-01-01,0.048\nUSD,2024-01-01,7.1\n".utf8).write(to: URL(fileURLWithPath: path))
            #expect(try await app.importRates(path, by: nil) == 2)
            try FileManager.default.removeItem(atPath: path)
            // 22,000,000 yuan, 22,000,000 × 0.048 = 1,056,000 and 1,000 + 710: 23,057,710 in all.
            let (rated, portfolio) = try await shares(app)
            #expect(portfolio.company[12]?.netSales == 2_305_771_000 && portfolio.unrated(window: 12).isEmpty)
            #expect(rated == ["FX-CNY": .measured(954_128), "FX-JPY": .measured(45_798), "FX-MIX": .measured(74)])
            // The same by a run that keeps only what changed: everything measured before the rates is measured anew.
            let run = try await app.classify(asOf: Self.day("2026-11-28"), keeping: true, by: nil)
            #expect(run.unrated.isEmpty && run.results.allSatisfy { $0.scorecard != nil })
            let stored = try await app.database.read { try PolicyStore.latestRun(in: $0)?.portfolio }
            #expect(stored == portfolio)
            #expect(try await app.examine().differences == [])
        }
    }

    @Test(arguments: TestEngine.available) func filesOfRatesAreTakenWholeOrNotAtAll(_ engine: TestEngine) async throws {
        try await withBooks(engine) { app in
            let cases: [(String, RatesRefusal)] = [
                ("a,b,c\nUSD,2026-01-01,7\n", .noColumns(header: ["a", "b", "c"])), ("currency,from,rate\nUSD,2026-01-01,7\nUSD,2026-02-30,7\n", .badRow(3, "USD,2026-02-30,7")),
                ("币种,日期,汇率\nUSD,2026-01-01,-7\n", .badRow(2, "USD,2026-01-01,-7")), ("currency,from,rate\nCNY,2026-01-01,1\n", .ownCurrency(2, "CNY")),
            ]
            for (text, refusal) in cases {
                let path = NSTemporaryDirectory() + UUID().uuidString + ".csv"
                try Data(text.utf8).write(to: URL(fileURLWithPath: path))
                await #expect(throws: refusal) { try await app.importRates(path, by: nil) }
                try FileManager.default.removeItem(atPath: path)
            }
            #expect(try await app.rates().isEmpty)
        }
    }
}
