import Basics
import Storage
import TestDatabases
import Testing

@testable import App

/// The maintained totals equal a recomputation after any sequence of documents, returns, moves and undone imports.
@Suite struct AccountTotalsTests {
    private let now = Timestamp(milliseconds: 1_700_000_000_000)

    @Test(arguments: TestEngine.available) func totalsEqualRecomputation(_ engine: TestEngine) async throws {
        for seed in UInt64(1)...6 {
            try await engine.withDatabase { database in
                _ = try await database.migrate(Schema.migrations, at: now)
                try await play(seed: seed, database)
            }
        }
    }

    private func play(seed: UInt64, _ database: Database) async throws {
        print("AccountTotalsTests seed \(seed)")
        let steps = 12
        var random = SeededRandom(seed: seed)
        for step in 0..<steps {
            if step > 2, random.integer(0...4) == 0 {
                let victim = random.integer(1...step)
                _ = try await database.write { connection in
                    try ImportUndo.undo(ImportRecord.ID(Int64(victim)), by: nil, at: now, in: connection)
                }
            } else {
                let rows = rows(&random)
                try await database.write { connection in try book(rows, in: connection) }
            }
            try await compare(database, seed: seed, step: step)
        }
    }

    private func book(_ rows: [SalesRow], in connection: Connection) throws {
        let id: ImportRecord.ID = try connection.newIdentifier("import", reserve: 1)
        let record = ImportRecord(
            id: id, fileName: "random", layout: "columns", sourceSystem: "erp", status: .running, startedAt: now, tally: .init()
        )
        try ImportStore.start(record, by: nil, in: connection)
        var importer = SalesImporter(importID: id, sourceSystem: "erp", actor: nil, at: now)
        for part in rows.chunks(of: 7) { _ = try importer.book(part, in: connection) }
        try ImportStore.save(importer.tally, status: .finished, finishedAt: now, of: id, in: connection)
    }

    private func rows(_ random: inout SeededRandom) -> [SalesRow] {
        (0..<random.integer(1...40)).map { _ in
            let isReturn = random.integer(0...4) == 0
            let document = random.integer(1...15)
            let quantity = Quantity(millionths: Int64(random.integer(1...90)) * (isReturn ? -500_000 : 500_000))
            let price = UnitPrice(millionths: Int64(random.integer(1...9_999_999)))
            let currency: Currency = document % 5 == 0 ? .usd : .cny
            let amount = (try? Money.line(quantity: quantity, unitPrice: price, currency).minor) ?? 0
            // Mostly the document's usual customer, sometimes another one: a document that comes back under a new account.
            let account = random.integer(0...9) == 0 ? random.integer(1...4) : document % 4 + 1
            return SalesRow(
                documentNumber: "D\(document)", kind: isReturn ? .return : .invoice, day: Day(number: 18_000 + document * 11),
                accountCode: "A\(account)", itemCode: "P\(random.integer(1...6))", quantity: quantity, unitPrice: price,
                amount: amount, cost: random.integer(0...1) == 0 ? nil : amount / 2, currency: currency
            )
        }
    }

    private func compare(_ database: Database, seed: UInt64, step: Int) async throws {
        try await database.read { connection in
            let accounts = try connection.rows("SELECT id FROM account ORDER BY id") { try $0.get(0, as: Account.ID.self) }
            let stored = try AccountTotals.stored(accounts, in: connection)
            let recomputed = try AccountTotals.recompute(accounts, in: connection)
            for account in accounts {
                let kept = stored[account].map(withoutEmptyMonths), fresh = recomputed[account].map(withoutEmptyMonths)
                #expect(kept == fresh, "seed \(seed), step \(step), account \(account.value)")
            }
            let headers = try connection.first("""
                SELECT COUNT(*) FROM invoice d WHERE d.amount <> (SELECT COALESCE(SUM(l.amount), 0) FROM invoice_line l
                    WHERE l.account_id = d.account_id AND l.issued_on = d.issued_on AND l.invoice_id = d.id)
                """) { try $0.get(0, as: Int.self) }
            #expect(headers == 0, "seed \(seed), step \(step): a header differs from its lines")
        }
    }

    private func withoutEmptyMonths(_ totals: AccountTotals.Totals) -> AccountTotals.Totals {
        var totals = totals
        totals.months = totals.months.filter { $0.value != .zero }
        return totals
    }
}
