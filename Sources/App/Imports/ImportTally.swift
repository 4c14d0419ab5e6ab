import Basics

/// What an import did, in the words of its command-line contract.
public struct ImportTally: Sendable, Hashable, Codable {
    /// Data rows of the file.
    public var rows = 0
    /// Rows booked by this run.
    public var imported = 0
    /// Rows that were not in the books before.
    public var new = 0
    /// Rows left out, by reason; with `imported` they add up to `rows`.
    public var setAside: [String: Int] = [:]
    /// Accounts with at least one sales line in the file.
    public var accounts = 0
    /// Sales documents, without returns.
    public var invoices = 0
    /// Products with at least one sales line.
    public var items = 0
    public var salesLines = 0
    public var returnLines = 0
    /// Minor units.
    public var grossSales: Int64 = 0
    /// Minor units; zero or negative.
    public var returns: Int64 = 0
    /// Nil until a row was booked; a file in several currencies has no total.
    public var currency: String?

    mutating func setAside(_ reason: SetAsideReason) { setAside[reason.rawValue, default: 0] += 1 }
    public var setAsideRows: Int { setAside.values.reduce(0, +) }
}
