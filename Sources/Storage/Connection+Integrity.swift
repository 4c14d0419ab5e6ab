extension Connection {
    /// What of a SQLite file is not as SQLite writes it, or differs between a table and its indexes: in the engine's words, twenty places at
    /// most. PostgreSQL has checksums of its own.
    public func damage() throws -> [String] {
        switch engine {
        case .sqlite: try rows("PRAGMA integrity_check(20)") { try $0.get(0, as: String.self) }.filter { $0 != "ok" }
        case .postgres: []
        }
    }

    /// How many rows refer to a row that is not there. PostgreSQL never lets it come to that; SQLite does when a file was damaged or
    /// changed by a program that switched its checks off.
    public func danglingReferences() throws -> Int {
        switch engine {
        case .sqlite: try rows("PRAGMA foreign_key_check") { _ in 1 }.count
        case .postgres: 0
        }
    }
}
