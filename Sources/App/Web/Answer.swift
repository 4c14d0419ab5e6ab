import Hummingbird
import Interface

/// What a request is answered with.
enum Answer: Sendable {
    case page(HTML)
    case csv(name: String, [UInt8])
    case redirect(Address)
    /// Also what somebody gets who has no right: existence is not told.
    case notFound

    static let contentPolicy = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; \
        connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'
        """

    func response(_ language: Language, theme: Theme?) -> Response {
        switch self {
        case .page(let html): Self.html(html, status: .ok)
        case .redirect(let address): Self.redirect(to: address.text)
        case .notFound:
            Self.html(ErrorPage.html(language, theme, title: language.words.errors.notFoundTitle, hint: language.words.errors.notFoundHint), status: .notFound)
        case .csv(let name, let bytes):
            Response(status: .ok, headers: Self.csvHeaders(name), body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        }
    }

    static func html(_ html: HTML, status: HTTPResponse.Status) -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(bytes: html.bytes))
        )
    }

    static func redirect(to target: String) -> Response {
        Response(status: .seeOther, headers: [.location: target, .cacheControl: "no-store"])
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
    static func html(_ language: Language, _ theme: Theme?, title: String, hint: String) -> HTML {
        Document.bare(title: title, language: language, theme: theme, """
            <div class="card"><h1>\(title)</h1><p>\(hint)</p><a class="btn primary" href="/accounts">\(language.words.errors.home)</a></div>
            """)
    }
}
