import Basics

/// What an import did, in the words of its command-line contract.
public struct ImportTally: Sendable, Hashable, Codable {
    /// Data rows of the file.
    public var rows = 0
    /// Rows booked by this run.
    public var imported = 0
    /// Rows that were not in the books before.
    public var new = 0
    /// Records that existed and got other values.
    public var changed = 0
    /// Records that existed with the same values, and rows of documents that are in the books already.
    public var unchanged = 0
    /// Rows left out, by reason; with `imported` and `unchanged` they add up to `rows`.
    public var setAside: [String: Int] = [:]
    /// Accounts with at least one sales line in the file.
    public var accounts = 0
    /// Sales documents, without returns.
    public var invoices = 0
    /// Products with at least one sales line.
    public var items = 0
    public var salesLines = 0
    public var returnLines = 0
    /// What was booked, by the code of its currency; currencies never add.
    public var totals: [String: Totals] = [:]

    /// Minor units of one currency.
    public struct Totals: Sendable, Hashable, Codable {
        public var grossSales: Int64 = 0
        /// Zero or negative.
        public var returns: Int64 = 0

        public init() {}
    }

    /// Nil when there are several currencies, which have no total.
    public var grossSales: Int64? { totals.count > 1 ? nil : totals.first?.value.grossSales ?? 0 }
    /// Nil when there are several currencies, which have no total.
    public var returns: Int64? { totals.count > 1 ? nil : totals.first?.value.returns ?? 0 }
    /// Nil until a row was booked, empty when there are several.
    public var currency: String? { totals.count > 1 ? "" : totals.first?.key }

    mutating func setAside(_ reason: SetAsideReason) { setAside[reason.rawValue, default: 0] += 1 }
    public var setAsideRows: Int { setAside.values.reduce(0, +) }

    /// Counts a line that is, or would be, booked; no file's total passes `BookLimit.total`.
    mutating func count(_ row: SalesRow) {
        new += 1
        if row.kind.isReturn {
            returnLines += 1
            totals[row.currency.code, default: Totals()].returns += row.amount
        } else {
            salesLines += 1
            totals[row.currency.code, default: Totals()].grossSales += row.amount
        }
    }

    public init() {}

    /// Counters that an older version did not write are zero; it wrote one total, whatever the currencies.
    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: CodingKeys.self)
        func count(_ key: CodingKeys) throws -> Int { try box.decodeIfPresent(Int.self, forKey: key) ?? 0 }
        (rows, imported, new, changed, unchanged) = (try count(.rows), try count(.imported), try count(.new), try count(.changed), try count(.unchanged))
        setAside = try box.decodeIfPresent([String: Int].self, forKey: .setAside) ?? [:]
        unchanged += setAside.removeValue(forKey: SetAsideReason.alreadyImported.rawValue) ?? 0
        (accounts, invoices, items) = (try count(.accounts), try count(.invoices), try count(.items))
        (salesLines, returnLines) = (try count(.salesLines), try count(.returnLines))
        totals = try box.decodeIfPresent([String: Totals].self, forKey: .totals) ?? Self.earlierTotals(decoder)
    }

    private enum EarlierKeys: String, CodingKey { case grossSales, returns, currency }

    private static func earlierTotals(_ decoder: any Decoder) throws -> [String: Totals] {
        let box = try decoder.container(keyedBy: EarlierKeys.self)
        guard let currency = try box.decodeIfPresent(String.self, forKey: .currency), !currency.isEmpty else { return [:] }
        var totals = Totals()
        totals.grossSales = try box.decodeIfPresent(Int64.self, forKey: .grossSales) ?? 0
        totals.returns = try box.decodeIfPresent(Int64.self, forKey: .returns) ?? 0
        return [currency: totals]
    }
}
