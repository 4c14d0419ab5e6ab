import Foundation
import GRDB

/// SQLite through GRDB's synchronous interface; one instance per thread, inside that thread's `DatabaseQueue`.
final class SQLiteDriver: Driver {
    private let database: GRDB.Database

    init(_ database: GRDB.Database) { self.database = database }

    var engine: Engine { .sqlite }

    static func configuration(readOnly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.busyMode = .timeout(10)
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { database in
            // FULL: a commit is on the disk before anyone is told of it. The writer keeps temporary things in files: what it sorts for
            // a whole company, or may have to put back after a statement, would otherwise lie in memory, hundreds of megabytes of it.
            try database.execute(sql: """
                PRAGMA synchronous = FULL; PRAGMA cache_size = \(readOnly ? -8_192 : -24_576); PRAGMA temp_store = \(readOnly ? "MEMORY" : "FILE")
                """)
        }
        return configuration
    }

    func run(_ text: String, _ values: [SQLValue], streaming: Bool, _ body: (Row) throws -> Void) throws -> Int {
        do {
            let statement = SQLiteStatement(try database.cachedStatement(sql: text).sqliteStatement)
            try statement.bind(values)
            try statement.run(body)
            return statement.changes
        } catch let error as DatabaseError {
            throw SQLiteDriver.failure(error, text)
        }
    }

    /// So many rows share what a statement costs besides them: a quarter of the time where rows are as small as those of an index.
    private static let rowsPerStatement = 16

    func insert(into table: Table, _ rows: [[SQLValue]]) throws {
        let alone = rows.count % Self.rowsPerStatement
        try insert(rows.dropLast(alone), Self.rowsPerStatement, into: table)
        try insert(rows.suffix(alone), 1, into: table)
    }

    /// - Parameter count: rows of a statement; those given are a multiple of it.
    private func insert(_ rows: ArraySlice<[SQLValue]>, _ count: Int, into table: Table) throws {
        guard !rows.isEmpty else { return }
        let names = table.columns.joined(separator: ", ")
        let marks = "(" + table.columns.map { _ in "?" }.joined(separator: ", ") + ")"
        // FAIL: a refused row leaves those before it, as if each had its own statement, and SQLite keeps nothing to put them back.
        let text = "INSERT OR FAIL INTO \(table.name) (\(names)) VALUES \(repeatElement(marks, count: count).joined(separator: ", "))"
        do {
            let statement = SQLiteStatement(try database.cachedStatement(sql: text).sqliteStatement)
            for start in stride(from: rows.startIndex, to: rows.endIndex, by: count) {
                try statement.bind(rows[start..<(start + count)].joined())
                try statement.run { _ in }
            }
        } catch let error as DatabaseError {
            throw SQLiteDriver.failure(error, text)
        }
    }

    static func failure(_ error: DatabaseError, _ text: String) -> StorageFailure {
        let message = error.message ?? "SQLite \(error.resultCode.rawValue)"
        return switch error.resultCode.primaryResultCode {
        case .SQLITE_CONSTRAINT: .constraint(message: message, sql: text)
        case .SQLITE_INTERRUPT: .cancelled
        case .SQLITE_BUSY: .busy
        case .SQLITE_FULL: .full(message)
        case .SQLITE_READONLY: .readOnly(message)
        // SQLite tells a full disk apart only where it extends a file; elsewhere it is a failed write.
        case .SQLITE_IOERR: .full(message)
        default: .statement(message: message, code: "SQLITE \(error.extendedResultCode.rawValue)", sql: text)
        }
    }
}
