import Storage

extension Schema {
    /// What people write by hand: next steps, notes with files, tags, saved views, and what undo needs.
    static let workplace = Migration(7, "workplace", [
        // Rows of one action share a batch, which is taken back as a whole.
        "ALTER TABLE activity ADD COLUMN batch_id BIGINT",
        "ALTER TABLE activity ADD COLUMN undone_at BIGINT",
        "CREATE INDEX activity_by_batch ON activity (batch_id)",
        "ALTER TABLE account ADD COLUMN credit_code TEXT",
        "ALTER TABLE account ADD COLUMN website TEXT",
        "ALTER TABLE account ADD COLUMN next_step TEXT",
        "ALTER TABLE account ADD COLUMN next_step_on INTEGER",
        // Never NULL, for the same reason as the last order: a contact on -1000000 is none.
        "ALTER TABLE account_summary ADD COLUMN last_contact_on INTEGER NOT NULL DEFAULT -1000000",
        "CREATE INDEX account_summary_by_last_contact ON account_summary (last_contact_on, account_id)",
        // Where an account went in the last classification: 1 up, -1 down, 2 first result, 0 stayed.
        "ALTER TABLE account_summary ADD COLUMN moved SMALLINT NOT NULL DEFAULT 0",
        "CREATE INDEX account_summary_by_moved ON account_summary (moved, net_sales, account_id)",
        "ALTER TABLE account_summary ADD COLUMN stage TEXT NOT NULL DEFAULT 'potential'",
        "UPDATE account_summary SET stage = (SELECT a.stage FROM account a WHERE a.id = account_summary.account_id)",
        "CREATE INDEX account_by_next_step ON account (next_step_on, id)",
        """
        CREATE TABLE tag (
            id BIGINT PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        )
        """,
        """
        CREATE TABLE account_tag (
            tag_id BIGINT NOT NULL REFERENCES tag (id),
            account_id BIGINT NOT NULL REFERENCES account (id),
            PRIMARY KEY (tag_id, account_id)
        ) \(.clustered)
        """,
        "CREATE INDEX account_tag_by_account ON account_tag (account_id)",
        """
        CREATE TABLE saved_view (
            id BIGINT PRIMARY KEY,
            owner_id BIGINT NOT NULL REFERENCES app_user (id),
            name TEXT NOT NULL,
            visibility TEXT NOT NULL CHECK (visibility IN ('private', 'team')),
            team_id BIGINT REFERENCES team (id),
            query TEXT NOT NULL,
            is_default SMALLINT NOT NULL DEFAULT 0,
            created_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX saved_view_by_owner ON saved_view (owner_id)",
        """
        CREATE TABLE note (
            account_id BIGINT NOT NULL REFERENCES account (id),
            id BIGINT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('note', 'call', 'email', 'meeting')),
            happened_on INTEGER NOT NULL,
            body TEXT NOT NULL,
            contact_id BIGINT REFERENCES contact (id),
            author_id BIGINT REFERENCES app_user (id),
            created_at BIGINT NOT NULL,
            edited_at BIGINT,
            deleted_at BIGINT,
            PRIMARY KEY (account_id, id)
        ) \(.clustered)
        """,
        "CREATE INDEX note_by_id ON note (id)",
        // The bytes lie in a folder beside the database, under the name of their hash.
        """
        CREATE TABLE attachment (
            id BIGINT PRIMARY KEY,
            account_id BIGINT NOT NULL,
            note_id BIGINT NOT NULL,
            file_name TEXT NOT NULL,
            media_type TEXT NOT NULL,
            size BIGINT NOT NULL,
            sha256 TEXT NOT NULL,
            FOREIGN KEY (account_id, note_id) REFERENCES note (account_id, id)
        )
        """,
        "CREATE INDEX attachment_by_note ON attachment (account_id, note_id)",
        "ALTER TABLE app_user ADD COLUMN density TEXT",
        "ALTER TABLE app_user ADD COLUMN shortcuts SMALLINT NOT NULL DEFAULT 1",
        "ALTER TABLE app_user ADD COLUMN email TEXT",
        "ALTER TABLE app_user ADD COLUMN one_time_secret TEXT",
        "ALTER TABLE app_user ADD COLUMN one_time_step BIGINT",
        "ALTER TABLE session ADD COLUMN browser TEXT",
        "ALTER TABLE session ADD COLUMN address TEXT",
        "ALTER TABLE session ADD COLUMN seen_at BIGINT",
        """
        CREATE TABLE password_reset (
            token_hash TEXT PRIMARY KEY,
            user_id BIGINT NOT NULL REFERENCES app_user (id),
            expires_at BIGINT NOT NULL
        )
        """,
        "ALTER TABLE organisation ADD COLUMN fiscal_year_start SMALLINT NOT NULL DEFAULT 1",
        // Units of the base currency for one unit, in billionths, from a day on.
        """
        CREATE TABLE exchange_rate (
            currency TEXT NOT NULL CHECK (LENGTH(currency) = 3),
            from_on INTEGER NOT NULL,
            rate BIGINT NOT NULL CHECK (rate > 0),
            PRIMARY KEY (currency, from_on)
        ) \(.clustered)
        """,
    ])
}
