import Basics
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Interface
import Storage
import TestDatabases
import Testing

@testable import App

/// Somebody of sales operations who brings files in through the wizard's pages.
struct ImportClerk: Sendable {
    let app: App
    let user: User
    private let client: any TestClientProtocol
    private let headers: HTTPFields
    private let token: String

    static func atWork(_ engine: TestEngine, accounts: Int = 12, _ body: @escaping @Sendable (ImportClerk) async throws -> Void) async throws {
        try await SitePreview.withSite(engine, accounts: accounts, years: 1) { client, app, _ in
            try await body(ImportClerk("ops", app, client))
        }
    }

    init(_ signIn: String, _ app: App, _ client: any TestClientProtocol) async throws {
        let session = try #require(try await app.signIn(signIn, password: DemoCompany.password)?.token)
        (self.app, self.client) = (app, client)
        user = try #require(try await app.users().first { $0.signIn == signIn })
        headers = [.cookie: "\(Site.sessionCookie)=\(session); \(Site.languageCookie)=en"]
        token = SessionStore.formToken(session)
    }

    func get(_ path: String) async throws -> (status: HTTPResponse.Status, text: String) {
        try await client.execute(uri: path, method: .get, headers: headers) { ($0.status, String(buffer: $0.body)) }
    }

    func post(_ path: String, _ fields: [(String, String)] = []) async throws -> (status: HTTPResponse.Status, location: String) {
        let body = (fields + [("token", token)]).map { "\($0)=\(Address.encode($1))" }.joined(separator: "&")
        return try await client.execute(uri: path, method: .post, headers: headers, body: ByteBuffer(string: body)) {
            ($0.status, $0.headers[.location] ?? "")
        }
    }

    /// A file as if it had just been uploaded.
    func upload(_ kind: ImportKind, _ text: String) async throws -> Int64 {
        let incoming = try app.files.incoming(limit: ImportUpload.limit, random: app.random)
        try incoming.write(Array(text.utf8))
        let file = try app.files.keep(incoming), author = user.id, now = app.clock.now
        return try await app.database.write { connection in
            let draft = ImportDraft(
                id: try connection.newIdentifier("import", reserve: 1), kind: kind, fileName: "\(kind.rawValue).csv", isWorkbook: false, file: file,
                size: Int64(text.utf8.count), rowsFile: file, createdBy: author, createdAt: now
            )
            try ImportDraftStore.insert(draft, in: connection)
            return draft.id.value
        }
    }

    /// Uploads, takes the columns as they are recognised, and waits until the file is checked.
    func check(_ kind: ImportKind, _ text: String) async throws -> (draft: Int64, review: ImportReview) {
        let id = try await upload(kind, text)
        let header = String(text.prefix { $0 != "\n" }).split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
        let columns = kind.match(header).map { ("c." + $0.key, String($0.value)) }
        let sent = try await post("/imports/drafts/\(id)/columns", [("kind", kind.rawValue), ("currency", "CNY")] + columns)
        #expect(sent.location == "/imports/drafts/\(id)/check")
        try await settle(id)
        let draft = try await app.database.read { try ImportDraftStore.draft(ImportDraft.ID(id), in: $0) }
        return (id, try #require(draft?.review))
    }

    /// Presses "import" and waits until it is done.
    func run(_ draft: Int64) async throws -> ImportRecord {
        let started = try await post("/imports/drafts/\(draft)/preview")
        let id = try #require(Int64(started.location.split(separator: "/").last ?? ""))
        try await settle(id)
        return try await record(id)
    }

    func bring(_ kind: ImportKind, _ text: String) async throws -> ImportRecord { try await run(check(kind, text).draft) }

    func record(_ id: Int64) async throws -> ImportRecord {
        try #require(try await app.database.read { try ImportStore.record(ImportRecord.ID(id), in: $0) })
    }

    /// Waits until nothing goes on under a number.
    func settle(_ id: Int64) async throws {
        while app.jobs.progress(id) != nil { try await Task.sleep(for: .milliseconds(5)) }
    }
}
