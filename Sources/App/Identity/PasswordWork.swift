import Basics
import Foundation
import Storage
import Synchronization

/// Derives the keys of passwords, which takes tens of milliseconds and 32 MiB by design: away from the threads that answer pages,
/// two at a time, and refused when very many wait.
public final class PasswordWork: Sendable {
    private static let atOnce = 2
    private static let limit = 64

    private let queue: OperationQueue
    private let waiting = Atomic<Int>(0)

    public init() {
        queue = OperationQueue()
        queue.maxConcurrentOperationCount = Self.atOnce
    }

    /// - Throws: `StorageFailure.busy` when too many wait; what `work` throws.
    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
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
