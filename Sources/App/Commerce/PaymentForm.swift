import Basics
import Interface
import Storage

/// What was paid for a document, and booking another payment.
enum PaymentForm {
    static func panel(
        _ document: SalesDocument, _ payments: [Payment], isReversed: Bool, code: String, _ visit: Context, sent: RecordForm? = nil
    ) -> HTML {
        let words = visit.words.booking, forms = visit.words.forms
        let paid = payments.reduce(0) { $0 + $1.amount.minor }
        let open = Money(minor: document.amount - paid, document.currency)
        let rows = payments.map { payment -> HTML in
            "<tr><td>\(visit.text(payment.paidOn))</td><td class=\"n\">\(Format.exact(payment.amount))</td></tr>"
        }
        let table: HTML = payments.isEmpty ? .empty : """
            <table class="list plain"><thead><tr><th scope="col">\(words.paidOn)</th><th scope="col" class="n">\(words.amount) <small>\(document.currency.code)</small></th></tr></thead><tbody>\(rows)</tbody></table>
            """
        guard visit.user.role.may(.bookDocuments), document.kind == .invoice else {
            return payments.isEmpty ? .empty : Panel.html(id: "payments", title: words.paidTitle(Format.full(Money(minor: paid, document.currency), visit.language)), table)
        }
        let form = sent ?? RecordForm(fields(document, visit), showing: ["paidOn": visit.today.iso, "amount": open.minor > 0 ? open.plain : ""], isNew: true)
        let reverse: HTML = isReversed ? "<p class=\"muted\">\(words.isReversed)</p>" : """
            <form method="post" action="\(Address.reverse(code, document.id.value).text)"><input type="hidden" name="token" value="\(visit.formToken)"><button class="btn">\(Icon("undo-2").html)<span>\(words.reverse)</span></button></form>
            """
        let title = open.minor <= 0 ? words.settled : words.open(Format.full(open, visit.language))
        return Panel.html(id: "payments", title: title, """
            \(table)<form class="form" method="post" action="\(Address.payments(code, document.id.value).text)"><input type="hidden" name="token" value="\(visit.formToken)">\(form.summary(forms))<div class="fields">\(form.inputs(forms))</div><div class="form-actions"><button class="btn primary">\(words.bookPayment)</button></div></form><div class="body">\(reverse)</div>
            """)
    }

    private static func fields(_ document: SalesDocument, _ visit: Context) -> [Field] {
        let words = visit.words.booking
        return [
            Field(name: "paidOn", label: words.paidOn, kind: .day, isRequired: true),
            Field(name: "amount", label: words.amount, kind: .decimal(places: document.currency.decimals, unit: document.currency.code), isRequired: true),
        ]
    }

    static func save(_ code: String, _ id: Int64?, _ sent: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.bookDocuments), let id, let account = try AccountStore.summary(code: code, within: visit.scope, in: connection),
              let document = try SalesStore.document(SalesDocument.ID(id), of: account.id, in: connection), document.kind == .invoice else {
            return .notFound
        }
        var form = RecordForm(fields(document, visit), sent: sent)
        let amount = form["amount"].flatMap { FixedDecimal.parse(Array($0.utf8), decimals: document.currency.decimals)?.units }
        if let amount, !BookLimit.allows(amount: amount) { form.set(.tooLarge, for: "amount") }
        guard form.isValid, let day = form["paidOn"].flatMap({ Day($0) }), let amount else {
            guard case .page(let html) = try DocumentPage.answer(code, id, visit, payment: form, in: connection) else { return .notFound }
            return .invalid(html)
        }
        let payment = Payment(
            id: try connection.newIdentifier("payment", reserve: 16), accountID: account.id, invoiceID: document.id, paidOn: day,
            amount: Money(minor: amount, document.currency)
        )
        var booking = SalesBooking(importID: nil, at: visit.now)
        booking.book(payment)
        try booking.finish(in: connection)
        let batch = try Batch(by: visit.user.id, at: visit.now, in: connection)
        try batch.added(
            PaymentRecord.self, payment.id.value, of: account.id, named: Format.full(payment.amount, visit.language), in: connection
        )
        return .done(.document(code, id), batch.id)
    }
}
