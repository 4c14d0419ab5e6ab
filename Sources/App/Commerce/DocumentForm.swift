import Basics
import Interface
import Storage

/// What is booked by hand.
public enum BookingKind: String, CaseIterable, Sendable { case order, invoice, `return` }

/// Booking an order, an invoice or a return by hand, with its lines.
struct DocumentForm {
    typealias Kind = BookingKind

    let visit: Context
    let kind: Kind
    private static let mostLines = 200

    init(visit: Context, _ parameters: Parameters) {
        self.visit = visit
        kind = parameters["kind"].flatMap { Kind(rawValue: $0) } ?? .invoice
    }

    var words: BookingWords { visit.words.booking }

    private func header(_ account: AccountSummary) -> [Field] {
        let fields = [
            Field(name: "number", label: words.number, kind: .line(limit: TextLimit.code), isRequired: true),
            Field(name: "issuedOn", label: kind == .order ? words.orderedOn : words.issuedOn, kind: .day, isRequired: true),
        ]
        let currency = Field(name: "currency", label: words.currency, kind: .choice(Currency.common.map { .init(value: $0.code, label: $0.code) }), isRequired: true)
        switch kind {
        case .order: return fields + [Field(name: "dueOn", label: words.promisedOn, kind: .day), currency]
        case .invoice: return fields + [Field(name: "dueOn", label: words.dueOn, kind: .day), currency]
        case .return:
            let invoices = Address.pick("invoices", query: nil, account: account.code).text
            return fields + [currency, Field(name: "reverses", label: words.ofInvoice, kind: .pick(from: invoices), hint: words.ofInvoiceHint)]
        }
    }

    private func lineFields(_ row: Int) -> [Field] {
        let price = [
            Field(name: "l\(row).product", label: words.product, kind: .pick(from: Address.pick("products", query: nil).text)),
            Field(name: "l\(row).quantity", label: words.quantity, kind: .decimal(places: 6)),
            Field(name: "l\(row).price", label: words.unitPrice, kind: .decimal(places: 6)),
        ]
        return kind == .order ? price : price + [Field(name: "l\(row).cost", label: words.cost, kind: .decimal(places: 2), hint: nil)]
    }

    private func form(_ account: AccountSummary, rows: Int, sent: Parameters?) -> RecordForm {
        let fields = header(account) + (0..<rows).flatMap(lineFields)
        guard let sent else {
            let currency = account.currency ?? visit.organisation.baseCurrency
            return RecordForm(fields, showing: ["issuedOn": visit.today.iso, "currency": currency.code], isNew: true)
        }
        return RecordForm(fields, sent: sent)
    }

    private func rows(_ parameters: Parameters) -> Int { max(1, min(Self.mostLines, parameters["rows"].flatMap { Int($0) } ?? 4)) }

    private func account(_ code: String, in connection: Connection) throws -> AccountSummary? {
        visit.user.role.may(.bookDocuments) ? try AccountStore.summary(code: code, within: visit.scope, in: connection) : nil
    }

    func show(_ code: String, _ query: Parameters, in connection: Connection) throws -> Answer {
        guard let account = try account(code, in: connection) else { return .notFound }
        let count = rows(query)
        return .page(page(form(account, rows: count, sent: nil), account, rows: count))
    }

    func save(_ code: String, _ sent: Parameters, in connection: Connection) throws -> Answer {
        guard let account = try account(code, in: connection) else { return .notFound }
        let count = rows(sent)
        var form = form(account, rows: sent["do"] == "rows" ? min(Self.mostLines, count + 4) : count, sent: sent)
        if sent["do"] == "rows" { return .page(page(try named(form.withoutProblems, in: connection), account, rows: min(Self.mostLines, count + 4))) }
        let currency = form["currency"].flatMap { Currency($0) } ?? visit.organisation.baseCurrency
        let lines = try lines(&form, rows: count, currency, in: connection)
        try checkHeader(&form, account, in: connection)
        let returned = try returnedInvoice(&form, account, currency, lines, in: connection)
        if lines.isEmpty, form.isValid { form.set(.missing, for: "l0.product") }
        try checkRoom(&form, account, currency, in: connection)
        guard form.isValid, let number = form["number"], let day = form["issuedOn"].flatMap({ Day($0) }) else {
            return .invalid(page(try named(form, in: connection), account, rows: count))
        }
        let batch = try Batch(by: visit.user.id, at: visit.now, once: visit.once, in: connection)
        var booking = SalesBooking(importID: nil, at: visit.now)
        let due = form["dueOn"].flatMap { Day($0) }
        if kind == .order {
            let id: SalesOrder.ID = try connection.newIdentifier("sales_order", reserve: 16)
            booking.book(SalesOrder(
                id: id, accountID: account.id, number: number, orderedOn: day, promisedOn: due, status: "confirmed",
                currency: currency, amount: 0, lines: lines
            ))
            try booking.finish(in: connection)
            try batch.added(OrderRecord.self, id.value, of: account.id, named: number, in: connection)
            return .done(.order(code, id.value), batch.id)
        }
        let id: SalesDocument.ID = try connection.newIdentifier("invoice", reserve: 16)
        let document = SalesDocument(
            id: id, accountID: account.id, kind: kind == .return ? .return : .invoice, number: number, issuedOn: day, dueOn: due,
            reversesID: returned?.id, currency: currency, amount: 0, lines: lines.count
        )
        booking.book(document, lines)
        try booking.finish(in: connection)
        try DocumentSources.book(system: DocumentRecord.sourceSystem, [document], in: connection)
        try batch.added(DocumentRecord.self, id.value, of: account.id, named: number, in: connection)
        return .done(.document(code, id.value), batch.id)
    }

    private func checkRoom(_ form: inout RecordForm, _ account: AccountSummary, _ currency: Currency, in connection: Connection) throws {
        guard kind != .order, let day = form["issuedOn"].flatMap({ Day($0) }) else { return }
        let month = AccountMonth.Key(account: account.id, currency: currency, month: day.month)
        if try !AccountTotals.hasRoom(for: month, in: connection) { form.set(.tooLarge, for: "l0.price") }
    }

    private var title: String {
        switch kind {
        case .order: words.newOrder
        case .invoice: words.newInvoice
        case .return: words.newReturn
        }
    }

    private func page(_ form: RecordForm, _ account: AccountSummary, rows: Int) -> HTML {
        let forms = visit.words.forms
        let kinds = Kind.allCases.map { other -> HTML in
            let label = other == .order ? words.newOrder : other == .invoice ? words.newInvoice : words.newReturn
            return "<a href=\"\(Address.newDocument(account.code, other).text)\"\(attribute: "aria-current", other == kind ? "true" : nil)>\(label)</a>"
        }
        let lines = (0..<rows).map { row -> HTML in
            "<div class=\"line-row\" role=\"group\" aria-label=\"\(words.line(row + 1))\">\(form.only { $0.name.hasPrefix("l\(row).") }.inputs(forms))</div>"
        }
        let panel = FormPanel.html(
            id: "booking", title: title, action: Address.newDocument(account.code, kind).text, token: visit.formToken, submit: words.book,
            cancel: (forms.cancel, Address.documents(account.code, .init()).text), once: visit.opened, """
            \(form.summary(forms))<input type="hidden" name="kind" value="\(kind.rawValue)"><input type="hidden" name="rows" value="\(rows)"><div class="fields three">\(form.only { !$0.name.hasPrefix("l") }.inputs(forms))</div><fieldset><legend>\(words.lines)</legend><div class="line-rows">\(lines)</div></fieldset><div class="left-action"><button class="btn" name="do" value="rows" formnovalidate>\(words.moreLines)</button></div>
            """)
        let head = AccountHead(account: account, tab: .documents, visit: visit)
        return AccountHead.shell(account, visit, page: title).html("\(head.html)<div class=\"content narrow\"><span class=\"seg\">\(kinds)</span>\(panel)</div>")
    }
}

extension RecordForm {
    /// What was typed, without judging it yet.
    var withoutProblems: RecordForm {
        RecordForm(fields, showing: values, isNew: true)
    }
}
