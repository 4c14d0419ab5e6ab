extension Connection {
    /// How much a lock keeps others from.
    public enum LockStrength: Sendable {
        /// Changing the rows, or locking them; further rows may refer to them meanwhile.
        case change
        /// Also referring to them: whoever has just done so is waited for.
        case reference
    }

    /// Keeps rows until the transaction ends: whoever else locks or changes them waits, and reads what was written once they go on.
    ///
    /// A rule over more than one row holds because everybody who judges it locks the same row before reading anything. PostgreSQL begins
    /// every statement on what is committed by then, so that what is read after the lock is up to date. SQLite has one writer: nothing is
    /// asked.
    /// - Parameter rows: a question for rows of one table. Where there can be several it says an order, the same everywhere, so that no two
    ///   wait for each other.
    public func lock(_ rows: SQL, against strength: LockStrength = .change) throws {
        guard engine == .postgres else { return }
        switch strength {
        case .change: try execute("\(rows) FOR NO KEY UPDATE")
        case .reference: try execute("\(rows) FOR UPDATE")
        }
    }
}
