import Basics
import Foundation
import GroundTruth
import HTTPTypes
import Hummingbird
import Interface
import HummingbirdTesting
import Storage
import Synchronization
import TestDatabases
import Testing

@testable import App

/// Pages through the router, without a socket.
@Suite struct SiteTests {
    /// The demo company, a director signed in, and how many statements each request ran.
    private func withSite(
        _ engine: TestEngine, accounts: Int = 60, _ body: @escaping @Sendable (any TestClientProtocol, HTTPFields, _ statements: @escaping @Sendable () -> Int) async throws -> Void
    ) async throws {
        let counter = StatementCounter()
        try await SitePreview.withSite(engine, accounts: accounts, onStatement: { _ in counter.add() }) { client, _, token in
            try await body(client, [.cookie: "\(Site.sessionCookie)=\(token); \(Site.languageCookie)=en"], { counter.take() })
        }
    }

    private final class StatementCounter: Sendable {
        private let count = Mutex(0)
        func add() { count.withLock { $0 += 1 } }
        func take() -> Int {
            count.withLock { count in
                defer { count = 0 }
                return count
            }
        }
    }

    private static let pages = [
        "/", "/search?q=k1000", "/accounts", "/accounts?sort=name&tier=S,A", "/accounts/K100001", "/accounts/K100001/why", "/accounts/K100001/why?month=3",
        "/accounts/K100001/documents", "/accounts/K100001/contacts", "/accounts/K100001/activity", "/policies",
    ]

    @Test(arguments: TestEngine.available) func pagesAnswerAndStrangersSignIn(_ engine: TestEngine) async throws {
        try await withSite(engine) { client, headers, _ in
            for page in Self.pages {
                try await client.execute(uri: page, method: .get, headers: headers) { response in
                    #expect(response.status == .ok, "\(page)")
                    let policy = response.headers[.contentSecurityPolicy] ?? ""
                    #expect(policy.contains("script-src 'self'") && !policy.contains("unsafe"))
                    #expect(!String(buffer: response.body).contains(" style="), "\(page) has inline styles")
                }
                try await client.execute(uri: page, method: .get) { response in
                    #expect(response.status == .seeOther)
                    #expect(response.headers[.location]?.hasPrefix("/sign-in") == true)
                }
            }
            for missing in ["/accounts/NOBODY", "/accounts/K100001/documents/999999999", "/policies/99", "/nothing"] {
                try await client.execute(uri: missing, method: .get, headers: headers) { #expect($0.status == .notFound, "\(missing)") }
            }
        }
    }

    /// A page asks the same number of questions however many rows there are, and no more than its budget.
    @Test func statementBudgetsHold() async throws {
        let collected = Mutex<[[Int]]>([])
        for accounts in [20, 200] {
            try await withSite(.sqlite, accounts: accounts) { client, headers, statements in
                var found: [Int] = []
                for page in Self.pages {
                    _ = statements()
                    try await client.execute(uri: page, method: .get, headers: headers) { _ in }
                    found.append(statements())
                }
                let counted = found
                collected.withLock { $0.append(counted) }
            }
        }
        let counts = collected.withLock { $0 }
        #expect(counts[0] == counts[1], "statements grow with rows: \(counts)")
        // Who is asking, and up to where the data go, takes seven; the list and its filters ten, an account's page eighteen.
        for (page, count) in zip(Self.pages, counts[1]) { #expect(count <= 25, "\(page): \(count)") }
        print("SiteTests: statements per page \(Array(zip(Self.pages, counts[1])))")
    }

    @Test func filesOfTheInterfaceArePackedForThoseWhoUnpack() async throws {
        try await withSite(.sqlite, accounts: 5) { client, _, _ in
            let path = try #require(Asset["app.css"]?.path)
            let plain = try await client.execute(uri: path, method: .get) { response in
                #expect(response.headers[.contentEncoding] == nil)
                return response.body.readableBytes
            }
            try await client.execute(uri: path, method: .get, headers: [.acceptEncoding: "br, gzip"]) { response in
                #expect(response.headers[.contentEncoding] == "gzip" && response.body.readableBytes < plain / 2)
            }
        }
    }

    @Test func formsOfOthersAreRefused() async throws {
        try await withSite(.sqlite) { client, headers, _ in
            try await client.execute(uri: "/preferences", method: .post, headers: headers, body: ByteBuffer(string: "theme=dark&token=guess")) {
                #expect($0.status == .forbidden)
            }
            var crossed = headers
            crossed[try #require(HTTPField.Name("Sec-Fetch-Site"))] = "cross-site"
            try await client.execute(uri: "/sign-out", method: .post, headers: crossed, body: ByteBuffer(string: "")) {
                #expect($0.status == .forbidden)
            }
            try await client.execute(uri: "/sign-in", method: .post, body: ByteBuffer(string: "name=director&password=wrong")) {
                #expect($0.status == .unprocessableContent)
            }
        }
    }

    @Test(arguments: [
        ("/accounts/K1", "/accounts/K1"), ("/search?q=%E5%8D%8E", "/search?q=%E5%8D%8E"), ("/search?q=华", "/search?q=华"),
        ("https://evil.example", "/"), ("//evil.example", "/"), ("/\\evil", "/"), ("/\t/evil.example", "/"), ("/\n/evil.example", "/"),
        ("/\r\n/evil.example", "/"), ("/ /evil.example", "/"), ("/\0/evil.example", "/"), ("/\u{7F}/evil.example", "/"), ("", "/"),
    ])
    func signInLeadsNowhereElse(_ target: String, _ safe: String) { #expect(Site.safeTarget(target) == safe) }
}

@Suite struct AddressTests {
    @Test func addressesComeBack() {
        var query = AccountsQuery()
        query.filter.tiers = ["S", "A"]
        query.filter.query = "华曜 & co"
        query.order = AccountOrder(.name, descending: false)
        query.after = AccountCursor("thua.yao.45")
        let text = Address.accounts(query).text
        #expect(AccountsQuery(Parameters(formText: text.split(separator: "?").last ?? "")) == query)
        #expect(Address.account("a/b c").text == "/accounts/a%2Fb%20c")
    }

    @Test(arguments: ["n1.x", "x", "", "n.5", "t"]) func badCursorsAreNone(_ text: String) { #expect(AccountCursor(text) == nil) }
}
