import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import App

/// Somebody signed in who opens forms, fills them in and sends them, as a browser without scripts does.
struct SignedIn: Sendable {
    typealias Fields = [(name: String, value: String)]

    let client: any TestClientProtocol
    let headers: HTTPFields
    let token: String

    init(_ signIn: String, _ app: App, _ client: any TestClientProtocol) async throws {
        let session = try #require(try await app.signIn(signIn, password: DemoCompany.password)?.token)
        self.client = client
        headers = [.cookie: "\(Site.sessionCookie)=\(session); \(Site.languageCookie)=en"]
        token = SessionStore.formToken(session)
    }

    private init(_ other: SignedIn, at client: any TestClientProtocol) {
        (self.client, headers, token) = (client, other.headers, other.token)
    }

    /// The same browser at another server of the same installation.
    func at(_ client: any TestClientProtocol) -> SignedIn { SignedIn(self, at: client) }

    func get(_ path: String) async throws -> (status: HTTPResponse.Status, text: String) {
        try await client.execute(uri: path, method: .get, headers: headers) { ($0.status, String(buffer: $0.body)) }
    }

    func post(_ path: String, _ fields: [(String, String)]) async throws -> (status: HTTPResponse.Status, location: String, text: String) {
        let body = (fields + [("token", token)]).map { "\($0)=\(Address.encode($1))" }.joined(separator: "&")
        return try await client.execute(uri: path, method: .post, headers: headers, body: ByteBuffer(string: body)) {
            ($0.status, $0.headers[.location] ?? "", String(buffer: $0.body))
        }
    }

    /// Sends a form with files, as browsers do.
    func post(
        _ path: String, _ fields: [(String, String)], files: [(name: String, bytes: [UInt8])]
    ) async throws -> (status: HTTPResponse.Status, location: String, text: String) {
        var body = ByteBuffer()
        for (name, value) in fields + [("token", token)] {
            body.writeString("--edge\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n")
        }
        for file in files {
            body.writeString("--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"\(file.name)\"\r\n\r\n")
            body.writeBytes(file.bytes)
            body.writeString("\r\n")
        }
        body.writeString("--edge--\r\n")
        var headers = headers
        headers[.contentType] = "multipart/form-data; boundary=edge"
        return try await client.execute(uri: path, method: .post, headers: headers, body: body) {
            ($0.status, $0.headers[.location] ?? "", String(buffer: $0.body))
        }
    }

    /// What a page's form would send as it stands.
    func form(_ path: String) async throws -> Fields { Self.fields(of: try await get(path).text) }

    static func fields(of page: String) -> Fields {
        guard let start = page.range(of: " data-dirty novalidate>"), let end = page[start.upperBound...].range(of: "</form>") else { return [] }
        let form = String(page[start.upperBound..<end.lowerBound])
        var fields: Fields = []
        func add(_ tag: Substring, _ value: String) {
            guard let name = tag.firstMatch(of: /\sname="([^"]*)"/)?.1 else { return }
            fields.append((String(name), plain(value)))
        }
        for match in form.matches(of: /<input[^>]*>|<select[^>]*>[\s\S]*?<\/select>|<textarea[^>]*>\n[\s\S]*?<\/textarea>/) {
            let text = match.0
            if text.hasPrefix("<select") {
                add(text, text.firstMatch(of: /<option value="([^"]*)" selected/).map { String($0.1) } ?? "")
            } else if text.hasPrefix("<textarea") {
                let value = text.firstMatch(of: />\n([\s\S]*)<\/textarea>/)?.1 ?? ""
                add(text.prefix { $0 != ">" }, String(value))
            } else if !text.contains("type=\"file\""), !text.contains("type=\"checkbox\"") || text.contains(" checked") {
                add(text, text.firstMatch(of: /\svalue="([^"]*)"/).map { String($0.1) } ?? "")
            }
        }
        return fields.filter { $0.name != "token" }
    }

    private static func plain(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }

    /// The action that a page reached by an answer can take back.
    static func batch(_ location: String) -> String { String(location.split(separator: "=").last ?? "") }
}

extension SignedIn.Fields {
    /// The same with some values typed over.
    func with(_ changes: [String: String]) -> [(String, String)] {
        let kept = map { ($0.name, changes[$0.name] ?? $0.value) }
        let known = Set(map(\.name))
        return kept + changes.filter { !known.contains($0.key) }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
