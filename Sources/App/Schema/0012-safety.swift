import Storage

extension Schema {
    /// Tokens of programs, and the seals that show whether the record of activity was changed afterwards.
    static let safety = Migration(12, "safety", [
        """
        CREATE TABLE api_token (
            token_hash TEXT PRIMARY KEY,
            user_id BIGINT NOT NULL REFERENCES app_user (id),
            name TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX api_token_by_user ON api_token (user_id)",
        // Each seal's hash covers the rows that name it and the hash of the seal before it.
        """
        CREATE TABLE activity_seal (
            number BIGINT PRIMARY KEY,
            sealed_at BIGINT NOT NULL,
            activities INTEGER NOT NULL,
            hash TEXT NOT NULL
        )
        """,
        "ALTER TABLE activity ADD COLUMN seal BIGINT",
        "CREATE INDEX activity_unsealed ON activity (id) WHERE seal IS NULL",
        "CREATE INDEX activity_by_seal ON activity (seal, id) WHERE seal IS NOT NULL",
    ])
}
