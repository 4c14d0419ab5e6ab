import CPostgres
import GRDB

/// One row of a result; valid only inside the closure that receives it.
public struct Row {
    enum Source {
        case sqlite(GRDB.Row)
        case postgres(OpaquePointer, row: Int32)
    }

    let source: Source

    /// The value in a column, counted from 0.
    public subscript(column: Int) -> SQLValue {
        switch source {
        case .sqlite(let row):
            let value: DatabaseValue = row[column]
            switch value.storage {
            case .null: return .null
            case .int64(let number): return .integer(number)
            case .double(let number): return .real(number)
            case .string(let text): return .text(text)
            case .blob(let data): return .bytes(Array(data))
            }
        case .postgres(let result, let row):
            return PostgresValue.read(result, row: row, column: Int32(column))
        }
    }

    /// The value in a column, counted from 0, as a type.
    /// - Throws: `StorageFailure.column` when the value is of another kind, or NULL for a non-optional type.
    public func get<Value: SQLDecodable>(_ column: Int, as type: Value.Type = Value.self) throws -> Value {
        let value = self[column]
        guard let decoded = Value(sqlValue: value) else { throw StorageFailure.column(index: column, found: value) }
        return decoded
    }
}
