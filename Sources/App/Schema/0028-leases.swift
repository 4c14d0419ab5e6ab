import Storage

extension Schema {
    /// Who works on what in the background, as every server knows it: imports, checks of files, what is taken back, previews of policies.
    static let leases = Migration(28, "leases", [
        """
        CREATE TABLE work_lease (
            number BIGINT PRIMARY KEY,
            kind TEXT NOT NULL,
            owner TEXT NOT NULL,
            started_by BIGINT,
            started_at BIGINT NOT NULL,
            leased_until BIGINT NOT NULL,
            row_count BIGINT NOT NULL DEFAULT 0,
            share INTEGER NOT NULL DEFAULT 0,
            is_cancelled SMALLINT NOT NULL DEFAULT 0,
            failure TEXT
        )
        """,
    ])
}
