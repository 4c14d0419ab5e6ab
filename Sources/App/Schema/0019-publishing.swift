import Storage

extension Schema {
    /// What exactly a preview was made of, what its author means to publish, and published policies that nothing can change.
    static let publishing = Migration(19, "publishing", [
        // The results are those of the document with this hash, on the data before this day, beside this version.
        "ALTER TABLE policy_draft ADD COLUMN previewed_hash TEXT",
        "ALTER TABLE policy_draft ADD COLUMN previewed_as_of INTEGER",
        "ALTER TABLE policy_draft ADD COLUMN compared_id BIGINT REFERENCES policy_version (id)",
        // Kept with the draft, so that nothing typed is lost while the numbers are changed once more.
        "ALTER TABLE policy_draft ADD COLUMN effective_from INTEGER",
        "ALTER TABLE policy_draft ADD COLUMN note TEXT",
        // The largest customers come first, in whatever part of the results is listed.
        "ALTER TABLE policy_draft_result ADD COLUMN place INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX policy_draft_result_by_place ON policy_draft_result (draft_id, place)",
        "CREATE INDEX policy_draft_result_moved ON policy_draft_result (draft_id, place) WHERE old_tier <> new_tier",
    ] + SQL.freezing("policy_version", except: "EXISTS (SELECT 1 FROM owed_work WHERE kind = 'copy')"))
}
