import Storage

extension Schema {
    /// What accounts measured last, so that the next classification measures only those whose books have changed since.
    static let facts = Migration(13, "facts", [
        // Counts up with everything of an account that its score is made of.
        "ALTER TABLE account_summary ADD COLUMN facts_version BIGINT NOT NULL DEFAULT 0",
        // Counts up when a product changes its category or a category its meaning.
        "CREATE TABLE catalogue (id SMALLINT PRIMARY KEY CHECK (id = 1), version BIGINT NOT NULL)",
        "INSERT INTO catalogue (id, version) VALUES (1, 0)",
        """
        CREATE TABLE account_fact (
            account_id BIGINT PRIMARY KEY REFERENCES account (id),
            basis TEXT NOT NULL,
            facts_version BIGINT NOT NULL,
            facts TEXT NOT NULL
        ) \(.clustered)
        """,
    ])
}
