import Storage

extension Schema {
    /// What the search box finds besides accounts, which have an index of their own.
    static let search = Migration(8, "search", [
        """
        CREATE TABLE search_entry (
            kind TEXT NOT NULL,
            id BIGINT NOT NULL,
            folded TEXT NOT NULL,
            PRIMARY KEY (kind, id)
        ) \(.clustered)
        """,
        """
        CREATE TABLE search_gram (
            gram TEXT NOT NULL,
            kind TEXT NOT NULL,
            id BIGINT NOT NULL,
            PRIMARY KEY (gram, kind, id)
        ) \(.clustered)
        """,
        "CREATE INDEX search_gram_by_entry ON search_gram (kind, id)",
        // Latin words of names, under themselves and under each text that lacks one letter of them: how a typing error is found.
        """
        CREATE TABLE search_word (
            variant TEXT NOT NULL,
            word TEXT NOT NULL,
            PRIMARY KEY (variant, word)
        ) \(.clustered)
        """,
        "CREATE INDEX invoice_by_number ON invoice (number)",
        "CREATE INDEX order_by_number ON sales_order (number)",
        "CREATE INDEX employment_by_contact ON employment (contact_id)",
    ])
}
