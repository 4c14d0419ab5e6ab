import Basics
import GroundTruth
import Scoring
import Storage
import TestDatabases
import Testing

@testable import App

/// What the page says of a row is what deleting the row gives.
@Suite struct WhatIfTests {
    @Test(arguments: TestEngine.available) func theScoreWithoutARowIsTheScoreAfterDeletingIt(_ engine: TestEngine) async throws {
        print("WhatIfTests seed 17")
        let now = Timestamp(milliseconds: 1_780_000_000_000), asOf = Day(number: 20_600)
        try await engine.withDatabase { database in
            _ = try await database.migrate(Schema.migrations, at: now)
            let app = App(database: database, clock: .fixed(now), random: .system, passwordCost: .quick)
            try await database.write { try PolicyStore.publishDefault(at: now, in: $0) }
            _ = try await app.generate(.large(accounts: 40, years: 2, seed: 17, endingOn: asOf.advanced(by: -1)), truth: { _ in }, progress: { _, _ in })
            _ = try await app.classify(asOf: asOf, keeping: true, by: nil)
            var random = SeededRandom(seed: 17)
            for _ in 0..<25 {
                let pick = random.integer(0...10_000)
                try await compare(pick, asOf, database)
            }
        }
    }

    private struct Undo: Error {}

    private func compare(_ pick: Int, _ asOf: Day, _ database: Database) async throws {
        do {
            try await database.write { connection in
                let lines = try connection.rows("""
                    SELECT account_id, issued_on, invoice_id, line_no FROM invoice_line WHERE issued_on >= \(asOf.adding(months: -12))
                    ORDER BY account_id, invoice_id, line_no
                    """) { row in
                    (account: try row.get(0, as: Account.ID.self), day: try row.get(1, as: Day.self),
                     document: try row.get(2, as: SalesDocument.ID.self), number: try row.get(3, as: Int.self))
                }
                let line = lines[pick % lines.count]
                let found = try AccountPage.score(of: line.account, in: connection)
                let (score, _, policy) = try #require(found)
                let said = try WhatIf.scorecard(
                    without: .init(document: line.document, number: line.number), of: line.account, score, policy, baseCurrency: .cny, in: connection
                )
                try connection.execute("""
                    DELETE FROM invoice_line WHERE account_id = \(line.account) AND issued_on = \(line.day) AND invoice_id = \(line.document) AND line_no = \(line.number)
                    """)
                try connection.execute("""
                    UPDATE invoice SET lines = lines - 1, amount = (SELECT COALESCE(SUM(l.amount), 0) FROM invoice_line l
                        WHERE l.account_id = invoice.account_id AND l.issued_on = invoice.issued_on AND l.invoice_id = invoice.id)
                    WHERE account_id = \(line.account) AND id = \(line.document)
                    """)
                // The tier that hysteresis starts from is the one before the run, as when the score was made.
                try connection.execute("UPDATE account_summary SET tier = \(score.previousTier), facts_version = facts_version + 1 WHERE account_id = \(line.account)")
                let fresh = try Classification.compute(asOf: asOf, baseCurrency: .cny, in: connection)
                let after = try #require(fresh.results.first { $0.account == line.account }).scorecard
                #expect(said == after, "account \(line.account.value), line \(line.document.value)/\(line.number)")
                throw Undo()
            }
        } catch is Undo {}
    }
}
