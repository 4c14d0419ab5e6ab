import Basics
import Storage

/// The order of a list: one sortable column and a direction.
public struct AccountOrder: Sendable, Hashable {
    public enum Column: String, CaseIterable, Sendable {
        /// `sales` are those of the twelve months, `total` all there ever were.
        case name, tier, sales, total, score, orders, last, contact
    }

    public var column: Column
    public var isDescending: Bool

    public init(_ column: Column, descending: Bool) {
        self.column = column
        isDescending = descending
    }

    public static let standard = AccountOrder(.sales, descending: true)

    /// `-sales` or `name`, as in addresses; nil for anything else.
    public init?(_ text: String) {
        let descending = text.hasPrefix("-")
        guard let column = Column(rawValue: descending ? String(text.dropFirst()) : text) else { return nil }
        self.init(column, descending: descending)
    }

    public var text: String { (isDescending ? "-" : "") + column.rawValue }

    var key: SQL {
        switch column {
        case .name: "s.name_key"
        case .sales: "s.year_sales"
        case .total: "s.net_sales"
        // Tiers are bands of the score, so the score orders them.
        case .score, .tier: "s.score"
        case .orders: "s.orders"
        case .last: "s.last_order_on"
        case .contact: "s.last_contact_on"
        }
    }

    func value(of account: AccountSummary) -> SQLValue {
        switch column {
        case .name: .text(account.nameKey)
        case .sales: .integer(account.year.net)
        case .total: .integer(account.netSales)
        case .score, .tier: .integer(Int64(account.score ?? -1))
        case .orders: .integer(Int64(account.orders))
        case .last: (account.lastOrderOn ?? AccountSummary.never).sqlValue
        case .contact: (account.lastContactOn ?? AccountSummary.never).sqlValue
        }
    }
}

extension AccountSummary {
    /// Stands in sort columns for "no order yet".
    static let never = Day(number: -1_000_000)
}

/// Where a page of a list ends: the sort value and the identifier of its last row.
public struct AccountCursor: Sendable, Hashable {
    var value: SQLValue
    var id: Account.ID

    /// `n123.45` or `thuayao.45`, as in addresses.
    public var text: String {
        switch value {
        case .integer(let number): "n\(number).\(id.value)"
        case .text(let text): "t\(text).\(id.value)"
        default: ""
        }
    }

    init(value: SQLValue, id: Account.ID) {
        self.value = value
        self.id = id
    }

    /// Nil for anything that `text` does not produce.
    public init?(_ text: String) {
        guard let point = text.lastIndex(of: "."), let id = Int64(text[text.index(after: point)...]) else { return nil }
        let value = text[..<point]
        switch value.first {
        case "n":
            guard let number = Int64(value.dropFirst()) else { return nil }
            self.init(value: .integer(number), id: Account.ID(id))
        case "t": self.init(value: .text(String(value.dropFirst())), id: Account.ID(id))
        default: return nil
        }
    }
}
