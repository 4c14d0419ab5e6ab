import Synchronization

/// Answers to questions about one state of the data, shared by all connections of a process.
///
/// Two transactions with the same `DataState` see the same data, so an answer found in one is right in the other. The first
/// transaction that sees another state empties it: nothing here is ever out of date. What is used least recently goes first.
final class Memory: Sendable {
    private struct Entry: Sendable {
        var value: any Sendable
        var size: Int
        var edition: Int64
    }

    /// Two generations: entries that were used since the last turn, and the rest, which goes at the next one.
    private struct Contents {
        var state: DataState?
        var young: [MemoryKey: Entry] = [:]
        var old: [MemoryKey: Entry] = [:]
        var youngSize = 0

        mutating func start(_ state: DataState) {
            guard self.state != state else { return }
            self = Contents(state: state)
        }

        mutating func put(_ key: MemoryKey, _ entry: Entry, limit: Int) {
            old.removeValue(forKey: key)
            if let replaced = young.removeValue(forKey: key) { youngSize -= replaced.size }
            if youngSize + entry.size > limit / 2 {
                old = young
                young = [:]
                youngSize = 0
            }
            young[key] = entry
            youngSize += entry.size
        }
    }

    private let contents = Mutex(Contents())
    /// In bytes, as far as those who put something in know its size.
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    func value<Value: Sendable>(_ key: MemoryKey, _ edition: Int64, at state: DataState, as type: Value.Type) -> Value? {
        contents.withLock { contents in
            guard contents.state == state else { return nil }
            if let entry = contents.young[key] { return entry.edition == edition ? entry.value as? Value : nil }
            guard let entry = contents.old[key], entry.edition == edition else { return nil }
            contents.put(key, entry, limit: limit)
            return entry.value as? Value
        }
    }

    func keep(_ value: some Sendable, size: Int, for key: MemoryKey, _ edition: Int64, at state: DataState) {
        guard size < limit / 8 else { return }
        contents.withLock { contents in
            contents.start(state)
            contents.put(key, Entry(value: value, size: size, edition: edition), limit: limit)
        }
    }
}

/// A question with everything its answer depends on besides the data.
public struct MemoryKey: Hashable, Sendable {
    private let question: StaticString
    private let parts: String

    /// - Parameters:
    ///   - question: a name that no other question has.
    ///   - parts: whatever the answer depends on.
    public init(_ question: StaticString, _ parts: String = "") {
        self.question = question
        self.parts = parts
    }

    public static func == (left: MemoryKey, right: MemoryKey) -> Bool {
        left.question.utf8Start == right.question.utf8Start && left.parts == right.parts
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(question.utf8Start)
        hasher.combine(parts)
    }
}

/// Identifies what a transaction sees: transactions of equal states see equal data.
struct DataState: Hashable, Sendable {
    let text: String
}

extension Connection {
    /// The answer to a question, remembered until anything in the database changes.
    ///
    /// In a transaction that writes, and where remembering is switched off, `answer` is always asked.
    /// - Parameters:
    ///   - edition: what else the answer depends on that only goes forward, such as the time: the answer of another edition is replaced.
    ///   - size: roughly how many bytes the answer takes.
    public func remember<Value: Sendable>(
        _ key: MemoryKey, edition: Int64 = 0, size: (Value) -> Int = { _ in 256 }, _ answer: () throws -> Value
    ) throws -> Value {
        guard let memory, let state else { return try answer() }
        if let known = memory.value(key, edition, at: state, as: Value.self) { return known }
        let value = try answer()
        memory.keep(value, size: size(value), for: key, edition, at: state)
        return value
    }
}
