import Hummingbird
import Logging

extension App {
    /// Serves the pages until the process is asked to stop.
    /// - Parameter ready: told once connections are accepted.
    public func serve(host: String, port: Int, ready: @escaping @Sendable () -> Void) async throws {
        var logger = Logger(label: "mainstay")
        logger.logLevel = .warning
        let server = Application(
            router: Site(app: self).router(),
            configuration: .init(address: .hostname(host, port: port), serverName: "mainstay"),
            onServerRunning: { _ in ready() }, logger: logger
        )
        try await server.runService()
    }
}
