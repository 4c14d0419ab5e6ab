import Basics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Storage
import TestDatabases
import Testing

@testable import App

/// Two servers on one database, and people who send forms to both at the same moment.
struct Stage: Sendable {
    let engine: TestEngine
    let app: App
    let clients: [any TestClientProtocol]
    private let people: [String: SignedIn]

    static func withServers(_ engine: TestEngine, accounts: Int = 40, _ body: @escaping @Sendable (Stage) async throws -> Void) async throws {
        try await SitePreview.withSite(engine, accounts: accounts, years: 1) { client, app, _ in
            var configuration = Database.Configuration()
            configuration.connections = 6
            let database = try Database(app.database.location, configuration: configuration)
            let second = App(database: database, clock: app.clock, random: .system, files: app.files, passwordCost: .quick)
            let outcome = await Result<Void, any Error>.of {
                try await Application(router: Site(app: second).router()).test(.router) { other in
                    var people: [String: SignedIn] = [:]
                    for name in ["admin", "director", "ops", "finance"] { people[name] = try await SignedIn(name, app, client) }
                    try await body(Stage(engine: engine, app: app, clients: [client, other], people: people))
                }
            }
            await database.finish()
            try outcome.get()
        }
    }

    private init(engine: TestEngine, app: App, clients: [any TestClientProtocol], people: [String: SignedIn]) {
        (self.engine, self.app, self.clients, self.people) = (engine, app, clients, people)
    }

    func person(_ name: String) -> SignedIn { people[name]! }

    // MARK: Sending

    typealias Reply = (status: HTTPResponse.Status, location: String, text: String)

    /// A form, and who sends it.
    struct Form: Sendable {
        var person: SignedIn
        var path: String
        var fields: [(String, String)]
        var file: [UInt8]?

        init(_ person: SignedIn, _ path: String, _ fields: [(String, String)], file: [UInt8]? = nil) {
            (self.person, self.path, self.fields, self.file) = (person, path, fields, file)
        }
    }

    /// Sends forms at the same moment, turn by turn to so many servers.
    func send(_ forms: [Form], to servers: Int) async throws -> [Reply] {
        try await withThrowingTaskGroup(of: (Int, Reply).self) { group in
            for (number, form) in forms.enumerated() {
                let person = form.person.at(clients[number % servers])
                group.addTask {
                    if let file = form.file { return (number, try await person.upload(form.path, form.fields, file)) }
                    return (number, try await person.post(form.path, form.fields))
                }
            }
            var replies: [(Int, Reply)] = []
            for try await reply in group { replies.append(reply) }
            return replies.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    // MARK: Looking

    func number(_ sql: SQL) async throws -> Int64 {
        try await app.database.read { connection in try connection.first(sql) { try $0.get(0, as: Int64?.self) } ?? nil } ?? 0
    }

    func product() async throws -> String {
        try await app.database.read { try #require(try ProductStore.products(in: nil, after: nil, limit: 1, in: $0).first?.code) }
    }

    /// A new account that nothing else has to do with.
    func account() async throws -> String {
        let reply = try await person("admin").post("/accounts/new", [("name", "Race"), ("stage", "potential")])
        try #require(reply.status == .seeOther)
        return String(try #require(reply.location.split(separator: "?").first?.split(separator: "/").last))
    }

    func id(of code: String) async throws -> Int64 { try await number("SELECT id FROM account WHERE code = \(code)") }

    /// Books an invoice of 100; gives its path.
    func invoice(_ code: String, _ number: String) async throws -> String {
        let reply = try await person("finance").post("/accounts/\(code)/documents/new", document("invoice", number, product: try await product()))
        try #require(reply.status == .seeOther, "\(reply.text)")
        return String(try #require(reply.location.split(separator: "?").first))
    }

    func document(_ kind: String, _ number: String, product: String) -> [(String, String)] {
        [("kind", kind), ("number", number), ("issuedOn", "2026-05-20"), ("currency", "CNY"), ("rows", "4"), ("l0.product", product), ("l0.quantity", "2"), ("l0.price", "50")]
    }

    /// Somebody new who may sign in, with the password of everybody.
    func colleague(_ signIn: String, _ role: Role) async throws -> SignedIn {
        _ = try await app.addUser(signIn: signIn, name: signIn, role: role, password: DemoCompany.password, by: nil)
        return try await SignedIn(signIn, app, clients[0])
    }
}

extension Result where Failure == any Error, Success: Sendable {
    fileprivate static func of(_ body: () async throws -> Success) async -> Self {
        do { return .success(try await body()) } catch { return .failure(error) }
    }
}

extension SignedIn {
    /// Sends one file, as the first step of an import does.
    func upload(_ path: String, _ fields: [(String, String)], _ file: [UInt8]) async throws -> Stage.Reply {
        var body = ByteBuffer()
        for (name, value) in fields + [("token", token)] {
            body.writeString("--edge\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n")
        }
        body.writeString("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"rows.csv\"\r\n\r\n")
        body.writeBytes(file)
        body.writeString("\r\n--edge--\r\n")
        var headers = headers
        headers[.contentType] = "multipart/form-data; boundary=edge"
        return try await client.execute(uri: path, method: .post, headers: headers, body: body) {
            ($0.status, $0.headers[.location] ?? "", String(buffer: $0.body))
        }
    }
}
