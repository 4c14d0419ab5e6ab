import Basics
import GroundTruth
import Scoring
import Storage
import TestDatabases
import Testing

@testable import App

/// What the page says of a row is what classifying gives when the row, and a document without rows, is really absent.
@Suite struct WhatIfTests {
    /// Random books: several currencies, lines without cost, returns, categories, payments in time and late.
    @Test(arguments: TestEngine.available) func anyRowOfAnyBooks(_ engine: TestEngine) async throws {
        let now = Timestamp(milliseconds: 1_700_000_000_000), asOf = Day(number: 18_200)
        for seed in UInt64(1)...6 {
            print("WhatIfTests seed \(seed)")
            try await engine.withDatabase { database in
                let app = try await App.open(database.location)
                try await app.database.write { connection in
                    var random = SeededRandom(seed: seed)
                    for _ in 0..<3 { try RandomSales.book(RandomSales.rows(&random), at: now, in: connection) }
                    try Self.dress(seed, &random, in: connection)
                }
                _ = try await app.classify(asOf: asOf, keeping: true, by: nil)
                var random = SeededRandom(seed: seed * 31)
                for _ in 0..<16 {
                    let pick = random.integer(0...10_000)
                    try await compare(pick, asOf, app.database)
                }
            }
        }
    }

    /// Costs that are all known but one, unknown for one account, or unknown here and there; categories, due days and payments.
    private static func dress(_ seed: UInt64, _ random: inout SeededRandom, in connection: Connection) throws {
        if seed % 3 != 1 { try connection.execute("UPDATE invoice_line SET cost = amount / 2") }
        if seed % 3 == 0 {
            try connection.execute("UPDATE invoice_line SET cost = NULL WHERE invoice_id = (SELECT MAX(invoice_id) FROM invoice_line) AND line_no = 1")
        } else if seed % 3 == 2 {
            try connection.execute("UPDATE invoice_line SET cost = NULL WHERE account_id = 2 AND currency = 'CNY'")
        }
        try ProductStore.insert((1...3).map { Category(id: Category.ID(Int64($0)), code: "C\($0)", name: "C\($0)", isStrategic: $0 == 1) }, in: connection)
        try connection.execute("UPDATE product SET category_id = 1 + id % 3 WHERE id % 5 <> 0")
        try connection.execute("UPDATE account SET reference_value = 3 WHERE id % 2 = 0")
        try connection.execute("UPDATE invoice SET due_on = issued_on + 20 WHERE kind = 'invoice' AND id % 4 <> 0")
        let documents = try connection.rows("SELECT account_id, id, amount, currency, issued_on FROM invoice WHERE kind = 'invoice' ORDER BY id") { row in
            (account: try row.get(0, as: Account.ID.self), id: try row.get(1, as: SalesDocument.ID.self), amount: try row.get(2, as: Int64.self),
             currency: try row.get(3, as: Currency.self), day: try row.get(4, as: Day.self))
        }
        var booking = SalesBooking(importID: nil, at: Timestamp(milliseconds: 1_700_000_000_000))
        for document in documents where random.integer(0...2) > 0 {
            booking.book(Payment(
                id: try connection.newIdentifier("payment", reserve: 1), accountID: document.account, invoiceID: document.id,
                paidOn: document.day.advanced(by: random.integer(1...60)), amount: Money(minor: document.amount / Int64(random.integer(1...2)), document.currency)
            ))
        }
        try booking.finish(in: connection)
    }

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
                try connection.execute("DELETE FROM payment WHERE (account_id, invoice_id) IN (SELECT account_id, id FROM invoice WHERE lines = 0)")
                try connection.execute("DELETE FROM invoice WHERE lines = 0")
                try AccountTotals.rebuild([line.account], in: connection)
                // Nothing that was kept helps: everything is read from the books.
                try connection.execute("UPDATE catalogue SET version = version + 1000")
                // The tier that hysteresis starts from is the one before the run, as when the score was made.
                try connection.execute("UPDATE account_summary SET tier = \(score.previousTier) WHERE account_id = \(line.account)")
                let fresh = try Classification.compute(asOf: asOf, baseCurrency: .cny, in: connection)
                let after = try #require(fresh.results.first { $0.account == line.account }).scorecard
                #expect(said == after, "account \(line.account.value), line \(line.document.value)/\(line.number)")
                throw Undo()
            }
        } catch is Undo {}
    }
}
