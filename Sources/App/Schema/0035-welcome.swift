import Storage

extension Schema {
    /// The first visit of an installation that nobody can sign in to, and the first steps after it.
    static let welcome = Migration(35, "welcome", [
        """
        CREATE TABLE welcome (
            id SMALLINT PRIMARY KEY CHECK (id = 1),
            token_hash TEXT,
            dismissed_at BIGINT
        )
        """,
        // Whoever works with it already has taken them.
        "INSERT INTO welcome (id, dismissed_at) SELECT 1, CASE WHEN EXISTS (SELECT 1 FROM account) THEN 1 END",
    ])
}
