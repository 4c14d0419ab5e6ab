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
        let app = App(database: database, clock: .fixed(now), random: .system, files: .beside(database.location), passwordCost: .quick)
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
                let reports = try await Moving.copy(from: source.location, to: target.location, .init(now: SitePreview.now))
                #expect(reports.first { $0.table == "account" }?.rows == 20)
                let copy = App(database: target, clock: .fixed(SitePreview.now), random: .system, passwordCost: .quick)
                #expect(try await copy.accounts() == app.accounts())
                #expect(try await copy.examine().isHealthy)
                // A second copy would mix two companies.
                await #expect(throws: Moving.Failure.self) {
                    try await Moving.copy(from: source.location, to: target.location, .init(now: SitePreview.now))
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
                _ = try await Moving.copy(from: source.location, to: target.location, .init(now: SitePreview.now))
                #expect(try await target.read { try $0.rows("SELECT id FROM tag WHERE id = 77") { try $0.get(0, as: Int64.self) } }.isEmpty)
                #expect(try await target.read { try Moving.isHalfCopied($0) } == false)
            }
        }
    }

    private struct BrokenOff: Error {}

    private static func breakingOff(at table: String) -> Moving.Manner {
        .init(now: SitePreview.now) { name, _ in if name == table { throw BrokenOff() } }
    }

    /// A copy that really breaks off, early and late: the target is refused with words until a whole copy is in it.
    @Test(arguments: TestEngine.available, ["app_user", "account", "account_month"]) func copiesThatBreakOffAreToldApart(_ engine: TestEngine, _ table: String) async throws {
        try await TestEngine.sqlite.withDatabase { source in
            let app = try await demo(source)
            try await engine.withDatabase { target in
                await #expect(throws: BrokenOff.self) {
                    _ = try await Moving.copy(from: source.location, to: target.location, Self.breakingOff(at: table))
                }
                await #expect(throws: App.HalfCopied.self) { _ = try await App.open(target.location) }
                // Nor is it taken for something that could be kept.
                await #expect(throws: App.HalfCopied.self) {
                    try await Moving.backUp(target.location, to: NSTemporaryDirectory() + "never.sqlite", .init(now: SitePreview.now))
                }
                _ = try await Moving.copy(from: source.location, to: target.location, .init(now: SitePreview.now))
                let copy = try await App.open(target.location, clock: .fixed(SitePreview.now))
                defer { copy.database.close() }
                #expect(try await copy.accounts() == app.accounts())
            }
        }
    }

    @Test(arguments: TestEngine.available) func restoresThatBreakOffAreTriedAgain(_ engine: TestEngine) async throws {
        try await withFolder { folder in
            try await TestEngine.sqlite.withDatabase { source in
                let app = try await demo(source)
                let hash = try await attach("contract", in: app)
                let backup = folder + "/backup.sqlite"
                try await Moving.backUp(source.location, to: backup, .init(now: SitePreview.now))
                try await engine.withDatabase { database in
                    // SQLite restores into a file that does not exist yet.
                    let target: DatabaseLocation = engine == .sqlite ? .sqlite(path: folder + "/restored.sqlite") : database.location
                    let files = FileStore(folder: folder + "/restored.files")
                    // The folder of files cannot be made: the last thing that a restore needs.
                    try Data().write(to: URL(fileURLWithPath: files.folder))
                    await #expect(throws: (any Error).self) { try await Moving.restore(backup, to: target, files: files, .init(now: SitePreview.now)) }
                    if engine == .postgres {
                        await #expect(throws: App.HalfCopied.self) { _ = try await App.open(target) }
                        await #expect(throws: BrokenOff.self) { try await Moving.restore(backup, to: target, files: files, Self.breakingOff(at: "account")) }
                    }
                    try FileManager.default.removeItem(atPath: files.folder)
                    try await Moving.restore(backup, to: target, files: files, .init(now: SitePreview.now))
                    let again = try await App.open(target, clock: .fixed(SitePreview.now), files: files)
                    defer { again.database.close() }
                    #expect(try await again.accounts() == app.accounts() && again.files.hash(of: hash) == hash)
                }
            }
        }
    }

    /// What a backup knows of sessions, tokens and links is not valid again after restoring.
    @Test(arguments: TestEngine.available) func nobodyIsSignedInAfterRestoring(_ engine: TestEngine) async throws {
        try await withFolder { folder in
            try await TestEngine.sqlite.withDatabase { source in
                let app = try await demo(source)
                let person = try #require(try await app.users().first)
                let token = try await source.write { connection in
                    try UserStore.startReset("link", of: person.id, at: SitePreview.now, in: connection)
                    return try SessionStore.start(person.id, random: .system, at: SitePreview.now, in: connection)
                }
                let program = try #require(try await app.addToken(signIn: person.signIn, name: "test"))
                let backup = folder + "/backup.sqlite"
                try await Moving.backUp(source.location, to: backup, .init(now: SitePreview.now))
                try await engine.withDatabase { database in
                    let target: DatabaseLocation = engine == .sqlite ? .sqlite(path: folder + "/restored.sqlite") : database.location
                    try await Moving.restore(backup, to: target, .init(now: SitePreview.now))
                    let again = try await App.open(target, clock: .fixed(SitePreview.now))
                    defer { again.database.close() }
                    let found = try await again.database.read { connection in
                        let session = try SessionStore.user(token: token, at: SitePreview.now, in: connection)
                        let holder = try APITokenStore.user(tokenHash: SessionStore.hash(program), in: connection)
                        let resetting = try UserStore.resetting("link", at: SitePreview.now, in: connection)
                        return [session != nil, holder != nil, resetting != nil]
                    }
                    #expect(found == [false, false, false])
                }
                for file in [backup, folder + "/restored.sqlite"] where FileManager.default.fileExists(atPath: file) {
                    #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600, "\(file)")
                }
            }
        }
    }

    /// A backup without its attachments is no backup, unless somebody says that they are lost.
    @Test(arguments: TestEngine.available) func missingAttachmentsAreSaid(_ engine: TestEngine) async throws {
        try await withFolder { folder in
            try await engine.withDatabase { source in
                let app = try await demo(source)
                let files = FileStore(folder: folder + "/own.files")
                let hash = try await attach("contract", in: App(database: source, clock: app.clock, random: app.random, files: files))
                let empty = FileStore(folder: folder + "/elsewhere"), backup = folder + "/backup.sqlite"
                let missing = Moving.Failure.filesMissing(1, folder: empty.folder, first: hash)
                await #expect(throws: missing) { try await Moving.backUp(source.location, files: empty, to: backup, .init(now: SitePreview.now)) }
                #expect(!FileManager.default.fileExists(atPath: backup))
                try await TestEngine.sqlite.withDatabase { target -> Void in
                    await #expect(throws: missing) {
                        _ = try await Moving.copy(from: source.location, files: empty, to: target.location, .init(now: SitePreview.now))
                    }
                }
                try await Moving.backUp(source.location, files: files, to: backup, .init(now: SitePreview.now))
                #expect(FileStore.beside(.sqlite(path: backup)).hash(of: hash) == hash)
                try await Moving.backUp(source.location, files: empty, to: folder + "/without.sqlite", .init(now: SitePreview.now, isIncomplete: true))
            }
        }
    }

    /// What is moved from is not changed: an older database is refused with words instead of being brought up to date.
    @Test(arguments: TestEngine.available) func sourcesStayAsTheyAre(_ engine: TestEngine) async throws {
        try await engine.withDatabase { source in
            let earlier = Array(Schema.migrations.dropLast())
            _ = try await source.migrate(earlier, at: SitePreview.now)
            await #expect(throws: StorageFailure.self) {
                try await Moving.backUp(source.location, to: NSTemporaryDirectory() + "older-\(UUID().uuidString).sqlite", .init(now: SitePreview.now))
            }
            #expect(try await source.migrate(earlier, at: SitePreview.now) == .upToDate(number: earlier.last?.number ?? 0))
        }
    }

    /// A note with a file.
    private func attach(_ text: String, in app: App) async throws -> String {
        let incoming = try app.files.incoming(limit: 100, random: .system)
        try incoming.write(Array(text.utf8))
        let hash = try app.files.keep(incoming)
        try await app.database.write { connection in
            let account = try #require(try AccountStore.identifiers(in: connection).first)
            let note = Note(id: .init(900_001), accountID: account, kind: .note, happenedOn: SitePreview.now.day(in: .gmt), body: "x", authorID: nil)
            try NoteStore.insert(note, at: SitePreview.now, in: connection)
            try NoteStore.insert(Attachment(
                id: .init(900_002), accountID: account, noteID: note.id, fileName: "a.txt", mediaType: "text/plain", size: Int64(text.utf8.count), sha256: hash
            ), in: connection)
        }
        return hash
    }

    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "mainstay-moving-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
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
            try await Moving.backUp(database.location, to: backup, .init(now: SitePreview.now))
            await #expect(throws: Moving.Failure.exists(backup)) { try await Moving.backUp(database.location, to: backup, .init(now: SitePreview.now)) }
            try await Moving.restore(backup, to: .sqlite(path: restored), .init(now: SitePreview.now))
            let again = try await App.open(.sqlite(path: restored), clock: .fixed(SitePreview.now))
            #expect(try await again.accounts() == app.accounts())
            #expect(again.files.hash(of: hash) == hash)
            again.database.close()
            // A damaged backup is told apart before anything is written.
            let handle = try FileHandle(forUpdating: URL(fileURLWithPath: backup))
            try handle.seek(toOffset: 5_000)
            try handle.write(contentsOf: Data(repeating: 0xA5, count: 20_000))
            try handle.close()
            await #expect(throws: Moving.Failure.damaged(backup)) {
                try await Moving.restore(backup, to: .sqlite(path: folder.appendingPathComponent("no.sqlite").path), .init(now: SitePreview.now))
            }
        }
    }
}
