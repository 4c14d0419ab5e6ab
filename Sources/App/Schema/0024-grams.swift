import Storage

extension Schema {
    /// The search index without what made every entry cost three: an index by record, from which entries can be told anyway, and the
    /// search for the record that each belongs to. It is entered anew; migration 18 owes that already.
    static let grams = Migration(24, "grams", [
        "DROP TABLE account_gram",
        "DROP TABLE search_gram",
        """
        CREATE TABLE account_gram (
            gram TEXT NOT NULL,
            account_id BIGINT NOT NULL,
            PRIMARY KEY (gram, account_id)
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
        "INSERT INTO owed_work (kind) VALUES ('search-index') ON CONFLICT (kind) DO NOTHING",
    ])
}
