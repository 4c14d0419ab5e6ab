import Basics

/// How large what is booked may be. Whoever books refuses more, so that no sum of it passes 64 bits: not a document's, not an
/// account's, not that of a page of accounts.
enum BookLimit {
    /// Minor units of one amount: ten trillion in a currency with hundredths.
    static let amount: Int64 = 1_000_000_000_000_000
    /// Millionths of one quantity: ten billion pieces.
    static let quantity: Int64 = 10_000_000_000_000_000
    /// Minor units that a file adds in one currency, or that an account has before the last booking; two hundred of twice as much
    /// still add up.
    static let total: Int64 = 20_000_000_000_000_000
    /// Millionths that a file adds, or that an account has in a month before the last booking.
    static let totalQuantity: Int64 = 100_000_000_000_000_000

    static func allows(amount: Int64) -> Bool { amount.magnitude <= self.amount.magnitude }
    static func allows(quantity: Quantity) -> Bool { quantity.millionths.magnitude <= self.quantity.magnitude }

    static func allows(_ line: SalesLine) -> Bool {
        allows(amount: line.amount) && allows(amount: line.cost ?? 0) && allows(quantity: line.quantity)
    }
}

/// The books of an account would hold more than can be added up.
public struct BooksFull: Error, Hashable, Sendable {
    public var account: Account.ID
}

/// What lines come to in each currency, whatever their signs.
struct BookedVolume: Sendable {
    private struct Sum: Sendable {
        var amount: Int64 = 0
        var cost: Int64 = 0
    }

    private var sums: [Currency: Sum] = [:]
    private var quantity: Int64 = 0

    /// Whether another line leaves every total within its limit.
    func allows(amount: Int64, cost: Int64?, quantity: Quantity, _ currency: Currency) -> Bool {
        guard BookLimit.allows(amount: amount), BookLimit.allows(amount: cost ?? 0), BookLimit.allows(quantity: quantity) else { return false }
        let sum = sums[currency] ?? Sum()
        return sum.amount + abs(amount) <= BookLimit.total && sum.cost + abs(cost ?? 0) <= BookLimit.total
            && self.quantity + abs(quantity.millionths) <= BookLimit.totalQuantity
    }

    /// Adds a line that is allowed.
    mutating func add(amount: Int64, cost: Int64?, quantity: Quantity, _ currency: Currency) {
        sums[currency, default: Sum()].amount += abs(amount)
        sums[currency, default: Sum()].cost += abs(cost ?? 0)
        self.quantity += abs(quantity.millionths)
    }
}
