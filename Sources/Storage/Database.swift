import Foundation

/// The one door to the data: transactions on SQLite or PostgreSQL, run on threads that own one connection each.
///
/// A transaction is a synchronous closure that never leaves its thread; callers await it. Reads see one snapshot.
/// On SQLite one writer takes all waiting transactions, gives each its savepoint and commits once, so that concurrent
/// small writes share one flush; none is confirmed before that commit.
public final class Database: Sendable {
    public let location: DatabaseLocation
    public let engine: Engine
    private let reads: WorkQueue<Job>
    private let writes: WorkQueue<Job>

    /// How many threads serve and how many transactions may wait.
    public struct Configuration: Sendable {
        public var readers = 4
        /// PostgreSQL connections; SQLite has one writer besides its readers.
        public var connections = 8
        public var waiting = 4_096
        /// Bytes of answers that are remembered until data changes; 0 remembers nothing.
        public var memory = 32 << 20
        /// Sees the text of every statement; tests count them.
        public var onStatement: (@Sendable (String) -> Void)?

        public init(onStatement: (@Sendable (String) -> Void)? = nil) { self.onStatement = onStatement }
    }

    /// Opens the database and creates the SQLite file when it does not exist yet.
    /// - Throws: `StorageFailure.unreachable` with the engine's words.
    public init(_ location: DatabaseLocation, configuration: Configuration = Configuration()) throws {
        self.location = location
        reads = WorkQueue(capacity: configuration.waiting)
        let memory = configuration.memory > 0 ? Memory(limit: configuration.memory) : nil
        switch location {
        case .sqlite(let path):
            engine = .sqlite
            writes = WorkQueue(capacity: configuration.waiting)
            try SQLiteThreads.start(path: path, configuration, memory, reads: reads, writes: writes)
        case .postgres(let url):
            engine = .postgres
            writes = memory == nil ? reads : WorkQueue(capacity: configuration.waiting)
            try PostgresThreads.start(url: url, configuration, memory, jobs: writes)
            if let memory { PostgresLookout.start(url: url, memory, reads: reads, transactions: writes) }
        }
    }

    /// Runs a read-only transaction on one snapshot.
    /// - Throws: what `body` throws; `StorageFailure.busy` when too many wait; `CancellationError` when the task was cancelled.
    public func read<Value: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Value) async throws -> Value {
        try await submit(to: reads, writing: false, body)
    }

    /// Runs a transaction that changes data; when it returns, the change is on the disk.
    /// - Throws: as `read`; after any error nothing of it is kept. Serialisation failures are retried first.
    public func write<Value: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Value) async throws -> Value {
        try await submit(to: writes, writing: true, body)
    }

    /// How many transactions wait for a thread.
    public var waiting: Int { reads === writes ? reads.count : reads.count + writes.count }

    /// Lets queued transactions finish and takes no more.
    public func close() {
        reads.close()
        // On PostgreSQL the lookout closes it, once it has passed on what waits.
        if engine == .sqlite { writes.close() }
    }

    private func submit<Value: Sendable>(
        to queue: WorkQueue<Job>, writing: Bool, _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        let ticket = Job.Ticket()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let job = Job(
                    isWrite: writing,
                    run: { connection in
                        let value = try body(connection)
                        return { continuation.resume(returning: value) }
                    },
                    fail: { continuation.resume(throwing: $0) },
                    ticket: ticket
                )
                do throws(WorkQueue<Job>.Refusal) {
                    try queue.push(job)
                } catch {
                    continuation.resume(throwing: error == .full ? StorageFailure.busy : StorageFailure.closed)
                }
            }
        } onCancel: {
            ticket.abandon()
        }
    }
}
