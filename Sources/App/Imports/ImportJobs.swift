import Basics
import Synchronization

/// What the wizard does in the background: unpacking, checking, importing. A restart forgets it; every step can be run again.
public final class ImportJobs: Sendable {
    /// What a page tells of running work.
    struct Progress: Sendable {
        var rows = 0
        /// 0…1.
        var share = 0.0
        var startedAt: Timestamp

        /// Seconds that are left at this speed; nil while nothing can be said.
        func secondsLeft(at now: Timestamp) -> Int? {
            let spent = now.seconds(since: startedAt)
            guard share > 0.01, spent > 1 else { return nil }
            return Int(spent / share * (1 - share))
        }
    }

    private struct Job: Sendable {
        var progress: Progress
        var task: Task<Void, Never>?
        var failure: Failure?
    }

    /// Why work ended before its end.
    enum Failure: Sendable, Hashable {
        case cancelled
        case notAWorkbook
        case encrypted
        case tooLarge
        case other(String)
    }

    private let jobs = Mutex<[Int64: Job]>([:])

    public init() {}

    /// Starts work under a number, unless there is some already.
    func start(_ id: Int64, at now: Timestamp, _ work: @escaping @Sendable (@escaping @Sendable (Int, Double) -> Void) async throws -> Void) {
        let isFree = jobs.withLock { jobs in
            guard jobs[id] == nil || jobs[id]?.failure != nil else { return false }
            jobs[id] = Job(progress: Progress(startedAt: now))
            return true
        }
        guard isFree else { return }
        let task = Task.detached(priority: .utility) { [self] in
            do {
                try await work { rows, share in
                    self.jobs.withLock { jobs in
                        jobs[id]?.progress.rows = rows
                        jobs[id]?.progress.share = share
                    }
                }
                self.jobs.withLock { $0[id] = nil }
            } catch {
                self.jobs.withLock { $0[id]?.failure = Self.failure(error) }
            }
        }
        jobs.withLock { $0[id]?.task = task }
    }

    /// Nil when nothing runs under this number.
    func progress(_ id: Int64) -> Progress? { jobs.withLock { $0[id]?.failure == nil ? $0[id]?.progress : nil } }

    /// Why the last work under this number broke off.
    func failure(_ id: Int64) -> Failure? { jobs.withLock { $0[id]?.failure } }

    /// Waits for work under way, and cancels what takes longer: an import keeps the parts that it has finished and can be run again.
    func finish(within limit: Duration) async {
        let tasks = jobs.withLock { $0.values.compactMap { $0.failure == nil ? $0.task : nil } }
        guard !tasks.isEmpty else { return }
        let alarm = Task {
            try await Task.sleep(for: limit)
            for task in tasks { task.cancel() }
        }
        for task in tasks { await task.value }
        alarm.cancel()
    }

    func cancel(_ id: Int64) { jobs.withLock { $0[id]?.task }?.cancel() }
}
