import Basics
import Storage

/// Questions about what is still to be paid, company-wide, as far as somebody may see.
enum ReceivablesStore {
    /// What is open of one age in one currency.
    struct Part: Sendable, Hashable {
        var currency: Currency
        var age: ReceivableAge
        var invoices: Int
        /// Minor units.
        var amount: Int64
    }

    /// An invoice of which something is open.
    struct Item: Sendable {
        var account: Account.ID
        var invoice: SalesDocument.ID
        var number: String
        var issuedOn: Day
        var dueOn: Day
        /// Of the whole invoice.
        var amount: Money
        var open: Money
    }

    /// What an account has not paid in time, in one currency.
    struct Overdue: Sendable, Hashable {
        var account: Account.ID
        var open: Money
        var invoices: Int
        var oldest: Day
    }

    /// A return, and the invoice that it is of where it names one.
    struct Returned: Sendable {
        var account: Account.ID
        var document: SalesDocument.ID
        var number: String
        var issuedOn: Day
        var amount: Money
        var invoice: String?
    }

    private static func source(_ scope: Scope) -> SQL {
        if case .teams = scope { return "open_invoice o JOIN account_summary s ON s.account_id = o.account_id" }
        return "open_invoice o"
    }

    private static func conditions(_ days: (from: Day?, to: Day?), _ reach: SQL) -> SQL {
        var conditions = [reach]
        if let from = days.from { conditions.append("o.due_on >= \(from)") }
        if let to = days.to { conditions.append("o.due_on < \(to)") }
        return .all(conditions)
    }

    /// Everything that is open by age on a day.
    static func parts(on day: Day, within scope: Scope, in connection: Connection) throws -> [Part] {
        try connection.remember(MemoryKey("receivables", "\(scope.signature) \(day.number)")) {
            try connection.rows("""
                SELECT o.currency, CASE WHEN o.due_on >= \(day) THEN 0 WHEN o.due_on >= \(day.advanced(by: -30)) THEN 1
                    WHEN o.due_on >= \(day.advanced(by: -60)) THEN 2 WHEN o.due_on >= \(day.advanced(by: -90)) THEN 3 ELSE 4 END AS age,
                    COUNT(*), SUM(o.amount)
                FROM \(source(scope)) WHERE \(scope.condition(account: "o.account_id", team: "s.team_id")) GROUP BY o.currency, 2 ORDER BY o.currency, 2
                """) { row in
                let place: Int = try row.get(1)
                return Part(currency: try row.get(0), age: ReceivableAge.allCases[min(max(place, 0), 4)], invoices: try row.get(2), amount: try row.get(3))
            }
        }
    }

    /// The accounts that owe most of what is overdue.
    static func overdue(on day: Day, limit: Int, within scope: Scope, in connection: Connection) throws -> [Overdue] {
        try connection.rows("""
            SELECT o.account_id, o.currency, SUM(o.amount), COUNT(*), MIN(o.due_on) FROM \(source(scope))
            WHERE \(conditions((nil, day), scope.condition(account: "o.account_id", team: "s.team_id")))
            GROUP BY o.account_id, o.currency ORDER BY 3 DESC, o.account_id LIMIT \(limit)
            """) { row in
            Overdue(account: try row.get(0), open: Money(minor: try row.get(2), try row.get(1)), invoices: try row.get(3), oldest: try row.get(4))
        }
    }

    /// Open invoices, what is longest overdue first.
    static func items(_ query: ReceivablesQuery, on day: Day, limit: Int, within scope: Scope, in connection: Connection) throws -> [Item] {
        var condition = conditions(query.dueDays(on: day), scope.probe(account: "o.account_id", team: "(SELECT s.team_id FROM account_summary s WHERE s.account_id = o.account_id)"))
        if let (due, account, invoice) = query.cursor {
            condition = .all([condition, "(o.due_on, o.account_id, o.invoice_id) > (\(due), \(account), \(invoice))"])
        }
        return try connection.rows("""
            SELECT q.account_id, q.invoice_id, d.number, d.issued_on, q.due_on, q.currency, d.amount, q.amount FROM (
                SELECT o.account_id, o.invoice_id, o.due_on, o.currency, o.amount FROM open_invoice o WHERE \(condition)
                ORDER BY o.due_on, o.account_id, o.invoice_id LIMIT \(limit)
            ) q JOIN invoice d ON d.account_id = q.account_id AND d.id = q.invoice_id ORDER BY q.due_on, q.account_id, q.invoice_id
            """) { row in
            let currency: Currency = try row.get(5)
            return Item(
                account: try row.get(0), invoice: try row.get(1), number: try row.get(2), issuedOn: try row.get(3), dueOn: try row.get(4),
                amount: Money(minor: try row.get(6), currency), open: Money(minor: try row.get(7), currency)
            )
        }
    }

    /// Returns of a period that stand, the newest first.
    static func returns(in period: Period, limit: Int, within scope: Scope, in connection: Connection) throws -> [Returned] {
        try connection.rows("""
            SELECT r.account_id, r.id, r.number, r.issued_on, r.currency, r.amount, d.number FROM (
                SELECT x.account_id, x.id, x.number, x.issued_on, x.currency, x.amount, x.reverses_id FROM invoice x
                WHERE x.kind = 'return' AND x.issued_on >= \(period.from) AND x.issued_on < \(period.to)
                    AND \(scope.probe(account: "x.account_id", team: "(SELECT s.team_id FROM account_summary s WHERE s.account_id = x.account_id)"))
                    AND NOT EXISTS (SELECT 1 FROM invoice b WHERE b.account_id = x.account_id AND b.reverses_id = x.id)
                ORDER BY x.issued_on DESC, x.account_id DESC, x.id DESC LIMIT \(limit)
            ) r LEFT JOIN invoice d ON d.account_id = r.account_id AND d.id = r.reverses_id ORDER BY r.issued_on DESC, r.account_id DESC, r.id DESC
            """) { row in
            Returned(
                account: try row.get(0), document: try row.get(1), number: try row.get(2), issuedOn: try row.get(3),
                amount: Money(minor: try row.get(5), try row.get(4)), invoice: try row.get(6)
            )
        }
    }
}
