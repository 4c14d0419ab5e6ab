import Basics
import Storage

/// What is to be measured: trailing windows that end on one day, and what their measuring needs of the whole company.
struct FactWindows: Sendable {
    /// One window and where each of its days belongs.
    struct Window: Sendable {
        var months: Int
        var period: Period
        /// The window of the same length before it.
        var earlier: Period
        /// The place of each day's month, from the first day of the window.
        var monthOfDay: [Int]
    }

    /// Only data before this day counts.
    let end: Day
    let windows: [Window]
    /// Whether the windows before them are measured too.
    let comparesEarlier: Bool
    let categories: [Product.ID: Category.ID]
    let strategic: Set<Category.ID>
    /// Whether anybody's payments are recorded; without them nobody can be called late.
    let hasPayments: Bool
    /// What amounts in other currencies are worth.
    let rates: ExchangeRates
    private let catalogueVersion: Int64

    /// - Parameter account: reads of the catalogue only what this account bought.
    init(months: some Sequence<Int>, before end: Day, comparesEarlier: Bool, for account: Account.ID? = nil, in connection: Connection) throws {
        self.end = end
        self.comparesEarlier = comparesEarlier
        windows = months.sorted().map { Window(months: $0, before: end) }
        let first = windows.map(\.period.from).min() ?? end
        categories = try ProductStore.categoriesOfProducts(boughtBy: account, in: Period(from: first, to: end), in: connection)
        strategic = try ProductStore.strategicCategories(in: connection)
        catalogueVersion = try ProductStore.catalogueVersion(in: connection)
        rates = try ExchangeRates(in: connection)
        hasPayments = try FactStore.hasPayments(before: end, in: connection)
    }

    /// Everything besides an account's own books that its facts depend on: facts of an equal basis can be kept.
    var basis: String {
        let lengths = windows.map { String($0.months) }.joined(separator: "+")
        return "\(end) \(lengths) \(comparesEarlier) \(hasPayments) \(!strategic.isEmpty) \(catalogueVersion) \(rates.signature)"
    }

    /// The days that have to be read.
    var period: Period {
        Period(from: windows.map { comparesEarlier ? $0.earlier.from : $0.period.from }.min() ?? end, to: end)
    }
}

extension FactWindows.Window {
    init(months: Int, before end: Day) {
        self.months = months
        let bounds = FactStore.bounds(months: months, before: end)
        let from = bounds.first ?? end
        period = Period(from: from, to: end)
        earlier = Period(from: from.adding(months: -months), to: from)
        monthOfDay = zip(bounds, bounds.dropFirst()).enumerated().flatMap { index, month in
            Array(repeating: index, count: month.1.number - month.0.number)
        }
    }
}
