import Storage

extension Schema {
    /// Facts lead with the account, so that a sharding engine can distribute by it and one account's page touches one shard.
    static let commerce = Migration(3, "commerce", [
        """
        CREATE TABLE category (
            id BIGINT PRIMARY KEY,
            code TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            english_name TEXT,
            is_strategic SMALLINT NOT NULL DEFAULT 0
        )
        """,
        """
        CREATE TABLE product (
            id BIGINT PRIMARY KEY,
            code TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            english_name TEXT,
            category_id BIGINT REFERENCES category (id),
            unit TEXT,
            import_id BIGINT
        )
        """,
        "CREATE INDEX product_by_import ON product (import_id)",
        // Where a document of another system went: it is booked once, whatever account it arrives under.
        """
        CREATE TABLE document_source (
            source_system TEXT NOT NULL,
            kind TEXT NOT NULL,
            source_id TEXT NOT NULL,
            account_id BIGINT NOT NULL,
            document_id BIGINT NOT NULL,
            PRIMARY KEY (source_system, kind, source_id)
        ) \(.clustered)
        """,
        """
        CREATE TABLE sales_order (
            account_id BIGINT NOT NULL REFERENCES account (id),
            id BIGINT NOT NULL,
            number TEXT NOT NULL,
            ordered_on INTEGER NOT NULL,
            promised_on INTEGER,
            status TEXT NOT NULL,
            currency TEXT NOT NULL,
            amount BIGINT NOT NULL,
            lines INTEGER NOT NULL,
            import_id BIGINT,
            recorded_at BIGINT NOT NULL,
            PRIMARY KEY (account_id, id)
        ) \(.clustered)
        """,
        """
        CREATE TABLE order_line (
            account_id BIGINT NOT NULL,
            order_id BIGINT NOT NULL,
            line_no INTEGER NOT NULL,
            product_id BIGINT NOT NULL,
            quantity BIGINT NOT NULL,
            unit_price BIGINT NOT NULL,
            amount BIGINT NOT NULL,
            PRIMARY KEY (account_id, order_id, line_no),
            FOREIGN KEY (account_id, order_id) REFERENCES sales_order (account_id, id)
        ) \(.clustered)
        """,
        """
        CREATE TABLE invoice (
            account_id BIGINT NOT NULL REFERENCES account (id),
            id BIGINT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('invoice', 'return', 'reversal')),
            number TEXT NOT NULL,
            issued_on INTEGER NOT NULL,
            due_on INTEGER,
            order_id BIGINT,
            reverses_id BIGINT,
            currency TEXT NOT NULL,
            amount BIGINT NOT NULL,
            lines INTEGER NOT NULL,
            import_id BIGINT,
            recorded_at BIGINT NOT NULL,
            PRIMARY KEY (account_id, id)
        ) \(.clustered)
        """,
        "CREATE INDEX invoice_by_day ON invoice (account_id, issued_on, id)",
        "CREATE INDEX invoice_by_import ON invoice (import_id)",
        // Quantities and prices are whole millionths, amounts whole minor units.
        """
        CREATE TABLE invoice_line (
            account_id BIGINT NOT NULL,
            issued_on INTEGER NOT NULL,
            invoice_id BIGINT NOT NULL,
            line_no INTEGER NOT NULL,
            product_id BIGINT NOT NULL,
            is_return SMALLINT NOT NULL,
            quantity BIGINT NOT NULL,
            unit_price BIGINT NOT NULL,
            currency TEXT NOT NULL,
            amount BIGINT NOT NULL,
            cost BIGINT,
            import_id BIGINT,
            PRIMARY KEY (account_id, issued_on, invoice_id, line_no)
        ) \(.clustered)
        """,
        """
        CREATE TABLE payment (
            account_id BIGINT NOT NULL REFERENCES account (id),
            id BIGINT NOT NULL,
            invoice_id BIGINT NOT NULL,
            paid_on INTEGER NOT NULL,
            currency TEXT NOT NULL,
            amount BIGINT NOT NULL,
            import_id BIGINT,
            recorded_at BIGINT NOT NULL,
            PRIMARY KEY (account_id, id)
        ) \(.clustered)
        """,
        "CREATE INDEX payment_by_invoice ON payment (account_id, invoice_id)",
        // Kept in the transaction that books the lines, so that no page adds up facts.
        """
        CREATE TABLE account_month (
            account_id BIGINT NOT NULL REFERENCES account (id),
            currency TEXT NOT NULL,
            month INTEGER NOT NULL,
            gross_sales BIGINT NOT NULL,
            returns BIGINT NOT NULL,
            cost BIGINT NOT NULL,
            lines INTEGER NOT NULL,
            lines_with_cost INTEGER NOT NULL,
            quantity BIGINT NOT NULL,
            PRIMARY KEY (account_id, currency, month)
        ) \(.clustered)
        """,
    ])
}
