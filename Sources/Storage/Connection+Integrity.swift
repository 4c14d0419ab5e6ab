extension Connection {
    /// How many rows refer to a row that is not there. PostgreSQL never lets it come to that; SQLite does when a file was damaged or
    /// changed by a program that switched its checks off.
    public func danglingReferences() throws -> Int {
        switch engine {
        case .sqlite: try rows("PRAGMA foreign_key_check") { _ in 1 }.count
        case .postgres: 0
        }
    }
}
