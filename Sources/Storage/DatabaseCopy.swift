import Dispatch
import Synchronization

/// Copies all tables from one database to another of either kind, from one snapshot, and proves that both hold the same.
public struct DatabaseCopy: Sendable {
    /// A table that has arrived: its rows, and a sum over their contents that does not depend on their order.
    public struct Report: Sendable, Hashable {
        public var table: String
        public var rows = 0
        public var checksum: UInt64 = 0

        mutating func add(_ row: [SQLValue]) {
            rows += 1
            checksum &+= RowHash.of(row)
        }
    }

    /// Why a copy did not end well.
    public enum Failure: Error, Sendable, Equatable {
        /// The schemas differ: the columns or tables of one are not those of the other.
        case schemasDiffer(table: String)
        /// A table does not hold the same in both.
        case contentsDiffer(table: String)
    }

    private static let batch = 5_000
    /// Batches that wait for the target: what bounds the memory of a copy.
    private static let ahead = 4

    private let source: Database
    private let target: Database
    private let left: Set<String>
    private let progress: Progress

    /// Told how many rows of a table have been read; throwing breaks the copy off.
    public typealias Progress = @Sendable (_ table: String, _ rows: Int) throws -> Void

    /// - Parameter left: tables that are neither emptied nor copied.
    public init(from source: Database, to target: Database, leaving left: Set<String> = [], progress: @escaping Progress) {
        self.source = source
        self.target = target
        self.left = left
        self.progress = progress
    }

    /// Empties the target's tables, copies and compares. Both have the same schema already.
    public func run() async throws -> [Report] {
        let tables = try await source.read { try $0.copiedTables() }.filter { !left.contains($0.name) }
        let there = try await target.read { try $0.copiedTables() }
        for table in tables {
            guard let twin = there.first(where: { $0.name == table.name }), Set(twin.columns) == Set(table.columns) else {
                throw Failure.schemasDiffer(table: table.name)
            }
        }
        for table in tables.reversed() { try await empty(table) }
        let sent = try await send(tables)
        for report in sent {
            guard let table = tables.first(where: { $0.name == report.table }) else { continue }
            guard try await target.read({ try Self.read(table, in: $0) }) == report else { throw Failure.contentsDiffer(table: report.table) }
        }
        return sent
    }

    private func empty(_ table: CopiedTable) async throws {
        let statement: SQL = "DELETE FROM \(try SQL(name: table.name))"
        _ = try await target.write { try $0.execute(statement) }
    }

    private static func select(_ table: CopiedTable) throws -> SQL {
        let columns = try table.columns.map { try SQL(name: $0) }
        return "SELECT \(SQL.joined(columns, separator: ", ")) FROM \(try SQL(name: table.name))"
    }

    private static func read(_ table: CopiedTable, in connection: Connection) throws -> Report {
        var report = Report(table: table.name)
        try connection.forEach(try select(table)) { row in report.add(table.columns.indices.map { row[$0] }) }
        return report
    }

    /// How many batches may wait; the reading thread blocks, the writing task does not.
    private final class Room: Sendable {
        private let places: DispatchSemaphore
        private let isClosed = Atomic<Bool>(false)

        init(_ places: Int) {
            // A semaphore must not end lower than it began, as it would when a copy breaks off.
            self.places = DispatchSemaphore(value: 0)
            for _ in 0..<places { self.places.signal() }
        }

        /// False when nobody takes batches any more.
        func enter() -> Bool {
            places.wait()
            return !isClosed.load(ordering: .acquiring)
        }

        func leave() { places.signal() }

        func close() {
            isClosed.store(true, ordering: .releasing)
            places.signal()
        }
    }

    /// One transaction reads everything; each batch is a transaction of the target.
    private func send(_ tables: [CopiedTable]) async throws -> [Report] {
        let (batches, feed) = AsyncStream<(table: CopiedTable, rows: [[SQLValue]])>.makeStream()
        let room = Room(Self.ahead)
        return try await withThrowingTaskGroup(of: [Report]?.self) { group in
            group.addTask {
                defer { feed.finish() }
                return try await source.read { connection in
                    try tables.map { table in
                        var report = Report(table: table.name), rows: [[SQLValue]] = []
                        func hand() throws {
                            guard !rows.isEmpty else { return }
                            guard room.enter() else { throw CancellationError() }
                            feed.yield((table, rows))
                            rows = []
                            try progress(table.name, report.rows)
                        }
                        try connection.forEach(try Self.select(table)) { row in
                            let values = table.columns.indices.map { row[$0] }
                            report.add(values)
                            rows.append(values)
                            // Rows that refer to others of their table arrive together, so that every reference has its end.
                            if rows.count >= Self.batch, !table.isTree { try hand() }
                        }
                        try hand()
                        return report
                    }
                }
            }
            group.addTask {
                // However this ends, the reader must not wait for space any more.
                defer { room.close() }
                for await (table, rows) in batches {
                    try await target.write { connection in
                        if table.isTree, connection.engine == .sqlite { try connection.execute("PRAGMA defer_foreign_keys = ON") }
                        try connection.insert(into: Table(table), rows)
                    }
                    room.leave()
                }
                return nil
            }
            var reports: [Report] = []
            for try await result in group { if let result { reports = result } }
            return reports
        }
    }
}

/// A number for a row's contents: equal rows have equal numbers, whatever engine they come from (FNV-1a, 64 bits).
enum RowHash {
    static func of(_ row: [SQLValue]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        func add(_ number: UInt64) { for shift in stride(from: 0, to: 64, by: 8) { mix(UInt8(truncatingIfNeeded: number >> UInt64(shift))) } }
        for value in row {
            switch value {
            case .null: mix(0)
            case .integer(let number):
                mix(1)
                add(UInt64(bitPattern: number))
            case .real(let number):
                mix(2)
                add(number.bitPattern)
            case .text(let text):
                mix(3)
                add(UInt64(text.utf8.count))
                for byte in text.utf8 { mix(byte) }
            case .bytes(let bytes):
                mix(4)
                add(UInt64(bytes.count))
                for byte in bytes { mix(byte) }
            }
        }
        return hash
    }
}
