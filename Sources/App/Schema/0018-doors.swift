import Storage

extension Schema {
    /// What the first page and the search box ask quickly.
    static let doors = Migration(18, "doors", [
        // Whom nobody contacted for longer than the tier allows.
        """
        CREATE INDEX account_summary_by_contact_due ON account_summary
            ((last_contact_on + CASE tier WHEN 'S' THEN 21 WHEN 'A' THEN 45 WHEN 'B' THEN 90 WHEN 'C' THEN 180 END), account_id)
        """,
        // Numbers are found whether they are typed in capitals or not.
        "DROP INDEX invoice_by_number",
        "DROP INDEX order_by_number",
        "CREATE INDEX invoice_by_number ON invoice (LOWER(number))",
        "CREATE INDEX order_by_number ON sales_order (LOWER(number))",
        // Imports that left something out are found without reading what every import did.
        "ALTER TABLE import ADD COLUMN set_aside_rows BIGINT NOT NULL DEFAULT 0",
        "UPDATE import SET set_aside_rows = \(.sum(ofValuesIn: "setAside", of: "tally"))",
        "CREATE INDEX import_with_set_aside ON import (id) WHERE set_aside_rows > 0",
        // Typing errors are found in the names of contacts and products too.
        "INSERT INTO owed_work (kind) VALUES ('search-index') ON CONFLICT (kind) DO NOTHING",
    ])
}
