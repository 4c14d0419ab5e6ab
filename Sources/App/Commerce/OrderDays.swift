import Basics
import Storage

/// What a booking's invoices say of orders: an invoice is the order of an account without orders, and nothing more where orders exist.
///
/// It does not matter which of them comes first, nor by which door: an account that gets its first order is counted anew.
struct OrderDays: Sendable {
    private struct Days: Sendable {
        var count = 0
        var first: Day
        var last: Day
    }

    private var invoiced: [AccountSalesChange.Key: Days] = [:]
    private var ordering: Set<Account.ID> = []

    mutating func add(invoiceOn day: Day, to key: AccountSalesChange.Key) {
        var days = invoiced[key] ?? Days(first: day, last: day)
        days.count += 1
        (days.first, days.last) = (min(days.first, day), max(days.last, day))
        invoiced[key] = days
    }

    mutating func add(orderOf account: Account.ID) { ordering.insert(account) }

    /// Accounts whose invoices were their orders until now; to be asked before anything is written.
    func beginners(in connection: Connection) throws -> Set<Account.ID> {
        var beginners: Set<Account.ID> = []
        for part in ordering.sorted().chunks(of: 400) {
            beginners.formUnion(try connection.rows("""
                SELECT s.account_id FROM account_summary s WHERE s.account_id IN \(list: part) AND s.invoices > 0
                    AND NOT EXISTS (SELECT 1 FROM sales_order o WHERE o.account_id = s.account_id)
                """) { try $0.get(0, as: Account.ID.self) })
        }
        return beginners
    }

    /// Adds the invoices of accounts without orders; to be asked once the booking's own orders are written.
    func count(in changes: inout [AccountSalesChange.Key: AccountSalesChange], _ connection: Connection) throws {
        var ordered: Set<Account.ID> = []
        for part in Set(invoiced.keys.map(\.account)).sorted().chunks(of: 400) {
            ordered.formUnion(try SalesStore.accountsWithOrders(among: part, in: connection))
        }
        for (key, days) in invoiced where !ordered.contains(key.account) {
            changes[key, default: AccountSalesChange()].add(orders: days.count, first: days.first, last: days.last)
        }
    }
}

extension AccountSalesChange {
    mutating func add(orders count: Int, first: Day?, last: Day?) {
        orders += count
        if let first { firstOrder = min(firstOrder ?? first, first) }
        if let last { lastOrder = max(lastOrder ?? last, last) }
    }
}
