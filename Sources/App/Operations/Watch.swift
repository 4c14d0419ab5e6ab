import Hummingbird
import HTTPTypes
import Logging

/// Counts every request, gives it a number that its answer and its log lines carry, and writes down those that fail.
struct Watch: RouterMiddleware {
    typealias Context = SiteContext

    let metrics: Metrics
    let logger: Logger
    let logsRequests: Bool

    func handle(_ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response) async throws -> Response {
        let clock = ContinuousClock(), began = clock.now
        metrics.begin()
        func finish(_ status: Int) {
            let spent = clock.now - began
            let seconds = Double(spent.components.seconds) + Double(spent.components.attoseconds) * 1e-18
            let route = context.endpointPath ?? "none"
            metrics.end(route: route, method: request.method.rawValue, status: status, seconds: seconds)
            guard logsRequests || status >= 500 else { return }
            logger.log(level: status >= 500 ? .error : .info, "request", metadata: [
                "request": "\(context.id)", "route": "\(route)", "method": "\(request.method.rawValue)", "status": "\(status)",
                "milliseconds": "\(Int(seconds * 1_000))",
            ])
        }
        do {
            var response = try await next(request, context)
            if let name = HTTPField.Name("X-Request-ID") { response.headers[name] = "\(context.id)" }
            finish(response.status.code)
            return response
        } catch let error as any HTTPResponseError {
            finish(error.status.code)
            throw error
        } catch {
            finish(500)
            throw error
        }
    }
}
