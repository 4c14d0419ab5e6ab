import Storage

extension Schema {
    /// What taking an import back had to leave, and what undo asks of the record of activity.
    static let kept = Migration(14, "kept", [
        """
        CREATE TABLE import_kept (
            import_id BIGINT NOT NULL REFERENCES import (id),
            line INTEGER NOT NULL,
            subject TEXT NOT NULL,
            subject_id BIGINT NOT NULL,
            account_id BIGINT,
            name TEXT NOT NULL,
            reason TEXT NOT NULL,
            PRIMARY KEY (import_id, line)
        ) \(.clustered)
        """,
        "CREATE INDEX import_by_draft ON import (draft_id)",
        // The action that a row takes back: such rows are no changes of their own.
        "ALTER TABLE activity ADD COLUMN takes_back BIGINT",
        "CREATE INDEX activity_by_subject ON activity (subject, subject_id, id) WHERE batch_id IS NOT NULL",
        // Large actions are taken back part by part, in the order of their rows.
        "DROP INDEX activity_by_batch",
        "CREATE INDEX activity_by_batch ON activity (batch_id, id) WHERE batch_id IS NOT NULL",
    ])
}
