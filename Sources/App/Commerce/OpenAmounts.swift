import Basics
import Storage

/// Which documents of an account are asked for.
struct DocumentFilter: Sendable {
    var period: Period?
    var kind: SalesDocument.Kind?
    var part: DocumentsQuery.Part?
    /// Only documents that were overdue on this day.
    var overdueOn: Day?

    init(_ query: DocumentsQuery = .init(), overdueOn day: Day? = nil) {
        period = query.period
        kind = query.kind
        part = query.part
        overdueOn = query.isOverdue ? day : nil
    }

    /// On `invoice d`.
    func conditions(_ account: Account.ID) -> SQL {
        var conditions: [SQL] = ["d.account_id = \(account)"]
        if let period { conditions.append("d.issued_on >= \(period.from) AND d.issued_on < \(period.to)") }
        if let kind { conditions.append("d.kind = \(kind.rawValue)") }
        if let part {
            conditions.append("""
                EXISTS (SELECT 1 FROM invoice_line l WHERE l.account_id = d.account_id AND l.issued_on = d.issued_on AND l.invoice_id = d.id
                    AND l.is_return = \(part == .returns ? 1 : 0))
                """)
        }
        if let overdueOn { conditions.append("d.issued_on < \(overdueOn) AND d.due_on < \(overdueOn) AND \(SQL.openAmount(on: overdueOn)) > 0") }
        return .all(conditions)
    }
}

extension SQL {
    /// What was still to be paid of `invoice d` on a day: less payments, and less what returns and reversals of it took off.
    static func openAmount(on day: Day) -> SQL {
        """
        (d.amount - COALESCE((SELECT SUM(p.amount) FROM payment p
                WHERE p.account_id = d.account_id AND p.invoice_id = d.id AND p.paid_on < \(day)), 0)
            + COALESCE((SELECT SUM(r.amount + COALESCE((SELECT SUM(x.amount) FROM invoice x
                    WHERE x.account_id = r.account_id AND x.reverses_id = r.id AND x.issued_on < \(day)), 0)) FROM invoice r
                WHERE r.account_id = d.account_id AND r.reverses_id = d.id AND r.issued_on < \(day)), 0))
        """
    }
}

extension SalesStore {
    /// Money not yet received of one currency on a day.
    public struct Receivable: Sendable, Hashable {
        public var currency: Currency
        public var overdue: Int64 = 0
        public var overdueDocuments = 0
        public var oldestDueOn: Day?
    }

    /// What can be said of an account's receivables.
    enum Receivables: Sendable {
        /// Nobody ever paid, or no invoice of the account names a due day: nothing can be said.
        case unknown
        /// One for each currency with something overdue; none when everything is paid in time.
        case known([Receivable])
    }

    static func receivables(of account: Account.ID, on day: Day, in connection: Connection) throws -> Receivables {
        let isKnown = try connection.first("""
            SELECT 1 FROM invoice d WHERE d.account_id = \(account) AND d.due_on IS NOT NULL AND EXISTS (SELECT 1 FROM payment LIMIT 1) LIMIT 1
            """) { _ in true } ?? false
        guard isKnown else { return .unknown }
        var filter = DocumentFilter()
        filter.overdueOn = day
        return .known(try connection.rows("""
            SELECT d.currency, SUM(\(SQL.openAmount(on: day))), COUNT(*), MIN(d.due_on) FROM invoice d
            WHERE \(filter.conditions(account)) GROUP BY d.currency ORDER BY d.currency
            """) { Receivable(currency: try $0.get(0), overdue: try $0.get(1), overdueDocuments: try $0.get(2), oldestDueOn: try $0.get(3)) })
    }
}
