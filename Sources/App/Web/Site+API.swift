import Basics
import Hummingbird
import HTTPTypes
import Interface
import Logging
import Storage

extension Site {
    /// Answers a program, which signs in with a token in every request; cookies count for nothing here, so no page of another site
    /// can make a browser ask.
    func answerAPI(_ pattern: Address.Pattern, _ request: Request, _ context: RouteContext) async throws -> Response {
        guard let token = Self.bearer(request) else { return APIAnswer.unauthorised.response }
        let now = app.clock.now, asked = Asked(request)
        let tokenHash = SessionStore.hash(token)
        let code = context.parameters.get("code").flatMap { Parameters.decode($0) } ?? ""
        return try await app.database.read { connection -> APIAnswer in
            let visitor = try connection.remember(MemoryKey("program", tokenHash)) { try Visitor(apiTokenHash: tokenHash, in: connection) }
            guard let visitor, visitor.expiresAt > now else { return .unauthorised }
            // Filters may speak of today.
            let today = now.day(in: visitor.organisation.zone).number
            return try connection.remember(MemoryKey("api", "\(tokenHash)\n\(today)\n\(asked.here)"), size: \.size) {
                let visit = Context(asked, visitor, at: now, toast: nil, files: app.files)
                return try Self.answerAPI(pattern, code, asked.query, visit, connection).rendered
            }
        }.response
    }

    private static func answerAPI(
        _ pattern: Address.Pattern, _ code: String, _ query: Parameters, _ visit: Context, _ connection: Connection
    ) throws -> APIAnswer {
        switch pattern {
        case .apiAccounts: try AccountsAPI.list(query, visit, in: connection)
        case .apiAccount: try AccountsAPI.one(code, visit, in: connection)
        default: .notFound
        }
    }

    /// RFC 6750, 2.1.
    private static func bearer(_ request: Request) -> String? {
        guard let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer ") else { return nil }
        let token = header.dropFirst(7).filter { $0 != " " }
        return token.isEmpty ? nil : token
    }
}
