import Basics
import Foundation
import Storage
import Synchronization

/// Derives the keys of passwords, which takes tens of milliseconds and 32 MiB by design: away from the threads that answer pages,
/// two at a time, and refused when very many wait.
final class PasswordWork: Sendable {
    private static let atOnce = 2
    private static let limit = 64

    let cost: Password.Cost
    private let nobody: Password
    private let queue: OperationQueue
    private let waiting = Atomic<Int>(0)

    init(cost: Password.Cost = .recommended) {
        self.cost = cost
        nobody = .nobody(cost)
        queue = OperationQueue()
        queue.maxConcurrentOperationCount = Self.atOnce
    }

    /// The password as it will be stored.
    /// - Throws: `StorageFailure.busy` when too many wait.
    func derived(from text: String, random: SecureRandom) async throws -> Password {
        let cost = cost
        return try await run { try Password(text, cost: cost, random: random) }
    }

    /// Whether `text` is the password. Without one it is not, after as long: time does not tell which names exist.
    /// - Throws: `StorageFailure.busy` when too many wait.
    func check(_ text: String, against stored: Password?) async throws -> Bool {
        let stored = stored ?? nobody
        return try await run { stored.matches(text) }
    }

    private func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        guard waiting.add(1, ordering: .relaxed).newValue <= Self.limit else {
            waiting.subtract(1, ordering: .relaxed)
            throw StorageFailure.busy
        }
        defer { waiting.subtract(1, ordering: .relaxed) }
        return try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { continuation.resume(with: Result { try work() }) }
        }
    }
}
