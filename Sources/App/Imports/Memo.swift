import Synchronization

/// What was found out before, shared by all copies of who asks: a copy per part of a file would take time with the square of its length.
final class Memo<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let values = Mutex<[Key: Value]>([:])
    private let limit: Int

    /// - Parameter limit: entries beyond which the memory begins anew.
    init(limit: Int) { self.limit = limit }

    /// The value that is known, or the one that is found now; nothing is kept where finding it fails.
    func value(for key: Key, orFind find: () throws -> Value) rethrows -> Value {
        if let known = values.withLock({ $0[key] }) { return known }
        let found = try find()
        values.withLock { values in
            if values.count >= limit { values.removeAll() }
            values[key] = found
        }
        return found
    }
}
