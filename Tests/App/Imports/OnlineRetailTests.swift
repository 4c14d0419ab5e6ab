import Basics
import Foundation
import Scoring
import Storage
import TestDatabases
import Testing

@testable import App

/// The public sales file, from the file to explained tiers, on both engines.
@Suite struct OnlineRetailTests {
    private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("shared/data/online-retail.csv.gz").path

    @Test(arguments: TestEngine.available) func givesTheKnownNumbersAndTiers(_ engine: TestEngine) async throws {
        guard FileManager.default.fileExists(atPath: Self.file) else {
            print("SKIPPED: OnlineRetailTests on \(engine), because ../shared/data/online-retail.csv.gz is not here")
            return
        }
        try await engine.withDatabase { database in
            _ = try await database.migrate(Schema.migrations, at: Timestamp(milliseconds: 0))
            let app = App(database: database, clock: .fixed(Timestamp(milliseconds: 1_700_000_000_000)), random: .system, passwordCost: .quick)
            try await database.write { try PolicyStore.publishDefault(at: Timestamp(milliseconds: 0), in: $0) }
            let tally = try await app.importSales(Self.file, layout: .onlineRetail, by: nil)
            #expect(tally.rows == 541_909)
            #expect(tally.salesLines == 396_337 && tally.returnLines == 8_539)
            #expect(tally.accounts == 4_334 && tally.invoices == 18_402 && tally.items == 3_659)
            #expect(tally.grossSales == 876_106_665 && tally.returns == -47_440_333)
            #expect(tally.imported + tally.setAsideRows == tally.rows)

            let again = try await app.importSales(Self.file, layout: .onlineRetail, by: nil)
            #expect(again.new == 0 && again.imported == 0 && again.unchanged == tally.imported && again.setAsideRows == tally.setAsideRows)
            let findings = try await app.examine()
            #expect(findings.isHealthy)

            let asOf = try #require(Day("2011-12-10"))
            let classification = try await app.classify(asOf: asOf, keeping: true, by: nil)
            let counts = Dictionary(uniqueKeysWithValues: classification.counts.map { ($0.tier, $0.accounts) })
            #expect(counts.values.allSatisfy { $0 > 0 }, "\(counts)")
            // The same bytes on every engine: FNV-1a over all scorecards.
            var state: UInt64 = 0xCBF2_9CE4_8422_2325
            for result in classification.results.sorted(by: { $0.code < $1.code }) {
                for byte in (result.code + (result.scorecard?.encoded ?? "")).utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
            }
            #expect(String(state, radix: 16) == Self.scorecards, "on \(engine), tiers \(counts)")
        }
    }

    private static let scorecards = "3e1b61b63df8ef2e"
}
