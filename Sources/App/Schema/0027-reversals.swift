import Storage

extension Schema {
    /// A document, and a payment, is taken back once.
    ///
    /// What was taken back more often before this step stays booked, because nothing that was booked ever changes; such rows carry their own
    /// number in `repeats`, which keeps them apart from the first, and `doctor` names them. Everything booked from now on has zero there.
    static let reversals = Migration(27, "reversals", [
        "ALTER TABLE invoice ADD COLUMN repeats BIGINT NOT NULL DEFAULT 0",
        """
        UPDATE invoice SET repeats = id WHERE kind = 'reversal' AND reverses_id IS NOT NULL AND EXISTS (
            SELECT 1 FROM invoice f WHERE f.account_id = invoice.account_id AND f.reverses_id = invoice.reverses_id AND f.kind = 'reversal'
                AND f.id < invoice.id)
        """,
        "CREATE UNIQUE INDEX invoice_one_reversal ON invoice (account_id, reverses_id, repeats) WHERE kind = 'reversal' AND reverses_id IS NOT NULL",
        "ALTER TABLE payment ADD COLUMN repeats BIGINT NOT NULL DEFAULT 0",
        "CREATE INDEX payment_by_reversed ON payment (account_id, reverses_id) WHERE reverses_id IS NOT NULL",
        """
        UPDATE payment SET repeats = id WHERE reverses_id IS NOT NULL AND EXISTS (
            SELECT 1 FROM payment f WHERE f.account_id = payment.account_id AND f.reverses_id = payment.reverses_id AND f.id < payment.id)
        """,
        "DROP INDEX payment_by_reversed",
        "CREATE UNIQUE INDEX payment_one_reversal ON payment (account_id, reverses_id, repeats) WHERE reverses_id IS NOT NULL",
    ])
}
