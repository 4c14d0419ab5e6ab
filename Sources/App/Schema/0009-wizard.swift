import Storage

extension Schema {
    /// Files on their way into the books, step by step.
    static let wizard = Migration(9, "wizard", [
        """
        CREATE TABLE import_draft (
            id BIGINT PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('sales', 'accounts', 'contacts', 'products')),
            file_name TEXT NOT NULL,
            format TEXT NOT NULL CHECK (format IN ('csv', 'xlsx')),
            file TEXT NOT NULL,
            size BIGINT NOT NULL,
            sheet TEXT,
            rows_file TEXT,
            columns TEXT,
            currency TEXT,
            corrections TEXT,
            review TEXT,
            created_by BIGINT NOT NULL REFERENCES app_user (id),
            created_at BIGINT NOT NULL
        )
        """,
        // How a header was understood before, so that the next file like it needs no matching.
        """
        CREATE TABLE import_mapping (
            kind TEXT NOT NULL,
            header TEXT NOT NULL,
            columns TEXT NOT NULL,
            saved_at BIGINT NOT NULL,
            PRIMARY KEY (kind, header)
        ) \(.clustered)
        """,
        "ALTER TABLE import ADD COLUMN batch_id BIGINT",
        "ALTER TABLE import ADD COLUMN set_aside_file TEXT",
        "ALTER TABLE import ADD COLUMN draft_id BIGINT",
    ])
}
