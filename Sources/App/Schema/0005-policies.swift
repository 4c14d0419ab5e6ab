import Storage

extension Schema {
    static let policies = Migration(5, "policies", [
        """
        CREATE TABLE policy (
            id BIGINT PRIMARY KEY,
            code TEXT NOT NULL UNIQUE,
            created_at BIGINT NOT NULL
        )
        """,
        // A published version never changes.
        """
        CREATE TABLE policy_version (
            id BIGINT PRIMARY KEY,
            policy_id BIGINT NOT NULL REFERENCES policy (id),
            version INTEGER NOT NULL,
            document TEXT NOT NULL,
            effective_from INTEGER NOT NULL,
            note TEXT,
            published_at BIGINT NOT NULL,
            published_by BIGINT REFERENCES app_user (id),
            UNIQUE (policy_id, version)
        )
        """,
        """
        CREATE TABLE classification_run (
            id BIGINT PRIMARY KEY,
            as_of INTEGER NOT NULL,
            policy_version_id BIGINT NOT NULL REFERENCES policy_version (id),
            started_at BIGINT NOT NULL,
            finished_at BIGINT NOT NULL,
            started_by BIGINT REFERENCES app_user (id),
            accounts INTEGER NOT NULL,
            portfolio TEXT NOT NULL
        )
        """,
        // Every term of the score as it was computed; "why?" reads this and recomputes nothing.
        """
        CREATE TABLE account_score (
            account_id BIGINT NOT NULL REFERENCES account (id),
            run_id BIGINT NOT NULL REFERENCES classification_run (id),
            score INTEGER NOT NULL,
            tier TEXT NOT NULL,
            previous_tier TEXT,
            provisional SMALLINT NOT NULL,
            scorecard TEXT NOT NULL,
            PRIMARY KEY (account_id, run_id)
        ) \(.clustered)
        """,
        "CREATE INDEX account_score_by_run ON account_score (run_id)",
    ])
}
