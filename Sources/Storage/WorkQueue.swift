import Dispatch
import Synchronization

/// A bounded queue of jobs that threads wait on.
final class WorkQueue<Job: Sendable>: Sendable {
    private struct State {
        /// Nil where a job was taken: what it captured, a part of an import, must not wait for the array to be cut.
        var jobs: [Job?] = []
        var head = 0
        var isClosed = false

        var count: Int { jobs.count - head }

        mutating func removeFirst() -> Job? {
            guard head < jobs.count else { return nil }
            let job = jobs[head]
            jobs[head] = nil
            head += 1
            // Dropping the consumed half now and then keeps removal constant on average.
            if head > 64, head * 2 > jobs.count {
                jobs.removeFirst(head)
                head = 0
            }
            return job
        }
    }

    /// Why a job was not taken.
    enum Refusal: Error { case full, closed }

    private let state = Mutex(State())
    private let available = DispatchSemaphore(value: 0)
    private let capacity: Int

    init(capacity: Int) { self.capacity = capacity }

    var count: Int { state.withLock { $0.count } }

    func push(_ job: Job) throws(Refusal) {
        let refusal: Refusal? = state.withLock { state in
            if state.isClosed { return .closed }
            if state.count >= capacity { return .full }
            state.jobs.append(job)
            return nil
        }
        if let refusal { throw refusal }
        available.signal()
    }

    /// The next job; waits for one. Nil once the queue is closed and empty.
    func pop() -> Job? {
        available.wait()
        return take()
    }

    /// The next job if one waits already.
    func popNow() -> Job? {
        // Asking a semaphore that has nothing is a call of the system.
        guard count > 0 else { return nil }
        return available.wait(timeout: .now()) == .success ? take() : nil
    }

    private func take() -> Job? {
        let job = state.withLock { $0.removeFirst() }
        // Closing signals once; passing it on wakes the next waiting thread too.
        if job == nil { available.signal() }
        return job
    }

    /// Takes no further job; waiting threads finish what is queued and then get nil.
    func close() {
        state.withLock { $0.isClosed = true }
        available.signal()
    }
}
