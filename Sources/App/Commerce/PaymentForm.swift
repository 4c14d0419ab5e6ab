import Basics
import Interface
import Storage

/// What was paid for a document, booking another payment, and taking back what was booked by mistake.
enum PaymentForm {
    /// Days before an invoice that it may have been paid on: customers pay in advance, but nobody pays a year before.
    private static let advance = 366

    static func panel(
        _ document: SalesDocument, _ settlement: SalesStore.Settlement, code: String, _ visit: Context, sent: RecordForm? = nil
    ) -> HTML {
        let words = visit.words.booking
        let mayBook = visit.user.role.may(.bookDocuments), table = table(document, settlement, code, visit, mayReverse: mayBook)
        let paid = words.paidTitle(Format.full(Money(minor: settlement.paid, document.currency), visit.language))
        guard mayBook, document.kind != .reversal else {
            return settlement.payments.isEmpty ? .empty : Panel.html(id: "payments", title: paid, table)
        }
        let reverse = reverse(document, settlement, code, visit)
        guard document.kind == .invoice else { return Panel.html(id: "payments", title: words.reverseReturn, "<div class=\"body\">\(reverse)</div>") }
        let open = Money(minor: settlement.open(of: document), document.currency)
        let title = settlement.isReversed ? paid : open.minor <= 0 ? words.settled : words.open(Format.full(open, visit.language))
        let form = sent ?? (open.minor > 0 && !settlement.isReversed
            ? RecordForm(fields(document, visit), showing: ["paidOn": visit.today.iso, "amount": open.plain], isNew: true) : nil)
        return Panel.html(id: "payments", title: title, "\(table)\(form.map { self.form($0, document, code, visit) })<div class=\"body\">\(reverse)</div>")
    }

    private static func table(
        _ document: SalesDocument, _ settlement: SalesStore.Settlement, _ code: String, _ visit: Context, mayReverse: Bool
    ) -> HTML {
        let words = visit.words.booking
        let reversed = Set(settlement.payments.compactMap(\.reversesID))
        let rows = settlement.payments.map { payment -> HTML in
            let action: HTML = if payment.reversesID != nil {
                "<small class=\"muted\">\(words.reversesPayment)</small>"
            } else if mayReverse, document.kind == .invoice, !reversed.contains(payment.id) {
                """
                <form method="post" action="\(Address.payments(code, document.id.value).text)" class="inline"><input type="hidden" name="token" value="\(visit.formToken)"><input type="hidden" name="once" value="\(visit.opened)"><input type="hidden" name="reverses" value="\(String(payment.id.value))"><button class="link s" aria-label="\(words.reversePayment) \(visit.text(payment.paidOn)) \(Format.exact(payment.amount))">\(words.reversePayment)</button></form>
                """
            } else {
                .empty
            }
            return "<tr><td>\(visit.text(payment.paidOn))</td><td>\(action)</td><td class=\"n\">\(Format.exact(payment.amount))</td></tr>"
        }
        return rows.isEmpty ? .empty : """
            <table class="list plain"><thead><tr><th scope="col">\(words.paidOn)</th><td></td><th scope="col" class="n">\(words.amount) <small>\(document.currency.code)</small></th></tr></thead><tbody>\(rows)</tbody></table>
            """
    }

    private static func form(_ form: RecordForm, _ document: SalesDocument, _ code: String, _ visit: Context) -> HTML {
        let forms = visit.words.forms
        return """
            <form class="form" method="post" action="\(Address.payments(code, document.id.value).text)"><input type="hidden" name="token" value="\(visit.formToken)"><input type="hidden" name="once" value="\(visit.opened)">\(form.summary(forms))<div class="fields">\(form.inputs(forms))</div><div class="form-actions"><button class="btn primary">\(visit.words.booking.bookPayment)</button></div></form>
            """
    }

    private static func reverse(_ document: SalesDocument, _ settlement: SalesStore.Settlement, _ code: String, _ visit: Context) -> HTML {
        let words = visit.words.booking
        if settlement.isReversed { return "<p class=\"muted\">\(words.isReversed)</p>" }
        if settlement.hasReturns { return "<p class=\"muted\">\(words.hasReturns)</p>" }
        let label = document.kind == .invoice ? words.reverse : words.reverseReturn
        return """
            <form method="post" action="\(Address.reverse(code, document.id.value).text)"><input type="hidden" name="token" value="\(visit.formToken)"><input type="hidden" name="once" value="\(visit.opened)"><button class="btn">\(Icon("undo-2").html)<span>\(label)</span></button></form>
            """
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
        let settlement = try SalesStore.settlement(of: document, in: connection)
        if let which = sent["reverses"] {
            guard let payment = settlement.payments.first(where: { String($0.id.value) == which && $0.reversesID == nil }) else { return .notFound }
            if settlement.payments.contains(where: { $0.reversesID == payment.id }) { return try DocumentPage.standing(code, id, visit, in: connection) }
            return try Reversal.book(payment, of: document, account, visit, in: connection)
        }
        var form = RecordForm(fields(document, visit), sent: sent)
        let payment = try check(&form, document, settlement, visit, in: connection)
        guard form.isValid, let payment else {
            guard case .page(let html) = try DocumentPage.answer(code, id, visit, payment: form, in: connection) else { return .notFound }
            return .invalid(html)
        }
        return try book(payment, account, visit, in: connection)
    }

    private static func check(
        _ form: inout RecordForm, _ document: SalesDocument, _ settlement: SalesStore.Settlement, _ visit: Context, in connection: Connection
    ) throws -> Payment? {
        let earliest = document.issuedOn.advanced(by: -advance)
        let day = form["paidOn"].flatMap { Day($0) }
        if let day, day < earliest { form.set(.before(visit.text(earliest)), for: "paidOn") }
        if let day, day > visit.today { form.set(.after(visit.text(visit.today)), for: "paidOn") }
        guard let day, let amount = form["amount"].flatMap({ FixedDecimal.parse(Array($0.utf8), decimals: document.currency.decimals)?.units }) else { return nil }
        let open = settlement.open(of: document)
        if settlement.isReversed {
            form.set(.reversed, for: "amount")
        } else if amount <= 0 {
            form.set(.notPositive, for: "amount")
        } else if amount > open {
            form.set(.above(Format.full(Money(minor: max(0, open), document.currency), visit.language)), for: "amount")
        }
        guard form.isValid else { return nil }
        return Payment(
            id: try connection.newIdentifier("payment", reserve: 16), accountID: document.accountID, invoiceID: document.id, paidOn: day,
            amount: Money(minor: amount, document.currency)
        )
    }

    /// Books a payment, or one that takes another back.
    static func book(_ payment: Payment, _ account: AccountSummary, _ visit: Context, in connection: Connection) throws -> Answer {
        var booking = SalesBooking(importID: nil, at: visit.now)
        booking.book(payment)
        try booking.finish(in: connection)
        let batch = try Batch(by: visit.user.id, at: visit.now, once: visit.once, in: connection)
        try batch.added(
            PaymentRecord.self, payment.id.value, of: account.id, named: Format.full(payment.amount, visit.language), in: connection
        )
        return .done(.document(account.code, payment.invoiceID.value), batch.id)
    }
}
