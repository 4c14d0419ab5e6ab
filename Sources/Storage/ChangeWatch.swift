import GRDB
import Synchronization

/// Tells on SQLite whether anything was committed since another transaction looked.
///
/// Every transaction of this product counts `user_version`, which readers of every process see. Programs that write around the
/// product do not count; a reader notices them by `data_version`, which changes with every commit of another connection.
struct ChangeWatch {
    private static let foreignChanges = Atomic<Int>(0)

    private var counted = -1
    private var version = -1

    /// Counts a transaction that has changed something; to be called before its commit.
    static func mark(_ database: GRDB.Database) throws {
        let counted = try Int.fetchOne(database.cachedStatement(sql: "PRAGMA user_version")) ?? 0
        try database.execute(sql: "PRAGMA user_version = \((counted + 1) & 0x7FFF_FFFF)")
    }

    /// To be called in a transaction that reads.
    mutating func state(of database: GRDB.Database) throws -> DataState {
        // The counter is read first: it is what opens the snapshot.
        let counted = try Int.fetchOne(database.cachedStatement(sql: "PRAGMA user_version")) ?? 0
        let version = try Int.fetchOne(database.cachedStatement(sql: "PRAGMA data_version")) ?? 0
        if counted == self.counted, version != self.version { ChangeWatch.foreignChanges.add(1, ordering: .relaxed) }
        self.counted = counted
        self.version = version
        return DataState(text: "\(counted).\(ChangeWatch.foreignChanges.load(ordering: .relaxed))")
    }
}
