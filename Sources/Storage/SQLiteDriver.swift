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

    func insert(into table: Table, _ rows: [[SQLValue]]) throws {
        let names = table.columns.joined(separator: ", ")
        let marks = table.columns.map { _ in "?" }.joined(separator: ", ")
        let text = "INSERT INTO \(table.name) (\(names)) VALUES (\(marks))"
        do {
            let statement = SQLiteStatement(try database.cachedStatement(sql: text).sqliteStatement)
            for row in rows {
                try statement.bind(row)
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
