import Basics
import Storage

extension SQL {
    /// What invoices with a due day have open, of those that a condition on `invoice d` keeps: less payments, and less what returns
    /// and reversals took off.
    static func openInvoices(_ condition: SQL) -> SQL {
        """
        SELECT q.account_id, q.id, q.due_on, q.currency, q.open_amount FROM (
            SELECT d.account_id, d.id, d.due_on, d.currency, d.amount - COALESCE((SELECT SUM(p.amount) FROM payment p
                    WHERE p.account_id = d.account_id AND p.invoice_id = d.id), 0)
                + COALESCE((SELECT SUM(r.amount + COALESCE((SELECT SUM(x.amount) FROM invoice x
                        WHERE x.account_id = r.account_id AND x.reverses_id = r.id), 0)) FROM invoice r
                    WHERE r.account_id = d.account_id AND r.reverses_id = d.id), 0) AS open_amount
            FROM invoice d WHERE d.kind = 'invoice' AND d.due_on IS NOT NULL AND \(condition)
        ) q WHERE q.open_amount > 0
        """
    }
}

/// The invoices of which something is open, kept with every booking.
enum OpenInvoices {
    /// A document whose open amount may have changed, or that refers to one.
    struct Key: Hashable, Comparable, Sendable {
        var account: Account.ID
        var document: SalesDocument.ID

        static func < (left: Key, right: Key) -> Bool { (left.account, left.document) < (right.account, right.document) }
    }

    private static let insertion: SQL = "INSERT INTO open_invoice (account_id, invoice_id, due_on, currency, amount)"

    /// Looks again at documents, and at those that they refer to.
    static func refresh(_ documents: Set<Key>, in connection: Connection) throws {
        for part in documents.sorted().chunks(of: 200) {
            let accounts = Set(part.map(\.account)).sorted()
            var ids = Set(part.map(\.document))
            // A return changes its invoice, and what takes the return back changes the same invoice.
            for _ in 0..<2 {
                try connection.forEach("""
                    SELECT r.reverses_id FROM invoice r WHERE r.account_id IN \(list: accounts) AND r.id IN \(list: ids.sorted()) AND r.reverses_id IS NOT NULL
                    """) { ids.insert(try $0.get(0)) }
            }
            let all = ids.sorted()
            try connection.execute("DELETE FROM open_invoice WHERE account_id IN \(list: accounts) AND invoice_id IN \(list: all)")
            try connection.execute("\(insertion) \(.openInvoices("d.account_id IN \(list: accounts) AND d.id IN \(list: all)"))")
        }
    }

    /// Looks again at everything of some accounts.
    static func rebuild(_ accounts: [Account.ID], in connection: Connection) throws {
        for part in accounts.chunks(of: 400) {
            try connection.execute("DELETE FROM open_invoice WHERE account_id IN \(list: part)")
            try connection.execute("\(insertion) \(.openInvoices("d.account_id IN \(list: part)"))")
        }
    }

    /// Which of some accounts have something else kept than their documents and payments say.
    static func differing(_ accounts: [Account.ID], in connection: Connection) throws -> [Account.ID] {
        func rows(_ sql: SQL) throws -> Set<Kept> {
            Set(try connection.rows(sql) { row in
                Kept(account: try row.get(0), document: try row.get(1), due: try row.get(2), currency: try row.get(3), amount: try row.get(4))
            })
        }
        let kept = try rows("SELECT account_id, invoice_id, due_on, currency, amount FROM open_invoice WHERE account_id IN \(list: accounts)")
        let found = try rows(.openInvoices("d.account_id IN \(list: accounts)"))
        return Set(kept.symmetricDifference(found).map(\.account)).sorted()
    }

    private struct Kept: Hashable {
        var account: Account.ID
        var document: SalesDocument.ID
        var due: Day
        var currency: Currency
        var amount: Int64
    }
}
