import Basics
import Foundation
import Interface
import Scoring
import Storage
import TestDatabases
import Testing

@testable import App

/// What the command line prints: words and currencies for people, units of the books for programs.
@Suite struct ListingTests {
    private static let account = AccountSummary(
        id: .init(1), code: "K1", name: "北京华曜汽车部件有限公司", shortName: "华曜汽车", englishName: "Huayao Motors Components Co., Ltd.",
        industry: "C36", region: "110000", stage: .maintained, tier: "S", score: 905_600, isProvisional: false, currency: .cny,
        netSales: 15_998_289_228, grossSales: 0, returns: 0, year: .init(net: 4_200_000_000), orders: 12, invoices: 0, returnDocuments: 0, moved: 0, nameKey: ""
    )

    @Test func tablesSpeakTheLanguage() throws {
        let chinese = try Listing.accounts([Self.account], .simplifiedChinese).text(.table)
        #expect(chinese.contains("159,982,892.28元") && chinese.contains("汽车制造") && chinese.contains("北京") && chinese.contains("等级"))
        #expect(!chinese.contains("15998289228") && !chinese.contains("C36") && !chinese.contains("netSales"))
        let english = try Listing.accounts([Self.account], .english).text(.table)
        #expect(english.contains("¥159,982,892.28") && english.contains("Motor vehicles") && english.contains("Beijing") && english.contains("Net sales"))
    }

    @Test func programsGetUnits() throws {
        let json = try Listing.accounts([Self.account], .english).text(.json)
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
        #expect(rows[0]["netSales"] as? Int == 15_998_289_228)
        #expect(rows[0]["yearSales"] as? Int == 4_200_000_000)
        #expect(rows[0]["industry"] as? String == "C36")
        #expect((rows[0]["units"] as? [String: String]) == ["yearSales": "1/100 CNY", "netSales": "1/100 CNY"])
        let csv = try Listing.accounts([Self.account], .english).text(.csv)
        #expect(csv.hasPrefix("code,name,tier,score,yearSales,netSales,currency,orders,lastOrderOn,owner,industry,region"))
        #expect(csv.contains(",42000000.00,159982892.28,CNY,12,"))
    }

    @Test(arguments: TestEngine.available) func scoresAreToldInWords(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 5, years: 1) { _, app, _ in
            let told = try #require(try await app.told(code: "K100001"))
            for language in Language.allCases {
                let table = try told.listing(language).text(.table)
                for metric in Metric.allCases where metric.rawValue.contains("_") { #expect(!table.contains(metric.rawValue), "\(metric) is not in words") }
                #expect(table.contains(language.words.metrics.netSales) && table.contains(language.isEnglish ? "¥" : "万元") && table.contains("%"))
                #expect(table.contains(Format.score(told.scorecard.score, atLeast: 2)))
            }
            #expect(told.units["net_sales"] == "1/100 CNY")
            #expect(try await app.told(code: "nobody") == nil)
        }
    }

    /// The demo's activity tells every run on its own day.
    @Test func theDemoWasClassifiedAllAlong() async throws {
        try await TestEngine.sqlite.withDatabase { database in
            _ = try await database.migrate(Schema.migrations, at: SitePreview.now)
            let app = App(database: database, clock: .fixed(SitePreview.now), random: .system, files: FileStore(folder: "/nowhere"), passwordCost: .quick)
            try await database.write { try PolicyStore.publishDefault(at: SitePreview.now, in: $0) }
            _ = try await app.createDemo(language: .simplifiedChinese)
            let (runs, moments) = try await database.read { connection in
                let zone = Organisation.unnamed.zone
                return (
                    try connection.rows("SELECT as_of FROM classification_run ORDER BY id") { try $0.get(0, as: Day.self) },
                    try connection.rows("SELECT DISTINCT at FROM activity WHERE verb = 'account.tier' ORDER BY at") { try $0.get(0, as: Timestamp.self).day(in: zone) }
                )
            }
            #expect(runs.count == 5 && moments.count > 1)
            #expect(moments.allSatisfy(runs.contains), "\(moments.map(\.iso))")
            #expect(moments.first == runs.first)
            let titles = try await database.read { try $0.rows("SELECT DISTINCT title FROM employment WHERE title IS NOT NULL") { try $0.get(0, as: String.self) } }
            #expect(titles.contains("采购总监") && titles.allSatisfy { !$0.contains(where: \.isASCII) })
        }
    }
}
