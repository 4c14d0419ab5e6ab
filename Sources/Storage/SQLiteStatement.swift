import struct GRDB.DatabaseError
import struct GRDB.ResultCode
import GRDBSQLite

/// A prepared SQLite statement, stepped directly: GRDB's rows cost more than reading them.
///
/// GRDB prepares, caches and closes it; here it is bound, stepped and reset.
struct SQLiteStatement {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) { self.handle = handle }

    /// Binds values in the order of placeholders.
    func bind(_ values: some Sequence<SQLValue>) throws {
        sqlite3_reset(handle)
        var place: Int32 = 0
        for value in values {
            place += 1
            let code = switch value {
            case .null: sqlite3_bind_null(handle, place)
            case .integer(let number): sqlite3_bind_int64(handle, place, number)
            case .real(let number): sqlite3_bind_double(handle, place, number)
            case .text(let text): Self.bind(text, to: handle, place)
            case .bytes(let bytes): bytes.withUnsafeBytes { sqlite3_bind_blob64(handle, place, $0.baseAddress ?? .init(bitPattern: 1), UInt64($0.count), Self.copied) }
            }
            guard code == SQLITE_OK else { throw failure(code) }
        }
    }

    /// Steps to the end and calls `body` for every row.
    func run(_ body: (Row) throws -> Void) throws {
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_ROW: try body(Row(source: .sqlite(handle)))
            case SQLITE_DONE: return
            case let code: throw failure(code)
            }
        }
    }

    /// Changes of the statement that ran last on its connection.
    var changes: Int { Int(sqlite3_changes(sqlite3_db_handle(handle))) }

    private func failure(_ code: Int32) -> DatabaseError {
        let database = sqlite3_db_handle(handle)
        let message = sqlite3_errmsg(database).map { String(cString: $0) } ?? "SQLite \(code)"
        return DatabaseError(resultCode: ResultCode(rawValue: sqlite3_extended_errcode(database)), message: message)
    }

    /// Tells SQLite to copy what it is given, because it is gone after the call.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    private static func bind(_ text: String, to handle: OpaquePointer, _ place: Int32) -> Int32 {
        var text = text.withoutNUL
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                // An empty text has no address; a null pointer would bind NULL.
                guard let start = characters.baseAddress else { return sqlite3_bind_text64(handle, place, "", 0, copied, UInt8(SQLITE_UTF8)) }
                return sqlite3_bind_text64(handle, place, start, UInt64(characters.count), copied, UInt8(SQLITE_UTF8))
            }
        }
    }
}

/// Columns of the row that a statement stands on.
enum SQLiteColumn {
    static func read(_ handle: OpaquePointer, _ column: Int32) -> SQLValue {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, column))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, column))
        case SQLITE_TEXT:
            guard let start = sqlite3_column_text(handle, column) else { return .null }
            let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
            return .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            let bytes = UnsafeRawBufferPointer(start: sqlite3_column_blob(handle, column), count: Int(sqlite3_column_bytes(handle, column)))
            return .bytes(Array(bytes))
        default: return .null
        }
    }
}
