import Basics
import Hummingbird
import HTTPTypes
import Storage

extension Site {
    /// Whether the process runs: no question to anything else.
    func health() -> Response { Self.plain("ok\n") }

    /// Whether it can answer: the database does, within two seconds.
    func readiness() async -> Response {
        let database = app.database
        let answers = await withTaskGroup(of: Bool.self) { group in
            group.addTask { (try? await database.read { _ = try UserStore.organisation(in: $0) }) != nil }
            group.addTask {
                try? await Task.sleep(for: .seconds(2))
                return false
            }
            let first = await group.next() ?? false
            group.cancelAll()
            return first
        }
        return answers ? Self.plain("ready\n") : Self.plain("the database does not answer\n", status: .serviceUnavailable)
    }

    /// Only for this machine, or for those who know the token: routes and rates tell about a business too.
    func measurements(_ request: Request, _ context: RouteContext) -> Response {
        let known = settings.metricsToken.map { request.headers[.authorization] == "Bearer \($0)" } ?? false
        guard known || context.isLocal(request) else { return Response(status: .notFound) }
        return Self.plain(metrics.text(at: app.clock.now, waiting: app.database.waiting), type: "text/plain; version=0.0.4")
    }

    private static func plain(_ text: String, type: String = "text/plain; charset=utf-8", status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status, headers: [.contentType: type, .cacheControl: "no-store"], body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
