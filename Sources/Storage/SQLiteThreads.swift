import Dispatch
import Foundation
import GRDB

/// The threads of a SQLite database: several that read, one that writes.
enum SQLiteThreads {
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
                SQLiteWriter(connection: Connection(SQLiteDriver(database), onStatement: onStatement), database: database).run(writes)
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
            database.rollBack()
            job.fail(translated(error))
        }
    }

    /// What a waiting side is told.
    static func translated(_ error: any Error) -> any Error {
        switch error {
        case let error as DatabaseError: SQLiteDriver.failure(error, "")
        case StorageFailure.cancelled: CancellationError()
        default: error
        }
    }
}

extension GRDB.Database {
    /// Runs a statement that is compiled once per connection.
    func run(_ text: String) throws { try cachedStatement(sql: text).execute() }

    /// Ends a transaction that failed; the engine may have done so itself.
    func rollBack() { if isInsideTransaction { try? execute(sql: "ROLLBACK") } }
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
