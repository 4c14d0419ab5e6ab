import Basics
import Storage

extension SalesStore {
    /// An order or a document that was found by its number.
    struct FoundDocument: Sendable {
        var id: Int64
        var number: String
        var isOrder: Bool
        var day: Day
        var accountCode: String
        var accountName: String
    }

    /// Orders and documents whose number begins with a text, in capitals or not, within a scope.
    static func found(number: String, within scope: Scope, limit: Int, in connection: Connection) throws -> [FoundDocument] {
        let start = number.lowercased(), end = start + "\u{FFFF}"
        // The documents of few accounts are looked through; of many accounts, some are met soon in the order of numbers.
        let isSmall = try scope.isSmall(in: connection)
        let u: SQL = isSmall ? .unindexed : .empty
        let visible = isSmall ? scope.condition(account: "a.id", team: "a.team_id") : scope.probe(account: "a.id", team: "a.team_id")
        let documents = try connection.rows("""
            SELECT d.id, d.number, d.issued_on, a.code, COALESCE(a.short_name, a.name)
            FROM invoice d JOIN account a ON a.id = d.account_id
            WHERE \(u)LOWER(d.number) >= \(start) AND \(u)LOWER(d.number) < \(end) AND \(visible) ORDER BY \(u)LOWER(d.number) LIMIT \(limit)
            """) { row in
            FoundDocument(id: try row.get(0), number: try row.get(1), isOrder: false, day: try row.get(2), accountCode: try row.get(3), accountName: try row.get(4))
        }
        guard documents.count < limit else { return documents }
        return documents + (try connection.rows("""
            SELECT o.id, o.number, o.ordered_on, a.code, COALESCE(a.short_name, a.name)
            FROM sales_order o JOIN account a ON a.id = o.account_id
            WHERE \(u)LOWER(o.number) >= \(start) AND \(u)LOWER(o.number) < \(end) AND \(visible) ORDER BY \(u)LOWER(o.number) LIMIT \(limit - documents.count)
            """) { row in
            FoundDocument(id: try row.get(0), number: try row.get(1), isOrder: true, day: try row.get(2), accountCode: try row.get(3), accountName: try row.get(4))
        })
    }
}
