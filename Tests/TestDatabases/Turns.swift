import Synchronization

/// Lets so many tests at once have databases; the others wait their turn, first come, first served.
///
/// All tests of a run start together. Without turns every one of them would hold a server's connections while it waits for a processor.
/// A test that already has its turn gets further databases at once, so that no two can wait for each other.
final class Turns: Sendable {
    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    @TaskLocal private static var isTaken = false
    private let state: Mutex<State>

    init(_ count: Int) {
        state = Mutex(State(free: count))
    }

    func take<Value: Sendable>(_ body: () async throws -> Value) async rethrows -> Value {
        if Self.isTaken { return try await body() }
        await wait()
        defer { give() }
        return try await Self.$isTaken.withValue(true) { try await body() }
    }

    private func wait() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.free > 0 else {
                    state.waiting.append(continuation)
                    return false
                }
                state.free -= 1
                return true
            }
            if isFree { continuation.resume() }
        }
    }

    private func give() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.waiting.isEmpty else {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}
