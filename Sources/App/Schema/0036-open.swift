import Storage

extension Schema {
    /// What is still to be paid, so that no page looks through every invoice there ever was.
    static let open = Migration(36, "open", [
        // Kept in the transaction that books; invoices with a due day of which something is open, whatever the day.
        """
        CREATE TABLE open_invoice (
            account_id BIGINT NOT NULL REFERENCES account (id),
            invoice_id BIGINT NOT NULL,
            due_on INTEGER NOT NULL,
            currency TEXT NOT NULL,
            amount BIGINT NOT NULL,
            PRIMARY KEY (account_id, invoice_id)
        ) \(.clustered)
        """,
        "CREATE INDEX open_invoice_by_due ON open_invoice (due_on, account_id, invoice_id)",
        "INSERT INTO open_invoice (account_id, invoice_id, due_on, currency, amount) \(.openInvoices("d.due_on IS NOT NULL"))",
        "CREATE INDEX return_by_day ON invoice (issued_on, account_id, id) WHERE kind = 'return'",
    ])
}
