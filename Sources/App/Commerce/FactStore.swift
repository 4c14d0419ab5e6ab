import Basics
import Storage

/// What the booked facts say of one account in one window and currency; what policies measure.
public struct WindowFacts: Sendable, Hashable {
    public var account: Account.ID
    public var currency: Currency
    /// Minor units; returns are zero or negative.
    public var gross: Int64 = 0
    public var returns: Int64 = 0
    public var cost: Int64 = 0
    public var lines = 0
    public var linesWithCost = 0
    /// Millionths.
    public var units: Int64 = 0
    /// Days with at least one sales line.
    public var orderDays = 0
    public var products = 0
    public var categories = 0
    /// Minor units in categories marked strategic.
    public var strategic: Int64 = 0
    /// Net sales of each month of the window, oldest first.
    public var monthlyNet: [Int64] = []
    /// Months of the window with a sales line.
    public var activeMonths = 0
    public var lastSaleOn: Day?
}

/// Payments of one account as seen from a day.
public struct PaymentFacts: Sendable, Hashable {
    /// Invoices that fell due in the window, minor units.
    public var due: Int64 = 0
    /// The part of them that was paid by its due day.
    public var paidOnTime: Int64 = 0
    /// Not yet paid at the end of the window.
    public var receivable: Int64 = 0
    /// The part of it that was due more than 90 days before.
    public var overdue90: Int64 = 0
}

/// The statements that measure accounts: one row per account, no facts in memory, no query per account.
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

    /// One account only, when set; and that account without one line.
    public struct Restriction: Sendable {
        public var account: Account.ID?
        public var without: Line?

        public init(account: Account.ID? = nil, without: Line? = nil) {
            self.account = account
            self.without = without
        }
    }

    /// The starts of a trailing window's months and its end: `months + 1` days, oldest first.
    public static func bounds(months: Int, before end: Day) -> [Day] {
        (0...months).map { end.adding(months: $0 - months) }
    }

    /// Calls `body` for every account with lines in `[end − months, end)`, in the order of accounts and currencies.
    public static func forEach(
        months: Int, before end: Day, _ restriction: Restriction = Restriction(), in connection: Connection,
        _ body: (WindowFacts) throws -> Void
    ) throws {
        let bounds = bounds(months: months, before: end)
        guard let from = bounds.first else { return }
        var conditions: [SQL] = ["l.issued_on >= \(from) AND l.issued_on < \(end)"]
        if let account = restriction.account { conditions.append("l.account_id = \(account)") }
        if let line = restriction.without {
            conditions.append("NOT (l.invoice_id = \(line.document) AND l.line_no = \(line.number))")
        }
        let sums = SQL.joined(zip(bounds, bounds.dropFirst()).map { start, stop -> SQL in
            "SUM(CASE WHEN l.issued_on >= \(start) AND l.issued_on < \(stop) THEN l.amount ELSE 0 END)"
        }, separator: ", ")
        let statement: SQL = """
            SELECT l.account_id, l.currency,
                SUM(CASE WHEN l.is_return = 0 THEN l.amount ELSE 0 END), SUM(CASE WHEN l.is_return = 1 THEN l.amount ELSE 0 END),
                SUM(COALESCE(l.cost, 0)), COUNT(*), COUNT(l.cost), SUM(l.quantity),
                COUNT(DISTINCT CASE WHEN l.is_return = 0 THEN l.issued_on END),
                COUNT(DISTINCT CASE WHEN l.is_return = 0 THEN l.product_id END),
                COUNT(DISTINCT CASE WHEN l.is_return = 0 THEN p.category_id END),
                SUM(CASE WHEN p.category_id IN (SELECT c.id FROM category c WHERE c.is_strategic = 1) THEN l.amount ELSE 0 END),
                COUNT(DISTINCT CASE WHEN l.is_return = 0 THEN \(monthIndex(bounds)) END),
                MAX(CASE WHEN l.is_return = 0 THEN l.issued_on END), \(sums)
            FROM invoice_line l JOIN product p ON p.id = l.product_id
            WHERE \(SQL.all(conditions))
            GROUP BY l.account_id, l.currency ORDER BY l.account_id, l.currency
            """
        try connection.forEach(statement) { row in
            var facts = WindowFacts(account: try row.get(0), currency: try row.get(1))
            facts.gross = try row.get(2)
            facts.returns = try row.get(3)
            facts.cost = try row.get(4)
            facts.lines = try row.get(5)
            facts.linesWithCost = try row.get(6)
            facts.units = try row.get(7)
            facts.orderDays = try row.get(8)
            facts.products = try row.get(9)
            facts.categories = try row.get(10)
            facts.strategic = try row.get(11)
            facts.activeMonths = try row.get(12)
            facts.lastSaleOn = try row.get(13)
            facts.monthlyNet = try (0..<months).map { try row.get(14 + $0) }
            try body(facts)
        }
    }

    /// 0 for the oldest month of the window, 1 for the next…
    private static func monthIndex(_ bounds: [Day]) -> SQL {
        let cases = bounds.dropFirst().enumerated().map { index, stop -> SQL in
            "WHEN l.issued_on < \(stop) THEN CAST(\(index) AS INTEGER)"
        }
        return "CASE \(SQL.joined(cases, separator: " ")) END"
    }

    /// Whether anybody's payments are recorded; without them nobody can be called late.
    public static func hasPayments(before end: Day, in connection: Connection) throws -> Bool {
        try connection.first("SELECT 1 FROM payment p WHERE p.paid_on < \(end) LIMIT 1") { _ in true } ?? false
    }

    /// Calls `body` for every account with invoices before `end`.
    public static func forEachPayment(
        months: Int, before end: Day, _ restriction: Restriction = Restriction(), in connection: Connection,
        _ body: (Account.ID, Currency, PaymentFacts) throws -> Void
    ) throws {
        let from = end.adding(months: -months)
        var conditions: [SQL] = ["d.issued_on < \(end)"]
        let amount: SQL = restriction.without.map { line in
            "(d.amount - CASE WHEN d.id = \(line.document) THEN CAST(\(line.amount) AS BIGINT) ELSE 0 END)"
        } ?? "d.amount"
        if let account = restriction.account { conditions.append("d.account_id = \(account)") }
        // What is paid by the due day counts as on time; a partial payment counts by its part.
        let statement: SQL = """
            SELECT d.account_id, d.currency,
                SUM(CASE WHEN d.kind = 'invoice' AND d.due_on >= \(from) AND d.due_on < \(end) THEN \(amount) ELSE 0 END),
                SUM(CASE WHEN d.kind = 'invoice' AND d.due_on >= \(from) AND d.due_on < \(end) THEN COALESCE(p.on_time, 0) ELSE 0 END),
                SUM(\(amount) - COALESCE(p.paid, 0)),
                SUM(CASE WHEN d.kind = 'invoice' AND d.due_on < \(end.advanced(by: -90)) THEN \(amount) - COALESCE(p.paid, 0) ELSE 0 END)
            FROM invoice d LEFT JOIN (
                SELECT q.account_id, q.invoice_id, SUM(q.amount) AS paid,
                    SUM(CASE WHEN q.paid_on <= i.due_on THEN q.amount ELSE 0 END) AS on_time
                FROM payment q JOIN invoice i ON i.account_id = q.account_id AND i.id = q.invoice_id
                WHERE q.paid_on < \(end) \(restriction.account.map { "AND q.account_id = \($0)" as SQL } ?? .empty)
                GROUP BY q.account_id, q.invoice_id
            ) p ON p.account_id = d.account_id AND p.invoice_id = d.id
            WHERE \(SQL.all(conditions))
            GROUP BY d.account_id, d.currency ORDER BY d.account_id, d.currency
            """
        try connection.forEach(statement) { row in
            try body(try row.get(0), try row.get(1), PaymentFacts(
                due: try row.get(2), paidOnTime: try row.get(3), receivable: try row.get(4), overdue90: try row.get(5)
            ))
        }
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
                SELECT ordered_on AS day FROM sales_order WHERE account_id = \(account)
                UNION ALL SELECT issued_on FROM invoice
                    WHERE account_id = \(account) AND kind = 'invoice' AND order_id IS NULL AND id <> \(document)
            ) orders
            """) { try $0.get(0, as: Day?.self) }.flatMap { $0 }
    }

    /// How many categories were sold to anybody in a period, per currency.
    public static func soldCategories(in period: Period, in connection: Connection) throws -> [Currency: Int] {
        let counts = try connection.rows("""
            SELECT l.currency, COUNT(DISTINCT p.category_id) FROM invoice_line l JOIN product p ON p.id = l.product_id
            WHERE l.issued_on >= \(period.from) AND l.issued_on < \(period.to) AND l.is_return = 0 GROUP BY l.currency
            """) { (try $0.get(0, as: Currency.self), try $0.get(1, as: Int.self)) }
        return Dictionary(uniqueKeysWithValues: counts)
    }

    /// Whether any category is marked strategic.
    public static func hasStrategicCategories(in connection: Connection) throws -> Bool {
        try connection.first("SELECT 1 FROM category WHERE is_strategic = 1 LIMIT 1") { _ in true } ?? false
    }
}
