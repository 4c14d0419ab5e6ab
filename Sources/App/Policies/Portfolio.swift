import Basics
import Foundation
import Scoring

/// What all accounts add up to, by window length and currency; stored with a run so that its scores can be explained.
struct Portfolio: Sendable, Hashable {
    struct Key: Hashable, Sendable {
        var window: Int
        var currency: Currency
    }

    /// What the accounts of each currency add up to.
    var sums: [Key: PortfolioFacts] = [:]
    /// What all of them add up to in the company's currency, by window length; nothing where everybody buys in one currency, because
    /// nothing has to be converted then.
    var company: [Int: Company] = [:]

    struct Company: Sendable, Hashable {
        var currency: Currency
        var netSales: Int64 = 0
        /// Nil unless every line of the accounts that count has a cost.
        var margin: Int64? = 0
        /// What accounts buy in.
        var currencies: Set<Currency> = []
        /// Accounts that are left out, by the currency that has no rate on a day of theirs.
        var unrated: [Currency: Int] = [:]

        init(currency: Currency) { self.currency = currency }
    }

    init() {}

    /// Keeps the company's sums only where there is more than one currency.
    mutating func leaveUnconverted() { company = company.filter { $0.value.currencies.count > 1 } }

    /// Accounts that are left out of the company's sums, by currency.
    func unrated(window: Int) -> [(currency: Currency, accounts: Int)] {
        (company[window]?.unrated ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// What shares of the accounts of a currency are shares of.
    func facts(in currency: Currency) -> [Int: PortfolioFacts] {
        var facts: [Int: PortfolioFacts] = [:]
        for (key, sum) in sums where key.currency == currency { facts[key.window] = sum }
        for (window, whole) in company {
            facts[window, default: PortfolioFacts()].netSales = whole.netSales
            facts[window, default: PortfolioFacts()].margin = whole.margin
        }
        return facts
    }

    private struct Entry: Codable {
        var window: Int
        var currency: String
        var netSales: Int64
        var margin: Int64?
        var categories: Int
        /// The company as a whole, in its currency.
        var currencies: [String]?
        var unrated: [String: Int]?
    }

    func encoded() throws -> String {
        let order = sums.sorted { ($0.key.window, $0.key.currency) < ($1.key.window, $1.key.currency) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let wholes = company.sorted { $0.key < $1.key }.map { window, whole in
            Entry(
                window: window, currency: whole.currency.code, netSales: whole.netSales, margin: whole.margin, categories: 0,
                currencies: whole.currencies.map(\.code).sorted(), unrated: Dictionary(uniqueKeysWithValues: whole.unrated.map { ($0.code, $1) })
            )
        }
        let data = try encoder.encode(order.map { key, facts in
            Entry(
                window: key.window, currency: key.currency.code, netSales: facts.netSales, margin: facts.margin,
                categories: facts.categories
            )
        } + wholes)
        return String(decoding: data, as: UTF8.self)
    }

    init(encoded text: String) throws {
        for entry in try JSONDecoder().decode([Entry].self, from: Data(text.utf8)) {
            guard let currency = Currency(entry.currency) else { continue }
            if let currencies = entry.currencies {
                var whole = Company(currency: currency)
                (whole.netSales, whole.margin, whole.currencies) = (entry.netSales, entry.margin, Set(currencies.compactMap { Currency($0) }))
                for (code, accounts) in entry.unrated ?? [:] { if let currency = Currency(code) { whole.unrated[currency] = accounts } }
                company[entry.window] = whole
                continue
            }
            var facts = PortfolioFacts()
            facts.netSales = entry.netSales
            facts.margin = entry.margin
            facts.categories = entry.categories
            sums[Key(window: entry.window, currency: currency)] = facts
        }
    }
}
