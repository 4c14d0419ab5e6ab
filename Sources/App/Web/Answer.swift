import Foundation
import Hummingbird
import Interface
import Spreadsheets

/// What a request is answered with.
enum Answer: Sendable {
    case page(HTML)
    /// A page or a part of one as bytes, ready to be sent again.
    case bytes(ByteBuffer)
    /// The same as gzip.
    case packed(ByteBuffer)
    case csv(name: String, [UInt8])
    case workbook(name: String, [UInt8])
    case redirect(Address)
    /// Leads to a page that says that an action is done, and offers to take it back.
    case done(Address, Int64)
    /// The same, to a path that a form named.
    case doneThere(String, Int64)
    /// Leads to a path that has been checked to be of this site.
    case there(String)
    /// A form with what is wrong beside its fields.
    case invalid(HTML)
    /// A form with what others changed meanwhile beside its fields.
    case conflict(HTML)
    /// A part of a page, for scripts.
    case fragment(HTML)
    /// A file on disk, sent piece by piece.
    case storedFile(name: String, mediaType: String, path: String)
    /// A file that was written for this answer and is gone once it was read.
    case openFile(name: String, AccountExport.Format, OpenFile)
    /// Also what somebody gets who has no right: existence is not told.
    case notFound
    /// The same within the frame, for somebody who is signed in.
    case missing(HTML)

    /// A table as a file, written row by row.
    static func table<Row>(_ name: String, _ header: [String], _ rows: [Row], _ cells: (Row) throws -> [String]) rethrows -> Answer {
        var writer = CSVWriter(byteOrderMark: true, protectsFormulas: true)
        writer.write(header)
        for row in rows { writer.write(try cells(row)) }
        return .csv(name: name, writer.bytes)
    }

    static let contentPolicy = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; \
        connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'
        """

    func response(_ language: Language, theme: Theme?) -> Response {
        switch self {
        case .page(let html): Self.html(html, status: .ok)
        case .bytes(let bytes): Self.html(bytes, status: .ok)
        case .packed(let bytes): Self.packed(bytes)
        case .redirect(let address): Self.redirect(to: address.text)
        case .done(let address, let batch): Self.redirect(to: Toast.done(batch, at: address.text))
        case .doneThere(let path, let batch): Self.redirect(to: Toast.done(batch, at: path))
        case .there(let path): Self.redirect(to: path)
        case .invalid(let html): Self.html(html, status: .unprocessableContent)
        case .conflict(let html): Self.html(html, status: .conflict)
        case .fragment(let html): Self.html(html, status: .ok)
        case .storedFile(let name, let mediaType, let path): Self.file(name, mediaType, path)
        case .openFile(let name, let format, let file): Self.file(name, format, file)
        case .notFound:
            Self.html(ErrorPage.html(language, theme, title: language.words.errors.notFoundTitle, hint: language.words.errors.notFoundHint), status: .notFound)
        case .missing(let html): Self.html(html, status: .notFound)
        case .workbook(let name, let bytes):
            Response(status: .ok, headers: Self.workbookHeaders(name), body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        case .csv(let name, let bytes):
            Response(status: .ok, headers: Self.csvHeaders(name), body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        }
    }

    static func html(_ html: HTML, status: HTTPResponse.Status) -> Response {
        Self.html(ByteBuffer(bytes: html.bytes), status: status)
    }

    private static func html(_ bytes: ByteBuffer, status: HTTPResponse.Status) -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store", .vary: "Accept-Encoding"], body: .init(byteBuffer: bytes)
        )
    }

    /// A page that is smaller is sent as it is: packing would cost more than it gains.
    private static let packedFrom = 2_048

    /// The same answer with its page as bytes, packed for browsers that ask for it.
    func rendered(packed: Bool) -> Answer {
        switch self {
        case .page(let html), .fragment(let html):
            guard packed, html.bytes.count >= Self.packedFrom, let small = Compression.gzip(html.bytes, level: 6) else {
                return .bytes(ByteBuffer(bytes: html.bytes))
            }
            return .packed(ByteBuffer(bytes: small))
        default: return self
        }
    }

    /// What is not there is said where the person is.
    func within(_ visit: Context) -> Answer {
        guard case .notFound = self else { return self }
        let words = visit.words.errors
        return .missing(ErrorPage.html(visit, .noRights, title: words.notFoundTitle, hint: words.notFoundHint))
    }

    private static func packed(_ bytes: ByteBuffer) -> Response {
        var response = html(bytes, status: .ok)
        response.headers[.contentEncoding] = "gzip"
        return response
    }

    /// A table with or without the mark by which spreadsheet programs know UTF-8, which other programs stumble over.
    func marked(_ isMarked: Bool) -> Answer {
        guard !isMarked, case .csv(let name, let bytes) = self, bytes.starts(with: Self.mark) else { return self }
        return .csv(name: name, Array(bytes.dropFirst(Self.mark.count)))
    }

    static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Roughly how much memory a rendered answer takes.
    var size: Int {
        switch self {
        case .bytes(let bytes), .packed(let bytes): bytes.readableBytes
        case .csv(_, let bytes), .workbook(_, let bytes): bytes.count
        case .missing(let html): html.bytes.count
        default: 256
        }
    }

    static func redirect(to target: String) -> Response {
        Response(status: .seeOther, headers: [.location: target, .cacheControl: "no-store"])
    }

    /// Saved, never shown, so that nothing in it can act as a page of this site.
    private static func file(_ name: String, _ mediaType: String, _ path: String) -> Response {
        guard let handle = FileHandle(forReadingAtPath: path) else { return Response(status: .notFound) }
        var headers = csvHeaders(name)
        headers[.contentType] = mediaType
        return Response(status: .ok, headers: headers, body: .init { writer in
            while let data = try handle.read(upToCount: 1 << 18), !data.isEmpty { try await writer.write(ByteBuffer(bytes: data)) }
            try await writer.finish(nil)
        })
    }

    private static func file(_ name: String, _ format: AccountExport.Format, _ file: OpenFile) -> Response {
        let headers = format == .csv ? csvHeaders(name + ".csv") : workbookHeaders(name + ".xlsx")
        return Response(status: .ok, headers: headers, body: .init { writer in
            while let data = try file.read(), !data.isEmpty { try await writer.write(ByteBuffer(bytes: data)) }
            try await writer.finish(nil)
        })
    }

    private static func workbookHeaders(_ name: String) -> HTTPFields {
        var headers = csvHeaders(name)
        headers[.contentType] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return headers
    }

    static func csvHeaders(_ name: String) -> HTTPFields {
        [
            .contentType: "text/csv; charset=utf-8", .cacheControl: "no-store",
            .contentDisposition: "attachment; filename*=UTF-8''\(Address.encode(name))",
        ]
    }
}

/// Pages for what went wrong.
enum ErrorPage {
    /// Within the frame, for somebody who is signed in.
    static func html(_ visit: Context, _ kind: EmptyState, title: String, hint: String) -> HTML {
        let home: HTML = "<a class=\"btn primary\" href=\"/accounts\">\(visit.words.errors.home)</a>"
        return visit.shell(title: title, section: .none, crumbs: [.init(title)]).html("""
            <div class="content"><h1 class="sr">\(title)</h1><section class="panel">\(EmptyState.html(kind, title: title, hint: hint, action: home))</section></div>
            """)
    }

    static func html(_ language: Language, _ theme: Theme?, title: String, hint: String) -> HTML {
        Document.bare(title: title, language: language, theme: theme, """
            <div class="card"><h1>\(title)</h1><p>\(hint)</p><a class="btn primary" href="/accounts">\(language.words.errors.home)</a></div>
            """)
    }
}
