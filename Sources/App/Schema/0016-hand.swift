import Storage

extension Schema {
    /// What writing by hand needs: forms that are sent twice and count once, payments that are taken back, files that are removed.
    static let hand = Migration(16, "hand", [
        // What tells a sent form from all others of its author; nil for whatever came otherwise.
        "ALTER TABLE activity ADD COLUMN once TEXT",
        "CREATE UNIQUE INDEX activity_once ON activity (actor_id, once) WHERE once IS NOT NULL",
        // The payment that this one takes back.
        "ALTER TABLE payment ADD COLUMN reverses_id BIGINT",
        "CREATE INDEX invoice_by_reversed ON invoice (account_id, reverses_id) WHERE reverses_id IS NOT NULL",
        "CREATE INDEX order_by_id ON sales_order (id)",
        "ALTER TABLE attachment ADD COLUMN removed_at BIGINT",
    ])
}
