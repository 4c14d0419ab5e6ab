import Storage

extension Schema {
    /// What checking a file found wrong, row by row, and how the file is written.
    static let problems = Migration(15, "problems", [
        "ALTER TABLE import_draft ADD COLUMN reading TEXT",
        "ALTER TABLE import_draft ADD COLUMN set_aside_file TEXT",
        """
        CREATE TABLE import_problem (
            draft_id BIGINT NOT NULL REFERENCES import_draft (id),
            row_number BIGINT NOT NULL,
            problem TEXT NOT NULL,
            PRIMARY KEY (draft_id, row_number)
        ) \(.clustered)
        """,
        // Files that were checked before have their problem rows nowhere; checking again finds them.
        "UPDATE import_draft SET review = NULL",
        "CREATE INDEX account_by_credit_code ON account (credit_code) WHERE credit_code IS NOT NULL",
    ])
}
