import Basics
import Interface
import Storage

/// Twelve whole months of an account's sales, each beside the same month a year earlier.
struct AccountMonths {
    let months: [(month: Month, net: Int64, before: Int64)]
    /// Whether the cost of every line of these months is known.
    let costKnown: Bool
    let cost: Int64

    /// - Parameter end: the day after the last one that counts; its month is the last.
    init(of account: Account.ID, currency: Currency, before end: Day, in connection: Connection) throws {
        let last = end.advanced(by: -1).month
        let first = last.advanced(by: -11)
        let found = try SalesStore.months(
            of: account, currency: currency, from: first.advanced(by: -12), to: last.advanced(by: 1), in: connection
        )
        let net = Dictionary(uniqueKeysWithValues: found.map { ($0.month, $0.amounts) })
        let shown = (0..<12).map { first.advanced(by: $0) }
        let recent = shown.compactMap { net[$0] }
        months = shown.map { ($0, net[$0]?.net ?? 0, net[$0.advanced(by: -12)]?.net ?? 0) }
        costKnown = !recent.isEmpty && recent.allSatisfy { $0.lines == $0.linesWithCost }
        cost = recent.reduce(0) { $0 + $1.cost }
    }

    /// The table beside the chart, as CSV.
    static func export(_ code: String, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let account = try AccountStore.summary(code: code, within: visit.scope, in: connection) else { return .notFound }
        let currency = account.currency ?? visit.organisation.baseCurrency
        let year = try AccountMonths(of: account.id, currency: currency, before: visit.asOf, in: connection)
        let words = visit.words.account
        let header = [words.month, words.thisYear, words.lastYear, words.change, visit.words.commerce.currency]
        return .table("\(code)-months.csv", header, year.months) { month, net, before in
            [String(month.period.from.iso.prefix(7))] + [net, before, net - before].map { Money(minor: $0, currency).plain } + [currency.code]
        }
    }
}
