import Basics
import Storage

/// Questions about sales documents, orders and payments of one account; callers have checked that it may be seen.
public enum SalesStore {
    private static let documentColumns: SQL = """
        d.id, d.account_id, d.kind, d.number, d.issued_on, d.due_on, d.order_id, d.reverses_id, d.currency, d.amount, d.lines
        """

    private static func document(_ row: Row) throws -> SalesDocument {
        SalesDocument(
            id: try row.get(0), accountID: try row.get(1), kind: SalesDocument.Kind(rawValue: try row.get(2)) ?? .invoice,
            number: try row.get(3), issuedOn: try row.get(4), dueOn: try row.get(5), orderID: try row.get(6),
            reversesID: try row.get(7), currency: try row.get(8), amount: try row.get(9), lines: try row.get(10)
        )
    }

    /// A document with what has been paid for it.
    public struct ListedDocument: Sendable {
        public var document: SalesDocument
        /// Minor units of the document's currency.
        public var paid: Int64
        public var lastPaidOn: Day?
        /// Still to be paid on the day that was asked about.
        public var open: Int64
    }

    /// Documents newest first; `before` is the last one of the page before.
    /// - Parameter day: the day of which it is said what is open.
    static func documents(
        of account: Account.ID, _ filter: DocumentFilter = .init(), before: (Day, SalesDocument.ID)? = nil, openOn day: Day, limit: Int,
        in connection: Connection
    ) throws -> [ListedDocument] {
        var conditions: [SQL] = [filter.conditions(account)]
        if let (day, id) = before { conditions.append("(d.issued_on, d.id) < (\(day), \(id))") }
        return try connection.rows("""
            SELECT \(documentColumns),
                (SELECT COALESCE(SUM(p.amount), 0) FROM payment p WHERE p.account_id = d.account_id AND p.invoice_id = d.id),
                (SELECT MAX(p.paid_on) FROM payment p WHERE p.account_id = d.account_id AND p.invoice_id = d.id), \(SQL.openAmount(on: day))
            FROM invoice d WHERE \(SQL.all(conditions)) ORDER BY d.issued_on DESC, d.id DESC LIMIT \(limit)
            """) { row in
            ListedDocument(document: try document(row), paid: try row.get(11), lastPaidOn: try row.get(12), open: try row.get(13))
        }
    }

    public static func document(
        _ id: SalesDocument.ID, of account: Account.ID, in connection: Connection
    ) throws -> SalesDocument? {
        try connection.first("""
            SELECT \(documentColumns) FROM invoice d WHERE d.account_id = \(account) AND d.id = \(id)
            """, document)
    }

    /// A line as pages show it, with its document and product.
    public struct ListedLine: Sendable {
        public var documentID: SalesDocument.ID
        public var documentNumber: String
        public var kind: SalesDocument.Kind
        public var issuedOn: Day
        public var number: Int
        public var productCode: String
        public var productName: String
        public var productEnglishName: String?
        public var quantity: Quantity
        public var unitPrice: UnitPrice
        public var amount: Int64
        public var cost: Int64?
    }

    private static let lineColumns: SQL = """
        l.invoice_id, d.number, d.kind, l.issued_on, l.line_no, p.code, p.name, p.english_name, l.quantity, l.unit_price,
        l.amount, l.cost
        """

    private static let lineSource: SQL = """
        invoice_line l JOIN invoice d ON d.account_id = l.account_id AND d.id = l.invoice_id JOIN product p ON p.id = l.product_id
        """

    private static func line(_ row: Row) throws -> ListedLine {
        ListedLine(
            documentID: try row.get(0), documentNumber: try row.get(1),
            kind: SalesDocument.Kind(rawValue: try row.get(2)) ?? .invoice, issuedOn: try row.get(3), number: try row.get(4),
            productCode: try row.get(5), productName: try row.get(6), productEnglishName: try row.get(7),
            quantity: try row.get(8), unitPrice: try row.get(9), amount: try row.get(10), cost: try row.get(11)
        )
    }

    /// Lines of a document in their order, after one of them.
    static func lines(of document: SalesDocument, after number: Int, limit: Int, in connection: Connection) throws -> [ListedLine] {
        try connection.rows("""
            SELECT \(lineColumns) FROM \(lineSource)
            WHERE l.account_id = \(document.accountID) AND l.issued_on = \(document.issuedOn) AND l.invoice_id = \(document.id) AND l.line_no > \(number)
            ORDER BY l.line_no LIMIT \(limit)
            """, line)
    }

    public static func lines(of document: SalesDocument, in connection: Connection) throws -> [ListedLine] {
        try connection.rows("""
            SELECT \(lineColumns) FROM \(lineSource)
            WHERE l.account_id = \(document.accountID) AND l.issued_on = \(document.issuedOn) AND l.invoice_id = \(document.id)
            ORDER BY l.line_no
            """, line)
    }

    /// Lines of a period in one currency, newest first; `limit` nil streams them all through `body`.
    public static func forEachLine(
        of account: Account.ID, in period: Period, currency: Currency, limit: Int? = nil, in connection: Connection,
        _ body: (ListedLine) throws -> Void
    ) throws {
        let cut: SQL = limit.map { "LIMIT \($0)" } ?? .empty
        try connection.forEach("""
            SELECT \(lineColumns) FROM \(lineSource)
            WHERE l.account_id = \(account) AND l.issued_on >= \(period.from) AND l.issued_on < \(period.to)
                AND l.currency = \(currency)
            ORDER BY l.issued_on DESC, l.invoice_id DESC, l.line_no DESC \(cut)
            """) { try body(try line($0)) }
    }

    /// What a period's lines add up to: sales, returns and how many lines of each.
    public struct LineTotals: Sendable, Hashable {
        public var gross: Int64 = 0
        public var returns: Int64 = 0
        public var salesLines = 0
        public var returnLines = 0
        public var cost: Int64 = 0
        public var linesWithCost = 0
        public var net: Int64 { gross + returns }
        public var lines: Int { salesLines + returnLines }

        static func + (left: LineTotals, right: LineTotals) -> LineTotals {
            LineTotals(
                gross: left.gross + right.gross, returns: left.returns + right.returns, salesLines: left.salesLines + right.salesLines,
                returnLines: left.returnLines + right.returnLines, cost: left.cost + right.cost, linesWithCost: left.linesWithCost + right.linesWithCost
            )
        }
    }

    /// Totals of each of several periods, in their order.
    public static func totals(
        of account: Account.ID, currency: Currency, in periods: [Period], in connection: Connection
    ) throws -> [LineTotals] {
        guard let first = periods.map(\.from).min(), let last = periods.map(\.to).max() else { return [] }
        let days = try connection.rows("""
            SELECT l.issued_on, l.is_return, SUM(l.amount), COUNT(*), SUM(COALESCE(l.cost, 0)), COUNT(l.cost) FROM invoice_line l
            WHERE l.account_id = \(account) AND l.issued_on >= \(first) AND l.issued_on < \(last) AND l.currency = \(currency)
            GROUP BY l.issued_on, l.is_return
            """) { row in
            (
                day: try row.get(0, as: Day.self), isReturn: try row.get(1, as: Bool.self), amount: try row.get(2, as: Int64.self),
                lines: try row.get(3, as: Int.self), cost: try row.get(4, as: Int64.self), withCost: try row.get(5, as: Int.self)
            )
        }
        return periods.map { period in
            var totals = LineTotals()
            for found in days where period.contains(found.day) {
                totals.cost += found.cost
                totals.linesWithCost += found.withCost
                if found.isReturn {
                    totals.returns += found.amount
                    totals.returnLines += found.lines
                } else {
                    totals.gross += found.amount
                    totals.salesLines += found.lines
                }
            }
            return totals
        }
    }

    /// Months with sales, oldest first.
    public static func months(
        of account: Account.ID, currency: Currency, from first: Month, to end: Month, in connection: Connection
    ) throws -> [(month: Month, amounts: AccountMonth.Amounts)] {
        try connection.rows("""
            SELECT month, gross_sales, returns, cost, lines, lines_with_cost, quantity FROM account_month
            WHERE account_id = \(account) AND currency = \(currency) AND month >= \(first) AND month < \(end) ORDER BY month
            """) { row in
            (try row.get(0), AccountMonth.Amounts(
                gross: try row.get(1), returns: try row.get(2), cost: try row.get(3), lines: try row.get(4),
                linesWithCost: try row.get(5), quantity: try row.get(6)
            ))
        }
    }

    /// Net sales by month of several accounts, for the little lines in a list.
    public static func netByMonth(
        of accounts: [Account.ID], from first: Month, to end: Month, in connection: Connection
    ) throws -> [Account.ID: [Month: Int64]] {
        var result: [Account.ID: [Month: Int64]] = [:]
        guard !accounts.isEmpty else { return result }
        let months = try connection.rows("""
            SELECT m.account_id, m.month, m.gross_sales + m.returns FROM account_month m
            JOIN account_summary s ON s.account_id = m.account_id AND s.currency = m.currency
            WHERE m.account_id IN \(list: accounts) AND m.month >= \(first) AND m.month < \(end)
            """) { row in
            (account: try row.get(0, as: Account.ID.self), month: try row.get(1, as: Month.self), net: try row.get(2, as: Int64.self))
        }
        for found in months { result[found.account, default: [:]][found.month] = found.net }
        return result
    }

    /// Which of some accounts have orders; the others' invoices count as theirs.
    static func accountsWithOrders(among accounts: [Account.ID], in connection: Connection) throws -> Set<Account.ID> {
        guard !accounts.isEmpty else { return [] }
        return Set(try connection.rows("""
            SELECT a.id FROM account a WHERE a.id IN \(list: accounts) AND EXISTS (SELECT 1 FROM sales_order o WHERE o.account_id = a.id)
            """) { try $0.get(0, as: Account.ID.self) })
    }
}
