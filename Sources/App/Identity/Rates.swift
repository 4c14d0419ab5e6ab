import Basics
import Storage

/// What one unit of a currency is worth in the company's own from a day on.
public struct DatedRate: Sendable, Hashable {
    public var currency: Currency
    public var from: Day
    /// Billionths.
    public var rate: Int64

    public init(currency: Currency, from: Day, rate: Int64) { (self.currency, self.from, self.rate) = (currency, from, rate) }

    /// Reads a plain positive decimal with at most nine digits after the point; nil otherwise.
    public init?(_ currency: String, _ from: String, _ rate: String) {
        guard let currency = Currency(currency), let from = Day(from), let rate = FixedDecimal.parse(rate.utf8, decimals: 9)?.units, rate > 0 else { return nil }
        self.init(currency: currency, from: from, rate: rate)
    }

    public var plain: String { FixedDecimal(units: rate, decimals: 9).trimmed(atLeast: 2) }
}

/// Why rates were not taken; nothing was then.
public enum RatesRefusal: Error, Equatable, Sendable {
    /// The header names no columns `currency`, `from` and `rate`, in either language.
    case noColumns(header: [String])
    /// A row's number, the header being 1, and what stands there.
    case badRow(Int, String)
    /// The company's own currency is worth one of itself.
    case ownCurrency(Int, String)
}

extension App {
    /// All rates, by currency, the newest first.
    public func rates() async throws -> [DatedRate] {
        try await database.read { connection in
            try connection.rows("SELECT currency, from_on, rate FROM exchange_rate ORDER BY currency, from_on DESC") {
                DatedRate(currency: try $0.get(0), from: try $0.get(1), rate: try $0.get(2))
            }
        }
    }

    /// Enters rates; one of the same currency and day is replaced. The next classification measures with them.
    public func setRates(_ rates: [DatedRate], by actor: User.ID?) async throws {
        let now = clock.now
        try await database.write { connection in
            try Rule.lock([.organisation], in: connection)
            let changed = try rates.filter { try UserStore.set(UserStore.Rate(currency: $0.currency, from: $0.from, rate: $0.rate), in: connection) }
            guard let first = changed.first else { return }
            let text = "\(first.currency.code) \(first.from.iso) \(first.plain)" + (changed.count > 1 ? " + \(changed.count - 1)" : "")
            try ActivityStore.record(.organisationChanged, by: actor, at: now, subject: ("organisation", 1), after: text, in: connection)
        }
    }
}
