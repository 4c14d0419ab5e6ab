import Storage

extension Schema {
    /// Sales in further currencies where lists can add them up, and how each person wants their list.
    static let lists = Migration(17, "lists", [
        // What an account bought in other currencies than the one that its summary counts in: most accounts have none.
        """
        CREATE TABLE account_other_sales (
            account_id BIGINT NOT NULL REFERENCES account (id),
            currency TEXT NOT NULL,
            gross_sales BIGINT NOT NULL,
            returns BIGINT NOT NULL,
            PRIMARY KEY (account_id, currency)
        ) \(.clustered)
        """,
        """
        INSERT INTO account_other_sales (account_id, currency, gross_sales, returns)
        SELECT m.account_id, m.currency, SUM(m.gross_sales), SUM(m.returns)
        FROM account_month m JOIN account_summary s ON s.account_id = m.account_id
        WHERE m.currency <> s.currency GROUP BY m.account_id, m.currency
        """,
        // What a person sees first, be it a view of their own or one that others share, and the columns they keep.
        """
        CREATE TABLE list_habit (
            user_id BIGINT PRIMARY KEY REFERENCES app_user (id),
            view_id BIGINT REFERENCES saved_view (id),
            columns TEXT
        )
        """,
        "INSERT INTO list_habit (user_id, view_id) SELECT owner_id, MAX(id) FROM saved_view WHERE is_default = 1 GROUP BY owner_id",
        "CREATE INDEX list_habit_by_view ON list_habit (view_id)",
        "ALTER TABLE saved_view DROP COLUMN is_default",
    ])
}
