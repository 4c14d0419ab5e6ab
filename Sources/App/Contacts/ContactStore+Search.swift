import Basics
import Storage

extension ContactStore {
    /// What the search finds a contact by: names, and the digits of the phone number.
    static func texts(_ name: String, _ englishName: String?, _ phone: String?, _ email: String?) -> [String] {
        [name, englishName, phone.flatMap(PhoneDigits.kept), email].compactMap(\.self)
    }

    /// People whose names, number or address have all words of a query, each with an account within a scope where they work.
    static func search(_ query: String, within scope: Scope, limit: Int, in connection: Connection) throws -> [(contact: Contact, account: Account)] {
        let ids = try SearchIndex.find(.contact, query, reach: try reach(scope, in: connection), limit: limit, in: connection)
        return try found(ids.map { Contact.ID($0) }, within: scope, in: connection)
    }

    /// People of few accounts are looked through; those of many are met soon wherever one looks.
    private static func reach(_ scope: Scope, in connection: Connection) throws -> SearchIndex.Reach {
        if case .all = scope { return .everything }
        if try scope.isSmall(in: connection) {
            let visible = scope.condition(account: "a.id", team: "a.team_id")
            return .few("SELECT p.contact_id AS id FROM employment p JOIN account a ON a.id = p.account_id WHERE \(visible)")
        }
        let visible = scope.probe(account: "a.id", team: "a.team_id")
        return .those("(SELECT 1 FROM employment p JOIN account a ON a.id = p.account_id WHERE p.contact_id = e.id AND \(visible) LIMIT 1) = 1")
    }

    private static func found(_ ids: [Contact.ID], within scope: Scope, in connection: Connection) throws -> [(contact: Contact, account: Account)] {
        guard !ids.isEmpty else { return [] }
        var seen: Set<Contact.ID> = []
        let rows = try connection.rows("""
            SELECT c.id, c.name, c.english_name, c.phone, c.email, a.id, a.code, a.name, a.short_name, a.english_name
            FROM contact c JOIN employment e ON e.contact_id = c.id JOIN account a ON a.id = e.account_id
            WHERE c.id IN \(list: ids) AND \(scope.condition(account: "a.id", team: "a.team_id")) ORDER BY c.id, e.from_on DESC
            """) { row in
            (contact: Contact(id: try row.get(0), name: try row.get(1), englishName: try row.get(2), phone: try row.get(3), email: try row.get(4)),
             account: Account(id: try row.get(5), code: try row.get(6), name: try row.get(7), shortName: try row.get(8), englishName: try row.get(9), stage: .maintained))
        }
        return rows.filter { seen.insert($0.contact.id).inserted }
    }
}
