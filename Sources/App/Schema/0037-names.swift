import Storage

extension Schema {
    /// The index of names as posting lists: a row per gram and block of four thousand neighbours instead of one per gram and record. A
    /// list knows its length, and two of them are cut without asking row by row. Everything is entered anew at the next start, because
    /// every reading of a character is kept now, credit codes too, and telephone numbers as they are dialled.
    static let names = Migration(37, "names", [
        "DROP TABLE account_gram",
        "DROP TABLE search_gram",
        """
        CREATE TABLE name_posting (
            kind TEXT NOT NULL,
            gram TEXT NOT NULL,
            block BIGINT NOT NULL,
            entries INTEGER NOT NULL,
            ids \(.bytes) NOT NULL,
            PRIMARY KEY (kind, gram, block)
        ) \(.clustered)
        """,
        // Whoever writes lists of a block writes its row first, and so holds them.
        """
        CREATE TABLE name_block (
            kind TEXT NOT NULL,
            block BIGINT NOT NULL,
            changes BIGINT NOT NULL,
            PRIMARY KEY (kind, block)
        ) \(.clustered)
        """,
        "INSERT INTO owed_work (kind) VALUES ('search-index') ON CONFLICT (kind) DO NOTHING",
    ])
}
