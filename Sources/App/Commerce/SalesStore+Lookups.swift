import Basics
import Storage

extension SalesStore {
    /// How many documents a list has and what they add up to, per currency.
    static func documentTotals(
        of account: Account.ID, in period: Period?, kind: SalesDocument.Kind?, in connection: Connection
    ) throws -> [(currency: Currency, count: Int, amount: Int64)] {
        var conditions: [SQL] = ["d.account_id = \(account)"]
        if let period { conditions.append("d.issued_on >= \(period.from) AND d.issued_on < \(period.to)") }
        if let kind { conditions.append("d.kind = \(kind.rawValue)") }
        return try connection.rows("""
            SELECT d.currency, COUNT(*), SUM(d.amount) FROM invoice d WHERE \(SQL.all(conditions)) GROUP BY d.currency ORDER BY d.currency
            """) { (try $0.get(0), try $0.get(1), try $0.get(2)) }
    }

    /// One line of an account by its place.
    static func line(_ line: FactStore.Line, of account: Account.ID, in connection: Connection) throws -> ListedLine? {
        guard let document = try document(line.document, of: account, in: connection) else { return nil }
        return try lines(of: document, in: connection).first { $0.number == line.number }
    }

    /// The newest document of an account with a number.
    static func document(number: String, of account: Account.ID, in connection: Connection) throws -> SalesDocument? {
        let id: SalesDocument.ID? = try connection.first("""
            SELECT d.id FROM invoice d WHERE d.account_id = \(account) AND d.number = \(number) ORDER BY d.id DESC LIMIT 1
            """) { try $0.get(0) }
        return try id.flatMap { try document($0, of: account, in: connection) }
    }
}
