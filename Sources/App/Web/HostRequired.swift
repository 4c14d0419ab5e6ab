import Hummingbird

/// Refuses requests that do not say which host they mean, as HTTP asks of every server since version 1.1 (RFC 9112, 3.2).
struct HostRequired: RouterMiddleware {
    typealias Context = SiteContext

    func handle(_ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response) async throws -> Response {
        // Probes of load balancers may speak version 1.0, which knows no host.
        let isProbe = [Address.Pattern.health, .readiness].contains { $0.rawValue == request.uri.path }
        guard isProbe || request.head.authority?.isEmpty == false else { throw HTTPError(.badRequest) }
        return try await next(request, context)
    }
}
