import Dispatch
import Foundation
import GRDB

/// The threads of a SQLite database: several that read, one that writes.
enum SQLiteThreads {
    /// At most this many transactions share one commit.
    private static let groupLimit = 256
    /// After a commit of more rows than this the log is emptied: the next start would have to read all of it.
    private static let largeCommit = 20_000

    /// What the waiting side of a job is told once its group has ended. A failure waits too: whoever then looks for what a neighbour
    /// has done, such as the row that was there already, must find it.
    private struct Outcome {
        let committed: @Sendable () -> Void
        let rolledBack: @Sendable (any Error) -> Void
    }

    /// - Returns: a group that is left once both queues are closed and every connection is.
    static func start(
        path: String, _ configuration: Database.Configuration, _ memory: Memory?, reads: WorkQueue<Job>, writes: WorkQueue<Job>
    ) throws -> DispatchGroup {
        if !FileManager.default.fileExists(atPath: path) { try? SQLiteFile.createPrivately(path) }
        let writer = try open(path, readOnly: false)
        try writer.inDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864")
        }
        let onStatement = configuration.onStatement
        let readers = DispatchGroup(), all = DispatchGroup()
        all.enter()
        Thread.start(named: "sqlite-writer") {
            // The thread stays inside its queue for good: GRDB's checks hold and no call pays a hop.
            writer.inDatabase { database in
                write(Connection(SQLiteDriver(database), onStatement: onStatement), database, writes)
            }
            // Whoever closes last folds the log into the file, and a connection that only reads cannot.
            readers.wait()
            try? writer.close()
            all.leave()
        }
        for number in 1...configuration.readers {
            let reader = try open(path, readOnly: true)
            readers.enter()
            Thread.start(named: "sqlite-reader-\(number)") {
                reader.inDatabase { database in
                    let connection = Connection(SQLiteDriver(database), memory: memory, onStatement: onStatement)
                    var watch = ChangeWatch()
                    while let job = reads.pop() { read(job, connection, database, &watch, interrupt: { reader.interrupt() }) }
                }
                try? reader.close()
                readers.leave()
            }
        }
        return all
    }

    private static func open(_ path: String, readOnly: Bool) throws -> DatabaseQueue {
        do {
            return try DatabaseQueue(path: path, configuration: SQLiteDriver.configuration(readOnly: readOnly))
        } catch let error as DatabaseError {
            throw StorageFailure.unreachable("\(path): \(error.message ?? "SQLite \(error.resultCode.rawValue)")")
        }
    }

    private static func read(
        _ job: Job, _ connection: Connection, _ database: GRDB.Database, _ watch: inout ChangeWatch, interrupt: @escaping @Sendable () -> Void
    ) {
        guard job.ticket.start(interrupt: interrupt) else { return job.fail(CancellationError()) }
        do {
            try database.run("BEGIN DEFERRED")
            if connection.memory != nil { connection.state = try watch.state(of: database) }
            let tell = try job.run(connection)
            job.ticket.finish()
            try database.run("COMMIT")
            tell()
        } catch {
            job.ticket.finish()
            rollBack(database)
            job.fail(translated(error))
        }
    }

    private static func write(_ connection: Connection, _ database: GRDB.Database, _ jobs: WorkQueue<Job>) {
        while let first = jobs.pop() {
            do {
                try database.run("BEGIN IMMEDIATE")
            } catch {
                first.fail(translated(error))
                continue
            }
            var outcomes: [Outcome] = []
            let before = database.totalChangesCount
            perform(first, connection, database, &outcomes)
            while database.isInsideTransaction, outcomes.count < groupLimit, let next = jobs.popNow() {
                perform(next, connection, database, &outcomes)
            }
            do {
                // A full disk may have ended the whole transaction, and with it what its neighbours had done.
                guard database.isInsideTransaction else { throw StorageFailure.full("the transaction was rolled back") }
                if database.totalChangesCount != before { try ChangeWatch.mark(database) }
                try database.run("COMMIT")
                if database.totalChangesCount - before > largeCommit { try? database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
                for outcome in outcomes { outcome.committed() }
            } catch {
                rollBack(database)
                connection.forgetIdentifiers()
                for outcome in outcomes { outcome.rolledBack(translated(error)) }
            }
        }
    }

    /// Runs one job in a savepoint of its own, so that its failure leaves its neighbours untouched.
    private static func perform(
        _ job: Job, _ connection: Connection, _ database: GRDB.Database,
        _ outcomes: inout [Outcome]
    ) {
        // A write is not interrupted: its neighbours in the group would pay for it.
        guard job.ticket.start(interrupt: {}) else { return job.fail(CancellationError()) }
        defer { job.ticket.finish() }
        do {
            try database.run("SAVEPOINT job")
            let tell = try job.run(connection)
            try database.run("RELEASE job")
            outcomes.append(Outcome(committed: tell, rolledBack: job.fail))
        } catch {
            connection.forgetIdentifiers()
            try? database.execute(sql: "ROLLBACK TO job; RELEASE job")
            let own = translated(error)
            outcomes.append(Outcome(committed: { job.fail(own) }, rolledBack: { _ in job.fail(own) }))
        }
    }

    private static func rollBack(_ database: GRDB.Database) {
        if database.isInsideTransaction { try? database.execute(sql: "ROLLBACK") }
    }

    private static func translated(_ error: any Error) -> any Error {
        switch error {
        case let error as DatabaseError: SQLiteDriver.failure(error, "")
        case StorageFailure.cancelled: CancellationError()
        default: error
        }
    }
}

extension GRDB.Database {
    /// Runs a statement that is compiled once per connection.
    fileprivate func run(_ text: String) throws { try cachedStatement(sql: text).execute() }
}

extension Thread {
    static func start(named name: String, _ body: @escaping @Sendable () -> Void) {
        let thread = Thread(block: body)
        thread.name = name
        // Deep SQL and page closures run here.
        thread.stackSize = 2 << 20
        thread.start()
    }
}
