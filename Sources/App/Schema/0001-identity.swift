import Storage

extension Schema {
    static let identity = Migration(1, "identity", [
        """
        CREATE TABLE organisation (
            id SMALLINT PRIMARY KEY CHECK (id = 1),
            name TEXT NOT NULL,
            english_name TEXT,
            time_zone TEXT NOT NULL,
            base_currency TEXT NOT NULL CHECK (LENGTH(base_currency) = 3),
            is_demo SMALLINT NOT NULL DEFAULT 0,
            created_at BIGINT NOT NULL
        )
        """,
        """
        CREATE TABLE team (
            id BIGINT PRIMARY KEY,
            name TEXT NOT NULL,
            english_name TEXT,
            parent_id BIGINT REFERENCES team (id),
            path TEXT NOT NULL UNIQUE
        )
        """,
        """
        CREATE TABLE app_user (
            id BIGINT PRIMARY KEY,
            sign_in TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            english_name TEXT,
            role TEXT NOT NULL,
            team_id BIGINT REFERENCES team (id),
            password_hash TEXT NOT NULL,
            language TEXT,
            theme TEXT,
            created_at BIGINT NOT NULL,
            disabled_at BIGINT
        )
        """,
        """
        CREATE TABLE session (
            token_hash TEXT PRIMARY KEY,
            user_id BIGINT NOT NULL REFERENCES app_user (id),
            created_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX session_by_user ON session (user_id)",
    ])
}
