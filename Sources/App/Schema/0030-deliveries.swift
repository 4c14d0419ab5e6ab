import Storage

extension Schema {
    /// Up to which day imports and programs brought documents: what every page means by "the data end".
    static let deliveries = Migration(30, "deliveries", [
        // The newest day among the documents that each run brought; the run 0 is whatever a program wrote that no file brought.
        """
        CREATE TABLE delivery (
            import_id BIGINT PRIMARY KEY,
            source_system TEXT NOT NULL,
            newest_on INTEGER NOT NULL,
            delivered_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX delivery_by_source ON delivery (source_system, newest_on)",
        """
        CREATE TABLE data_source (
            source_system TEXT PRIMARY KEY,
            newest_on INTEGER NOT NULL,
            delivered_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX order_by_import ON sales_order (import_id) WHERE import_id IS NOT NULL",
        "CREATE INDEX payment_by_import ON payment (import_id) WHERE import_id IS NOT NULL",
        // A company that was invented by a program: what nobody wrote by hand is the program's.
        """
        UPDATE invoice SET import_id = 0 WHERE import_id IS NULL AND kind <> 'reversal' AND EXISTS (SELECT 1 FROM organisation WHERE is_demo = 1)
            AND (account_id, id) NOT IN (SELECT account_id, document_id FROM document_source WHERE source_system = 'manual')
        """,
        """
        UPDATE sales_order SET import_id = 0 WHERE import_id IS NULL AND EXISTS (SELECT 1 FROM organisation WHERE is_demo = 1)
            AND id NOT IN (SELECT subject_id FROM activity WHERE subject = 'order' AND subject_id IS NOT NULL)
        """,
        """
        UPDATE payment SET import_id = 0 WHERE import_id IS NULL AND EXISTS (SELECT 1 FROM organisation WHERE is_demo = 1)
            AND id NOT IN (SELECT subject_id FROM activity WHERE subject = 'payment' AND subject_id IS NOT NULL)
        """,
        """
        INSERT INTO delivery (import_id, source_system, newest_on, delivered_at)
        SELECT i.id, i.source_system, MAX(d.issued_on), MAX(COALESCE(i.finished_at, i.started_at))
        FROM import i JOIN invoice d ON d.import_id = i.id GROUP BY i.id, i.source_system
        """,
        """
        INSERT INTO delivery (import_id, source_system, newest_on, delivered_at)
        SELECT 0, 'demo', MAX(v.day), (SELECT MAX(created_at) FROM organisation) FROM (
            SELECT MAX(issued_on) AS day FROM invoice WHERE import_id = 0 UNION ALL SELECT MAX(ordered_on) FROM sales_order WHERE import_id = 0
            UNION ALL SELECT MAX(paid_on) FROM payment WHERE import_id = 0
        ) v HAVING MAX(v.day) IS NOT NULL
        """,
        """
        INSERT INTO data_source (source_system, newest_on, delivered_at)
        SELECT source_system, MAX(newest_on), MAX(delivered_at) FROM delivery GROUP BY source_system
        """,
    ])
}
