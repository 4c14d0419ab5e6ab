import Foundation

/// The threads of a PostgreSQL database; each owns one connection and does reads and writes.
enum PostgresThreads {
    private static let attempts = 8

    static func start(url: String, _ configuration: Database.Configuration, _ memory: Memory?, jobs: WorkQueue<Job>) throws {
        // The first connection proves the address; the others open when their thread gets work.
        let probe = try PostgresDriver(url)
        guard probe.isAlive else { throw StorageFailure.unreachable(DatabaseLocation.redacted(url)) }
        for number in 1...configuration.connections {
            Thread.start(named: "postgres-\(number)") {
                var worker = Worker(url: url, memory: memory, onStatement: configuration.onStatement)
                while let job = jobs.pop() { worker.perform(job) }
            }
        }
    }

    /// One thread's connection, opened anew after the server went away.
    private struct Worker {
        let url: String
        let memory: Memory?
        let onStatement: (@Sendable (String) -> Void)?
        var open: (driver: PostgresDriver, connection: Connection, interrupt: PostgresInterrupt?)?

        init(url: String, memory: Memory?, onStatement: (@Sendable (String) -> Void)?) {
            self.url = url
            self.memory = memory
            self.onStatement = onStatement
        }

        mutating func perform(_ job: Job) {
            for attempt in 1...attempts {
                do {
                    let tell = try transaction(job)
                    tell()
                    return
                } catch StorageFailure.serialisation(let message) {
                    guard attempt < attempts else { return job.fail(StorageFailure.serialisation(message)) }
                    Thread.sleep(forTimeInterval: 0.001 * Double(1 << attempt))
                } catch StorageFailure.cancelled {
                    // The server's own limit ends a statement before anybody here has given up only when this process is late.
                    return job.fail(job.patience.map { StorageFailure.unreachable("no answer within \($0)") } ?? CancellationError())
                } catch {
                    return job.fail(error)
                }
            }
        }

        private mutating func transaction(_ job: Job) throws -> @Sendable () -> Void {
            let (driver, connection, interrupt) = try connected()
            guard job.ticket.start(interrupt: { interrupt?() }) else { throw CancellationError() }
            defer { job.ticket.finish() }
            do {
                if job.isWrite {
                    connection.state = nil
                    try driver.beginWriting(job.patience)
                } else {
                    connection.state = DataState(text: try driver.beginReading(job.patience))
                }
                let tell = try job.run(connection)
                if job.isWrite { try plain("COMMIT", driver) } else { driver.endReading() }
                return tell
            } catch {
                connection.forgetIdentifiers()
                if driver.isAlive { try? plain("ROLLBACK", driver) } else { open = nil }
                throw error
            }
        }

        private func plain(_ text: String, _ driver: PostgresDriver) throws {
            _ = try driver.run(text, [], streaming: false) { _ in }
        }

        private mutating func connected() throws -> (PostgresDriver, Connection, PostgresInterrupt?) {
            if let open, open.driver.isAlive { return (open.driver, open.connection, open.interrupt) }
            let driver = try PostgresDriver(url)
            let opened = (driver, Connection(driver, memory: memory, onStatement: onStatement), driver.makeInterrupt())
            open = opened
            return opened
        }
    }
}
