import Basics
import Storage

extension SalesStore {
    /// How many documents a list has and what they add up to, or what is open of them where it is a list of overdue ones, per currency.
    static func documentTotals(
        of account: Account.ID, _ filter: DocumentFilter, in connection: Connection
    ) throws -> [(currency: Currency, count: Int, amount: Int64)] {
        let amount: SQL = filter.overdueOn.map { .openAmount(on: $0) } ?? "d.amount"
        return try connection.rows("""
            SELECT d.currency, COUNT(*), SUM(\(amount)) FROM invoice d WHERE \(filter.conditions(account)) GROUP BY d.currency ORDER BY d.currency
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
