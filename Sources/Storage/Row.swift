import CPostgres

/// One row of a result; valid only inside the closure that receives it.
public struct Row {
    enum Source {
        case sqlite(OpaquePointer)
        case postgres(OpaquePointer, row: Int32)
    }

    let source: Source

    /// The value in a column, counted from 0.
    public subscript(column: Int) -> SQLValue {
        switch source {
        case .sqlite(let handle): SQLiteColumn.read(handle, Int32(column))
        case .postgres(let result, let row): PostgresValue.read(result, row: row, column: Int32(column))
        }
    }

    /// The value in a column, counted from 0, as a type.
    /// - Throws: `StorageFailure.column` when the value is of another kind, or NULL for a non-optional type.
    @inlinable
    public func get<Value: SQLDecodable>(_ column: Int, as type: Value.Type = Value.self) throws -> Value {
        let value = self[column]
        guard let decoded = Value(sqlValue: value) else { throw StorageFailure.column(index: column, found: value) }
        return decoded
    }
}
