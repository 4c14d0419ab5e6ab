import Dispatch
import Synchronization

/// A unit of work for one connection, with somebody waiting for its outcome.
struct Job: Sendable {
    let isWrite: Bool
    /// Does the work inside an open transaction and gives back what tells the waiting caller, to be called after the commit.
    let run: @Sendable (Connection) throws -> @Sendable () -> Void
    let fail: @Sendable (any Error) -> Void
    let ticket: Ticket

    /// Lets the waiting side give up: before the job starts it is skipped, while it runs its statement is interrupted.
    final class Ticket: Sendable {
        private enum State {
            case waiting
            case running(interrupt: @Sendable () -> Void)
            case over
            case abandoned
        }

        private let state = Mutex(State.waiting)

        /// False when nobody waits any more.
        func start(interrupt: @escaping @Sendable () -> Void) -> Bool {
            state.withLock { state in
                if case .abandoned = state { return false }
                state = .running(interrupt: interrupt)
                return true
            }
        }

        func finish() { state.withLock { $0 = .over } }

        /// Back in a queue.
        func wait() { state.withLock { $0 = .waiting } }

        /// An interrupt between two statements meets none and is lost, so it is repeated until the job is over.
        func abandon() {
            let isRunning = state.withLock { state in
                switch state {
                case .waiting: state = .abandoned
                case .running(let interrupt):
                    // Called under the lock, so that it cannot hit the next job of the same connection.
                    interrupt()
                    return true
                case .over, .abandoned: break
                }
                return false
            }
            guard isRunning else { return }
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(50)) { self.abandon() }
        }
    }
}
