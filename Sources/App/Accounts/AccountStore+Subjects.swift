import Basics
import Storage

/// What the record itself says of an account that is to be classified.
struct AccountSubject: Sendable {
    var id: Account.ID
    /// The currency its sales are shown in.
    var currency: Currency
    var firstOrderOn: Day?
    var referenceValue: Int?
    var previousTier: String?
    /// What the list shows until the next classification; ten-thousandths of a point.
    var score: Int
    var isProvisional: Bool
    /// How the last classification moved it: 1 up, -1 down, 2 its first, 0 not at all.
    var moved: Int
}

extension AccountStore {
    /// Calls `body` for every account with what its record says, in the order of identifiers.
    static func forEachSubject(
        only account: Account.ID? = nil, baseCurrency: Currency, in connection: Connection,
        _ body: (AccountSubject, _ code: String, _ name: String) throws -> Void
    ) throws {
        let restriction: SQL = account.map { "WHERE a.id = \($0)" } ?? .empty
        try connection.forEach("""
            SELECT a.id, a.code, COALESCE(a.short_name, a.name), s.currency, s.first_order_on, a.reference_value, s.tier, s.score, s.provisional, s.moved
            FROM account a JOIN account_summary s ON s.account_id = a.id \(restriction) ORDER BY a.id
            """) { row in
            let subject = AccountSubject(
                id: try row.get(0), currency: try row.get(3, as: Currency?.self) ?? baseCurrency, firstOrderOn: try row.get(4),
                referenceValue: try row.get(5), previousTier: try row.get(6), score: try row.get(7), isProvisional: try row.get(8), moved: try row.get(9)
            )
            try body(subject, try row.get(1), try row.get(2))
        }
    }
}

extension AccountStore {
    static func identifiers(in connection: Connection) throws -> [Account.ID] {
        try connection.rows("SELECT id FROM account ORDER BY id") { try $0.get(0) }
    }
}
