import Basics
import HTTPTypes
import HummingbirdTesting
import Storage
import TestDatabases
import Testing

@testable import App

/// Exchange rates, the base currency and tags.
@Suite struct OrganisationTests {
    private static func said(_ app: App) async throws -> [String] {
        try await app.database.read { try $0.rows("SELECT after_value FROM activity WHERE verb = 'organisation.changed' ORDER BY id") { try $0.get(0) } }
    }

    @Test(arguments: TestEngine.available) func ratesComeAndGo(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 5, years: 1) { client, app, _ in
            let admin = try await SignedIn("admin", app, client)
            #expect(try await admin.post("/organisation", [("do", "rate"), ("currency", "USD"), ("from", "2026-01-01"), ("rate", "7.1")]).status == .seeOther)
            for which in ["USD.9223372036854775807", "USD.20454", "USD.2026-01-02", "EUR.2026-01-01", "USD", ""] {
                #expect(try await admin.post("/organisation", [("do", "removeRate"), ("which", which)]).status == .seeOther, "\(which)")
            }
            #expect(try await Self.said(app) == ["USD 2026-01-01 7.1"])
            // What the rates are in does not change under them.
            let form = try await admin.form("/organisation")
            let refused = try await admin.post("/organisation", form.with(["baseCurrency": "EUR"]))
            #expect(refused.status == .unprocessableContent && refused.text.contains("remove them first"))
            #expect(try await admin.post("/organisation", form.with(["name": "Renamed"])).status == .seeOther)
            #expect(try await admin.get("/organisation").text.contains("value=\"USD.2026-01-01\""))
            #expect(try await admin.post("/organisation", [("do", "removeRate"), ("which", "USD.2026-01-01")]).status == .seeOther)
            #expect(try await app.database.read { try UserStore.rates(in: $0) }.isEmpty)
            // A form that was opened before somebody renamed the company is shown again first.
            #expect(try await admin.post("/organisation", form.with(["baseCurrency": "EUR"])).status == .conflict)
            let reopened = try await admin.form("/organisation")
            #expect(try await admin.post("/organisation", reopened.with(["baseCurrency": "EUR"])).status == .seeOther)
        }
    }

    /// Days from addresses are checked, too.
    @Test(arguments: TestEngine.available, ["/accounts/K100001/orders?before=9223372036854775807.1", "/accounts/K100001/documents?before=9223372036854775807.1"])
    func daysBeyondAllCalendarsAreNone(_ engine: TestEngine, _ path: String) async throws {
        try await SitePreview.withSite(engine, accounts: 5, years: 1) { client, app, _ in
            let admin = try await SignedIn("admin", app, client)
            #expect(try await admin.get(path).status == .ok)
        }
    }

    @Test func daysHaveYears() {
        #expect(Day(exactly: -719_162)?.iso == "0001-01-01" && Day(exactly: 2_932_896)?.iso == "9999-12-31")
        #expect(Day(exactly: -719_163) == nil && Day(exactly: 2_932_897) == nil && Day(exactly: Int64.max) == nil)
    }

    @Test(arguments: TestEngine.available) func tagsAreRenamedAndRemoved(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 5, years: 1) { client, app, _ in
            let admin = try await SignedIn("admin", app, client)
            let (one, _) = try await app.database.write { (try TagStore.identifier("One", in: $0), try TagStore.identifier("Two", in: $0)) }
            let which = String(one.value)
            let taken = try await admin.post("/organisation", [("do", "renameTag"), ("which", which), ("name", "Two")])
            #expect(taken.status == .unprocessableContent && taken.text.contains("“Two” is taken already."))
            #expect(try await admin.post("/organisation", [("do", "renameTag"), ("which", which), ("name", "Three")]).status == .seeOther)
            for _ in 1...2 { #expect(try await admin.post("/organisation", [("do", "removeTag"), ("which", which)]).status == .seeOther) }
            #expect(try await Self.said(app).sorted() == ["One → Three", "Three –"])
            let left = try await app.database.read { try TagStore.tags(in: $0) }.map(\.name)
            #expect(left.contains("Two") && !left.contains("Three"))
        }
    }
}
