import Basics
import Foundation
import HTTPTypes
import Scoring
import Storage
import TestDatabases
import Testing

@testable import App

/// Classifying in the browser: look, then say so, once.
@Suite struct ClassificationPageTests {
    private func publish(_ app: App) async throws {
        try await app.database.write { connection in
            let document = PolicyPack.standard.document.replacing("from: 85", with: "from: 61")
            _ = try PolicyStore.publish(
                document, code: PolicyPack.standard.id, effectiveFrom: SitePreview.now.day(in: .gmt), note: "n", by: nil, at: SitePreview.now, in: connection
            )
        }
    }

    private func runs(_ app: App) async throws -> Int {
        try await app.database.read { try $0.first("SELECT COUNT(*) FROM classification_run") { try $0.get(0, as: Int.self) } ?? 0 }
    }

    private func preview(of page: String) -> String { page.firstMatch(of: /name="preview" value="(\d+)"/).map { String($0.1) } ?? "" }

    /// After publishing it stands there who still carries the version before, until somebody classifies; sent twice it is done once.
    @Test(arguments: TestEngine.available) func publishedPoliciesAreFollowed(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 40, years: 1) { client, app, _ in
            let ops = try await SignedIn("ops", app, client)
            #expect(try await !ops.get("/policies").text.contains("still carry"))
            try await publish(app)
            let notice = "40 accounts still carry "
            #expect(try await ops.get("/policies").text.contains(notice))
            #expect(try await ops.get("/classification").text.contains(notice))
            // Nothing can be set off that nobody has looked at.
            _ = try await ops.post("/classification", [("do", "classify"), ("preview", "")])
            await app.desk.finish()
            #expect(try await runs(app) == 1)
            _ = try await ops.post("/classification", [("do", "preview")])
            await app.desk.finish()
            let page = try await ops.get("/classification").text
            let up = try #require(page.firstMatch(of: /would change tier: (\d+) up, (\d+) down/)).1
            #expect(try await runs(app) == 1)
            let movers = try await ops.get("/classification/movers?dir=up").text
            #expect(movers.matches(of: /<li class="mover">/).count == Int(up))
            let again = try await SignedIn("ops", app, client)
            let form = [("do", "classify"), ("preview", preview(of: page))]
            async let one = ops.post("/classification", form)
            async let other = again.post("/classification", form)
            for answer in try await [one, other] { #expect(answer.status == .seeOther) }
            await app.desk.finish()
            _ = try await ops.post("/classification", form)
            await app.desk.finish()
            #expect(try await runs(app) == 2)
            #expect(try await !ops.get("/policies").text.contains("still carry"))
            let results = try await app.database.read { try DutyStore.results(.classification, limit: 5, in: $0) }
            #expect(results.count == 1 && results.first?.rose == Int(up))
            #expect(try await app.examine().isHealthy)
        }
    }

    @Test func theHourCanBeChosen() async throws {
        try await SitePreview.withSite(.sqlite, accounts: 12, years: 1) { client, app, _ in
            let ops = try await SignedIn("ops", app, client)
            _ = try await ops.post("/classification", [("do", "schedule"), ("hour", "23")])
            let duty = { try await app.database.read { try DutyStore.duty(.classification, in: $0) } }
            let late = try await duty()
            #expect(late.hour == 23 && late.isOn)
            #expect(try await ops.get("/classification").text.contains("<option value=\"23\" selected>23:00</option>"))
            _ = try await ops.post("/classification", [("do", "schedule"), ("hour", "")])
            let off = try await duty()
            #expect(!off.isOn && off.hour == 23 && off.dueAt == nil)
            #expect(try await ops.get("/classification").text.contains("not by itself"))
        }
    }
}
