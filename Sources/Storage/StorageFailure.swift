/// Why the database could not do what was asked.
public enum StorageFailure: Error, Sendable, Equatable {
    /// The location is not `sqlite:PATH` or `postgres://…`.
    case location(String)
    /// The database could not be opened or reached; the engine's own words.
    case unreachable(String)
    /// The database was sent a change and has not answered in time: whether the change was made is not known.
    case unanswered
    /// A statement failed; the engine's words and the statement.
    case statement(message: String, code: String, sql: String)
    /// The disk has no room, or does not take what is written; the engine's words.
    case full(String)
    /// The database may be read but not written; the engine's words.
    case readOnly(String)
    /// A unique or foreign key, or a check, refused the change.
    case constraint(message: String, sql: String)
    /// A column held another kind of value than was asked for.
    case column(index: Int, found: SQLValue)
    /// Too many requests wait already; try again shortly.
    case busy
    /// The door is closed.
    case closed
    /// The statement was interrupted because nobody waits for it any more.
    case cancelled
    /// The database was written by a newer product.
    case newer(found: Int, known: Int)
    /// The database has not been migrated to this product's schema.
    case outdated(found: Int, known: Int)
    /// Concurrent transactions could not be put in an order; the door retries these.
    case serialisation(String)
}
