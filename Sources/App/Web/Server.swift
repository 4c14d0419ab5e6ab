import Hummingbird
import HummingbirdCore
import Logging
import ServiceLifecycle
import Storage
import Synchronization
import UnixSignals

extension App {
    /// Serves the pages until the process is asked to stop; then finishes requests and imports under way and closes the database.
    /// - Parameter ready: told once connections are accepted.
    public func serve(_ settings: ServerSettings, ready: @escaping @Sendable () -> Void) async throws {
        var logger = Logger(label: "mainstay")
        logger.logLevel = settings.logsRequests ? .info : .warning
        let site = Site(app: self, settings: settings, logger: logger)
        let connections = Connections(room: settings.connections / 2), stop = Stop(within: .seconds(settings.drainSeconds), connections)
        let server = Application(
            router: site.router(),
            // A client that neither sends nor takes anything for a minute is gone.
            server: .http1(configuration: .init(additionalChannelHandlers: [ConnectionDeadlines(connections)], idleTimeout: .seconds(60))),
            configuration: .init(
                address: .hostname(settings.host, port: settings.port), serverName: "mainstay",
                availableConnectionsDelegate: MaximumAvailableConnections(settings.connections, logger: logger)
            ),
            onServerRunning: { _ in ready() }, logger: logger
        )
        let sealing = Task { await sealRegularly(logger) }
        let duties = Task { await lookAfterDuties(logger) }
        let resuming = Task { await resumeRegularly(logger) }
        defer {
            sealing.cancel()
            duties.cancel()
            resuming.cancel()
        }
        let group = ServiceGroup(configuration: .init(
            services: [StoppedServer(server: server, stop: stop)], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
        ))
        try await group.run()
        await stop.atMost(.seconds(5)) { await jobs.finish(within: $0) }
        sealing.cancel()
        duties.cancel()
        await stop.atMost(.seconds(5)) { _ in await desk.leave() }
        await stop.atMost(.seconds(5)) { _ in _ = try? await sealActivity() }
        database.close()
    }

    /// Takes up what a server that is gone was taking back.
    private func resumeRegularly(_ logger: Logger) async {
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: .seconds(WorkLease.seconds))
                try await resumeUndos()
            } catch is CancellationError {
                return
            } catch {
                logger.error("an import could not be taken back further", metadata: ["error": "\(ErrorText.of(error))"])
            }
        }
    }

    /// Seals what happened, often enough that little stands unsealed.
    private func sealRegularly(_ logger: Logger) async {
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: .seconds(10))
                _ = try await sealActivity()
            } catch is CancellationError {
                return
            } catch StorageFailure.constraint {
                // Another server on the same database has just sealed these rows.
                continue
            } catch {
                logger.error("activity could not be sealed", metadata: ["error": "\(ErrorText.of(error))"])
            }
        }
    }
}

/// A server that closes what is still open when its time to stop is over.
private struct StoppedServer<Server: ApplicationProtocol>: Service {
    let server: Server
    let stop: Stop

    func run() async throws {
        try await withGracefulShutdownHandler { try await server.run() } onGracefulShutdown: { stop.begin() }
    }
}

/// The one deadline over everything that stopping waits for.
private final class Stop: Sendable {
    private let limit: Duration
    private let connections: Connections
    private let end = Mutex<ContinuousClock.Instant?>(nil)

    init(within limit: Duration, _ connections: Connections) {
        self.limit = limit
        self.connections = connections
    }

    func begin() {
        end.withLock { $0 = $0 ?? ContinuousClock.now + limit }
        Task {
            try? await Task.sleep(for: limit)
            connections.closeAll()
        }
    }

    private var left: Duration {
        guard let end = end.withLock({ $0 }) else { return limit }
        return max(.zero, end - ContinuousClock.now)
    }

    /// Waits for work until the deadline and a little longer, in which it ends what it is at. It gets the time that is left.
    func atMost(_ more: Duration, _ work: @escaping @Sendable (Duration) async -> Void) async {
        let left = left
        let (signals, signal) = AsyncStream<Void>.makeStream()
        let working = Task {
            await work(left)
            signal.finish()
        }
        let alarm = Task {
            try? await Task.sleep(for: left + more)
            signal.finish()
        }
        for await _ in signals {}
        alarm.cancel()
        working.cancel()
    }
}
