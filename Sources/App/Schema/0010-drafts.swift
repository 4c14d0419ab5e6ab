import Storage

extension Schema {
    /// Policies that are being written, and what they would do.
    static let drafts = Migration(10, "drafts", [
        """
        CREATE TABLE policy_draft (
            id BIGINT PRIMARY KEY,
            based_on_id BIGINT NOT NULL REFERENCES policy_version (id),
            document TEXT NOT NULL,
            created_by BIGINT NOT NULL REFERENCES app_user (id),
            changed_at BIGINT NOT NULL,
            previewed_at BIGINT
        )
        """,
        """
        CREATE TABLE policy_draft_result (
            draft_id BIGINT NOT NULL REFERENCES policy_draft (id),
            account_id BIGINT NOT NULL,
            old_tier TEXT NOT NULL,
            old_score INTEGER NOT NULL,
            new_tier TEXT NOT NULL,
            new_score INTEGER NOT NULL,
            reason TEXT,
            reason_change INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (draft_id, account_id)
        ) \(.clustered)
        """,
    ])
}
