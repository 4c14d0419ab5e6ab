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
                let rows = RandomSales.rows(&random)
                try await database.write { connection in try RandomSales.book(rows, at: now, in: connection) }
            }
            try await compare(database, seed: seed, step: step)
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
