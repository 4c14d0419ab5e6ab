import Basics
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Storage
import Synchronization
import TestDatabases
import Testing

@testable import App

/// Sessions: new at every sign-in, over in time, slowed down when guessed, without locking anybody out.
@Suite struct SessionTests {
    private static func cookie(_ response: TestResponse) -> String? {
        response.headers[values: .setCookie].first { $0.hasPrefix(Site.sessionCookie + "=") }?.split(separator: ";").first.map(String.init)
    }

    private static func signIn(_ client: any TestClientProtocol, _ body: String, cookie: String? = nil) async throws -> TestResponse {
        try await client.execute(uri: "/sign-in", method: .post, headers: cookie.map { [.cookie: $0] } ?? [:], body: ByteBuffer(string: body)) { $0 }
    }

    private static let right = "name=director&password=" + DemoCompany.password

    /// A session that somebody planted in the browser is not taken over, and the former one is over.
    @Test(arguments: TestEngine.available) func everySignInGetsANewSession(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 5, years: 1) { client, _, _ in
            let planted = "\(Site.sessionCookie)=planted"
            let first = try #require(Self.cookie(try await Self.signIn(client, Self.right, cookie: planted)))
            let second = try #require(Self.cookie(try await Self.signIn(client, Self.right, cookie: first)))
            #expect(first != planted && second != first)
            for (cookie, status) in [(planted, HTTPResponse.Status.seeOther), (first, .seeOther), (second, .ok)] {
                try await client.execute(uri: "/accounts", method: .get, headers: [.cookie: cookie]) { #expect($0.status == status, "\(cookie.prefix(24))") }
            }
        }
    }

    @Test func cookiesAndPagesSayWhatBrowsersMust() async throws {
        try await SitePreview.withSite(.sqlite, accounts: 5, years: 1) { client, app, token in
            let answer = try await Self.signIn(client, Self.right)
            let attributes = try #require(answer.headers[values: .setCookie].first { $0.hasPrefix(Site.sessionCookie) })
            #expect(attributes.contains("HttpOnly") && attributes.contains("SameSite=Lax") && attributes.contains("Path=/") && !attributes.contains("Secure"))
            for path in ["/accounts", "/settings", "/sign-in", "/nothing", "/api/v1/accounts"] {
                try await client.execute(uri: path, method: .get, headers: [.cookie: "\(Site.sessionCookie)=\(token)"]) { response in
                    let policy = response.headers[.contentSecurityPolicy] ?? ""
                    #expect(policy.hasPrefix("default-src 'none'") && !policy.contains("unsafe"), "\(path)")
                    #expect(response.headers[.xContentTypeOptions] == "nosniff" && response.headers[.cacheControl] == "no-store", "\(path)")
                }
            }
            var settings = ServerSettings()
            settings.isSecure = true
            try await Application(router: Site(app: app, settings: settings).router()).test(.router) { client in
                let answer = try await Self.signIn(client, Self.right)
                #expect(answer.headers[values: .setCookie].contains { $0.contains("; Secure") } && answer.headers[.strictTransportSecurity] != nil)
            }
        }
    }

    @Test(arguments: TestEngine.available) func sessionsEnd(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 5, years: 1) { client, app, token in
            // A week without use ends it, two weeks end it anyway.
            for (days, status) in [(8, HTTPResponse.Status.seeOther), (6, .ok), (12, .ok), (14, .seeOther), (400, .seeOther)] {
                let later = App(database: app.database, clock: .fixed(SitePreview.now.adding(seconds: Int64(days) * 86_400)), random: .system)
                try await Application(router: Site(app: later).router()).test(.router) { client in
                    try await client.execute(uri: "/accounts", method: .get, headers: [.cookie: "\(Site.sessionCookie)=\(token)"]) {
                        #expect($0.status == status, "after \(days) days")
                    }
                    guard status == .ok else { return }
                    // Written down beside the answer.
                    for _ in 0..<1_500 {
                        let used = try await app.database.read { try $0.first("SELECT MAX(COALESCE(used_at, 0)) FROM session") { try $0.get(0, as: Timestamp.self) } }
                        if used == later.clock.now { break }
                        try await Task.sleep(for: .milliseconds(20))
                    }
                }
            }
            // A page that was remembered a moment ago is not shown to somebody who was disabled meanwhile.
            try await client.execute(uri: "/accounts", method: .get, headers: [.cookie: "\(Site.sessionCookie)=\(token)"]) { #expect($0.status == .ok) }
            #expect(try await app.disableUser(signIn: "director", by: nil))
            try await client.execute(uri: "/accounts", method: .get, headers: [.cookie: "\(Site.sessionCookie)=\(token)"]) { #expect($0.status == .seeOther) }
        }
    }

    @Test func guessingIsSlowedDownWithoutLockingOut() {
        let limiter = SignInLimiter(), now = SitePreview.now
        for _ in 1...10 { #expect(limiter.mayTry("director", from: "198.51.100.7", at: now)) }
        #expect(!limiter.mayTry("director", from: "198.51.100.7", at: now))
        // The person whose name is guessed comes from elsewhere.
        #expect(limiter.mayTry("director", from: "203.0.113.5", at: now))
        // Other names from the guessing address are slowed down too, after sixty tries.
        let others = (1...80).filter { limiter.mayTry("name\($0)", from: "198.51.100.7", at: now) }
        #expect(others.count < 60)
        #expect(limiter.mayTry("director", from: "198.51.100.7", at: now.adding(seconds: 61)))
    }

    /// However many names are tried from wherever, the table stays small, and refused ones leave nothing in it.
    @Test func guessingNeedsNoMemory() {
        let limiter = SignInLimiter(), now = SitePreview.now
        for number in 0..<5_000 { _ = limiter.mayTry(String(repeating: "x", count: 1_000) + "\(number)", from: "198.51.100.7", at: now) }
        #expect(limiter.count <= 61)
        for number in 0..<60_000 { _ = limiter.mayTry("name", from: "10.\(number >> 16).\(number >> 8 & 255).\(number & 255)", at: now) }
        #expect(limiter.count <= SignInLimiter.limit)
    }

    /// Everybody with IPv6 has a network of addresses, which counts as one.
    @Test(arguments: [
        ("198.51.100.7", "198.51.100.7"), ("::ffff:198.51.100.7", "198.51.100.7"), ("2001:db8:1:2::1", "20010db800010002/64"),
        ("2001:0db8:0001:0002:ffff:ffff:ffff:ffff", "20010db800010002/64"), ("2001:db8:1:3::1", "20010db800010003/64"), ("nonsense", "nonsense"),
    ])
    func networksCount(_ address: String, _ network: String) { #expect(SignInLimiter.network(of: address) == network) }
}
