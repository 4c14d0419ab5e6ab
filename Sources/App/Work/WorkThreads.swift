import Foundation
import Storage
import Synchronization

/// A few threads of their own for work that reads, unpacks and decodes files that somebody sent: however long that takes, the threads
/// that answer are free meanwhile.
final class WorkThreads: TaskExecutor {
    private let queue = OperationQueue()
    private let pending = Atomic<Int>(0)
    private let limit: Int

    /// - Parameters:
    ///   - count: how many pieces of work go on at once.
    ///   - limit: how many may wait or go on in all.
    init(_ count: Int, limit: Int = 64) {
        queue.maxConcurrentOperationCount = count
        self.limit = limit
    }

    /// How many pieces of work wait or go on.
    var waiting: Int { pending.load(ordering: .relaxed) }

    /// Does work and waits for it.
    /// - Throws: `StorageFailure.busy` when too much waits.
    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        guard pending.add(1, ordering: .relaxed).newValue <= limit else {
            pending.subtract(1, ordering: .relaxed)
            throw StorageFailure.busy
        }
        defer { pending.subtract(1, ordering: .relaxed) }
        return try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { continuation.resume(with: Result { try work() }) }
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.addOperation { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
