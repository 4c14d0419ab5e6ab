import Basics
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Storage
import TestDatabases
import Testing

@testable import App

/// Guesses are counted by who can make them, on all servers together, and nobody is locked out by strangers.
@Suite struct TriesTests {
    private static let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    private func withCodes(_ engine: TestEngine, _ body: @escaping @Sendable (App, _ code: String) async throws -> Void) async throws {
        try await SitePreview.withSite(engine, accounts: 5, years: 1) { _, app, _ in
            let user = try #require(try await app.users().first { $0.signIn == "director" })
            try await app.database.write { try UserStore.setOneTimeSecret(Self.secret, of: user.id, in: $0) }
            try await body(app, try #require(OneTimeCode.code(Self.secret, step: app.clock.now.milliseconds / 30_000)))
        }
    }

    private static func name(_ outcome: SignInOutcome) -> String {
        switch outcome {
        case .signedIn: "in"
        case .wrong: "wrong"
        case .tooMany: "too many"
        case .tooManyCodes: "too many codes"
        }
    }

    private func attempt(_ app: App, _ password: String = DemoCompany.password, code: String, from address: String) async throws -> String {
        Self.name(try await app.tryToSignIn("director", password: password, code: code, browser: nil, address: address))
    }

    private func later(_ app: App, _ seconds: Int64) -> App {
        App(database: app.database, clock: .fixed(app.clock.now.adding(seconds: seconds)), random: .system, files: app.files, passwordCost: .quick)
    }

    private func failures(_ app: App) async throws -> Int {
        try await app.database.read { connection in
            try connection.first("SELECT COUNT(*) FROM failed_try") { try $0.get(0, as: Int.self) } ?? 0
        }
    }

    private func page(_ client: any TestClientProtocol, _ session: String, _ path: String = "/settings") async throws -> String {
        let headers: HTTPFields = [.cookie: "\(Site.sessionCookie)=\(session); \(Site.languageCookie)=en"]
        return try await client.execute(uri: path, method: .get, headers: headers) { String(buffer: $0.body) }
    }

    /// Several addresses, and several servers, share what one person has.
    @Test(arguments: TestEngine.available) func wrongCodesCountPerPerson(_ engine: TestEngine) async throws {
        try await withCodes(engine) { app, code in
            let other = later(app, 1)
            for place in 1...5 { #expect(try await attempt(place % 2 == 0 ? app : other, code: "000000", from: "198.51.100.\(place)") == "wrong") }
            #expect(try await attempt(app, code: "000000", from: "203.0.113.9") == "too many codes")
            // The right one is too late as well, until the quarter of an hour is over.
            #expect(try await attempt(app, code: code, from: "203.0.113.10") == "too many codes")
            let over = later(app, 902)
            let next = try #require(OneTimeCode.code(Self.secret, step: over.clock.now.milliseconds / 30_000))
            #expect(try await attempt(over, code: next, from: "203.0.113.10") == "in")
        }
    }

    /// Whoever has not the password neither reaches the codes nor takes any of the tries away.
    @Test(arguments: TestEngine.available) func strangersDoNotReachTheCodes(_ engine: TestEngine) async throws {
        try await withCodes(engine) { app, code in
            for place in 1...40 { #expect(try await attempt(app, "wrong", code: "000000", from: "198.51.100.\(place)") == "wrong") }
            for _ in 1...4 { #expect(try await attempt(app, code: "000000", from: "203.0.113.7") == "wrong") }
            // Nothing was guessed with an empty field.
            for _ in 1...9 { #expect(try await attempt(app, code: "", from: "203.0.113.7") == "wrong") }
            #expect(try await attempt(app, code: code, from: "203.0.113.7") == "in")
            let left = try await app.database.read { try $0.first("SELECT COUNT(*) FROM failed_try WHERE source LIKE 'code%'") { try $0.get(0, as: Int.self) } }
            #expect(left == 0)
        }
    }

    /// Many codes at the same moment are no more than as many one after the other.
    @Test(arguments: TestEngine.available) func codesAtOnceAreCountedOneByOne(_ engine: TestEngine) async throws {
        try await withCodes(engine) { app, _ in
            let outcomes = try await withThrowingTaskGroup(of: String.self) { group in
                for place in 0..<12 { group.addTask { try await attempt(app, code: "000000", from: "198.51.100.\(place)") } }
                return try await group.reduce(into: [String]()) { $0.append($1) }
            }
            #expect(outcomes.filter { $0 == "wrong" }.count == 5 && outcomes.filter { $0 == "too many codes" }.count == 7, "\(outcomes)")
        }
    }

    /// Wrong passwords count with the name and the network, on every server; a restart forgets nothing, a success does.
    @Test(arguments: TestEngine.available) func wrongPasswordsCountOnEveryServer(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 5, years: 1) { _, app, _ in
            let first = try await attempt(app, code: "", from: "198.51.100.7"), none = try await failures(app)
            #expect(first == "in" && none == 0)
            for _ in 1...9 { #expect(try await attempt(app, "wrong", code: "", from: "198.51.100.7") == "wrong") }
            #expect(try await attempt(app, code: "", from: "198.51.100.7") == "in")
            let other = later(app, 1)
            for place in 1...10 { #expect(try await attempt(place % 2 == 0 ? app : other, "wrong", code: "", from: "198.51.100.7") == "wrong") }
            #expect(try await attempt(later(app, 2), code: "", from: "198.51.100.7") == "too many")
            #expect(try await attempt(app, code: "", from: "203.0.113.5") == "in")
            #expect(try await attempt(later(app, 62), code: "", from: "198.51.100.7") == "in")
            // What is over is not kept.
            #expect(try await attempt(later(app, 3_600), "wrong", code: "", from: "203.0.113.5") == "wrong")
            #expect(try await failures(app) == 2)
        }
    }

    /// What one session is shown once comes from any server, only to it, only once, and from no link.
    @Test(arguments: TestEngine.available) func whatIsShownOnceIsShownOnAnyServer(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 5, years: 1) { client, app, session in
            let headers: HTTPFields = [.cookie: "\(Site.sessionCookie)=\(session); \(Site.languageCookie)=en"]
            let body = ByteBuffer(string: "token=\(SessionStore.formToken(session))&do=add&name=warehouse")
            let made = try await client.execute(uri: "/settings/tokens", method: .post, headers: headers, body: body) { $0 }
            #expect(made.status == .seeOther && made.headers[.location] == "/settings#tokens")
            let sealed = try await app.database.read { try $0.rows("SELECT sealed FROM shown_once") { try $0.get(0, as: String.self) } }
            #expect(sealed.count == 1 && sealed.allSatisfy { !$0.contains("mainstay_") })
            let stranger = try #require(try await app.signIn("ops", password: DemoCompany.password)?.token)
            try await Application(router: Site(app: later(app, 1)).router()).test(.router) { elsewhere in
                let pages = [
                    try await page(elsewhere, stranger), try await page(elsewhere, session), try await page(elsewhere, session),
                    try await page(elsewhere, session, "/settings?said=on"),
                ]
                #expect(pages.map { $0.contains("<code>mainstay_") } == [false, true, false, false])
                #expect(!pages[3].contains("notice good"))
            }
        }
    }

    /// However many tokens somebody has, each can be seen and ended.
    @Test(arguments: TestEngine.available) func everyTokenCanBeEnded(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 5, years: 1) { client, app, session in
            let user = try #require(try await app.users().first { $0.signIn == "director" }), now = app.clock.now
            try await app.database.write { connection in
                for number in 1...130 {
                    try APITokenStore.insert("token \(number)", name: "program \(number).", of: user.id, at: now.adding(seconds: Int64(number)), in: connection)
                }
            }
            let headers: HTTPFields = [.cookie: "\(Site.sessionCookie)=\(session); \(Site.languageCookie)=en"]
            func get(_ path: String) async throws -> String { try await client.execute(uri: path, method: .get, headers: headers) { String(buffer: $0.body) } }
            let last = try await get("/settings?tokens=3")
            #expect(try await get("/settings").contains("/settings?tokens=2#tokens") && last.contains("101–130 / 130") && last.contains("program 1."))
            let hash = SessionStore.hash("token 1").prefix(16)
            let body = ByteBuffer(string: "token=\(SessionStore.formToken(session))&end=\(hash)")
            _ = try await client.execute(uri: "/settings/tokens", method: .post, headers: headers, body: body) { $0 }
            #expect(try await !get("/settings?tokens=3").contains("program 1."))
            #expect(try await get("/settings/tokens.csv").split(whereSeparator: \.isNewline).count == 130)
        }
    }
}
