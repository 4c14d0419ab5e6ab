import Storage

extension Schema {
    /// What accounts measured last, so that the next classification measures only those whose books have changed since; and scores
    /// where a run can write them quickly.
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
        // Scores in the order of runs: a run is written at the end instead of between all earlier ones.
        """
        CREATE TABLE score_by_run (
            run_id BIGINT NOT NULL REFERENCES classification_run (id),
            account_id BIGINT NOT NULL REFERENCES account (id),
            score INTEGER NOT NULL,
            tier TEXT NOT NULL,
            previous_tier TEXT,
            provisional SMALLINT NOT NULL,
            scorecard TEXT NOT NULL,
            PRIMARY KEY (run_id, account_id)
        ) \(.clustered)
        """,
        """
        INSERT INTO score_by_run (run_id, account_id, score, tier, previous_tier, provisional, scorecard)
        SELECT run_id, account_id, score, tier, previous_tier, provisional, scorecard FROM account_score ORDER BY run_id, account_id
        """,
        "DROP TABLE account_score",
        "ALTER TABLE score_by_run RENAME TO account_score",
        "CREATE INDEX account_score_by_account ON account_score (account_id, run_id)",
    ])
}
