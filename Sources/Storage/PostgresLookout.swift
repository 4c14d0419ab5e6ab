import Foundation

/// The thread that answers from memory, without a transaction.
///
/// It asks the server once for the state of the data on behalf of everybody who waits by then: whoever asked before the question
/// was sent may be told what is remembered of that state. What is not remembered goes on to the threads with transactions.
enum PostgresLookout {
    /// At most this many share one question.
    private static let groupLimit = 64
    /// How long those who ask wait for the lookout before their questions go on without it.
    private static let patience = Duration.seconds(2)

    static func start(url: String, _ memory: Memory, reads: WorkQueue<Job>, transactions: WorkQueue<Job>) {
        Thread.start(named: "postgres-lookout") {
            var driver: PostgresDriver?
            let nothing = NoDriver()
            let connection = Connection(nothing, memory: memory, onStatement: nil)
            while let first = reads.pop() {
                var jobs = [first]
                while jobs.count < groupLimit, let next = reads.popNow() { jobs.append(next) }
                let state = state(&driver, url)
                for job in jobs where !answer(job, at: state, connection, nothing) { pass(job, to: transactions) }
            }
            transactions.close()
        }
    }

    /// Nil while the server does not answer; those who open a transaction find the words for it.
    private static func state(_ driver: inout PostgresDriver?, _ url: String) -> DataState? {
        if driver?.isAlive != true { driver = try? PostgresDriver(url) }
        do {
            return try driver.map { DataState(text: try $0.snapshot(within: patience)) }
        } catch {
            driver = nil
            return nil
        }
    }

    /// False when something was asked that nobody remembers.
    private static func answer(_ job: Job, at state: DataState?, _ connection: Connection, _ nothing: NoDriver) -> Bool {
        guard let state else { return false }
        guard job.ticket.start(interrupt: {}) else {
            job.fail(CancellationError())
            return true
        }
        defer { job.ticket.wait() }
        connection.state = state
        nothing.wasAsked = false
        guard let tell = try? job.run(connection), !nothing.wasAsked else { return false }
        tell()
        return true
    }

    private static func pass(_ job: Job, to queue: WorkQueue<Job>) {
        do throws(WorkQueue<Job>.Refusal) {
            try queue.push(job)
        } catch {
            job.fail(error == .full ? StorageFailure.busy : StorageFailure.closed)
        }
    }
}

/// In the place of an engine: it has no answer to anything.
private final class NoDriver: Driver {
    struct NotRemembered: Error {}

    var wasAsked = false
    var engine: Engine { .postgres }

    func run(_ text: String, _ values: [SQLValue], streaming: Bool, _ body: (Row) throws -> Void) throws -> Int {
        wasAsked = true
        throw NotRemembered()
    }

    func insert(into table: Table, _ rows: [[SQLValue]]) throws {
        wasAsked = true
        throw NotRemembered()
    }
}
