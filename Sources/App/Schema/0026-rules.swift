import Storage

extension Schema {
    /// What makes rules hold for people who write at the same moment: rows to be locked by, and what forms that were sent were answered with.
    static let rules = Migration(26, "rules", [
        // A row for every rule that is about more than one record; see `Rule`.
        "CREATE TABLE rule_lock (name TEXT PRIMARY KEY)",
        """
        INSERT INTO rule_lock (name) VALUES ('catalogue'), ('classification'), ('codes'), ('documents'), ('hierarchy'), ('imports'), ('organisation'),
            ('people'), ('policies'), ('seals'), ('views')
        """,
        // Where the first sending of a form led, and the action by which that is taken back; see `SentForm`.
        """
        CREATE TABLE sent_form (
            once TEXT NOT NULL,
            user_id BIGINT NOT NULL REFERENCES app_user (id),
            location TEXT NOT NULL,
            batch_id BIGINT,
            sent_at BIGINT NOT NULL,
            PRIMARY KEY (once, user_id)
        ) \(.clustered)
        """,
        "CREATE INDEX sent_form_by_time ON sent_form (sent_at)",
        "CREATE INDEX sent_form_by_batch ON sent_form (batch_id)",
    ])
}
