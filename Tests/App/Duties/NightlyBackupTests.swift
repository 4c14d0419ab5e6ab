import Basics
import Foundation
import HTTPTypes
import Storage
import TestDatabases
import Testing

@testable import App

/// Backups by night and by hand: where, how many, and how the last one went.
@Suite struct NightlyBackupTests {
    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mainstay-backups-" + UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    private func files(_ folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".sqlite") }.sorted()
    }

    @Test(arguments: TestEngine.available) func backupsAreMadeCheckedAndCounted(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { client, site, _ in
            try await withFolder { folder in
                let admin = try await SignedIn("admin", site, client)
                // A folder that cannot be written to is refused where it is typed.
                let wrong = try await admin.post("/backups", [("do", "save"), ("folder", "/proc/nowhere"), ("keeps", "2"), ("hour", "3")])
                #expect(wrong.status == .unprocessableContent && wrong.text.contains("cannot write there"))
                #expect(try await admin.post("/backups", [("do", "save"), ("folder", "relative"), ("keeps", "2"), ("hour", "3")]).status == .unprocessableContent)
                #expect(try await admin.post("/backups", [("do", "save"), ("folder", folder), ("keeps", "2"), ("hour", "3")]).status == .seeOther)
                // What others put there stays.
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                #expect(FileManager.default.createFile(atPath: folder + "/mainstay-2001-01-01-000000.sqlite", contents: Data([1])))
                let clock = TurnedClock(SitePreview.now)
                let app = App(database: site.database, clock: clock.clock, random: .system, files: site.files, passwordCost: .quick)
                for night in 1...4 {
                    let result = try #require(try await clock.night(app, .backup))
                    #expect(result.outcome == .done && result.bytes ?? 0 > 50_000, "night \(night): \(result.detail ?? "")")
                    #expect(files(folder).count == min(night, 2) + 1, "night \(night)")
                }
                let newest = try #require(files(folder).last)
                try await engine.withDatabase { database in
                    let target: DatabaseLocation = if case .sqlite(let path) = database.location { .sqlite(path: path + ".restored") } else { database.location }
                    try await Moving.restore(folder + "/" + newest, to: target, files: FileStore(folder: folder + "/files"), .init(now: SitePreview.now))
                    let restored = try Database(target)
                    defer { restored.close() }
                    #expect(try await restored.read { try AccountStore.identifiers(in: $0).count } == 12)
                }
                _ = try await admin.post("/backups", [("do", "now")])
                await site.desk.finish()
                let results = try await site.database.read { try DutyStore.results(.backup, limit: 10, in: $0) }
                #expect(results.count == 5 && results.first?.outcome == .done && results.first?.name != nil)
                #expect(try await admin.get("/backups").text.contains("Last backup on"))
                #expect(try await admin.get("/settings").text.contains("Last backup on"))
            }
        }
    }

    /// Whoever else opens the file must find it locked by the server: without that, SQLite takes the log away under its feet.
    @Test func theServedFileStaysLocked() async throws {
        try await SitePreview.withSite(.sqlite, accounts: 3, years: 1) { _, app, _ in
            guard case .sqlite(let path) = app.database.location else { return }
            let node = try #require(try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? NSNumber)
            func locks() throws -> Int {
                try String(contentsOfFile: "/proc/locks", encoding: .utf8).split(separator: "\n").filter { $0.contains(":\(node) ") }.count
            }
            try await withFolder { folder in
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                _ = try await app.database.read { try AccountStore.identifiers(in: $0).count }
                let before = try locks()
                #expect(before > 0)
                try await BackupFolder.write(app, to: folder + "/one.sqlite", at: SitePreview.now)
                #expect(try locks() == before)
            }
        }
    }

    /// A folder that is gone is said, and the backups before stay.
    @Test func failuresAreTold() async throws {
        try await SitePreview.withSite(.sqlite, accounts: 12, years: 1) { client, app, _ in
            try await withFolder { folder in
                let admin = try await SignedIn("admin", app, client)
                _ = try await admin.post("/backups", [("do", "save"), ("folder", folder), ("keeps", "1"), ("hour", "")])
                _ = try await admin.post("/backups", [("do", "now")])
                await app.desk.finish()
                #expect(files(folder).count == 1)
                try await app.database.write { try DutyStore.setPlace("/proc/nowhere", keeps: 1, in: $0) }
                _ = try await admin.post("/backups", [("do", "now")])
                await app.desk.finish()
                let page = try await admin.get("/backups").text
                #expect(page.contains("The last backup failed") && page.contains("the folder cannot be written to"))
                #expect(files(folder).count == 1)
            }
        }
    }
}
