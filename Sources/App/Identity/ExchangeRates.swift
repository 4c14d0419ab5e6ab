import Basics
import Storage

/// What other currencies are worth in the company's own, by day: each rate holds from its day until the next one.
public struct ExchangeRates: Sendable, Hashable {
    /// The company's own currency.
    public let base: Currency
    /// Oldest first.
    private var rates: [Currency: [UserStore.Rate]] = [:]

    /// - Parameter rates: in any order.
    init(base: Currency, _ rates: [UserStore.Rate] = []) {
        self.base = base
        self.rates = Dictionary(grouping: rates, by: \.currency).mapValues { $0.sorted { $0.from < $1.from } }
    }

    init(in connection: Connection) throws {
        let base = (try UserStore.organisation(in: connection) ?? .unnamed).baseCurrency
        self.init(base: base, try connection.rows("SELECT currency, from_on, rate FROM exchange_rate") { row in
            UserStore.Rate(currency: try row.get(0), from: try row.get(1), rate: try row.get(2))
        })
    }

    /// Billionths of the base currency for one unit; nil where no rate holds yet.
    func rate(of currency: Currency, on day: Day) -> Int64? {
        if currency == base { return 1_000_000_000 }
        guard let known = rates[currency] else { return nil }
        // The first that begins after the day; the one before it holds.
        var low = 0, high = known.count
        while low < high {
            let middle = (low + high) / 2
            if known[middle].from <= day { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : known[low - 1].rate
    }

    /// Minor units of the base currency, rounded once, half away from zero; nil without a rate.
    ///
    /// Currencies differ in their minor units: a yen has none, a dinar a thousand.
    func converted(_ minor: Int64, _ currency: Currency, on day: Day) -> Int64? {
        guard currency != base else { return minor }
        guard let rate = rate(of: currency, on: day) else { return nil }
        let exact = Int128(minor) * Int128(rate) * Int128(base.minorPerMajor)
        return Int64(clamping: exact.roundedDivision(by: 1_000_000_000 * Int128(currency.minorPerMajor)))
    }

    /// The same for the same rates, in any process: what was measured with them stays true as long as it does.
    var signature: String {
        guard !rates.isEmpty else { return base.code }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for (currency, known) in rates.sorted(by: { $0.key < $1.key }) {
            for rate in known {
                for byte in "\(currency.code) \(rate.from.number) \(rate.rate);".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            }
        }
        return "\(base.code) \(String(hash, radix: 36))"
    }
}
