import Basics
import Foundation
import GroundTruth
import Storage
import TestDatabases
import Testing

@testable import App

/// Copies hold the same as what they were made from, whichever way they went.
@Suite struct MovingTests {
    private func demo(_ database: Database) async throws -> App {
        let now = SitePreview.now
        _ = try await database.migrate(Schema.migrations, at: now)
        let app = App(database: database, clock: .fixed(now), random: .system)
        try await database.write { try PolicyStore.publishDefault(at: now, in: $0) }
        let end = now.day(in: .gmt).advanced(by: -1)
        _ = try await app.generate(.large(accounts: 20, years: 1, seed: 3, endingOn: end), truth: { _ in }, progress: { _, _ in })
        _ = try await app.classify(asOf: end.advanced(by: 1), keeping: true, by: nil)
        _ = try await app.sealActivity()
        return app
    }

    @Test(arguments: TestEngine.available, TestEngine.available)
    func everyTableArrives(_ from: TestEngine, _ to: TestEngine) async throws {
        try await from.withDatabase { source in
            let app = try await demo(source)
            try await to.withDatabase { target in
                let reports = try await Moving.copy(from: source.location, to: target.location, at: SitePreview.now) { _, _ in }
                #expect(reports.first { $0.table == "account" }?.rows == 20)
                let copy = App(database: target, clock: .fixed(SitePreview.now), random: .system)
                #expect(try await copy.accounts() == app.accounts())
                #expect(try await copy.examine().isHealthy)
                // A second copy would mix two companies.
                await #expect(throws: Moving.Failure.self) {
                    try await Moving.copy(from: source.location, to: target.location, at: SitePreview.now) { _, _ in }
                }
            }
        }
    }

    /// A target in which a copy broke off is refused by the product and filled by the next copy.
    @Test(arguments: TestEngine.available) func brokenCopiesStartAgain(_ engine: TestEngine) async throws {
        try await TestEngine.sqlite.withDatabase { source in
            _ = try await demo(source)
            try await engine.withDatabase { target in
                _ = try await target.migrate(Schema.migrations, at: SitePreview.now)
                try await target.write { connection in
                    try connection.execute("INSERT INTO owed_work (kind) VALUES ('copy')")
                    try connection.execute("INSERT INTO tag (id, name) VALUES (77, 'left over')")
                }
                await #expect(throws: App.HalfCopied.self) { try await App.open(target.location) }
                _ = try await Moving.copy(from: source.location, to: target.location, at: SitePreview.now) { _, _ in }
                #expect(try await target.read { try $0.rows("SELECT id FROM tag WHERE id = 77") { try $0.get(0, as: Int64.self) } }.isEmpty)
                #expect(try await target.read { try Moving.isHalfCopied($0) } == false)
            }
        }
    }

    @Test func backupsComeBackWithTheirFiles() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mainstay-backup-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await TestEngine.sqlite.withDatabase { database in
            let app = try await demo(database)
            let incoming = try FileStore.beside(database.location).incoming(limit: 100, random: .system)
            try incoming.write(Array("contract".utf8))
            let hash = try FileStore.beside(database.location).keep(incoming)
            let backup = folder.appendingPathComponent("backup.sqlite").path, restored = folder.appendingPathComponent("restored.sqlite").path
            try await Moving.backUp(database.location, to: backup, at: SitePreview.now) { _, _ in }
            await #expect(throws: Moving.Failure.exists(backup)) { try await Moving.backUp(database.location, to: backup, at: SitePreview.now) { _, _ in } }
            try await Moving.restore(backup, to: .sqlite(path: restored), at: SitePreview.now) { _, _ in }
            let again = try await App.open(.sqlite(path: restored), clock: .fixed(SitePreview.now))
            #expect(try await again.accounts() == app.accounts())
            #expect(again.files.hash(of: hash) == hash)
            again.database.close()
            // A damaged backup is told apart before anything is written.
            let handle = try FileHandle(forUpdating: URL(fileURLWithPath: backup))
            try handle.seek(toOffset: 5_000)
            try handle.write(contentsOf: Data(repeating: 0xA5, count: 20_000))
            try handle.close()
            await #expect(throws: Moving.Failure.unusable(backup)) {
                try await Moving.restore(backup, to: .sqlite(path: folder.appendingPathComponent("no.sqlite").path), at: SitePreview.now) { _, _ in }
            }
        }
    }
}
