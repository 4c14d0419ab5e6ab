import Storage

extension Schema {
    /// Failed tries at passwords and codes, and what is shown to one session once: the same on every server.
    static let tries = Migration(29, "tries", [
        """
        CREATE TABLE failed_try (
            source TEXT PRIMARY KEY,
            count INTEGER NOT NULL,
            ends_at BIGINT NOT NULL
        ) \(.clustered)
        """,
        "CREATE INDEX failed_try_end ON failed_try (ends_at)",
        """
        CREATE TABLE shown_once (
            token_hash TEXT NOT NULL,
            kind TEXT NOT NULL,
            sealed TEXT NOT NULL,
            ends_at BIGINT NOT NULL,
            PRIMARY KEY (token_hash, kind)
        ) \(.clustered)
        """,
        "CREATE INDEX shown_once_end ON shown_once (ends_at)",
    ])
}
