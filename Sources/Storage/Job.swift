import Dispatch
import Synchronization

/// A unit of work for one connection, with somebody waiting for its outcome.
struct Job: Sendable {
    let isWrite: Bool
    /// How long the waiting side waits; nil for as long as it takes.
    let patience: Duration?
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

        /// Interrupts run one after the other on a thread of their own: a server that hangs does not take them either.
        private static let interrupts = DispatchQueue(label: "interrupts")

        /// - Parameter tell: gets whether the job had begun; if not, it never will. Called before the interrupt, so that nobody learns of
        ///   that instead.
        func abandon(_ tell: (_ hasBegun: Bool) -> Void) {
            let hasBegun = state.withLock { state in
                switch state {
                case .waiting: state = .abandoned
                case .abandoned: break
                case .running, .over: return true
                }
                return false
            }
            tell(hasBegun)
            if hasBegun { Self.interrupts.async { self.interrupt() } }
        }

        /// An interrupt between two statements meets none and is lost, so it is repeated until the job is over.
        private func interrupt() {
            let isRunning = state.withLock { state in
                guard case .running(let interrupt) = state else { return false }
                // Called under the lock, so that it cannot hit the next job of the same connection.
                interrupt()
                return true
            }
            if isRunning { Self.interrupts.asyncAfter(deadline: .now() + .milliseconds(50)) { self.interrupt() } }
        }
    }
}
