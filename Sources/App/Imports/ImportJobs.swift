import Basics
import Synchronization

/// What this process does in the background: unpacking, checking, importing, previews of policies. Others know of it by its lease.
public final class ImportJobs: Sendable {
    /// What a page tells of running work.
    struct Progress: Sendable, Hashable {
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
        /// Tells work from what replaced it under the same number.
        var serial: Int
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
        /// Unpacked, the workbook holds far more than a sheet does.
        case swollen
        case damaged
        /// The workbook names a sheet that is not in it.
        case noSheet(String)
        case booksFull
        /// A file with a header at most.
        case noRows
        /// Whoever worked on it stopped without a word.
        case ownerGone
        case other(String)
    }

    private struct List: Sendable {
        var jobs: [Int64: Job] = [:]
        var started = 0

        /// What belongs to work that was replaced meanwhile is dropped.
        mutating func update(_ id: Int64, _ serial: Int, _ change: (inout Job?) -> Void) {
            if jobs[id]?.serial == serial { change(&jobs[id]) }
        }
    }

    private let list = Mutex(List())
    private let threads = WorkThreads(2)

    public init() {}

    /// Starts work under a number, unless there is some already.
    /// - Parameter replacing: cancels what runs under the number and starts all the same.
    func start(
        _ id: Int64, at now: Timestamp, replacing: Bool = false,
        _ work: @escaping @Sendable (@escaping @Sendable (Int, Double) -> Void) async throws -> Void
    ) {
        let started = list.withLock { list -> (serial: Int, replaced: Task<Void, Never>?)? in
            let running = list.jobs[id].flatMap { $0.failure == nil ? $0 : nil }
            guard running == nil || replacing else { return nil }
            list.started += 1
            list.jobs[id] = Job(serial: list.started, progress: Progress(startedAt: now))
            return (list.started, running?.task)
        }
        guard let (serial, replaced) = started else { return }
        replaced?.cancel()
        let task = Task.detached(executorPreference: threads, priority: .utility) { [self] in
            do {
                try await work { rows, share in
                    self.list.withLock { $0.update(id, serial) { $0?.progress.rows = rows; $0?.progress.share = share } }
                }
                self.list.withLock { $0.update(id, serial) { $0 = nil } }
            } catch {
                let failure = Self.failure(error)
                self.list.withLock { $0.update(id, serial) { $0?.failure = failure } }
            }
        }
        let isCurrent = list.withLock { list in
            list.update(id, serial) { $0?.task = task }
            return list.jobs[id].map { $0.serial == serial } ?? true
        }
        if !isCurrent { task.cancel() }
    }

    /// Nil when nothing runs under this number.
    func progress(_ id: Int64) -> Progress? { list.withLock { $0.jobs[id]?.failure == nil ? $0.jobs[id]?.progress : nil } }

    /// Why the last work under this number broke off.
    func failure(_ id: Int64) -> Failure? { list.withLock { $0.jobs[id]?.failure } }

    /// Waits for work under way, and cancels what takes longer: an import keeps the parts that it has finished and can be run again.
    func finish(within limit: Duration) async {
        let tasks = list.withLock { $0.jobs.values.compactMap { $0.failure == nil ? $0.task : nil } }
        guard !tasks.isEmpty else { return }
        let alarm = Task {
            try await Task.sleep(for: limit)
            for task in tasks { task.cancel() }
        }
        for task in tasks { await task.value }
        alarm.cancel()
    }

    func cancel(_ id: Int64) { list.withLock { $0.jobs[id]?.task }?.cancel() }
}
