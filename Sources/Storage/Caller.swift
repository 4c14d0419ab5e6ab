import Synchronization

/// Whoever waits for a transaction: told once what came of it, by whoever knows first.
final class Caller<Value: Sendable>: Sendable {
    private enum State {
        /// Nobody waits yet.
        case early
        /// Told before anybody waited.
        case told(Result<Value, any Error>)
        case waiting(CheckedContinuation<Value, any Error>)
        case over
    }

    private let state = Mutex(State.early)

    var isWaiting: Bool {
        state.withLock { state in
            if case .waiting = state { true } else { false }
        }
    }

    func wait(_ continuation: CheckedContinuation<Value, any Error>) {
        let result: Result<Value, any Error>? = state.withLock { state in
            if case .told(let result) = state {
                state = .over
                return result
            }
            state = .waiting(continuation)
            return nil
        }
        if let result { continuation.resume(with: result) }
    }

    func resume(with result: Result<Value, any Error>) {
        let continuation: CheckedContinuation<Value, any Error>? = state.withLock { state in
            switch state {
            case .early: state = .told(result)
            case .waiting(let continuation):
                state = .over
                return continuation
            case .told, .over: break
            }
            return nil
        }
        continuation?.resume(with: result)
    }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
