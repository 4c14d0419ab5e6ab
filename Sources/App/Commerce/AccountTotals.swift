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

/// Writes changes of the maintained totals.
enum AccountTotals {
    /// Whether an account can take another document of a month and currency.
    static func hasRoom(for key: AccountMonth.Key, in connection: Connection) throws -> Bool {
        let isFull = try connection.first("""
            SELECT 1 FROM account_summary WHERE account_id = \(key.account)
                AND (ABS(gross_sales) > \(BookLimit.total) OR ABS(returns) > \(BookLimit.total))
            UNION ALL SELECT 1 FROM account_month WHERE account_id = \(key.account) AND currency = \(key.currency) AND month = \(key.month)
                AND (ABS(gross_sales) > \(BookLimit.total) OR ABS(returns) > \(BookLimit.total) OR ABS(cost) > \(BookLimit.total)
                    OR ABS(quantity) > \(BookLimit.totalQuantity))
            """) { _ in true }
        return isFull == nil
    }

    /// - Throws: `BooksFull` when an account's month holds as much already as can be added up.
    static func apply(_ months: [AccountMonth.Key: AccountMonth.Amounts], in connection: Connection) throws {
        for (key, amounts) in months.sorted(by: { $0.key < $1.key }) {
            let written = try connection.execute("""
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
                WHERE ABS(account_month.gross_sales) <= \(BookLimit.total) AND ABS(account_month.returns) <= \(BookLimit.total)
                    AND ABS(account_month.cost) <= \(BookLimit.total) AND ABS(account_month.quantity) <= \(BookLimit.totalQuantity)
                """)
            guard written > 0 else { throw BooksFull(account: key.account) }
        }
    }
}
