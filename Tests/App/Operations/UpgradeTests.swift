import Basics
import Storage
import TestDatabases
import Testing

@testable import App

/// Databases of every earlier schema open, with what is in them; those of a later product are refused.
@Suite struct UpgradeTests {
    @Test(arguments: TestEngine.available, Array(1..<Schema.migrations.count))
    func everyEarlierSchemaOpens(_ engine: TestEngine, _ number: Int) async throws {
        let now = SitePreview.now
        try await engine.withDatabase { database in
            _ = try await database.migrate(Array(Schema.migrations.prefix(number)), at: now)
            try await database.write { connection in
                try connection.execute("INSERT INTO organisation (id, name, time_zone, base_currency, created_at) VALUES (1, 'Old Co', 'Asia/Shanghai', 'CNY', 1)")
                guard number >= 2 else { return }
                try connection.execute("INSERT INTO account (id, code, name, stage, created_at) VALUES (1, 'K1', '华曜新能源有限公司', 'maintained', 1)")
                try connection.execute("INSERT INTO account_summary (account_id, name_key, search_text) VALUES (1, \(SearchText.sortKey("华曜新能源有限公司")), '华曜新能源有限公司')")
                try connection.execute("INSERT INTO contact (id, name, english_name, created_at) VALUES (1, '林知远', 'Lin Zhiyuan', 1)")
                guard number >= 4 else { return }
                try connection.execute("""
                    INSERT INTO import (id, kind, file_name, layout, source_system, status, started_at, row_count, tally)
                    VALUES (1, 'sales', 'old.csv', 'x', 'x', 'finished', 1, 9, '{"rows":9,"setAside":{"conflict":2,"repeated":3}}')
                    """)
                guard number >= 6 else { return }
                if number >= 7 { try connection.execute("UPDATE account_summary SET stage = 'maintained'") }
                if Schema.migrations[number - 1].number >= Schema.doors.number { try connection.execute("UPDATE import SET set_aside_rows = 5") }
                try connection.execute("INSERT INTO activity (id, at, verb, subject) VALUES (1000000, 1, 'demo.created', 'organisation')")
            }
            var few = Database.Configuration()
            few.connections = 2
            let app = try await App.open(database.location, configuration: few, clock: .fixed(now))
            defer { app.database.close() }
            #expect(try await app.organisation().name == "Old Co")
            guard number >= 2 else { return }
            #expect(try await app.accounts().map(\.code) == ["K1"])
            // Found by what older indexes did not have.
            #expect(try await app.database.read { try AccountStore.search("hyxny", within: .all, limit: 5, in: $0) }.map(\.code) == ["K1"])
            if Schema.migrations[number - 1].number < Schema.doors.number {
                #expect(try await app.database.read { try SearchIndex.corrections(of: "zhiyaun", in: $0) } == ["zhiyuan"])
                let setAside = try await app.database.read { try ImportStore.recordsWithSetAside(limit: 1, in: $0) }
                #expect(setAside.rows == (number >= 4 ? 5 : 0))
            }
            _ = try await app.sealActivity()
            let found = try await app.examine()
            #expect(found.isHealthy, "\(found.differences)")
        }
    }

    /// What was taken back twice before the schema forbade it stays booked, is counted, and nothing is taken back twice from now on.
    @Test(arguments: TestEngine.available) func repeatedReversalsAreKept(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            _ = try await database.migrate(Schema.migrations.filter { $0.number < 27 }, at: SitePreview.now)
            @Sendable func book(_ id: Int, _ reverses: Int?, _ connection: Connection) throws {
                try connection.execute("""
                    INSERT INTO invoice (account_id, id, kind, number, issued_on, reverses_id, currency, amount, lines, recorded_at)
                    VALUES (1, \(id), \(reverses == nil ? "invoice" : "reversal"), \("N\(id)"), 20000, \(reverses), 'CNY', \(reverses == nil ? 100 : -100), 0, 1)
                    """)
            }
            @Sendable func pay(_ id: Int, _ reverses: Int?, _ connection: Connection) throws {
                try connection.execute("""
                    INSERT INTO payment (account_id, id, invoice_id, paid_on, currency, amount, recorded_at, reverses_id)
                    VALUES (1, \(id), 1, 20000, 'CNY', 10, 1, \(reverses))
                    """)
            }
            try await database.write { connection in
                try connection.execute("INSERT INTO account (id, code, name, stage, created_at) VALUES (1, 'K1', 'One', 'maintained', 1)")
                for (id, reverses) in [(1, nil), (2, nil), (3, 1), (4, 1), (5, 1), (6, 2)] as [(Int, Int?)] { try book(id, reverses, connection) }
                for (id, reverses) in [(1, nil), (2, 1), (3, 1)] as [(Int, Int?)] { try pay(id, reverses, connection) }
            }
            _ = try await database.migrate(Schema.migrations, at: SitePreview.now)
            let repeated = try await database.read { try $0.rows("SELECT id FROM invoice WHERE repeats <> 0 ORDER BY id") { try $0.get(0, as: Int.self) } }
            #expect(repeated == [4, 5])
            #expect(try await database.read { try SalesStore.repeatedReversals(in: $0) } == 3)
            for document in [1, 2] {
                await #expect(throws: StorageFailure.self) { try await database.write { try book(10 + document, document, $0) } }
            }
            await #expect(throws: StorageFailure.self) { try await database.write { try pay(10, 1, $0) } }
            // Goods come back of one invoice as often as they do.
            try await database.write { connection in
                for id in [20, 21] {
                    try connection.execute("""
                        INSERT INTO invoice (account_id, id, kind, number, issued_on, reverses_id, currency, amount, lines, recorded_at)
                        VALUES (1, \(id), 'return', \("R\(id)"), 20000, 2, 'CNY', -10, 0, 1)
                        """)
                }
            }
        }
    }

    /// What an account bought in a second currency and the view that somebody sees first are carried over.
    @Test(arguments: TestEngine.available) func listsAreCarriedOver(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            _ = try await database.migrate(Schema.migrations.filter { $0.number < 17 }, at: SitePreview.now)
            try await database.write { connection in
                try connection.execute("INSERT INTO app_user (id, sign_in, name, role, password_hash, created_at) VALUES (1, 'a', 'A', 'director', 'x', 1)")
                try connection.execute("INSERT INTO account (id, code, name, stage, created_at) VALUES (1, 'K1', 'One', 'maintained', 1)")
                try connection.execute("INSERT INTO account_summary (account_id, name_key, search_text, currency, net_sales) VALUES (1, 'one', 'one', 'CNY', 500)")
                for (currency, month, gross) in [("CNY", 600, 500), ("USD", 600, 100), ("USD", 601, 40)] as [(String, Int, Int)] {
                    try connection.execute("""
                        INSERT INTO account_month (account_id, currency, month, gross_sales, returns, cost, lines, lines_with_cost, quantity)
                        VALUES (1, \(currency), \(month), \(gross), -1, 0, 1, 0, 1)
                        """)
                }
                for (id, isDefault) in [(5, 0), (6, 1)] as [(Int, Int)] {
                    try connection.execute("""
                        INSERT INTO saved_view (id, owner_id, name, visibility, query, is_default, created_at)
                        VALUES (\(id), 1, 'v', 'private', 'tier=S', \(isDefault), 1)
                        """)
                }
            }
            _ = try await database.migrate(Schema.migrations, at: SitePreview.now)
            try await database.read { connection in
                let others = try AccountStore.otherSales(of: [Account.ID(1)], in: connection)
                #expect(others == [Account.ID(1): [OtherSales(currency: .usd, gross: 140, returns: -2)]])
                #expect(try SavedViewStore.habit(of: User.ID(1), in: connection).viewID == SavedView.ID(6))
            }
        }
    }

    /// Whoever saw everything without a team sees everything in the top team, which is made where there was none or more than one.
    @Test(arguments: TestEngine.available, [0, 1, 2]) func nobodysViewChanges(_ engine: TestEngine, _ roots: Int) async throws {
        try await engine.withDatabase { database in
            let earlier = Array(Schema.migrations.prefix { $0.number < Schema.reach.number })
            _ = try await database.migrate(earlier, at: SitePreview.now)
            try await database.write { connection in
                try connection.execute("INSERT INTO organisation (id, name, time_zone, base_currency, created_at) VALUES (1, 'Old Co', 'Asia/Shanghai', 'CNY', 1)")
                for _ in 0..<roots {
                    let id: Team.ID = try connection.newIdentifier("team", reserve: 1), below: Team.ID = try connection.newIdentifier("team", reserve: 1)
                    try UserStore.insert(Team(id: id, name: "root", parentID: nil, path: "/\(id.value)/"), in: connection)
                    try UserStore.insert(Team(id: below, name: "below", parentID: id, path: "/\(id.value)/\(below.value)/"), in: connection)
                }
                for (id, role) in [(1, "director"), (2, "viewer"), (3, "key_account_manager"), (4, "finance")] {
                    try connection.execute("""
                        INSERT INTO app_user (id, sign_in, name, role, password_hash, created_at) VALUES (\(id), \(role), \(role), \(role), 'x', 1)
                        """)
                }
            }
            _ = try await database.migrate(Schema.migrations, at: SitePreview.now)
            try await database.write { connection in
                for user in try UserStore.users(in: connection) {
                    let scope = try Scope(of: user, in: connection)
                    #expect(scope == (user.role == .keyAccountManager ? .own(user.id) : .all), "\(user.signIn)")
                }
                let teams = try UserStore.teams(in: connection), byID = Dictionary(uniqueKeysWithValues: teams.map { ($0.id, $0) })
                #expect(teams.count == [1, 2, 5][roots])
                for team in teams { #expect(team.path == (team.parentID.flatMap { byID[$0]?.path } ?? "/") + "\(team.id.value)/") }
                let next: Team.ID = try connection.newIdentifier("team", reserve: 1)
                #expect(byID[next] == nil)
            }
        }
    }

    @Test(arguments: TestEngine.available) func laterSchemasAreRefused(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let known = Schema.migrations.last?.number ?? 0
            let later = Schema.migrations + [Migration(known + 1, "later", ["CREATE TABLE later (id BIGINT)"])]
            _ = try await database.migrate(later, at: SitePreview.now)
            await #expect(throws: StorageFailure.newer(found: known + 1, known: known)) { try await App.open(database.location) }
        }
    }
}
