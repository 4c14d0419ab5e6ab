import Basics
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Storage
import Synchronization
import TestDatabases
import Testing

@testable import App

/// Log lines and metrics tell what happened without telling about whom.
@Suite struct LogTests {
    /// Keeps what would be written.
    private struct Recorder: LogHandler {
        let lines: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { lines.add("\(event.level) \(event.message) \(event.metadata ?? [:])") }
    }

    private final class Lines: Sendable {
        private let lines = Mutex<[String]>([])
        func add(_ line: String) { lines.withLock { $0.append(line) } }
        var text: String { lines.withLock { $0.joined(separator: "\n") } }
    }

    @Test func linesAndMetricsNameNobody() async throws {
        try await SitePreview.withSite(.sqlite, accounts: 10, years: 1) { _, app, token in
            let lines = Lines()
            var settings = ServerSettings()
            settings.logsRequests = true
            let site = Site(app: app, settings: settings, logger: Logger(label: "test") { _ in Recorder(lines: lines) })
            let name = try #require(try await app.accounts(limit: 1).first)
            try await Application(router: site.router()).test(.router) { client in
                let headers: HTTPFields = [.cookie: "\(Site.sessionCookie)=\(token)"]
                for path in ["/accounts/\(name.code)", "/accounts?q=\(Address.encode(name.name))", "/search?q=secret-word", "/accounts/\(name.code)/documents/77"] {
                    try await client.execute(uri: path, method: .get, headers: headers) { response in
                        #expect(HTTPField.Name("X-Request-ID").flatMap { response.headers[$0] } != nil)
                    }
                }
                try await client.execute(uri: "/sign-in", method: .post, body: ByteBuffer(string: "name=director&password=my-secret")) { _ in }
                let metrics = try await client.execute(uri: "/metrics", method: .get) { String(buffer: $0.body) }
                #expect(metrics.contains("route=\"/accounts/{code}\",method=\"GET\",status=\"200\""))
                for text in [lines.text, metrics] {
                    #expect(text.contains("/accounts/{code}"))
                    for secret in [name.code, name.name, "secret-word", "my-secret", "director", token] { #expect(!text.contains(secret), "\(secret)") }
                }
            }
        }
    }

    /// What the database says of a refused row names its values; what is logged does not.
    @Test func failuresAreLoggedWithoutValues() {
        let failure = StorageFailure.constraint(message: "Key (name)=(Secret Ltd) already exists.", sql: "INSERT INTO account (name) VALUES ($1)")
        #expect(!ErrorText.of(failure).contains("Secret Ltd"))
        #expect(!ErrorText.of(StorageFailure.statement(message: "invalid: \"Secret Ltd\"", code: "22P02", sql: "SELECT $1")).contains("Secret"))
        #expect(!ErrorText.of(StorageFailure.column(index: 2, found: .text("Secret Ltd"))).contains("Secret"))
    }

    /// The outside learns nothing from the metrics without the token.
    @Test func metricsAreForThisMachineOrTheToken() async throws {
        try await SitePreview.withSite(.sqlite, accounts: 5, years: 1) { _, app, _ in
            var settings = ServerSettings()
            settings.metricsToken = "known"
            let forwarded = try #require(HTTPField.Name("X-Forwarded-For"))
            try await Application(router: Site(app: app, settings: settings).router()).test(.router) { client in
                for (headers, status) in [
                    (HTTPFields([HTTPField(name: forwarded, value: "203.0.113.5")]), HTTPResponse.Status.notFound), ([:], .ok),
                    (HTTPFields([HTTPField(name: forwarded, value: "203.0.113.5"), HTTPField(name: .authorization, value: "Bearer known")]), .ok),
                ] {
                    try await client.execute(uri: "/metrics", method: .get, headers: headers) { #expect($0.status == status) }
                }
            }
        }
    }
}
