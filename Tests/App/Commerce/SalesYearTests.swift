import Basics
import Storage
import TestDatabases
import Testing

@testable import App

/// The twelve months of every account equal what its lines add up to, however they are booked, undone and moved.
@Suite struct SalesYearTests {
    private let now = Timestamp(milliseconds: 1_700_000_000_000)

    private struct Key: Hashable {
        var account: Account.ID
        var currency: Currency
    }

    /// Added up by hand from single lines.
    private static func expected(_ connection: Connection) throws -> [Key: SalesYear.Amounts] {
        guard let end = try SalesYear.current(in: connection)?.end else { return [:] }
        var amounts: [Key: SalesYear.Amounts] = [:]
        try connection.forEach("SELECT account_id, currency, issued_on, is_return, amount FROM invoice_line") { row in
            let key = Key(account: try row.get(0), currency: try row.get(1)), day: Day = try row.get(2), amount: Int64 = try row.get(4)
            let from = end.adding(months: -12)
            if day >= from, day < end {
                amounts[key, default: .init()].net += amount
                if try row.get(3, as: Bool.self) { amounts[key, default: .init()].returns += amount }
            } else if day >= from.adding(months: -12), day < from {
                amounts[key, default: .init()].before += amount
            }
        }
        return amounts.filter { !$0.value.isZero }
    }

    private static func kept(_ connection: Connection) throws -> [Key: SalesYear.Amounts] {
        var amounts: [Key: SalesYear.Amounts] = [:]
        for table: SQL in ["account_summary", "account_other_sales"] {
            try connection.forEach("SELECT account_id, currency, year_sales, year_returns, year_before FROM \(table) WHERE currency IS NOT NULL") { row in
                let one = SalesYear.Amounts(net: try row.get(2), returns: try row.get(3), before: try row.get(4))
                if !one.isZero { amounts[Key(account: try row.get(0), currency: try row.get(1))] = one }
            }
        }
        return amounts
    }

    @Test(arguments: TestEngine.available) func theYearIsWhatItsLinesAddUpTo(_ engine: TestEngine) async throws {
        for seed in UInt64(1)...4 {
            print("SalesYearTests seed \(seed)")
            try await engine.withDatabase { database in
                _ = try await database.migrate(Schema.migrations, at: now)
                var random = SeededRandom(seed: seed)
                for step in 0..<14 {
                    let choice = step < 3 ? 0 : random.integer(0...3), victim = random.integer(1...max(1, step))
                    var rows = RandomSales.rows(&random)
                    // Two years and a half, so that both years and what lies outside of them are met.
                    for index in rows.indices { rows[index].day = Day(number: 17_300 + (rows[index].day.number * 97 + step * 61) % 900) }
                    let end = Day(number: 17_500 + random.integer(0...700))
                    let booked = rows
                    try await database.write { connection in
                        switch choice {
                        case 0, 1: try RandomSales.book(booked, at: now, in: connection)
                        case 2: _ = try ImportUndo.undo(ImportRecord.ID(Int64(victim)), by: nil, at: now, in: connection)
                        default: try SalesYear.follow(at: Timestamp(milliseconds: Int64(end.number) * 86_400_000), in: connection)
                        }
                    }
                    try await database.read { connection in
                        let (kept, expected) = (try Self.kept(connection), try Self.expected(connection))
                        #expect(kept == expected, "seed \(seed), step \(step), choice \(choice)")
                    }
                }
            }
        }
    }

    /// Two people who book while the year moves: everything is counted once.
    @Test(arguments: TestEngine.available) func theYearMovesWhileOthersBook(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            _ = try await database.migrate(Schema.migrations, at: now)
            let parts = (0..<12).map { index -> [SalesRow] in
                var random = SeededRandom(seed: UInt64(100 + index))
                return RandomSales.rows(&random).map { row in
                    var row = row
                    row.documentNumber += "-\(index)"
                    return row
                }
            }
            try await database.write { try RandomSales.book(parts[0], at: now, in: $0) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (index, part) in parts.enumerated().dropFirst() {
                    group.addTask { try await database.write { try RandomSales.book(part, at: now, in: $0) } }
                    group.addTask {
                        let moment = Timestamp(milliseconds: Int64(18_020 + index * 13) * 86_400_000)
                        try await database.write { try SalesYear.follow(at: moment, in: $0) }
                    }
                }
                try await group.waitForAll()
            }
            let (kept, expected) = try await database.read { (try Self.kept($0), try Self.expected($0)) }
            #expect(kept == expected && !kept.isEmpty)
        }
    }
}
