import Dispatch
import Foundation

/// The one door to the data: transactions on SQLite or PostgreSQL, run on threads that own one connection each.
///
/// A transaction is a synchronous closure that never leaves its thread; callers await it. Reads see one snapshot.
/// On SQLite one writer takes all waiting transactions and commits once, so that concurrent small writes share one flush;
/// none is confirmed before that commit. A transaction may run more than once before it is confirmed or fails.
public final class Database: Sendable {
    public let location: DatabaseLocation
    public let engine: Engine
    private let reads: WorkQueue<Job>
    private let writes: WorkQueue<Job>
    /// Left once the engine has let go of its file; PostgreSQL has none.
    private let ending: DispatchGroup

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
            ending = try SQLiteThreads.start(path: path, configuration, memory, reads: reads, writes: writes)
        case .postgres(let url):
            engine = .postgres
            ending = DispatchGroup()
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
    /// - Throws: as `read`; after any error nothing of it is kept. Serialisation failures are retried first, and so is whoever shared a commit
    ///   with a transaction that failed.
    public func write<Value: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Value) async throws -> Value {
        try await submit(to: writes, writing: true, body)
    }

    /// How many rows long work had better write at a time: on SQLite everybody else who writes waits for it, on PostgreSQL nobody does,
    /// and totals that many rows change are written more seldom.
    public var rowsPerTransaction: Int {
        switch engine {
        case .sqlite: 10_000
        case .postgres: 20_000
        }
    }

    /// How many transactions wait for a thread.
    public var waiting: Int { reads === writes ? reads.count : reads.count + writes.count }

    /// Lets queued transactions finish and takes no more.
    public func close() {
        reads.close()
        // On PostgreSQL the lookout closes it, once it has passed on what waits.
        if engine == .sqlite { writes.close() }
    }

    /// Closes, and waits until everything that was written stands in the one file of a SQLite database, so that it can be moved alone.
    /// - Parameter limit: a statement that runs longer is left to the end of the process, which loses nothing either.
    public func finish(within limit: Duration = .seconds(5)) async {
        close()
        let ending = ending
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                _ = ending.wait(timeout: .now() + limit.seconds)
                continuation.resume()
            }
        }
    }

    /// How long whoever runs inside waits for PostgreSQL; nil for as long as it takes. A server that hangs says nothing for ever, which
    /// long work may put up with and a page may not. SQLite is in this process and needs none.
    @TaskLocal public static var patience: Duration?

    private func submit<Value: Sendable>(
        to queue: WorkQueue<Job>, writing: Bool, _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        let ticket = Job.Ticket(), caller = Caller<Value>()
        let patience = engine == .postgres ? Database.patience : nil
        let job = Job(
            isWrite: writing, patience: patience,
            run: { connection in
                let value = try body(connection)
                return { caller.resume(with: .success(value)) }
            },
            fail: { caller.resume(with: .failure($0)) },
            ticket: ticket
        )
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                caller.wait(continuation)
                do throws(WorkQueue<Job>.Refusal) {
                    try queue.push(job)
                } catch {
                    return caller.resume(with: .failure(error == .full ? StorageFailure.busy : StorageFailure.closed))
                }
                guard let patience else { return }
                DispatchQueue.global().asyncAfter(deadline: .now() + patience.seconds) { [weak caller] in
                    guard let caller, caller.isWaiting else { return }
                    ticket.abandon { hasBegun in
                        // A change that was begun may be made in the end.
                        caller.resume(with: .failure(writing && hasBegun ? StorageFailure.unanswered : .unreachable("no answer within \(patience)")))
                    }
                }
            }
        } onCancel: {
            ticket.abandon { hasBegun in
                // Whoever writes is told what came of it.
                if !writing || !hasBegun { caller.resume(with: .failure(CancellationError())) }
            }
        }
    }
}
