import Basics
import Storage

/// Documents that people book by hand, as records whose booking can be taken back for a while.
///
/// Facts never change: a mistake found later is corrected by a reversing document.
enum DocumentRecord: EditableRecord {
    static let subject = "document"
    /// Where documents come from that nobody imported.
    static let sourceSystem = "manual"

    static func values(of id: Int64, in connection: Connection) throws -> [String: String]? { nil }
    static func write(_ values: [String: String], to id: Int64, at now: Timestamp, in connection: Connection) throws {}

    static func remove(_ id: Int64, of account: Account.ID?, at now: Timestamp, in connection: Connection) throws -> Bool {
        guard let account, try SalesStore.removeUntouched(SalesDocument.ID(id), of: account, in: connection) else { return false }
        try AccountTotals.rebuild([account], in: connection)
        return true
    }
}

/// A payment booked by hand.
enum PaymentRecord: EditableRecord {
    static let subject = "payment"
    static func values(of id: Int64, in connection: Connection) throws -> [String: String]? { nil }
    static func write(_ values: [String: String], to id: Int64, at now: Timestamp, in connection: Connection) throws {}

    static func remove(_ id: Int64, of account: Account.ID?, at now: Timestamp, in connection: Connection) throws -> Bool {
        guard let account, try !SalesStore.isReversed(Payment.ID(id), of: account, in: connection),
              try SalesStore.mayRemove(Payment.ID(id), of: account, in: connection) else { return false }
        return try SalesStore.remove(Payment.ID(id), of: account, in: connection)
    }
}

extension SalesStore {
    /// Which of some accounts have documents, orders or payments.
    static func accountsWithFacts(among accounts: [Account.ID], in connection: Connection) throws -> Set<Account.ID> {
        Set(try connection.rows("""
            SELECT a.id FROM account a WHERE a.id IN \(list: accounts) AND (
                EXISTS (SELECT 1 FROM invoice d WHERE d.account_id = a.id) OR EXISTS (SELECT 1 FROM sales_order o WHERE o.account_id = a.id)
                OR EXISTS (SELECT 1 FROM payment p WHERE p.account_id = a.id))
            """) { try $0.get(0) })
    }

    /// Removes a document that nothing refers to.
    static func removeUntouched(_ id: SalesDocument.ID, of account: Account.ID, in connection: Connection) throws -> Bool {
        let isTouched = try connection.first("""
            SELECT 1 WHERE EXISTS (SELECT 1 FROM payment p WHERE p.account_id = \(account) AND p.invoice_id = \(id))
                OR EXISTS (SELECT 1 FROM invoice r WHERE r.account_id = \(account) AND r.reverses_id = \(id))
            """) { _ in true } ?? false
        guard !isTouched else { return false }
        try BookChanges.note(try document(id, of: account, in: connection).map { [$0.issuedOn] } ?? [], in: connection)
        try connection.execute("DELETE FROM invoice_line WHERE account_id = \(account) AND invoice_id = \(id)")
        try connection.execute("DELETE FROM document_source WHERE account_id = \(account) AND document_id = \(id)")
        return try connection.execute("DELETE FROM invoice WHERE account_id = \(account) AND id = \(id)") > 0
    }

    static func removeUntouched(_ id: SalesOrder.ID, of account: Account.ID, in connection: Connection) throws -> Bool {
        guard try !isInvoiced(id, of: account, in: connection) else { return false }
        try connection.execute("DELETE FROM order_line WHERE account_id = \(account) AND order_id = \(id)")
        return try connection.execute("DELETE FROM sales_order WHERE account_id = \(account) AND id = \(id)") > 0
    }

    /// What took a payment back goes only while the invoice is open by as much: otherwise more would be paid than is owed.
    static func mayRemove(_ id: Payment.ID, of account: Account.ID, in connection: Connection) throws -> Bool {
        guard let invoice = try invoice(ofPayment: id, of: account, in: connection), let document = try document(invoice, of: account, in: connection) else { return true }
        let settlement = try settlement(of: document, in: connection)
        guard let payment = settlement.payments.first(where: { $0.id == id }), payment.reversesID != nil else { return true }
        return settlement.open(of: document) + payment.amount.minor >= 0
    }

    static func remove(_ id: Payment.ID, of account: Account.ID, in connection: Connection) throws -> Bool {
        try AccountStore.countChange(of: [account], in: connection)
        let invoice = try connection.first("SELECT invoice_id FROM payment WHERE account_id = \(account) AND id = \(id)") { try $0.get(0, as: SalesDocument.ID.self) }
        guard let invoice, try connection.execute("DELETE FROM payment WHERE account_id = \(account) AND id = \(id)") > 0 else { return false }
        try OpenInvoices.refresh([.init(account: account, document: invoice)], in: connection)
        return true
    }
}
