import Basics
import Storage

/// A person at a customer, in the light of one account.
public struct Contact: Sendable, Hashable {
    public typealias ID = Identifier<Contact>

    public var id: ID
    public var name: String
    public var englishName: String?
    public var phone: String?
    public var email: String?
    public var title: String?
    public var role: String?
    public var from: Day?
    public var to: Day?
}

/// All SQL that names contacts and where they work.
public enum ContactStore {
    /// Inserts people with their place at an account.
    static func insert(
        _ contacts: [(contact: Contact, account: Account.ID)], prepared: PreparedTexts = .none, at now: Timestamp, in connection: Connection
    ) throws {
        let people = Table("contact", "id", "name", "english_name", "phone", "email", "created_at")
        try connection.insert(into: people, contacts.map { entry in
            let contact = entry.contact
            return [
                contact.id.sqlValue, .text(contact.name), contact.englishName.sqlValue, contact.phone.sqlValue,
                contact.email.sqlValue, now.sqlValue,
            ]
        })
        try SearchIndex.put(.contact, contacts.map { entry in
            (entry.contact.id.value, texts(entry.contact.name, entry.contact.englishName, entry.contact.phone, entry.contact.email))
        }, isNew: true, prepared: prepared, in: connection)
        let places = Table("employment", "account_id", "contact_id", "title", "role", "from_on", "to_on")
        try connection.insert(into: places, contacts.map { entry in
            let contact = entry.contact
            return [
                entry.account.sqlValue, contact.id.sqlValue, contact.title.sqlValue, contact.role.sqlValue,
                contact.from.sqlValue, contact.to.sqlValue,
            ]
        })
    }

    /// People who work at an account on a day, in the order in which they joined, with how many there are in all.
    /// - Parameters:
    ///   - start: how many are passed over.
    ///   - limit: how many are read at most.
    static func contacts(
        of account: Account.ID, on day: Day, from start: Int = 0, limit: Int, in connection: Connection
    ) throws -> (shown: [Contact], count: Int) {
        var count = 0
        let shown = try connection.rows("""
            SELECT c.id, c.name, c.english_name, c.phone, c.email, e.title, e.role, e.from_on, e.to_on, COUNT(*) OVER ()
            FROM employment e JOIN contact c ON c.id = e.contact_id
            WHERE e.account_id = \(account) AND (e.to_on IS NULL OR e.to_on > \(day))
            ORDER BY e.from_on, c.id LIMIT \(limit) OFFSET \(start)
            """) { row in
            count = try row.get(9)
            return try contact(row)
        }
        return (shown, count)
    }

    private static func contact(_ row: Row) throws -> Contact {
        Contact(
            id: try row.get(0), name: try row.get(1), englishName: try row.get(2), phone: try row.get(3),
            email: try row.get(4), title: try row.get(5), role: try row.get(6), from: try row.get(7), to: try row.get(8)
        )
    }

    /// All people who work at an account on a day, in the order in which they joined.
    public static func contacts(of account: Account.ID, on day: Day, in connection: Connection) throws -> [Contact] {
        try connection.rows("""
            SELECT c.id, c.name, c.english_name, c.phone, c.email, e.title, e.role, e.from_on, e.to_on
            FROM employment e JOIN contact c ON c.id = e.contact_id
            WHERE e.account_id = \(account) AND (e.to_on IS NULL OR e.to_on > \(day)) ORDER BY e.from_on, c.id
            """, contact)
    }

    /// Which of some accounts have anybody.
    static func accountsWithContacts(among accounts: [Account.ID], in connection: Connection) throws -> Set<Account.ID> {
        var found: Set<Account.ID> = []
        for part in accounts.chunks(of: 500) {
            try connection.forEach("SELECT DISTINCT account_id FROM employment WHERE account_id IN \(list: part)") {
                found.insert(try $0.get(0))
            }
        }
        return found
    }
}
