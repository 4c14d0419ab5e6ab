import Storage

extension Schema {
    /// What accounts bought in the twelve months before the data end: the list sorts by it, and every sum of a year is made of it.
    static let year = Migration(32, "year", [
        // Up to where the twelve months of all accounts go; they move together.
        """
        CREATE TABLE sales_year (
            id SMALLINT PRIMARY KEY CHECK (id = 1),
            end_on INTEGER NOT NULL
        )
        """,
        // No data yet, as in the columns of lists.
        "INSERT INTO sales_year (id, end_on) VALUES (1, -1000000)",
        "ALTER TABLE account_summary ADD COLUMN year_sales BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE account_summary ADD COLUMN year_returns BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE account_summary ADD COLUMN year_before BIGINT NOT NULL DEFAULT 0",
        "CREATE INDEX account_summary_by_year_sales ON account_summary (year_sales, account_id)",
        "ALTER TABLE account_other_sales ADD COLUMN year_sales BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE account_other_sales ADD COLUMN year_returns BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE account_other_sales ADD COLUMN year_before BIGINT NOT NULL DEFAULT 0",
        // What enters and leaves the twelve months when they move.
        "CREATE INDEX invoice_by_issue ON invoice (issued_on, account_id, id)",
        // Which days were booked into or taken out of, one after the other: what a result was made of may have changed since.
        """
        CREATE TABLE book_change (
            id BIGINT PRIMARY KEY,
            from_on INTEGER NOT NULL,
            to_on INTEGER NOT NULL
        )
        """,
        "ALTER TABLE classification_run ADD COLUMN books BIGINT NOT NULL DEFAULT 0",
    ])
}
