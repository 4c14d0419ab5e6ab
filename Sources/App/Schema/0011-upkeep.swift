import Storage

extension Schema {
    /// Work on all records that a new version owes an older database; what is listed here is done, part by part, when it is opened.
    static let upkeep = Migration(11, "upkeep", [
        "CREATE TABLE owed_work (kind TEXT PRIMARY KEY)",
        // Names are cut into other grams since this step.
        "INSERT INTO owed_work (kind) VALUES ('search-index')",
    ])
}
