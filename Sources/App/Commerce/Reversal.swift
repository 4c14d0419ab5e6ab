import Basics
import Interface
import Storage

/// Takes booked facts back by further facts: nothing that was booked ever changes.
enum Reversal {
    /// Takes an invoice or a return back with a document of the same lines and the opposite signs.
    static func book(_ code: String, _ id: Int64?, _ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.bookDocuments), let id, let account = try AccountStore.summary(code: code, within: visit.scope, in: connection),
              let document = try SalesStore.document(SalesDocument.ID(id), of: account.id, in: connection), document.kind != .reversal else { return .notFound }
        let settlement = try SalesStore.settlement(of: document, in: connection)
        // Somebody else was first; the page says what stands.
        guard !settlement.isReversed, !settlement.hasReturns else { return try DocumentPage.standing(code, id, visit, in: connection) }
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
        }, asReturn: document.kind.isReturn)
        try booking.finish(in: connection)
        let batch = try Batch(by: visit.user.id, at: visit.now, once: visit.once, in: connection)
        try batch.added(DocumentRecord.self, fresh.value, of: account.id, named: reversing.number, in: connection)
        return .done(.document(code, fresh.value), batch.id)
    }

    /// Takes a payment back with another of the opposite amount on the same day: the money never came.
    static func book(
        _ payment: Payment, of document: SalesDocument, _ account: AccountSummary, _ visit: Context, in connection: Connection
    ) throws -> Answer {
        let reversing = Payment(
            id: try connection.newIdentifier("payment", reserve: 16), accountID: account.id, invoiceID: document.id, paidOn: payment.paidOn,
            amount: Money(minor: -payment.amount.minor, payment.amount.currency), reversesID: payment.id
        )
        return try PaymentForm.book(reversing, account, visit, in: connection)
    }
}
