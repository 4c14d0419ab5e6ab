import Storage

extension Schema {
    static let imports = Migration(4, "imports", [
        """
        CREATE TABLE import (
            id BIGINT PRIMARY KEY,
            kind TEXT NOT NULL,
            file_name TEXT NOT NULL,
            layout TEXT NOT NULL,
            source_system TEXT NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('running', 'finished', 'failed', 'undone')),
            started_at BIGINT NOT NULL,
            finished_at BIGINT,
            started_by BIGINT REFERENCES app_user (id),
            row_count BIGINT NOT NULL DEFAULT 0,
            tally TEXT NOT NULL
        )
        """,
        // How many lines of each document this import has met: what makes a line's number repeatable without memory.
        """
        CREATE TABLE import_document (
            import_id BIGINT NOT NULL REFERENCES import (id),
            kind TEXT NOT NULL,
            source_id TEXT NOT NULL,
            lines_seen INTEGER NOT NULL,
            sales_lines INTEGER NOT NULL,
            PRIMARY KEY (import_id, kind, source_id)
        ) \(.clustered)
        """,
    ])
}
