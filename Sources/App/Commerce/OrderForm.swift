import Basics
import Interface
import Storage

/// An order: what was asked for stays, when it is promised and how far it is can be written.
enum OrderRecord: EditableRecord {
    static let subject = "order"
    static let cancelled = "cancelled"
    static let statuses = ["confirmed", "shipped", "closed", cancelled]

    static func values(of id: Int64, in connection: Connection) throws -> [String: String]? {
        guard let order = try SalesStore.order(SalesOrder.ID(id), in: connection) else { return nil }
        return ["promisedOn": order.promisedOn?.iso ?? "", "status": order.status]
    }

    static func write(_ values: [String: String], to id: Int64, at now: Timestamp, in connection: Connection) throws {
        guard let order = try SalesStore.order(SalesOrder.ID(id), in: connection) else { return }
        let status = values["status"].flatMap { $0.isEmpty ? nil : $0 } ?? order.status
        try SalesStore.update(order, promisedOn: values["promisedOn"].flatMap { Day($0) }, status: status, in: connection)
        // What was cancelled was never ordered.
        if (status == cancelled) != (order.status == cancelled) { try AccountTotals.rebuild([order.accountID], in: connection) }
    }

    static func remove(_ id: Int64, of account: Account.ID?, at now: Timestamp, in connection: Connection) throws -> Bool {
        guard let account, try SalesStore.removeUntouched(SalesOrder.ID(id), of: account, in: connection) else { return false }
        try AccountTotals.rebuild([account], in: connection)
        return true
    }

    static func account(of id: Int64, in connection: Connection) throws -> Account.ID? {
        try SalesStore.order(SalesOrder.ID(id), in: connection)?.accountID
    }
}

/// Changing when an order is promised and how far it is, or cancelling it.
enum OrderForm {
    private static func fields(_ order: SalesOrder, _ visit: Context) -> [Field] {
        let words = visit.words.booking
        let own = OrderRecord.statuses.contains(order.status) ? [] : [order.status]
        return [
            Field(name: "promisedOn", label: words.promisedOn, kind: .day),
            Field(name: "status", label: words.statusLabel, kind: .choice((own + OrderRecord.statuses).map { .init(value: $0, label: words.status($0)) }), isRequired: true),
        ]
    }

    /// Nothing for whoever may not change orders.
    static func panel(_ order: SalesOrder, _ code: String, _ visit: Context, sent: RecordForm? = nil) -> HTML {
        guard visit.user.role.may(.bookDocuments) else { return .empty }
        let forms = visit.words.forms
        let form = sent ?? RecordForm(fields(order, visit), showing: ["promisedOn": order.promisedOn?.iso ?? "", "status": order.status])
        return FormPanel.html(
            id: "change", title: visit.words.booking.editOrder, action: Address.order(code, order.id.value).text, token: visit.formToken,
            submit: forms.save, cancel: nil, "\(form.summary(forms))<div class=\"fields\">\(form.inputs(forms))</div>"
        )
    }

    static func save(_ code: String, _ id: Int64?, _ sent: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.bookDocuments), let id, let account = try AccountStore.summary(code: code, within: visit.scope, in: connection),
              let order = try SalesStore.order(SalesOrder.ID(id), of: account.id, in: connection),
              let current = try OrderRecord.values(of: id, in: connection) else { return .notFound }
        var form = RecordForm(fields(order, visit), sent: sent, over: current)
        if form.isChanged("promisedOn"), let promised = form["promisedOn"].flatMap({ Day($0) }), promised < order.orderedOn { form.set(.before(visit.text(order.orderedOn)), for: "promisedOn") }
        if form["status"] == OrderRecord.cancelled, order.status != OrderRecord.cancelled, try SalesStore.isInvoiced(order.id, of: account.id, in: connection) {
            form.set(.invoiced, for: "status")
        }
        guard form.isValid else { return .invalid(try page(code, id, form, visit, in: connection)) }
        let batch = try Batch(by: visit.user.id, at: visit.now, in: connection)
        switch try batch.save(&form, to: OrderRecord.self, id, in: connection) {
        case .changedMeanwhile: return .conflict(try page(code, id, form, visit, in: connection))
        case .unchanged: return .redirect(.order(code, id))
        case .saved: return .done(.order(code, id), batch.id)
        }
    }

    private static func page(_ code: String, _ id: Int64, _ form: RecordForm, _ visit: Context, in connection: Connection) throws -> HTML {
        guard case .page(let html) = try OrdersPage.one(code, id, visit, sent: form, in: connection) else { return .empty }
        return html
    }
}

extension SalesStore {
    static func update(_ order: SalesOrder, promisedOn: Day?, status: String, in connection: Connection) throws {
        try connection.execute("""
            UPDATE sales_order SET promised_on = \(promisedOn), status = \(status) WHERE account_id = \(order.accountID) AND id = \(order.id)
            """)
    }

    /// Whether an invoice says that it is of this order.
    static func isInvoiced(_ id: SalesOrder.ID, of account: Account.ID, in connection: Connection) throws -> Bool {
        try connection.first("SELECT 1 FROM invoice WHERE account_id = \(account) AND order_id = \(id) LIMIT 1") { _ in true } ?? false
    }
}
