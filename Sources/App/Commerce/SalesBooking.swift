import Basics
import Storage

/// Books facts in bulk and keeps the totals with them: everything given before `finish` goes into one transaction.
///
/// `account_month` and `account_summary` change by exactly what the rows add, so they equal a recomputation at every commit.
public struct SalesBooking {
    let importID: Int64?
    let now: Timestamp
    /// The system that the documents come from; nil when people write them by hand.
    private let source: String?
    /// The newest day among what waits.
    private var newest: Day?
    private var documents: [[SQLValue]] = []
    private var lines: [[SQLValue]] = []
    private var orders: [[SQLValue]] = []
    private var orderLines: [[SQLValue]] = []
    private var payments: [[SQLValue]] = []
    private var payers: Set<Account.ID> = []
    private var additions: [DocumentAddition] = []
    /// Documents whose open amounts change.
    private var opened: Set<OpenInvoices.Key> = []
    private var months: [AccountMonth.Key: AccountMonth.Amounts] = [:]
    private var summaries: [AccountSalesChange.Key: AccountSalesChange] = [:]
    private var dated = DatedSales()
    private var orderDays = OrderDays()

    private struct DocumentAddition {
        var document: SalesDocument
        var amount: Int64
        var lines: Int
    }

    /// - Parameter source: the system that the documents come from; nil when people write them by hand, which moves nobody's data end.
    public init(importID: Int64?, from source: String? = nil, at now: Timestamp) {
        self.importID = importID
        self.source = source
        self.now = now
    }

    /// Rows waiting for `finish`; callers that stream finish a booking now and then.
    public var pendingLines: Int { lines.count + orderLines.count }

    /// Books a new document with its lines.
    /// - Parameter asReturn: whether its lines count among returns, where its kind does not say: when it takes a return back.
    public mutating func book(_ document: SalesDocument, _ newLines: [SalesLine], asReturn: Bool? = nil) {
        var header = document
        header.amount = newLines.reduce(0) { $0 + $1.amount }
        header.lines = newLines.count
        documents.append([
            header.accountID.sqlValue, header.id.sqlValue, .text(header.kind.rawValue), .text(header.number),
            header.issuedOn.sqlValue, header.dueOn.sqlValue, header.orderID.sqlValue, header.reversesID.sqlValue,
            header.currency.sqlValue, header.amount.sqlValue, header.lines.sqlValue, importID.sqlValue, now.sqlValue,
        ])
        reach(header.issuedOn)
        append(newLines, to: header, isReturn: asReturn ?? header.kind.isReturn)
        if header.dueOn != nil || header.reversesID != nil { opened.insert(.init(account: header.accountID, document: header.id)) }
        summaries[key(header), default: AccountSalesChange()].count(header)
        if header.kind == .invoice { orderDays.add(invoiceOn: header.issuedOn, to: key(header)) }
    }

    /// Books further lines of a document that exists already.
    public mutating func add(_ newLines: [SalesLine], to document: SalesDocument) {
        append(newLines, to: document, isReturn: document.kind.isReturn)
        let amount = newLines.reduce(0) { $0 + $1.amount }
        if document.dueOn != nil || document.reversesID != nil { opened.insert(.init(account: document.accountID, document: document.id)) }
        additions.append(DocumentAddition(document: document, amount: amount, lines: newLines.count))
    }

    public mutating func book(_ order: SalesOrder) {
        reach(order.orderedOn)
        orders.append([
            order.accountID.sqlValue, order.id.sqlValue, .text(order.number), order.orderedOn.sqlValue,
            order.promisedOn.sqlValue, .text(order.status), order.currency.sqlValue,
            order.lines.reduce(0) { $0 + $1.amount }.sqlValue, order.lines.count.sqlValue, importID.sqlValue, now.sqlValue,
        ])
        for line in order.lines {
            orderLines.append([
                order.accountID.sqlValue, order.id.sqlValue, line.number.sqlValue, line.productID.sqlValue,
                line.quantity.sqlValue, line.unitPrice.sqlValue, line.amount.sqlValue,
            ])
        }
        summaries[.init(account: order.accountID, currency: order.currency), default: AccountSalesChange()].addOrder(on: order.orderedOn)
        orderDays.add(orderOf: order.accountID)
    }

    public mutating func book(_ payment: Payment) {
        reach(payment.paidOn)
        payments.append([
            payment.accountID.sqlValue, payment.id.sqlValue, payment.invoiceID.sqlValue, payment.paidOn.sqlValue,
            payment.amount.currency.sqlValue, payment.amount.minor.sqlValue, importID.sqlValue, now.sqlValue, payment.reversesID.sqlValue,
        ])
        payers.insert(payment.accountID)
        opened.insert(.init(account: payment.accountID, document: payment.invoiceID))
    }

    private mutating func reach(_ day: Day) { newest = max(newest ?? day, day) }

    private mutating func append(_ newLines: [SalesLine], to document: SalesDocument, isReturn: Bool) {
        let month = AccountMonth.Key(account: document.accountID, currency: document.currency, month: document.issuedOn.month)
        for line in newLines {
            lines.append([
                document.accountID.sqlValue, document.issuedOn.sqlValue, document.id.sqlValue, line.number.sqlValue,
                line.productID.sqlValue, isReturn.sqlValue, line.quantity.sqlValue, line.unitPrice.sqlValue,
                document.currency.sqlValue, line.amount.sqlValue, line.cost.sqlValue, importID.sqlValue,
            ])
            months[month, default: .zero].add(line, isReturn: isReturn)
            summaries[key(document), default: AccountSalesChange()].add(amount: line.amount, isReturn: isReturn)
            dated.add(line.amount, isReturn: isReturn, on: document.issuedOn, to: key(document))
        }
    }

    private func key(_ document: SalesDocument) -> AccountSalesChange.Key {
        .init(account: document.accountID, currency: document.currency)
    }

    /// Writes everything; afterwards the booking is empty and can be used again.
    public mutating func finish(in connection: Connection) throws {
        let beginners = try orderDays.beginners(in: connection)
        try connection.insert(into: SalesTables.orders, orders)
        try connection.insert(into: SalesTables.orderLines, orderLines)
        try connection.insert(into: SalesTables.documents, documents)
        try connection.insert(into: SalesTables.lines, lines)
        try connection.insert(into: SalesTables.payments, payments)
        for addition in additions {
            try connection.execute("""
                UPDATE invoice SET amount = amount + \(addition.amount), lines = lines + \(addition.lines)
                WHERE account_id = \(addition.document.accountID) AND id = \(addition.document.id)
                """)
        }
        let year = summaries.isEmpty ? nil : try SalesYear.held(in: connection)
        if let year { dated.count(in: year, &summaries) }
        try OpenInvoices.refresh(opened, in: connection)
        try orderDays.count(in: &summaries, connection)
        try AccountTotals.apply(months, in: connection)
        let others = try AccountStore.addSales(summaries, in: connection)
        let moved = try AccountTotals.inAnotherCurrency(others, in: connection)
        if !beginners.isEmpty || !moved.isEmpty { try AccountTotals.rebuild(beginners.union(moved).sorted(), in: connection) }
        try AccountStore.countChange(of: payers.subtracting(summaries.keys.map(\.account)), in: connection)
        try BookChanges.note(dated.days, in: connection)
        if let importID, let source, let newest { try SalesStore.deliver(run: importID, of: source, through: newest, at: now, in: connection) }
        // An import moves the year once, at its end.
        if !summaries.isEmpty, year == nil || importID == nil { try SalesYear.follow(at: now, in: connection) }
        self = SalesBooking(importID: importID, from: source, at: now)
    }
}

extension AccountSalesChange {
    fileprivate mutating func count(_ document: SalesDocument) {
        switch document.kind {
        case .invoice: invoices += 1
        case .return: returnDocuments += 1
        case .reversal: break
        }
    }
}

/// The columns of the fact tables, in the order in which bookings write them.
enum SalesTables {
    static let documents = Table(
        "invoice", "account_id", "id", "kind", "number", "issued_on", "due_on", "order_id", "reverses_id", "currency",
        "amount", "lines", "import_id", "recorded_at"
    )
    static let lines = Table(
        "invoice_line", "account_id", "issued_on", "invoice_id", "line_no", "product_id", "is_return", "quantity",
        "unit_price", "currency", "amount", "cost", "import_id"
    )
    static let orders = Table(
        "sales_order", "account_id", "id", "number", "ordered_on", "promised_on", "status", "currency", "amount", "lines",
        "import_id", "recorded_at"
    )
    static let orderLines = Table(
        "order_line", "account_id", "order_id", "line_no", "product_id", "quantity", "unit_price", "amount"
    )
    static let payments = Table(
        "payment", "account_id", "id", "invoice_id", "paid_on", "currency", "amount", "import_id", "recorded_at", "reverses_id"
    )
}
