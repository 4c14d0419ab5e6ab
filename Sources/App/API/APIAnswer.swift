import Hummingbird
import Interface

/// What a program's request is answered with; every failure is a document too.
enum APIAnswer: Sendable {
    case ok(JSON)
    /// An `ok` as bytes, ready to be sent again.
    case bytes(ByteBuffer)
    /// Something in the address means nothing.
    case refused(String)
    case unauthorised
    /// Also what somebody gets who has no right: existence is not told.
    case notFound
    case busy
    /// The database is away, or takes nothing.
    case unavailable
    case methodNotAllowed
    case broken(reference: String)

    var response: Response {
        switch self {
        case .ok(let json): Self.response(.ok, ByteBuffer(bytes: json.bytes))
        case .bytes(let bytes): Self.response(.ok, bytes)
        case .refused(let problem): Self.failure(.badRequest, "bad-request", problem)
        case .unauthorised: Self.failure(.unauthorized, "unauthorised", "Send “Authorization: Bearer TOKEN”; tokens are made in the settings.")
        case .notFound: Self.failure(.notFound, "not-found", "There is no such record within your reach.")
        case .busy: Self.failure(.serviceUnavailable, "busy", "Too many requests wait already; try again in a moment.")
        case .unavailable: Self.failure(.serviceUnavailable, "unavailable", "The database does not answer; try again in a moment.")
        case .methodNotAllowed: Self.failure(.methodNotAllowed, "method-not-allowed", "Send GET; this interface only reads.")
        case .broken(let reference): Self.failure(.internalServerError, "broken", "Something broke; the log knows more under \(reference).")
        }
    }

    var rendered: APIAnswer {
        if case .ok(let json) = self { .bytes(ByteBuffer(bytes: json.bytes)) } else { self }
    }

    var size: Int {
        if case .bytes(let bytes) = self { bytes.readableBytes } else { 256 }
    }

    private static func response(_ status: HTTPResponse.Status, _ bytes: ByteBuffer) -> Response {
        Response(status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"], body: .init(byteBuffer: bytes))
    }

    private static func failure(_ status: HTTPResponse.Status, _ code: String, _ message: String) -> Response {
        let body = JSON.object([("error", .object([("code", .text(code)), ("message", .text(message))]))])
        var response = response(status, ByteBuffer(bytes: body.bytes))
        if status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
        return response
    }
}
