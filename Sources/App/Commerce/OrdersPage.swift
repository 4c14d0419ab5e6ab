import Basics
import Interface
import Storage

/// What an account ordered: the list, and one order down to its lines.
enum OrdersPage {
    private static let pageSize = 50

    static func answer(_ code: String, before: String?, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let account = try AccountStore.summary(code: code, within: visit.scope, in: connection) else { return .notFound }
        let parts = (before ?? "").split(separator: ".").compactMap { Int64($0) }
        let cursor = parts.count == 2 ? Day(exactly: parts[0]).map { ($0, SalesOrder.ID(parts[1])) } : nil
        var found = try SalesStore.orders(of: account.id, before: cursor, limit: pageSize + 1, in: connection)
        var pager = Pager(first: cursor.map { _ in Address.orders(code, before: nil).text })
        if found.count > pageSize {
            found.removeLast()
            pager.next = found.last.map { Address.orders(code, before: "\($0.orderedOn.number).\($0.id.value)").text }
        }
        let words = visit.words.booking
        let rows = found.map { order -> HTML in
            """
            <tr><td><a class="link" href="\(Address.order(code, order.id.value).text)">\(order.number)</a></td><td>\(visit.text(order.orderedOn))</td><td class="narrow-off">\(order.promisedOn.map { visit.text($0) } ?? "–")</td><td class="narrow-off">\(words.status(order.status))</td><td class="n">\(Format.exact(Money(minor: order.amount, order.currency))) <small>\(order.currency.code)</small></td></tr>
            """
        }
        let body: HTML = found.isEmpty ? EmptyState.html(title: words.noOrders, hint: words.noOrdersHint) : """
            <div class="scroll" tabindex="0"><table class="list plain"><thead><tr><th scope="col">\(words.number)</th><th scope="col">\(words.orderedOn)</th><th scope="col" class="narrow-off">\(words.promisedOn)</th><th scope="col" class="narrow-off">\(words.statusLabel)</th><th scope="col" class="n">\(words.amount)</th></tr></thead><tbody>\(rows)</tbody></table></div>\(pager.html(visit.words.accounts))
            """
        let head = AccountHead(account: account, tab: .documents, visit: visit)
        return .page(AccountHead.shell(account, visit, page: words.orders).html("""
            \(head.html)<div class="content">\(DocumentsPage.bar(code, nil, isOrders: true, visit))\(Panel.html(id: "orders", title: words.orders, tools: DownloadLink.csv(Address.ordersCSV(code).text), body))</div>
            """))
    }

    static func one(_ code: String, _ id: Int64?, _ visit: Context, sent: RecordForm? = nil, in connection: Connection) throws -> Answer {
        guard let id, let account = try AccountStore.summary(code: code, within: visit.scope, in: connection),
              let order = try SalesStore.order(SalesOrder.ID(id), of: account.id, in: connection) else { return .notFound }
        let words = visit.words.booking, commerce = visit.words.commerce
        let lines = try SalesStore.orderLines(of: order, in: connection)
        let rows = lines.map { line, product -> HTML in
            """
            <tr><td>\(product.code)</td><td class="wrap">\(product.name(english: visit.isEnglish))</td><td class="n">\(Format.decimal(FixedDecimal(units: line.quantity.millionths, decimals: 6), atLeast: 0))</td><td class="n narrow-off">\(Format.decimal(FixedDecimal(units: line.unitPrice.millionths, decimals: 6), atLeast: 2))</td><td class="n">\(Format.exact(Money(minor: line.amount, order.currency)))</td></tr>
            """
        }
        let sum = Format.exact(Money(minor: lines.reduce(0) { $0 + $1.line.amount }, order.currency))
        let promised = order.promisedOn.map { " · \(words.promisedOn) \(visit.text($0))" } ?? ""
        let title = words.orderTitle(order.number, Format.full(Money(minor: order.amount, order.currency), visit.language))
        let head = AccountHead(account: account, tab: .documents, visit: visit)
        return .page(AccountHead.shell(account, visit, page: order.number).html("""
            \(head.html)<div class="content">\(Panel.html(id: "order", title: title, note: "\(words.orderedOn) \(visit.text(order.orderedOn))\(promised) · \(words.status(order.status))", tools: DownloadLink.csv(Address.orderCSV(code, id).text), """
            <div class="scroll" tabindex="0"><table class="list plain"><thead><tr><th scope="col">\(commerce.productCode)</th><th scope="col">\(commerce.product)</th><th scope="col" class="n">\(commerce.quantity)</th><th scope="col" class="n narrow-off">\(commerce.unitPrice)</th><th scope="col" class="n">\(commerce.amount) <small>\(order.currency.code)</small></th></tr></thead><tbody>\(rows)</tbody><tfoot><tr><th scope="row">\(commerce.total)</th><td></td><td></td><td class="narrow-off"></td><td class="n">\(sum)</td></tr></tfoot></table></div>
            """))\(OrderForm.panel(order, code, visit, sent: sent))</div>
            """))
    }
}

extension OrdersPage {
    /// Every order of an account, in the columns of the list.
    static func export(_ code: String, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let account = try AccountStore.summary(code: code, within: visit.scope, in: connection) else { return .notFound }
        let words = visit.words.booking
        let header = [words.number, words.orderedOn, words.promisedOn, words.statusLabel, words.amount, visit.words.commerce.currency]
        let orders = try SalesStore.orders(of: account.id, before: nil, limit: .max, in: connection)
        return .table("\(code)-orders.csv", header, orders) { order in
            [
                order.number, order.orderedOn.iso, order.promisedOn?.iso ?? "", words.status(order.status),
                Money(minor: order.amount, order.currency).plain, order.currency.code,
            ]
        }
    }

    static func exportLines(_ code: String, _ id: Int64?, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let id, let account = try AccountStore.summary(code: code, within: visit.scope, in: connection),
              let order = try SalesStore.order(SalesOrder.ID(id), of: account.id, in: connection) else { return .notFound }
        let words = visit.words.commerce
        let header = [words.productCode, words.product, words.quantity, words.unitPrice, words.amount, words.currency]
        return .table("\(order.number)-lines.csv", header, try SalesStore.orderLines(of: order, in: connection)) { line, product in
            [
                product.code, product.name(english: visit.isEnglish), line.quantity.plain, line.unitPrice.plain,
                Money(minor: line.amount, order.currency).plain, order.currency.code,
            ]
        }
    }
}

extension SalesStore {
    private static let orderColumns: SQL = "o.id, o.account_id, o.number, o.ordered_on, o.promised_on, o.status, o.currency, o.amount"

    private static func order(_ row: Row) throws -> SalesOrder {
        SalesOrder(
            id: try row.get(0), accountID: try row.get(1), number: try row.get(2), orderedOn: try row.get(3), promisedOn: try row.get(4),
            status: try row.get(5), currency: try row.get(6), amount: try row.get(7), lines: []
        )
    }

    /// Orders newest first, without their lines.
    static func orders(
        of account: Account.ID, before: (Day, SalesOrder.ID)?, limit: Int, in connection: Connection
    ) throws -> [SalesOrder] {
        let cut: SQL = before.map { "AND (o.ordered_on, o.id) < (\($0.0), \($0.1))" } ?? .empty
        return try connection.rows("""
            SELECT \(orderColumns) FROM sales_order o WHERE o.account_id = \(account) \(cut)
            ORDER BY o.ordered_on DESC, o.id DESC LIMIT \(limit)
            """, order)
    }

    static func order(_ id: SalesOrder.ID, of account: Account.ID, in connection: Connection) throws -> SalesOrder? {
        try connection.first("SELECT \(orderColumns) FROM sales_order o WHERE o.account_id = \(account) AND o.id = \(id)", order)
    }

    /// Of whichever account; callers check that it may be seen.
    static func order(_ id: SalesOrder.ID, in connection: Connection) throws -> SalesOrder? {
        try connection.first("SELECT \(orderColumns) FROM sales_order o WHERE o.id = \(id)", order)
    }

    static func orderLines(of order: SalesOrder, in connection: Connection) throws -> [(line: SalesLine, product: Product)] {
        try connection.rows("""
            SELECT l.line_no, l.product_id, l.quantity, l.unit_price, l.amount, p.code, p.name, p.english_name
            FROM order_line l JOIN product p ON p.id = l.product_id
            WHERE l.account_id = \(order.accountID) AND l.order_id = \(order.id) ORDER BY l.line_no
            """) { row in
            let line = SalesLine(
                number: try row.get(0), productID: try row.get(1), quantity: try row.get(2), unitPrice: try row.get(3),
                amount: try row.get(4), cost: nil
            )
            return (line, Product(id: line.productID, code: try row.get(5), name: try row.get(6), englishName: try row.get(7)))
        }
    }
}

extension BookingWords {
    func status(_ status: String) -> String {
        switch status {
        case "confirmed": self.confirmed
        case "shipped": self.shipped
        case "invoiced": self.invoiced
        case "closed": self.closed
        case "cancelled": self.cancelled
        default: status
        }
    }
}
