import Basics
import Storage

/// The statements that measure accounts.
public enum FactStore {
    /// A line to leave out, to say what would be without it.
    public struct Line: Sendable, Hashable {
        public var document: SalesDocument.ID
        public var number: Int
        /// Minor units; what its document loses with it.
        public var amount: Int64 = 0

        public init(document: SalesDocument.ID, number: Int) {
            self.document = document
            self.number = number
        }
    }

    /// The starts of a trailing window's months and its end: `months + 1` days, oldest first.
    public static func bounds(months: Int, before end: Day) -> [Day] {
        (0...months).map { end.adding(months: $0 - months) }
    }

    /// Whether anybody's payments are recorded; without them nobody can be called late.
    public static func hasPayments(before end: Day, in connection: Connection) throws -> Bool {
        try connection.first("SELECT 1 FROM payment p WHERE p.paid_on < \(end) LIMIT 1") { _ in true } ?? false
    }

    /// A line of an account by its place; nil when there is none.
    public static func line(
        _ line: Line, of account: Account.ID, in connection: Connection
    ) throws -> (issuedOn: Day, isReturn: Bool, currency: Currency, amount: Int64, cost: Int64?, category: Category.ID?, isAlone: Bool)? {
        try connection.first("""
            SELECT l.issued_on, l.is_return, l.currency, l.amount, l.cost, p.category_id, d.lines
            FROM invoice d JOIN invoice_line l ON l.account_id = d.account_id AND l.issued_on = d.issued_on AND l.invoice_id = d.id
            JOIN product p ON p.id = l.product_id
            WHERE d.account_id = \(account) AND d.id = \(line.document) AND l.line_no = \(line.number)
            """) { row in
            (try row.get(0), try row.get(1), try row.get(2), try row.get(3), try row.get(4), try row.get(5),
             isAlone: try row.get(6, as: Int.self) == 1)
        }
    }

    /// Whether anybody bought in a category within a period, not counting one line.
    public static func isSold(
        _ category: Category.ID, in period: Period, without line: Line, of account: Account.ID, in connection: Connection
    ) throws -> Bool {
        try connection.first("""
            SELECT 1 FROM invoice_line l JOIN product p ON p.id = l.product_id
            WHERE p.category_id = \(category) AND l.issued_on >= \(period.from) AND l.issued_on < \(period.to) AND l.is_return = 0
                AND NOT (l.account_id = \(account) AND l.invoice_id = \(line.document) AND l.line_no = \(line.number)) LIMIT 1
            """) { _ in true } ?? false
    }

    /// The day of an account's first order, not counting one document.
    public static func firstOrder(
        of account: Account.ID, without document: SalesDocument.ID, in connection: Connection
    ) throws -> Day? {
        try connection.first("""
            SELECT MIN(day) FROM (
                SELECT ordered_on AS day FROM sales_order WHERE account_id = \(account) AND status <> 'cancelled'
                UNION ALL SELECT issued_on FROM invoice WHERE account_id = \(account) AND kind = 'invoice' AND id <> \(document)
                    AND NOT EXISTS (SELECT 1 FROM sales_order WHERE account_id = \(account))
            ) orders
            """) { try $0.get(0, as: Day?.self) }.flatMap { $0 }
    }
}
