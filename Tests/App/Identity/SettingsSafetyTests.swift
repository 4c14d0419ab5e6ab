import Basics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Storage
import TestDatabases
import Testing

@testable import App

/// Whoever finds a browser open, or steals a session, cannot take the account over; whoever is driven out stays out.
@Suite struct SettingsSafetyTests {
    private struct Browser: Sendable {
        let client: any TestClientProtocol
        let session: String

        func post(_ path: String, _ fields: String) async throws -> TestResponse {
            let body = ByteBuffer(string: "token=\(SessionStore.formToken(session))&" + fields)
            let headers: HTTPFields = [.cookie: "\(Site.sessionCookie)=\(session); \(Site.languageCookie)=en"]
            return try await client.execute(uri: path, method: .post, headers: headers, body: body) { $0 }
        }
    }

    private static func verbs(_ app: App) async throws -> [String] {
        try await app.database.read { try $0.rows("SELECT verb FROM activity ORDER BY id") { try $0.get(0) } }
    }

    @Test(arguments: TestEngine.available) func codesNeedThePassword(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 5, years: 1) { client, app, session in
            let browser = Browser(client: client, session: session)
            let user = try #require(try await app.users().first { $0.signIn == "director" })
            let secret = { try await app.database.read { try UserStore.oneTimeSecret(of: user.id, in: $0)?.secret } }
            for fields in ["do=start", "do=start&current=wrong", "do=on&secret=JBSWY3DPEHPK3PXP&code=123456"] {
                let answer = try await browser.post("/settings/codes", fields)
                #expect(answer.status == .seeOther && answer.headers[.location]?.contains("secret") == false, "\(fields)")
                #expect(try await secret() == nil)
            }
            let started = try await browser.post("/settings/codes", "do=start&current=" + DemoCompany.password)
            let shown = try #require(String(buffer: started.body).firstMatch(of: /<code>([A-Z2-7 ]+)<\/code>/)?.1.filter { $0 != " " })
            #expect(started.status == .ok)
            #expect(try await browser.post("/settings/codes", "do=on&code=000000").status == .ok)
            #expect(try await secret() == nil)
            let code = try #require(OneTimeCode.code(String(shown), step: app.clock.now.milliseconds / 30_000))
            #expect(try await browser.post("/settings/codes", "do=on&secret=JBSWY3DPEHPK3PXP&code=\(code)").status == .seeOther)
            #expect(try await secret() == String(shown))
            // Nor can it be turned off, or replaced, without the password.
            for fields in ["do=off", "do=off&current=wrong", "do=start&current=" + DemoCompany.password] {
                _ = try await browser.post("/settings/codes", fields)
                #expect(try await secret() == String(shown), "\(fields)")
            }
            _ = try await browser.post("/settings/codes", "do=off&current=" + DemoCompany.password)
            #expect(try await secret() == nil)
            let verbs = try await Self.verbs(app)
            #expect(verbs.filter { $0.hasPrefix("user.codes") }.sorted() == ["user.codes-off", "user.codes-on"])
        }
    }

    @Test(arguments: TestEngine.available) func aNewPasswordDrivesEverybodyOut(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 5, years: 1) { client, app, session in
            let token = try #require(try await app.addToken(signIn: "director", name: "test"))
            let answer = try await Browser(client: client, session: session).post(
                "/settings/password", "current=\(DemoCompany.password)&password=another-password")
            let cookie = try #require(answer.headers[values: .setCookie].first { $0.hasPrefix(Site.sessionCookie) }?.split(separator: ";").first.map(String.init))
            #expect(cookie != "\(Site.sessionCookie)=\(session)")
            for (cookie, status) in [("\(Site.sessionCookie)=\(session)", HTTPResponse.Status.seeOther), (cookie, .ok)] {
                try await client.execute(uri: "/accounts", method: .get, headers: [.cookie: cookie]) { #expect($0.status == status) }
            }
            try await client.execute(uri: "/api/v1/accounts", method: .get, headers: [.authorization: "Bearer \(token)"]) { #expect($0.status == .unauthorized) }
        }
    }

    @Test(arguments: TestEngine.available) func refusedSignInsAreWrittenDown(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 5, years: 1) { _, app, _ in
            for name in ["director", "nobody"] {
                let signedIn = try await app.signIn(name, password: "wrong")
                #expect(signedIn == nil)
            }
            #expect(try await Self.verbs(app).filter { $0 == "session.refused" }.count == 1)
        }
    }

    /// Over TLS the session is a cookie that no neighbouring host can set, and no other is taken for one.
    @Test func secureSessionsAreOfThisHost() async throws {
        try await SitePreview.withSite(.sqlite, accounts: 5, years: 1) { _, app, session in
            var settings = ServerSettings()
            settings.isSecure = true
            try await Application(router: Site(app: app, settings: settings).router()).test(.router) { client in
                let body = ByteBuffer(string: "name=director&password=" + DemoCompany.password)
                let answer = try await client.execute(uri: "/sign-in", method: .post, body: body) { $0 }
                #expect(answer.headers[values: .setCookie].contains { $0.hasPrefix("__Host-\(Site.sessionCookie)=") && $0.contains("; Path=/;") })
                for (name, status) in [(Site.sessionCookie, HTTPResponse.Status.seeOther), ("__Host-" + Site.sessionCookie, .ok)] {
                    try await client.execute(uri: "/accounts", method: .get, headers: [.cookie: "a=b; \(name)=\(session)"]) { #expect($0.status == status, "\(name)") }
                }
            }
        }
    }

    /// What somebody may not do any more they cannot take back either.
    @Test(arguments: TestEngine.available) func undoAsksForTheRightAgain(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { _, app, _ in
            let users = try await app.users(), now = app.clock.now
            let director = try #require(users.first { $0.signIn == "director" }), viewer = try #require(users.first { $0.role == .viewer })
            let account = try #require(try await app.accounts().first)
            let batch = try await app.database.write { connection -> Int64 in
                let batch = try Batch(by: director.id, at: now, in: connection)
                let current = try #require(try AccountRecord.values(of: account.id.value, in: connection))
                let name = current["name"] ?? ""
                try batch.write([FieldChange(field: "name", before: name, after: "Other", beforeText: name, afterText: "Other")], to: AccountRecord.self, account.id.value, from: current, in: connection)
                return batch.id
            }
            func undo(_ role: Role, _ scope: Scope) async throws -> Undo.Outcome? {
                var user = director
                user.role = role
                let asking = user
                return try await app.database.write { try Undo.undo(batch, by: asking, within: scope, at: now, in: $0) }
            }
            #expect(try await undo(.viewer, .all) == nil)
            #expect(try await undo(.director, .own(viewer.id)) == nil)
            #expect(try await undo(.director, .all)?.undone == 1)
        }
    }
}
