import Basics
import Foundation
import GroundTruth
import Storage
import TestDatabases
import Testing

@testable import App

/// A backup is whole or refused, whichever byte is another one.
@Suite struct BackupTests {
    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "mainstay-backups-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    private func filled(_ database: Database) async throws {
        let now = SitePreview.now
        _ = try await database.migrate(Schema.migrations, at: now)
        let app = App(database: database, clock: .fixed(now), random: .system, passwordCost: .quick)
        try await database.write { try PolicyStore.publishDefault(at: now, in: $0) }
        let end = now.day(in: .gmt).advanced(by: -1)
        _ = try await app.generate(.large(accounts: 5, years: 1, seed: 3, endingOn: end), truth: { _ in }, progress: { _, _ in })
    }

    /// Whether a file is refused, both when it is verified and when it is restored, and whether the refused restore wrote nothing.
    private func isRefused(_ path: String, in folder: String) async throws -> Bool {
        let target = folder + "/never.sqlite"
        do {
            try await Moving.restore(path, to: .sqlite(path: target), .init(now: SitePreview.now))
            return false
        } catch is Moving.Failure {}
        #expect(!FileManager.default.fileExists(atPath: target) && !FileManager.default.fileExists(atPath: target + ".restoring"))
        do {
            _ = try Moving.verify(path)
            return false
        } catch is Moving.Failure { return true }
    }

    /// Every byte of a small one: of its pages, of its manifest and of its seal.
    @Test func everyChangedByteIsSeen() async throws {
        try await withFolder { folder in
            let plain = folder + "/plain.sqlite", path = folder + "/small.sqlite"
            let database = try Database(.sqlite(path: plain))
            _ = try await database.write { try $0.execute("CREATE TABLE thing (id BIGINT PRIMARY KEY)") }
            database.close()
            try SQLiteBackup.write(from: plain, to: path, applicationID: SealedFile.applicationID)
            let file = SealedFile(path: path)
            try file.seal(BackupManifest(madeAt: SitePreview.now, schema: 1, tables: [.init(name: "thing", rows: 0)], attachments: []))
            _ = try Moving.verify(path)
            let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path)), bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            for place in bytes.indices {
                func put(_ byte: UInt8) throws {
                    try handle.seek(toOffset: UInt64(place))
                    try handle.write(contentsOf: [byte])
                }
                try put(bytes[place] ^ UInt8(1 << (place % 8)))
                #expect(throws: Moving.Failure.self, "byte \(place) of \(bytes.count)") { _ = try Moving.verify(path) }
                try put(bytes[place])
            }
            _ = try Moving.verify(path)
        }
    }

    /// A real one, from either engine: random bytes, and every kind of cut.
    @Test(arguments: TestEngine.available) func damagedBackupsAreRefusedBeforeAnythingIsWritten(_ engine: TestEngine) async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("damagedBackupsAreRefusedBeforeAnythingIsWritten: seed \(seed)")
        var random = SeededRandom(seed: seed)
        try await withFolder { folder in
            try await engine.withDatabase { source in
                try await filled(source)
                let path = folder + "/whole.sqlite", damaged = folder + "/damaged.sqlite"
                let manifest = try await Moving.backUp(source.location, to: path, .init(now: SitePreview.now))
                #expect(try Moving.verify(path) == manifest)
                #expect(manifest.tables.first { $0.name == "account" }?.rows == 5 && manifest.madeAt == SitePreview.now)
                let bytes = try Data(contentsOf: URL(fileURLWithPath: path)), pages = Int(manifest.bytes)
                for _ in 0..<20 {
                    var changed = bytes
                    let place = Int(random.next() % UInt64(bytes.count))
                    changed[place] ^= UInt8(1 << (random.next() % 8))
                    try changed.write(to: URL(fileURLWithPath: damaged))
                    #expect(try await isRefused(damaged, in: folder), "byte \(place), seed \(seed)")
                }
                let lengths = [0, 1, 15, 16, 99, 100, 4_096, pages / 2, pages - 4_096, pages - 1, pages, pages + 1, bytes.count - 64, bytes.count - 1]
                for length in lengths {
                    try bytes.prefix(length).write(to: URL(fileURLWithPath: damaged))
                    #expect(try await isRefused(damaged, in: folder), "cut to \(length)")
                }
                try (bytes + Data([0])).write(to: URL(fileURLWithPath: damaged))
                #expect(try await isRefused(damaged, in: folder))
                // Without its seal it is no older backup either.
                try bytes.prefix(pages).write(to: URL(fileURLWithPath: damaged))
                await #expect(throws: Moving.Failure.damaged(damaged)) {
                    try await Moving.restore(damaged, to: .sqlite(path: folder + "/never.sqlite"), unsealed: true, .init(now: SitePreview.now))
                }
                try await Moving.restore(path, to: .sqlite(path: folder + "/restored.sqlite"), .init(now: SitePreview.now))
            }
        }
    }

    /// What earlier versions wrote is refused with its own reason, and taken when somebody says that they trust it.
    @Test func backupsOfEarlierVersionsAreTakenOnWish() async throws {
        try await withFolder { folder in
            try await TestEngine.sqlite.withDatabase { source in
                try await filled(source)
                guard case .sqlite(let file) = source.location else { return }
                let old = folder + "/old.sqlite", restored = folder + "/restored.sqlite"
                try SQLiteBackup.write(from: file, to: old)
                await #expect(throws: Moving.Failure.unsealed(old)) {
                    try await Moving.restore(old, to: .sqlite(path: restored), .init(now: SitePreview.now))
                }
                #expect(throws: Moving.Failure.unsealed(old)) { _ = try Moving.verify(old) }
                try await Moving.restore(old, to: .sqlite(path: restored), unsealed: true, .init(now: SitePreview.now))
                let app = try await App.open(.sqlite(path: restored), clock: .fixed(SitePreview.now))
                #expect(try await app.accounts().count == 5)
                app.database.close()
            }
        }
    }

    /// Working in a backup would break its seal; a restored database is a database again.
    @Test func backupsAreNotWorkedIn() async throws {
        try await withFolder { folder in
            try await TestEngine.sqlite.withDatabase { source in
                try await filled(source)
                let path = folder + "/backup.sqlite", restored = folder + "/restored.sqlite"
                try await Moving.backUp(source.location, to: path, .init(now: SitePreview.now))
                await #expect(throws: Moving.Failure.isBackup(path)) { _ = try await App.open(.sqlite(path: path)) }
                try await Moving.restore(path, to: .sqlite(path: restored), .init(now: SitePreview.now))
                try await App.open(.sqlite(path: restored), clock: .fixed(SitePreview.now)).database.close()
                try await Moving.backUp(.sqlite(path: restored), to: folder + "/again.sqlite", .init(now: SitePreview.now))
                _ = try Moving.verify(path)
            }
        }
    }
}
