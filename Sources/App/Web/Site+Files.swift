import Basics
import Foundation
import HTTPTypes
import Hummingbird
import Interface
import Spreadsheets
import Storage

/// Files: those of the interface, exports that are streamed, attachments.
extension Site {
    func asset(_ request: Request, _ context: RouteContext) -> Response {
        guard let name = context.parameters.get("name"), let asset = Asset[name], context.parameters.get("hash") == asset.hash else {
            return Response(status: .notFound)
        }
        var headers: HTTPFields = [
            .contentType: asset.contentType, .cacheControl: "public, max-age=31536000, immutable", .vary: "Accept-Encoding",
        ]
        guard let packed = asset.packed, request.headers[.acceptEncoding]?.contains("gzip") == true else {
            return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: asset.bytes)))
        }
        headers[.contentEncoding] = "gzip"
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: packed)))
    }

    /// The list as a file, every row that matches.
    func exportAccounts(_ format: AccountExport.Format, _ request: Request, _ context: RouteContext) async throws -> Response {
        let asked = Asked(request)
        let query = AccountsQuery(asked.query)
        return try await respond(asked, context) { try await exported(format, asked) { _ in .list(query, only: nil) } }
    }

    /// Open invoices as a file, every one that the list has.
    func exportReceivables(_ format: AccountExport.Format, _ request: Request, _ context: RouteContext) async throws -> Response {
        let asked = Asked(request)
        let query = ReceivablesQuery(asked.query)
        return try await respond(asked, context) { try await exported(format, asked) { _ in .receivables(query) } }
    }

    /// Which rows a file holds.
    enum Exported: Sendable {
        case list(AccountsQuery, only: [Account.ID]?)
        case receivables(ReceivablesQuery)
        case forged
    }

    /// Writes a file in one transaction, to be sent afterwards, so that a slow reader holds no thread.
    /// - Parameter choose: what of, given who asks.
    func exported(
        _ format: AccountExport.Format, _ asked: Asked, _ choose: @escaping @Sendable (Context) -> Exported
    ) async throws -> Outcome {
        let now = app.clock.now, files = app.files, random = app.random
        return try await app.database.read { connection -> Outcome in
            guard let visit = try self.context(asked, at: now, in: connection) else { return .stranger }
            let exported = choose(visit)
            if case .forged = exported { return .forged }
            let incoming = try files.incoming(limit: .max, random: random)
            defer { incoming.discard() }
            let folder = files.folder + "/incoming", name: String
            switch exported {
            case .list(let query, let ids):
                try AccountExport.write(format, hasMark: asked.hasMark, to: incoming, folder: folder, query, only: ids, visit, in: connection)
                name = query.group.map { "accounts-by-\($0.rawValue)" } ?? "accounts"
            case .receivables(let query):
                try ReceivablesExport.write(format, hasMark: asked.hasMark, to: incoming, folder: folder, query, visit, in: connection)
                name = "receivables"
            case .forged: return .forged
            }
            guard let file = OpenFile(path: incoming.path) else { return .answered(.notFound, visit.language, visit.theme) }
            return .answered(.openFile(name: name, format, file), visit.language, visit.theme)
        }
    }

    /// The chosen accounts as a file; nil where a form asks for something else.
    func exportedChoice(_ sent: Parameters, _ asked: Asked) async throws -> Outcome? {
        guard let format = sent["do"].flatMap({ AccountExport.Format(rawValue: $0) }) else { return nil }
        let query = AccountsQuery(Parameters(formText: sent["query"] ?? ""))
        let ids = sent["all"] == "1" ? nil : sent.all("id").compactMap { Int64($0) }.map { Account.ID($0) }
        return try await exported(format, asked) { $0.formSecret.matches(sent["token"]) ? .list(query, only: ids) : .forged }
    }
}
