import Dispatch

/// Runs tasks of a test on threads of their own, so that one which blocks takes no thread from the others.
public final class OwnThreads: TaskExecutor {
    private let queue = DispatchQueue(label: "tests", attributes: .concurrent)

    public init() {}

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
