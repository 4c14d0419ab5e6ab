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
        /// Its document goes with it, payments and all: it has no other line.
        public var isAlone = false

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
    ) throws -> (line: Line, issuedOn: Day, currency: Currency)? {
        try connection.first("""
            SELECT l.issued_on, l.currency, l.amount, d.lines
            FROM invoice d JOIN invoice_line l ON l.account_id = d.account_id AND l.issued_on = d.issued_on AND l.invoice_id = d.id
            WHERE d.account_id = \(account) AND d.id = \(line.document) AND l.line_no = \(line.number)
            """) { row in
            var found = line
            found.amount = try row.get(2)
            found.isAlone = try row.get(3, as: Int.self) == 1
            return (found, try row.get(0), try row.get(1))
        }
    }

    /// The currency that an account is measured in, not counting one line of that currency: that of its first month with lines.
    static func currency(
        of account: Account.ID, without line: Line, on issuedOn: Day, in currency: Currency, base: Currency, _ connection: Connection
    ) throws -> Currency {
        let first: Currency? = try connection.first("""
            SELECT m.currency FROM account_month m WHERE m.account_id = \(account)
                AND m.lines > CASE WHEN m.month = \(issuedOn.month) AND m.currency = \(currency) THEN 1 ELSE 0 END
            ORDER BY m.month, m.currency LIMIT 1
            """) { try $0.get(0) }
        return try first ?? connection.first("""
            SELECT o.currency FROM sales_order o WHERE o.account_id = \(account) ORDER BY o.ordered_on, o.currency LIMIT 1
            """) { try $0.get(0) } ?? base
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
