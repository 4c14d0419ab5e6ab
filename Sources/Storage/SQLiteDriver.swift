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
            // FULL: a commit is on the disk before anyone is told of it.
            try database.execute(sql: """
                PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 268435456
                """)
        }
        return configuration
    }

    func run(_ text: String, _ values: [SQLValue], streaming: Bool, _ body: (Row) throws -> Void) throws -> Int {
        do {
            let statement = try database.cachedStatement(sql: text)
            let arguments = StatementArguments(values.map(\.databaseValue))
            if statement.columnCount == 0 {
                try statement.execute(arguments: arguments)
            } else {
                let cursor = try GRDB.Row.fetchCursor(statement, arguments: arguments)
                while let row = try cursor.next() { try body(Row(source: .sqlite(row))) }
            }
            return database.changesCount
        } catch let error as DatabaseError {
            throw SQLiteDriver.failure(error, text)
        }
    }

    func insert(into table: Table, _ rows: [[SQLValue]]) throws {
        let names = table.columns.map { "\($0)" }.joined(separator: ", ")
        let marks = table.columns.map { _ in "?" }.joined(separator: ", ")
        let text = "INSERT INTO \(table.name) (\(names)) VALUES (\(marks))"
        do {
            let statement = try database.cachedStatement(sql: text)
            for row in rows {
                statement.setUncheckedArguments(StatementArguments(row.map(\.databaseValue)))
                try statement.execute()
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
        default: .statement(message: message, code: "SQLITE \(error.extendedResultCode.rawValue)", sql: text)
        }
    }
}

extension SQLValue {
    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let value): value.databaseValue
        case .real(let value): value.databaseValue
        case .text(let value): value.databaseValue
        case .bytes(let value): Data(value).databaseValue
        }
    }
}
