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

/// An order booked by hand.
enum OrderRecord: EditableRecord {
    static let subject = "order"
    static func values(of id: Int64, in connection: Connection) throws -> [String: String]? { nil }
    static func write(_ values: [String: String], to id: Int64, at now: Timestamp, in connection: Connection) throws {}

    static func remove(_ id: Int64, of account: Account.ID?, at now: Timestamp, in connection: Connection) throws -> Bool {
        guard let account, try SalesStore.removeUntouched(SalesOrder.ID(id), of: account, in: connection) else { return false }
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
        guard let account else { return false }
        return try SalesStore.remove(Payment.ID(id), of: account, in: connection)
    }
}

extension SalesStore {
    /// Removes a document that nothing refers to.
    static func removeUntouched(_ id: SalesDocument.ID, of account: Account.ID, in connection: Connection) throws -> Bool {
        let isTouched = try connection.first("""
            SELECT 1 WHERE EXISTS (SELECT 1 FROM payment p WHERE p.account_id = \(account) AND p.invoice_id = \(id))
                OR EXISTS (SELECT 1 FROM invoice r WHERE r.account_id = \(account) AND r.reverses_id = \(id))
            """) { _ in true } ?? false
        guard !isTouched else { return false }
        try connection.execute("DELETE FROM invoice_line WHERE account_id = \(account) AND invoice_id = \(id)")
        try connection.execute("DELETE FROM document_source WHERE account_id = \(account) AND document_id = \(id)")
        return try connection.execute("DELETE FROM invoice WHERE account_id = \(account) AND id = \(id)") > 0
    }

    static func removeUntouched(_ id: SalesOrder.ID, of account: Account.ID, in connection: Connection) throws -> Bool {
        let isTouched = try connection.first("SELECT 1 FROM invoice WHERE account_id = \(account) AND order_id = \(id) LIMIT 1") { _ in true } ?? false
        guard !isTouched else { return false }
        try connection.execute("DELETE FROM order_line WHERE account_id = \(account) AND order_id = \(id)")
        return try connection.execute("DELETE FROM sales_order WHERE account_id = \(account) AND id = \(id)") > 0
    }

    static func remove(_ id: Payment.ID, of account: Account.ID, in connection: Connection) throws -> Bool {
        try AccountStore.countChange(of: [account], in: connection)
        return try connection.execute("DELETE FROM payment WHERE account_id = \(account) AND id = \(id)") > 0
    }

    /// The payments of a document, oldest first.
    static func payments(of document: SalesDocument, in connection: Connection) throws -> [Payment] {
        try connection.rows("""
            SELECT id, account_id, invoice_id, paid_on, amount, currency FROM payment
            WHERE account_id = \(document.accountID) AND invoice_id = \(document.id) ORDER BY paid_on, id
            """) { row in
            Payment(
                id: try row.get(0), accountID: try row.get(1), invoiceID: try row.get(2), paidOn: try row.get(3),
                amount: Money(minor: try row.get(4), try row.get(5))
            )
        }
    }

    /// Whether a document has been taken back.
    static func isReversed(_ document: SalesDocument, in connection: Connection) throws -> Bool {
        try connection.first("""
            SELECT 1 FROM invoice WHERE account_id = \(document.accountID) AND reverses_id = \(document.id) LIMIT 1
            """) { _ in true } ?? false
    }
}

/// Takes an invoice back with a document of the same lines and the opposite signs.
enum Reversal {
    static func book(_ code: String, _ id: Int64?, _ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.bookDocuments), let id, let account = try AccountStore.summary(code: code, within: visit.scope, in: connection),
              let document = try SalesStore.document(SalesDocument.ID(id), of: account.id, in: connection), document.kind == .invoice,
              try !SalesStore.isReversed(document, in: connection) else { return .notFound }
        let lines = try DocumentSources.lines(of: document, in: connection).values.sorted { $0.number < $1.number }
        let fresh: SalesDocument.ID = try connection.newIdentifier("invoice", reserve: 16)
        let reversing = SalesDocument(
            id: fresh, accountID: account.id, kind: .reversal, number: "R-" + document.number, issuedOn: visit.today, reversesID: document.id,
            currency: document.currency, amount: -document.amount, lines: lines.count
        )
        var booking = SalesBooking(importID: nil, at: visit.now)
        booking.book(reversing, lines.map { line in
            SalesLine(
                number: line.number, productID: line.productID, quantity: Quantity(millionths: -line.quantity.millionths),
                unitPrice: line.unitPrice, amount: -line.amount, cost: line.cost.map { -$0 }
            )
        })
        try booking.finish(in: connection)
        let batch = try Batch(by: visit.user.id, at: visit.now, in: connection)
        try batch.added(DocumentRecord.self, fresh.value, of: account.id, named: reversing.number, in: connection)
        return .done(.document(code, fresh.value), batch.id)
    }
}
