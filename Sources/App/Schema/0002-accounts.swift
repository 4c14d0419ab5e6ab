import Storage

extension Schema {
    static let accounts = Migration(2, "accounts", [
        """
        CREATE TABLE account (
            id BIGINT PRIMARY KEY,
            code TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            short_name TEXT,
            english_name TEXT,
            industry TEXT,
            region TEXT,
            size TEXT,
            stage TEXT NOT NULL,
            owner_id BIGINT REFERENCES app_user (id),
            team_id BIGINT REFERENCES team (id),
            parent_id BIGINT REFERENCES account (id),
            reference_value SMALLINT CHECK (reference_value BETWEEN 0 AND 5),
            customer_since INTEGER,
            import_id BIGINT,
            version INTEGER NOT NULL DEFAULT 1,
            created_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX account_by_parent ON account (parent_id)",
        "CREATE INDEX account_by_import ON account (import_id)",
        """
        CREATE TABLE account_code (
            source_system TEXT NOT NULL,
            source_id TEXT NOT NULL,
            account_id BIGINT NOT NULL REFERENCES account (id),
            PRIMARY KEY (source_system, source_id)
        ) \(.clustered)
        """,
        "CREATE INDEX account_code_by_account ON account_code (account_id)",
        // Who works with an account besides its owner, and the owner too: one place to ask who may see it.
        """
        CREATE TABLE account_member (
            user_id BIGINT NOT NULL REFERENCES app_user (id),
            account_id BIGINT NOT NULL REFERENCES account (id),
            role TEXT NOT NULL,
            PRIMARY KEY (user_id, account_id, role)
        ) \(.clustered)
        """,
        "CREATE INDEX account_member_by_account ON account_member (account_id)",
        // Pairs of neighbouring characters of every name: two Chinese characters are found by an index.
        """
        CREATE TABLE account_gram (
            gram TEXT NOT NULL,
            account_id BIGINT NOT NULL REFERENCES account (id),
            PRIMARY KEY (gram, account_id)
        ) \(.clustered)
        """,
        "CREATE INDEX account_gram_by_account ON account_gram (account_id)",
        // One row per account with everything a list filters and sorts by. Sort columns are never NULL, because the
        // engines disagree where NULL sorts: a score of -1 is no score, a last order on -1000000 is none.
        """
        CREATE TABLE account_summary (
            account_id BIGINT PRIMARY KEY REFERENCES account (id),
            name_key TEXT NOT NULL,
            search_text TEXT NOT NULL,
            owner_id BIGINT,
            team_id BIGINT,
            industry TEXT,
            region TEXT,
            tier TEXT,
            score INTEGER NOT NULL DEFAULT -1,
            provisional SMALLINT NOT NULL DEFAULT 0,
            currency TEXT,
            net_sales BIGINT NOT NULL DEFAULT 0,
            gross_sales BIGINT NOT NULL DEFAULT 0,
            returns BIGINT NOT NULL DEFAULT 0,
            orders INTEGER NOT NULL DEFAULT 0,
            invoices INTEGER NOT NULL DEFAULT 0,
            return_documents INTEGER NOT NULL DEFAULT 0,
            first_order_on INTEGER,
            last_order_on INTEGER NOT NULL DEFAULT -1000000
        )
        """,
        "CREATE INDEX account_summary_by_net_sales ON account_summary (net_sales, account_id)",
        "CREATE INDEX account_summary_by_score ON account_summary (score, account_id)",
        "CREATE INDEX account_summary_by_last_order ON account_summary (last_order_on, account_id)",
        "CREATE INDEX account_summary_by_orders ON account_summary (orders, account_id)",
        "CREATE INDEX account_summary_by_name ON account_summary (name_key, account_id)",
        "CREATE INDEX account_summary_by_tier ON account_summary (tier, net_sales, account_id)",
        "CREATE INDEX account_summary_by_owner ON account_summary (owner_id, net_sales, account_id)",
        "CREATE INDEX account_summary_by_team ON account_summary (team_id, net_sales, account_id)",
        "CREATE INDEX account_summary_by_industry ON account_summary (industry, net_sales, account_id)",
        "CREATE INDEX account_summary_by_region ON account_summary (region, net_sales, account_id)",
        // How many accounts have an industry or a region; what filters offer to those who see every account.
        """
        CREATE TABLE account_facet (
            kind TEXT NOT NULL,
            value TEXT NOT NULL,
            accounts INTEGER NOT NULL,
            PRIMARY KEY (kind, value)
        ) \(.clustered)
        """,
        """
        CREATE TABLE contact (
            id BIGINT PRIMARY KEY,
            name TEXT NOT NULL,
            english_name TEXT,
            phone TEXT,
            email TEXT,
            created_at BIGINT NOT NULL
        )
        """,
        // A person may work for several accounts, each from and to a day.
        """
        CREATE TABLE employment (
            account_id BIGINT NOT NULL REFERENCES account (id),
            contact_id BIGINT NOT NULL REFERENCES contact (id),
            title TEXT,
            role TEXT,
            from_on INTEGER,
            to_on INTEGER,
            PRIMARY KEY (account_id, contact_id)
        ) \(.clustered)
        """,
    ])
}
