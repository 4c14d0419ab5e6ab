import Storage

extension Schema {
    /// Work that is done once per installation, whatever the number of servers: at night by itself, or because somebody wants it.
    static let nights = Migration(33, "nights", [
        // Whoever holds a row works; it is free again once the hold has run out.
        """
        CREATE TABLE duty (
            kind TEXT PRIMARY KEY CHECK (kind IN ('classification', 'backup')),
            is_on SMALLINT NOT NULL,
            hour INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
            due_at BIGINT,
            wanted TEXT,
            wanted_at BIGINT,
            wanted_by BIGINT REFERENCES app_user (id),
            owner TEXT,
            held_until BIGINT,
            began_at BIGINT,
            share INTEGER NOT NULL DEFAULT 0,
            is_stopped SMALLINT NOT NULL DEFAULT 0,
            month INTEGER,
            folder TEXT,
            keeps INTEGER NOT NULL DEFAULT 14
        )
        """,
        "INSERT INTO duty (kind, is_on, hour) VALUES ('classification', 1, 2)",
        "INSERT INTO duty (kind, is_on, hour) VALUES ('backup', 0, 3)",
        // What it came to.
        """
        CREATE TABLE duty_result (
            id BIGINT PRIMARY KEY,
            kind TEXT NOT NULL,
            task TEXT NOT NULL,
            outcome TEXT NOT NULL,
            began_at BIGINT NOT NULL,
            ended_at BIGINT NOT NULL,
            wanted_by BIGINT REFERENCES app_user (id),
            accounts INTEGER NOT NULL DEFAULT 0,
            changed INTEGER NOT NULL DEFAULT 0,
            rose INTEGER NOT NULL DEFAULT 0,
            fell INTEGER NOT NULL DEFAULT 0,
            as_of INTEGER,
            detail TEXT,
            bytes BIGINT
        )
        """,
        "CREATE INDEX duty_result_by_kind ON duty_result (kind, id)",
        // What classifying now would do, as it was looked at last.
        """
        CREATE TABLE classification_preview (
            id SMALLINT PRIMARY KEY CHECK (id = 1),
            at BIGINT NOT NULL,
            as_of INTEGER NOT NULL,
            policy_version_id BIGINT NOT NULL REFERENCES policy_version (id),
            after_run BIGINT,
            moves TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE classification_mover (
            account_id BIGINT PRIMARY KEY REFERENCES account (id),
            old_tier TEXT NOT NULL,
            old_score INTEGER NOT NULL,
            new_tier TEXT NOT NULL,
            new_score INTEGER NOT NULL,
            reason TEXT,
            reason_change INTEGER NOT NULL,
            place INTEGER NOT NULL
        ) \(.clustered)
        """,
        "CREATE INDEX classification_mover_by_place ON classification_mover (place)",
    ])
}
