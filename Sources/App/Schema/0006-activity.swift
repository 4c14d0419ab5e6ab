import Storage

extension Schema {
    /// Who changed what, when, from what to what and why; written in the transaction of the change.
    static let activity = Migration(6, "activity", [
        """
        CREATE TABLE activity (
            id BIGINT PRIMARY KEY,
            at BIGINT NOT NULL,
            actor_id BIGINT REFERENCES app_user (id),
            verb TEXT NOT NULL,
            subject TEXT NOT NULL,
            subject_id BIGINT,
            account_id BIGINT,
            before_value TEXT,
            after_value TEXT,
            reason TEXT
        )
        """,
        "CREATE INDEX activity_by_account ON activity (account_id, at, id)",
        "CREATE INDEX activity_by_time ON activity (at, id)",
    ])
}
