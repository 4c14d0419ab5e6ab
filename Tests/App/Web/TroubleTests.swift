import Basics
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import enum NIOHTTP1.HTTPParserError
import Storage
import TestDatabases
import Testing

@testable import App

/// Whatever goes wrong is answered with words and the right status, on every route.
@Suite struct TroubleTests {
    private static func path(_ pattern: Address.Pattern) -> String {
        pattern.rawValue.replacing("{code}", with: "K100001").replacing("{id}", with: "1").replacing("{step}", with: "columns")
            .replacing("{kind}", with: "accounts").replacing("{column}", with: "next").replacing("{token}", with: "none")
            .replacing("{hash}", with: "none").replacing("{name}", with: "none")
    }

    @Test(arguments: TestEngine.available) func aDatabaseThatIsAwayIsSaidEverywhere(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 5, years: 1) { _, app, session in
            app.database.close()
            let site = Site(app: app, logger: Logger(label: "quiet", factory: { _ in SwiftLogNoOpLogHandler() }))
            try await Application(router: site.router()).test(.router) { try await Self.everythingIsAway($0, session) }
        }
    }

    private static func everythingIsAway(_ client: any TestClientProtocol, _ session: String) async throws {
        let headers: HTTPFields = [.cookie: "\(Site.sessionCookie)=\(session)", .authorization: "Bearer something"]
        let body = ByteBuffer(string: "name=x&password=12345678&token=\(SessionStore.formToken(session))")
        for pattern in Address.Pattern.allCases where ![.health, .metrics, .asset].contains(pattern) {
            for method in pattern.methods where method != .head {
                try await client.execute(uri: Self.path(pattern), method: method, headers: headers, body: method == .post ? body : nil) { response in
                    // A form with files is what the import wants first.
                    if pattern == .newImport, method == .post { return }
                    #expect(response.status == .serviceUnavailable, "\(method) \(pattern): \(response.status)")
                    #expect(response.body.readableBytes > 20, "\(method) \(pattern) says nothing")
                }
            }
        }
    }

    @Test func largeFormsAreSaidToBeTooLarge() async throws {
        try await SitePreview.withSite(.sqlite, accounts: 5, years: 1) { client, _, session in
            let headers: HTTPFields = [.cookie: "\(Site.sessionCookie)=\(session)"]
            let body = ByteBuffer(string: "name=" + String(repeating: "x", count: 300 << 10))
            for path in ["/sign-in", "/accounts/new", "/accounts/K100001/edit", "/settings/password", "/preferences", "/reset/none"] {
                try await client.execute(uri: path, method: .post, headers: headers, body: body) { response in
                    #expect(response.status == .contentTooLarge && String(buffer: response.body).contains("too much at once"), "\(path): \(response.status)")
                    #expect(String(buffer: response.body).contains("action=\"/sign-out\""), "\(path) is without its frame")
                }
            }
        }
    }

    /// What a client sent is never said to be a fault of the server.
    @Test func damagedBodiesAreTheSenders() {
        let failures: [any Error] = [HTTPParserError.invalidChunkSize, HTTPParserError.invalidEOFState, Multipart.Failure.unreadable, HTTPError(.badRequest)]
        for failure in failures { #expect(Trouble(failure).status == .badRequest && !Trouble(failure).isLogged, "\(failure)") }
    }

    /// A path that is asked in another way than it can be answered says how; HEAD is answered like GET.
    @Test func methodsAreSaid() async throws {
        try await SitePreview.withSite(.sqlite, accounts: 5, years: 1) { client, _, session in
            let headers: HTTPFields = [.cookie: "\(Site.sessionCookie)=\(session)"]
            for pattern in Address.Pattern.allCases {
                for method in [HTTPRequest.Method.get, .head, .post, .put, .delete, .patch, .options] {
                    try await client.execute(uri: Self.path(pattern), method: method, headers: headers) { response in
                        let isMissing = response.status == .methodNotAllowed
                        #expect(isMissing != pattern.methods.contains(method), "\(method) \(pattern): \(response.status)")
                        if isMissing { #expect(response.headers[.allow] == pattern.methods.map(\.rawValue).joined(separator: ", "), "\(pattern)") }
                    }
                }
            }
            let get = try await client.execute(uri: "/accounts", method: .get, headers: headers) { $0.status }
            #expect(get == .ok)
            try await client.execute(uri: "/accounts", method: .head, headers: headers) { #expect($0.status == .ok && $0.body.readableBytes == 0) }
            try await client.execute(uri: "/nothing", method: .put, headers: headers) { #expect($0.status == .notFound) }
        }
    }
}
