import Basics
import Foundation
import Storage
import TestDatabases
import Testing

@testable import App

/// The wizard's steps through the router.
@Suite struct WizardTests {
    private static let products = "code,name\nW1,Widget\nW2,Gadget\n"

    /// A second press of the button leads to the import that the first one began.
    @Test(arguments: TestEngine.available) func aDraftIsImportedOnce(_ engine: TestEngine) async throws {
        try await ImportClerk.atWork(engine) { clerk in
            let raw = try await clerk.upload(.products, Self.products)
            #expect(try await clerk.post("/imports/drafts/\(raw)/preview").location == "/imports/drafts/\(raw)/check")
            let draft = try await clerk.check(.products, Self.products).draft
            let first = try await clerk.post("/imports/drafts/\(draft)/preview").location
            #expect(try await clerk.post("/imports/drafts/\(draft)/preview").location == first)
            let id = try #require(Int64(first.split(separator: "/").last ?? ""))
            try await clerk.settle(id)
            #expect(try await clerk.post("/imports/drafts/\(draft)/preview").location == first)
            #expect(try await clerk.post("/imports/\(id)", [("do", "again")]).location == first)
            let runs = { try await clerk.app.database.read { try $0.first("SELECT COUNT(*) FROM import WHERE draft_id = \(draft)") { try $0.get(0, as: Int.self) } } }
            #expect(try await runs() == 1)
            _ = try await clerk.post("/imports/\(id)", [("do", "undo")])
            try await clerk.settle(id)
            #expect(try await clerk.post("/imports/\(id)", [("do", "again")]).location != first)
            #expect(try await runs() == 2)
        }
    }

    /// What goes on is seen on every server, whichever does it, from the moment on that it was wanted.
    @Test(arguments: TestEngine.available) func progressIsSeenEverywhere(_ engine: TestEngine) async throws {
        try await ImportClerk.atWork(engine) { clerk in
            let draft = try await clerk.upload(.products, Self.products), now = clerk.app.clock.now
            let location = try await clerk.post("/policies/drafts").location
            let policy = try #require(Int64(location.split(separator: "/").last ?? ""))
            for (path, job) in [("/imports/drafts/\(draft)/columns", draft), ("/imports/drafts/\(draft)/check", draft), (location, -policy)] {
                #expect(!(try await clerk.get(path).text.contains("<progress")), "\(path)")
                let lease = try #require(try await clerk.app.database.write { try WorkStore.take(job, .check, as: "elsewhere", by: nil, at: now, in: $0) })
                #expect(try await clerk.get(path).text.contains("<progress"), "\(path)")
                try await clerk.app.database.write { try WorkStore.end(lease, .other("no room"), in: $0) }
                let page = try await clerk.get(path).text
                #expect(!page.contains("<progress"), "\(path)")
                // A draft of a file whose columns are known has nothing left to say of it there.
                #expect(page.contains("no room") || path.hasSuffix("/columns"), "\(path)")
            }
        }
    }

    /// What was set aside until an import was cancelled is kept, and nothing lies about.
    @Test(arguments: TestEngine.available) func aCancelledImportKeepsWhatItSetAside(_ engine: TestEngine) async throws {
        try await ImportClerk.atWork(engine) { clerk in
            let rows = (1...30_000).map { $0 % 100 == 0 ? "C\($0)," : "C\($0),Part \($0)" }
            let draft = try await clerk.check(.products, "code,name\n" + rows.joined(separator: "\n")).draft
            let started = try await clerk.post("/imports/drafts/\(draft)/preview").location
            let id = try #require(Int64(started.split(separator: "/").last ?? ""))
            while clerk.app.jobs.progress(id)?.rows ?? 1 == 0 { try await Task.sleep(for: .milliseconds(2)) }
            _ = try await clerk.post("/imports/\(id)", [("do", "cancel")])
            try await clerk.settle(id)
            let record = try await clerk.record(id)
            #expect(record.status == .failed && record.tally.rows < 30_000)
            let file = try #require(record.setAsideFile)
            let kept = try String(contentsOfFile: clerk.app.files.path(of: file), encoding: .utf8)
            #expect(kept.split(whereSeparator: \.isNewline).count == record.tally.setAsideRows + 1)
        }
    }
}
