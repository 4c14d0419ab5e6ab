import Hummingbird
import HummingbirdCore
import Logging
import Storage

extension App {
    /// Serves the pages until the process is asked to stop; then finishes requests and imports under way and closes the database.
    /// - Parameter ready: told once connections are accepted.
    public func serve(_ settings: ServerSettings, ready: @escaping @Sendable () -> Void) async throws {
        var logger = Logger(label: "mainstay")
        logger.logLevel = settings.logsRequests ? .info : .warning
        let site = Site(app: self, settings: settings, logger: logger)
        let server = Application(
            router: site.router(),
            // A client that neither sends nor takes anything for a minute is gone.
            server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: .init(address: .hostname(settings.host, port: settings.port), serverName: "mainstay"),
            onServerRunning: { _ in ready() }, logger: logger
        )
        let sealing = Task { await sealRegularly(logger) }
        defer { sealing.cancel() }
        try await server.runService()
        await jobs.finish(within: .seconds(settings.drainSeconds))
        sealing.cancel()
        _ = try? await sealActivity()
        database.close()
    }

    /// Seals what happened, often enough that little stands unsealed.
    private func sealRegularly(_ logger: Logger) async {
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: .seconds(10))
                _ = try await sealActivity()
            } catch is CancellationError {
                return
            } catch {
                logger.error("activity could not be sealed", metadata: ["error": "\(ErrorText.of(error))"])
            }
        }
    }
}
