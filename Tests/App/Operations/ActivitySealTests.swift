import Basics
import Storage
import TestDatabases
import Testing

@testable import App

/// Sealed activity shows every later change.
@Suite struct ActivitySealTests {
    private func withActivity(_ engine: TestEngine, _ body: @escaping @Sendable (App) async throws -> Void) async throws {
        try await engine.withDatabase { database in
            let now = SitePreview.now
            _ = try await database.migrate(Schema.migrations, at: now)
            let app = App(database: database, clock: .fixed(now), random: .system, passwordCost: .quick)
            try await database.write { connection in
                for number in 1...50 {
                    try ActivityStore.record(
                        .edited, by: nil, at: now, subject: ("account", Int64(number)), before: number % 3 == 0 ? nil : "before \(number)",
                        after: "之后 \(number)", reason: number % 5 == 0 ? "because" : nil, in: connection
                    )
                }
            }
            try await body(app)
        }
    }

    @Test(arguments: TestEngine.available) func everythingIsSealedOnce(_ engine: TestEngine) async throws {
        try await withActivity(engine) { app in
            #expect(try await app.sealActivity() == 50)
            #expect(try await app.sealActivity() == 0)
            try await app.database.write { try ActivityStore.record(.signedIn, by: nil, at: app.clock.now, subject: ("app_user", 1), in: $0) }
            #expect(try await app.sealActivity() == 1)
            let chain = try await app.database.read { try ActivityStore.verify(in: $0) }
            #expect(chain.broken == nil && chain.activities == 51 && chain.seals == 2 && chain.unsealed == 0)
        }
    }

    /// Each column of a sealed row, a removed row, an added one, a changed seal: all are found.
    @Test(arguments: TestEngine.available) func everyChangeIsFound(_ engine: TestEngine) async throws {
        let changes: [SQL] = [
            "UPDATE activity SET at = at + 1 WHERE id = 7", "UPDATE activity SET verb = 'record.addee' WHERE id = 7",
            "UPDATE activity SET subject = 'accounu' WHERE id = 7", "UPDATE activity SET subject_id = 8 WHERE id = 7",
            "UPDATE activity SET account_id = 1 WHERE id = 7", "UPDATE activity SET before_value = 'before 8' WHERE id = 7",
            "UPDATE activity SET before_value = '' WHERE id = 3", "UPDATE activity SET after_value = NULL WHERE id = 7",
            "UPDATE activity SET reason = 'because' WHERE id = 7", "UPDATE activity SET batch_id = 1 WHERE id = 7",
            "UPDATE activity SET id = 1000 WHERE id = 7", "DELETE FROM activity WHERE id = 50", "UPDATE activity SET seal = NULL WHERE id = 7",
            "INSERT INTO activity (id, at, verb, subject, seal) VALUES (2000, 1, 'x', 'x', 1)",
            "INSERT INTO activity (id, at, verb, subject, seal) VALUES (2000, 1, 'x', 'x', 9)",
            "UPDATE activity_seal SET hash = REPLACE(hash, SUBSTR(hash, 1, 1), 'x') WHERE number = 1", "UPDATE activity_seal SET activities = 49",
        ]
        for change in changes {
            try await withActivity(engine) { app in
                _ = try await app.sealActivity()
                try await app.database.write { _ = try $0.execute(change) }
                let chain = try await app.database.read { try ActivityStore.verify(in: $0) }
                #expect(chain.broken == 1 || chain.broken == 2, "\(change)")
                #expect(try await !app.examine().isHealthy)
            }
        }
    }
}
