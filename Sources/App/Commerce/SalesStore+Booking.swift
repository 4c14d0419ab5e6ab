import Basics
import Storage

/// What booking by hand asks of the books.
extension SalesStore {
    /// What has become of a document's amount.
    struct Settlement: Sendable {
        /// Oldest first; a payment that was taken back stands there with the one that takes it back.
        var payments: [Payment] = []
        /// Minor units that came back by returns or a reversal; zero or negative for an invoice.
        var credited: Int64 = 0
        var isReversed = false
        /// Returns of it are booked and stand.
        var hasReturns = false

        var paid: Int64 { payments.reduce(0) { $0 + $1.amount.minor } }
        func open(of document: SalesDocument) -> Int64 { document.amount + credited - paid }
    }

    static func settlement(of document: SalesDocument, in connection: Connection) throws -> Settlement {
        var settlement = Settlement(payments: try payments(of: document, in: connection))
        try connection.forEach("""
            SELECT r.kind, r.amount + COALESCE((SELECT SUM(x.amount) FROM invoice x
                WHERE x.account_id = r.account_id AND x.reverses_id = r.id), 0)
            FROM invoice r WHERE r.account_id = \(document.accountID) AND r.reverses_id = \(document.id)
            """) { row in
            let amount: Int64 = try row.get(1)
            settlement.credited += amount
            if try row.get(0, as: String.self) == SalesDocument.Kind.reversal.rawValue { settlement.isReversed = true } else if amount != 0 {
                settlement.hasReturns = true
            }
        }
        return settlement
    }

    /// Which of some documents were taken back.
    static func reversed(_ documents: [SalesDocument], in connection: Connection) throws -> Set<SalesDocument.ID> {
        Set(try documents.compactMap { document in
            try connection.first("""
                SELECT reverses_id FROM invoice
                WHERE account_id = \(document.accountID) AND reverses_id = \(document.id) AND kind = 'reversal' LIMIT 1
                """) { try $0.get(0, as: SalesDocument.ID.self) }
        })
    }

    /// How many documents and payments were taken back more than once, before the schema forbade it.
    static func repeatedReversals(in connection: Connection) throws -> Int {
        try connection.first("""
            SELECT (SELECT COUNT(*) FROM invoice WHERE kind = 'reversal' AND reverses_id IS NOT NULL AND repeats <> 0)
                + (SELECT COUNT(*) FROM payment WHERE reverses_id IS NOT NULL AND repeats <> 0)
            """) { try $0.get(0) } ?? 0
    }

    private static func payments(of document: SalesDocument, in connection: Connection) throws -> [Payment] {
        try connection.rows("""
            SELECT id, account_id, invoice_id, paid_on, amount, currency, reverses_id FROM payment
            WHERE account_id = \(document.accountID) AND invoice_id = \(document.id) ORDER BY paid_on, id
            """) { row in
            Payment(
                id: try row.get(0), accountID: try row.get(1), invoiceID: try row.get(2), paidOn: try row.get(3),
                amount: Money(minor: try row.get(4), try row.get(5)), reversesID: try row.get(6)
            )
        }
    }

    static func isReversed(_ id: Payment.ID, of account: Account.ID, in connection: Connection) throws -> Bool {
        try connection.first("""
            SELECT 1 FROM payment p JOIN payment r ON r.account_id = p.account_id AND r.invoice_id = p.invoice_id AND r.reverses_id = p.id
            WHERE p.account_id = \(account) AND p.id = \(id) LIMIT 1
            """) { _ in true } ?? false
    }

    static func invoice(ofPayment id: Payment.ID, of account: Account.ID, in connection: Connection) throws -> SalesDocument.ID? {
        try connection.first("SELECT invoice_id FROM payment WHERE account_id = \(account) AND id = \(id)") { try $0.get(0) }
    }

    static func hasOrder(_ number: String, _ account: Account.ID, in connection: Connection) throws -> Bool {
        try connection.first("SELECT 1 FROM sales_order WHERE number = \(number) AND account_id = \(account) LIMIT 1") { _ in true } ?? false
    }

    static func hasDocument(_ number: String, _ kind: SalesDocument.Kind, _ account: Account.ID, in connection: Connection) throws -> Bool {
        try connection.first("""
            SELECT 1 FROM invoice WHERE number = \(number) AND account_id = \(account) AND kind = \(kind.rawValue) LIMIT 1
            """) { _ in true } ?? false
    }

    /// The newest invoice of an account with a number.
    static func invoice(number: String, of account: Account.ID, in connection: Connection) throws -> SalesDocument? {
        let id: SalesDocument.ID? = try connection.first("""
            SELECT id FROM invoice WHERE number = \(number) AND account_id = \(account) AND kind = 'invoice' ORDER BY id DESC LIMIT 1
            """) { try $0.get(0) }
        return try id.flatMap { try document($0, of: account, in: connection) }
    }

    /// Invoices of an account whose number begins with a text.
    static func invoices(
        numbered text: String, of account: Account.ID, limit: Int, in connection: Connection
    ) throws -> [(number: String, issuedOn: Day, amount: Int64, currency: Currency)] {
        // In capitals or not, as the search box takes it; an account's invoices are few among all with such a number.
        let start = text.lowercased(), end = start + "\u{FFFF}", number: SQL = "\(SQL.unindexed)LOWER(number)"
        return try connection.rows("""
            SELECT number, issued_on, amount, currency FROM invoice
            WHERE \(number) >= \(start) AND \(number) < \(end) AND account_id = \(account) AND kind = 'invoice' ORDER BY \(number) LIMIT \(limit)
            """) { (try $0.get(0), try $0.get(1), try $0.get(2), try $0.get(3)) }
    }
}
