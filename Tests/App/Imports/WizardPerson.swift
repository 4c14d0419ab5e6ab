import Basics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Storage
import Testing

@testable import App

/// Somebody who imports files through the wizard's pages.
struct WizardPerson: Sendable {
    let person: SignedIn
    let app: App

    init(_ app: App, _ client: any TestClientProtocol) async throws {
        person = try await SignedIn("ops", app, client)
        self.app = app
    }

    typealias Reply = (status: HTTPResponse.Status, location: String, text: String)

    /// Uploads a file and waits until its rows are ready.
    func upload(_ bytes: [UInt8], name: String = "file.csv", kind: String = "") async throws -> Reply {
        var body = ByteBuffer()
        for (field, value) in [("kind", kind), ("token", person.token)] {
            body.writeString("--edge\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n\(value)\r\n")
        }
        body.writeString("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n\r\n")
        body.writeBytes(bytes)
        body.writeString("\r\n--edge--\r\n")
        var headers = person.headers
        headers[.contentType] = "multipart/form-data; boundary=edge"
        let reply: Reply = try await person.client.execute(uri: "/imports/new", method: .post, headers: headers, body: body) {
            ($0.status, $0.headers[.location] ?? "", String(buffer: $0.body))
        }
        if reply.status == .seeOther { _ = try await settled(reply.location) }
        return reply
    }

    /// A page once nothing goes on behind it.
    func settled(_ path: String) async throws -> String {
        // Beside all other tests on a slow machine, work of a second takes many.
        let end = ContinuousClock.now + .seconds(180)
        while ContinuousClock.now < end {
            let page = try await person.get(path).text
            if !page.contains("<ms-refresh") { return page }
            try await Task.sleep(for: .milliseconds(20))
        }
        return ""
    }

    func draft(_ location: String) async throws -> ImportDraft {
        let id = try #require(location.split(separator: "/").compactMap { Int64($0) }.first)
        return try #require(try await app.database.read { try ImportDraftStore.draft(ImportDraft.ID(id), in: $0) })
    }

    /// Uploads and matches by header; gives the check's address and page.
    func check(_ text: String, kind: String = "", with more: [(String, String)] = []) async throws -> (path: String, page: String) {
        let reply = try await upload(Array(text.utf8), kind: kind)
        let draft = try await draft(reply.location)
        let columns = draft.kind.match(try DraftRows(draft, in: app.files).header)
        let fields = columns.map { ("c." + $0, String($1)) } + [("kind", draft.kind.rawValue)] + more
        let sent = try await person.post(reply.location, fields)
        return (sent.location, try await settled(sent.location))
    }

    /// Imports a checked file; gives the run's page.
    func run(_ check: String) async throws -> String {
        let reply = try await person.post(check.replacing("/check", with: "/preview"), [])
        return try await settled(reply.location)
    }
}
