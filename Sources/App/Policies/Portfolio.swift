import Basics
import Foundation
import Scoring

/// What all accounts add up to, by window length and currency; stored with a run so that its scores can be explained.
struct Portfolio: Sendable, Hashable {
    struct Key: Hashable, Sendable {
        var window: Int
        var currency: Currency
    }

    var sums: [Key: PortfolioFacts] = [:]

    init() {}

    func facts(in currency: Currency) -> [Int: PortfolioFacts] {
        var facts: [Int: PortfolioFacts] = [:]
        for (key, sum) in sums where key.currency == currency { facts[key.window] = sum }
        return facts
    }

    private struct Entry: Codable {
        var window: Int
        var currency: String
        var netSales: Int64
        var margin: Int64?
        var categories: Int
    }

    func encoded() throws -> String {
        let order = sums.sorted { ($0.key.window, $0.key.currency) < ($1.key.window, $1.key.currency) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(order.map { key, facts in
            Entry(
                window: key.window, currency: key.currency.code, netSales: facts.netSales, margin: facts.margin,
                categories: facts.categories
            )
        })
        return String(decoding: data, as: UTF8.self)
    }

    init(encoded text: String) throws {
        for entry in try JSONDecoder().decode([Entry].self, from: Data(text.utf8)) {
            guard let currency = Currency(entry.currency) else { continue }
            var facts = PortfolioFacts()
            facts.netSales = entry.netSales
            facts.margin = entry.margin
            facts.categories = entry.categories
            sums[Key(window: entry.window, currency: currency)] = facts
        }
    }
}
