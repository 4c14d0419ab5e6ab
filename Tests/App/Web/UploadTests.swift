import Basics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Storage
import TestDatabases
import Testing

@testable import App

/// Forms with files: taken from whoever may send them, refused before anything of them is on the disk, and thrown away when not accepted.
@Suite struct UploadTests {
    private static let boundary = "xBOUNDARYx"

    private static func body(_ fields: [(String, String)], files: [(name: String, text: String)] = [], filesFirst: Bool = false, isWhole: Bool = true) -> ByteBuffer {
        let fields = fields.map { "--\(boundary)\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n" }.joined()
        let files = files.map { "--\(boundary)\r\nContent-Disposition: form-data; name=\"files\"; filename=\"\($0.name)\"\r\n\r\n\($0.text)\r\n" }.joined()
        return ByteBuffer(string: (filesFirst ? files + fields : fields + files) + (isWhole ? "--\(boundary)--\r\n" : ""))
    }

    private func withSite(
        _ body: @escaping @Sendable (any TestClientProtocol, App, _ headers: HTTPFields, _ token: String) async throws -> Void
    ) async throws {
        try await SitePreview.withSite(.sqlite, accounts: 12, years: 1) { _, app, session in
            let folder = NSTemporaryDirectory() + "mainstay-uploads-\(UUID().uuidString)"
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let app = App(database: app.database, clock: app.clock, random: app.random, files: FileStore(folder: folder))
            let headers: HTTPFields = [.cookie: "\(Site.sessionCookie)=\(session)", .contentType: "multipart/form-data; boundary=\(Self.boundary)"]
            try await Application(router: Site(app: app).router()).test(.router) { try await body($0, app, headers, SessionStore.formToken(session)) }
        }
    }

    /// What lies in the folder of files: what is on its way, and what is kept.
    private static func files(_ app: App) -> [String] {
        let all = FileManager.default.enumerator(atPath: app.files.folder)?.compactMap { $0 as? String } ?? []
        return all.filter { $0.split(separator: "/").last.map { $0.count > 10 } ?? false }
    }

    private static let note = [("kind", "call"), ("body", "x"), ("happenedOn", "2026-05-01")]

    @Test func filesAreKeptWithTheirNote() async throws {
        try await withSite { client, app, headers, token in
            let sent = Self.body([("token", token)] + Self.note, files: [("a.txt", "first"), ("b.txt", "second"), ("", "")])
            try await client.execute(uri: "/accounts/K100001/notes", method: .post, headers: headers, body: sent) { #expect($0.status == .seeOther) }
            let hashes = try await app.database.read { try NoteStore.attachmentHashes(in: $0) }
            #expect(hashes.count == 2 && Self.files(app).count == 2)
            #expect(hashes.allSatisfy { app.files.hash(of: $0) == $0 })
        }
    }

    @Test func refusedFormsLeaveNothingBehind() async throws {
        try await withSite { client, app, headers, token in
            let own = ("token", token), file = (name: "a.txt", text: "text")
            let cases: [(label: String, path: String, body: ByteBuffer, status: [HTTPResponse.Status])] = [
                ("no token", "/accounts/K100001/notes", Self.body(Self.note, files: [file]), [.forbidden]),
                ("another's token", "/accounts/K100001/notes", Self.body([("token", "x")] + Self.note, files: [file]), [.forbidden]),
                ("the token after the file", "/accounts/K100001/notes", Self.body([own] + Self.note, files: [file], filesFirst: true), [.forbidden]),
                ("no such account", "/accounts/NOBODY/notes", Self.body([own] + Self.note, files: [file]), [.notFound]),
                ("no such note", "/accounts/K100001/notes/99999999", Self.body([own] + Self.note, files: [file]), [.notFound]),
                ("a route without files", "/accounts/K100001/edit", Self.body([own], files: [file]), [.notFound]),
                ("a form that breaks off", "/accounts/K100001/notes", Self.body([own] + Self.note, files: [file], isWhole: false), [.badRequest]),
                ("no form at all", "/accounts/K100001/notes", ByteBuffer(string: String(repeating: "x", count: 20_000)), [.badRequest]),
                ("a kind that is not taken", "/accounts/K100001/notes", Self.body([own] + Self.note, files: [("a.exe", "x")]), [.unprocessableContent]),
                ("a note without text", "/accounts/K100001/notes", Self.body([own, ("kind", "call")], files: [file]), [.unprocessableContent]),
                ("sixty fields", "/accounts/K100001/notes", Self.body([own] + (0..<60).map { ("f\($0)", "x") }), [.contentTooLarge]),
                ("long fields", "/accounts/K100001/notes", Self.body([own, ("body", String(repeating: "x", count: 300_000))]), [.contentTooLarge]),
                ("an import of two files", "/imports/new", Self.body([own], files: [("a.csv", "x"), ("b.csv", "x")]), [.contentTooLarge, .notFound]),
            ]
            for sent in cases {
                try await client.execute(uri: sent.path, method: .post, headers: headers, body: sent.body) {
                    #expect(sent.status.contains($0.status), "\(sent.label): \($0.status)")
                }
                #expect(Self.files(app).isEmpty, "\(sent.label) leaves files")
            }
            let many = Self.body([own] + Self.note, files: (0..<40).map { ("\($0).txt", "x") })
            try await client.execute(uri: "/accounts/K100001/notes", method: .post, headers: headers, body: many) {
                #expect($0.status == .unprocessableContent)
                let text = String(buffer: $0.body)
                #expect(text.contains("At most 5 files") && text.contains(">\nx</textarea>"), "what was written is lost")
            }
            #expect(Self.files(app).isEmpty, "forty files leave some")
            let viewer = try #require(try await app.signIn("viewer", password: DemoCompany.password)?.token)
            var others = headers
            others[.cookie] = "\(Site.sessionCookie)=\(viewer)"
            let sent = Self.body([("token", SessionStore.formToken(viewer))] + Self.note, files: [file])
            try await client.execute(uri: "/accounts/K100001/notes", method: .post, headers: others, body: sent) { #expect($0.status == .notFound) }
            #expect(Self.files(app).isEmpty, "somebody without the right leaves files")
        }
    }

    @Test func aFolderThatTakesNothingIsSaid() async throws {
        try await withSite { client, app, headers, token in
            try Data().write(to: URL(fileURLWithPath: app.files.folder))
            let sent = Self.body([("token", token)] + Self.note, files: [("a.txt", "x")])
            try await client.execute(uri: "/accounts/K100001/notes", method: .post, headers: headers, body: sent) {
                #expect($0.status == .serviceUnavailable && String(buffer: $0.body).contains("Files cannot be kept"))
            }
        }
    }
}
