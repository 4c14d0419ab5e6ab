import Basics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Storage
import TestDatabases
import Testing

@testable import App

/// From an empty installation to the first tiers, in the browser alone.
@Suite struct WelcomeTests {
    private func withEmptySite(_ engine: TestEngine, _ body: @escaping @Sendable (any TestClientProtocol, App) async throws -> Void) async throws {
        try await engine.withDatabase { database in
            let opened = try await App.open(database.location)
            opened.database.close()
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mainstay-files-" + UUID().uuidString).path
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let app = App(database: database, clock: .fixed(SitePreview.now), random: .system, files: FileStore(folder: folder), passwordCost: .quick)
            try await Application(router: Site(app: app).router()).test(.router) { try await body($0, app) }
        }
    }

    private func body(_ signIn: String, password: String = "long enough") -> ByteBuffer {
        ByteBuffer(string: "name=Li+Na&signIn=\(signIn)&password=\(Address.encode(password))&language=en")
    }

    /// Of two at the same moment one becomes the administrator, and afterwards the address leads nowhere.
    @Test(arguments: TestEngine.available) func oneBecomesTheFirstAdministrator(_ engine: TestEngine) async throws {
        try await withEmptySite(engine) { client, app in
            try await client.execute(uri: "/sign-in", method: .get, headers: [.acceptLanguage: "en"]) { #expect(String(buffer: $0.body).contains("Nobody can sign in yet")) }
            let former = try #require(try await app.openFirstVisit())
            let token = try #require(try await app.openFirstVisit())
            let path = Address.welcome(token).text
            // A new start has made the one before worthless.
            try await client.execute(uri: Address.welcome(former).text, method: .post, body: body("a")) { #expect($0.status == .notFound) }
            try await client.execute(uri: Address.welcome("made-up").text, method: .get) { #expect($0.status == .notFound) }
            try await client.execute(uri: path, method: .get) { #expect($0.status == .ok) }
            try await client.execute(uri: path, method: .post, body: body("li", password: "short")) { #expect($0.status == .unprocessableContent) }
            try await client.execute(uri: path, method: .post, body: body("l%20i")) { #expect($0.status == .unprocessableContent) }
            #expect(try await app.users().isEmpty)
            async let one = client.execute(uri: path, method: .post, body: body("li")) { $0.status }
            async let other = client.execute(uri: path, method: .post, body: body("wang")) { $0.status }
            #expect(try await [one, other].sorted { $0.code < $1.code } == [.seeOther, .notFound])
            let users = try await app.users()
            #expect(users.count == 1 && users.first?.role == .administrator && users.first?.language == "en")
            try await client.execute(uri: path, method: .get) { #expect($0.status == .notFound) }
            #expect(try await app.openFirstVisit() == nil)
            try await client.execute(uri: "/sign-in", method: .get, headers: [.acceptLanguage: "en"]) { #expect(String(buffer: $0.body).contains("<h1>Sign in</h1>")) }
        }
    }

    /// Each step is taken when its trace is in the data, and the first page leads to the next one.
    @Test(arguments: TestEngine.available) func stepsFollowTheData(_ engine: TestEngine) async throws {
        try await withEmptySite(engine) { client, app in
            _ = try await app.addUser(signIn: "admin", name: "Li Na", role: .administrator, password: DemoCompany.password, by: nil)
            let admin = try await SignedIn("admin", app, client)
            let taken = { try await app.database.read { try WelcomeStore.steps(in: $0).taken } }
            #expect(try await taken().isEmpty)
            let first = try await admin.get("/").text
            #expect(first.contains("<h1>0 of 5 first steps taken</h1>") && !first.contains("class=\"figures\""))
            let form = try await admin.form("/organisation").with(["name": "Acme"])
            #expect(try await admin.post("/organisation", form).status == .seeOther)
            #expect(try await taken() == [.organisation])
            _ = try await app.addUser(signIn: "ops", name: "Wang", role: .salesOperations, password: DemoCompany.password, by: nil)
            #expect(try await taken() == [.organisation, .people])
            let clerk = try await ImportClerk("ops", app, client)
            _ = try await clerk.bring(.accounts, "客户编码,客户名称\nK1,新客户\n")
            #expect(try await taken() == [.organisation, .people])
            #expect(try await admin.get("/").text.contains("sales are not yet"))
            _ = try await clerk.bring(.sales, "客户编码,单据号,日期,产品编码,数量,单价\nK1,A-1,2026-01-05,P-A,1,2.50\n")
            #expect(try await taken() == [.organisation, .people, .data])
            _ = try await admin.post("/classification", [("do", "preview")])
            await app.desk.finish()
            let page = try await admin.get("/classification").text
            #expect(page.contains("1 account gets its first tier"))
            let preview = page.firstMatch(of: /name="preview" value="(\d+)"/).map { String($0.1) } ?? ""
            _ = try await admin.post("/classification", [("do", "classify"), ("preview", preview)])
            await app.desk.finish()
            #expect(try await taken().count == 5)
            #expect(try await !admin.get("/").text.contains("first steps"))
        }
    }

    @Test func stepsCanBePutAway() async throws {
        try await withEmptySite(.sqlite) { client, app in
            _ = try await app.addUser(signIn: "admin", name: "Li Na", role: .administrator, password: DemoCompany.password, by: nil)
            _ = try await app.addUser(signIn: "viewer", name: "Wu", role: .finance, password: DemoCompany.password, by: nil)
            let admin = try await SignedIn("admin", app, client)
            _ = try await admin.post("/first-steps", [("do", "dismiss")])
            #expect(try await !admin.get("/").text.contains("id=\"steps\""))
            #expect(try await admin.get("/first-steps").text.contains("id=\"steps\""))
            _ = try await admin.post("/first-steps", [("do", "show")])
            #expect(try await admin.get("/").text.contains("id=\"steps\""))
            let finance = try await SignedIn("viewer", app, client)
            #expect(try await finance.get("/").text.contains("There are no accounts yet"))
            #expect(try await finance.get("/first-steps").status == .notFound)
        }
    }
}
