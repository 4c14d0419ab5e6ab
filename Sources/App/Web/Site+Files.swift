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

    /// Every account that matches, page by page, so that no export needs memory for all of it.
    func exportAccounts(_ request: Request) async throws -> Response {
        let asked = Asked(request)
        let now = app.clock.now
        guard let visit = try await app.database.read({ try context(asked, at: now, in: $0) }) else {
            return Answer.redirect(to: Address.signIn(to: asked.here).text)
        }
        let query = AccountsQuery(asked.query)
        if let group = query.group {
            return try await app.database.read { try AccountGroups.export(query, group, visit, in: $0) }.response(visit.language, theme: visit.theme)
        }
        let database = app.database
        return Response(status: .ok, headers: Answer.csvHeaders("accounts.csv"), body: .init { writer in
            var cursor: AccountCursor?
            var isFirst = true
            repeat {
                let after = cursor, withHeader = isFirst
                let part = try await database.read { connection in
                    let part = try AccountExport.part(query, after: after, visit, in: connection)
                    return (bytes: AccountExport.csv(part.table, withHeader: withHeader), next: part.next)
                }
                try await writer.write(ByteBuffer(bytes: part.bytes))
                cursor = part.next
                isFirst = false
            } while cursor != nil
            try await writer.finish(nil)
        })
    }

    /// The list as a workbook: written to a file row by row, then sent.
    func exportWorkbook(_ request: Request, _ context: RouteContext) async throws -> Response {
        let asked = Asked(request)
        let now = app.clock.now
        return await respond(asked, context) {
            guard let visit = try await app.database.read({ try self.context(asked, at: now, in: $0) }) else { return .stranger }
            let query = AccountsQuery(asked.query)
            let incoming = try app.files.incoming(limit: .max, random: app.random)
            let path = incoming.path
            defer { incoming.discard() }
            let table = AccountTable(query: query, visit: visit)
            let folder = app.files.folder + "/incoming"
            let writer = try WorkbookWriter(
                path: path, sheet: visit.words.accounts.title, header: AccountExport.header(table), columns: AccountExport.kinds(table), folder: folder
            )
            var cursor: AccountCursor?
            repeat {
                let after = cursor
                let part = try await app.database.read { connection in
                    let part = try AccountExport.part(query, after: after, visit, in: connection)
                    return (rows: part.table.accounts.map { AccountExport.row($0, part.table) }, next: part.next)
                }
                for row in part.rows { try writer.write(row) }
                cursor = part.next
            } while cursor != nil
            try writer.finish()
            guard let data = FileManager.default.contents(atPath: path) else { return .answered(.notFound, visit.language, visit.theme) }
            return .answered(.workbook(name: "accounts.xlsx", Array(data)), visit.language, visit.theme)
        }
    }
}
