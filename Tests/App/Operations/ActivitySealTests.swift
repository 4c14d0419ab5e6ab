import Basics
import Foundation
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

    /// Any bit of a sealed row in the file: whether the row then says something else or cannot be read any more, it is found.
    @Test func everyFlippedBitIsFound() async throws {
        try await withActivity(.sqlite) { app in
            _ = try await app.sealActivity()
            guard case .sqlite(let path) = app.database.location else { return }
            let copy = path + ".copy", damaged = path + ".damaged"
            defer { for file in [copy, damaged, damaged + "-wal", damaged + "-shm"] { try? FileManager.default.removeItem(atPath: file) } }
            try SQLiteBackup.write(from: path, to: copy)
            let whole = try Data(contentsOf: URL(fileURLWithPath: copy))
            // From the columns' lengths, which stand before a row, to its last column.
            let text = try #require(whole.range(of: Data("before 7之后 7".utf8)))
            // Three columns are not sealed; nothing but their types, which say that there is no value, stands there.
            let unsealed = Set([-32, -30, -29].map { text.lowerBound + $0 })
            var tried = 0
            for place in (text.lowerBound - 40)..<text.upperBound where !unsealed.contains(place) {
                for bit in 0..<8 {
                    var bytes = whole
                    bytes[place] ^= 1 << bit
                    try bytes.write(to: URL(fileURLWithPath: damaged))
                    let database = try Database(.sqlite(path: damaged))
                    let other = App(database: database, clock: app.clock, random: .system, passwordCost: .quick)
                    // What cannot be read is told by an error.
                    let findings = try? await other.examine()
                    await database.finish()
                    for file in [damaged, damaged + "-wal", damaged + "-shm"] { try? FileManager.default.removeItem(atPath: file) }
                    #expect(findings?.isHealthy != true, "bit \(bit) of byte \(place - text.lowerBound)")
                    tried += 1
                }
            }
            print("ActivitySealTests: \(tried) bits")
        }
    }
}
