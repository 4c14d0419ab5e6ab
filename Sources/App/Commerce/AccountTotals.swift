import Basics
import Storage

/// What one account bought in one month and currency.
public struct AccountMonth: Sendable, Hashable {
    struct Key: Hashable, Comparable {
        var account: Account.ID
        var currency: Currency
        var month: Month

        static func < (left: Key, right: Key) -> Bool {
            (left.account, left.currency, left.month) < (right.account, right.currency, right.month)
        }
    }

    /// Sums over lines; amounts in minor units, quantity in millionths.
    public struct Amounts: Sendable, Hashable {
        public var gross: Int64 = 0
        /// Zero or negative.
        public var returns: Int64 = 0
        public var cost: Int64 = 0
        public var lines = 0
        public var linesWithCost = 0
        public var quantity: Int64 = 0

        static let zero = Amounts()
        public var net: Int64 { gross + returns }

        mutating func add(_ line: SalesLine, isReturn: Bool) {
            if isReturn { returns += line.amount } else { gross += line.amount }
            cost += line.cost ?? 0
            lines += 1
            linesWithCost += line.cost == nil ? 0 : 1
            quantity += line.quantity.millionths
        }
    }
}

/// What bookings add to one account's summary, in one currency.
struct SummaryChange {
    struct Key: Hashable, Comparable {
        var account: Account.ID
        var currency: Currency

        static func < (left: Key, right: Key) -> Bool { (left.account, left.currency) < (right.account, right.currency) }
    }

    var gross: Int64 = 0
    var returns: Int64 = 0
    var orders = 0
    var invoices = 0
    var returnDocuments = 0
    var firstOrder: Day?
    var lastOrder: Day?

    mutating func add(amount: Int64, isReturn: Bool) {
        if isReturn { returns += amount } else { gross += amount }
    }

    mutating func add(_ document: SalesDocument) {
        switch document.kind {
        case .invoice:
            invoices += 1
            // A source without orders: its invoice is the order.
            if document.orderID == nil { addOrder(on: document.issuedOn) }
        case .return: returnDocuments += 1
        case .reversal: break
        }
    }

    mutating func add(_ order: SalesOrder) { addOrder(on: order.orderedOn) }

    private mutating func addOrder(on day: Day) {
        orders += 1
        firstOrder = min(firstOrder ?? day, day)
        lastOrder = max(lastOrder ?? day, day)
    }
}

/// Writes changes of the maintained totals.
enum AccountTotals {
    static func apply(_ months: [AccountMonth.Key: AccountMonth.Amounts], in connection: Connection) throws {
        for (key, amounts) in months.sorted(by: { $0.key < $1.key }) {
            try connection.execute("""
                INSERT INTO account_month (account_id, currency, month, gross_sales, returns, cost, lines, lines_with_cost, quantity)
                VALUES (\(key.account), \(key.currency), \(key.month), \(amounts.gross), \(amounts.returns), \(amounts.cost),
                    \(amounts.lines), \(amounts.linesWithCost), \(amounts.quantity))
                ON CONFLICT (account_id, currency, month) DO UPDATE SET
                    gross_sales = account_month.gross_sales + excluded.gross_sales,
                    returns = account_month.returns + excluded.returns,
                    cost = account_month.cost + excluded.cost,
                    lines = account_month.lines + excluded.lines,
                    lines_with_cost = account_month.lines_with_cost + excluded.lines_with_cost,
                    quantity = account_month.quantity + excluded.quantity
                """)
        }
    }

    /// An account's list shows one currency, its first; other currencies stay apart in `account_month`.
    static func apply(_ changes: [SummaryChange.Key: SummaryChange], in connection: Connection) throws {
        for (key, change) in changes.sorted(by: { $0.key < $1.key }) {
            let net = change.gross + change.returns
            try connection.execute("""
                UPDATE account_summary SET
                    currency = COALESCE(currency, \(key.currency)),
                    net_sales = net_sales + CASE WHEN COALESCE(currency, \(key.currency)) = \(key.currency) THEN CAST(\(net) AS BIGINT) ELSE 0 END,
                    gross_sales = gross_sales
                        + CASE WHEN COALESCE(currency, \(key.currency)) = \(key.currency) THEN CAST(\(change.gross) AS BIGINT) ELSE 0 END,
                    returns = returns
                        + CASE WHEN COALESCE(currency, \(key.currency)) = \(key.currency) THEN CAST(\(change.returns) AS BIGINT) ELSE 0 END,
                    orders = orders + \(change.orders),
                    invoices = invoices + \(change.invoices),
                    return_documents = return_documents + \(change.returnDocuments),
                    first_order_on = CASE WHEN first_order_on < \(change.firstOrder) THEN first_order_on
                        ELSE COALESCE(\(change.firstOrder), first_order_on) END,
                    last_order_on = CASE WHEN last_order_on > \(change.lastOrder ?? AccountSummary.never) THEN last_order_on
                        ELSE \(change.lastOrder ?? AccountSummary.never) END
                WHERE account_id = \(key.account)
                """)
        }
    }
}
