import Storage

extension Schema {
    /// Orders and currencies of accounts as they follow from the documents, whatever was booked first.
    static let rates = Migration(31, "rates", [
        // Where orders exist, an invoice is none.
        """
        UPDATE account_summary SET
            orders = (SELECT COUNT(*) FROM sales_order o WHERE o.account_id = account_summary.account_id AND o.status <> 'cancelled'),
            first_order_on = (SELECT MIN(o.ordered_on) FROM sales_order o WHERE o.account_id = account_summary.account_id AND o.status <> 'cancelled'),
            last_order_on = COALESCE((SELECT MAX(o.ordered_on) FROM sales_order o WHERE o.account_id = account_summary.account_id AND o.status <> 'cancelled'), -1000000),
            facts_version = facts_version + 1
        WHERE EXISTS (SELECT 1 FROM sales_order o WHERE o.account_id = account_summary.account_id)
            AND EXISTS (SELECT 1 FROM invoice d WHERE d.account_id = account_summary.account_id AND d.kind = 'invoice' AND d.order_id IS NULL)
        """,
        // An account is listed in the currency of its first month.
        """
        UPDATE account_summary SET currency = (
            SELECT m.currency FROM account_month m WHERE m.account_id = account_summary.account_id ORDER BY m.month, m.currency LIMIT 1)
        WHERE account_id IN (SELECT o.account_id FROM account_other_sales o)
            AND EXISTS (SELECT 1 FROM account_month m WHERE m.account_id = account_summary.account_id)
        """,
        """
        UPDATE account_summary SET facts_version = facts_version + 1,
            gross_sales = (SELECT COALESCE(SUM(m.gross_sales), 0) FROM account_month m WHERE m.account_id = account_summary.account_id AND m.currency = account_summary.currency),
            returns = (SELECT COALESCE(SUM(m.returns), 0) FROM account_month m WHERE m.account_id = account_summary.account_id AND m.currency = account_summary.currency),
            net_sales = (SELECT COALESCE(SUM(m.gross_sales + m.returns), 0) FROM account_month m WHERE m.account_id = account_summary.account_id AND m.currency = account_summary.currency)
        WHERE account_id IN (SELECT o.account_id FROM account_other_sales o)
        """,
        "DELETE FROM account_other_sales",
        """
        INSERT INTO account_other_sales (account_id, currency, gross_sales, returns)
        SELECT m.account_id, m.currency, SUM(m.gross_sales), SUM(m.returns)
        FROM account_month m JOIN account_summary s ON s.account_id = m.account_id
        WHERE m.currency <> s.currency GROUP BY m.account_id, m.currency
        """,
    ])
}
