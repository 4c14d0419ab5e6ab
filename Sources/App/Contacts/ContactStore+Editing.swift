import Basics
import Storage

extension ContactStore {
    /// People by identifier, without their places.
    static func contacts(_ ids: [Contact.ID], in connection: Connection) throws -> [Contact.ID: Contact] {
        let found = try connection.rows("SELECT id, name, english_name, phone, email FROM contact WHERE id IN \(list: ids)") { row in
            Contact(id: try row.get(0), name: try row.get(1), englishName: try row.get(2), phone: try row.get(3), email: try row.get(4))
        }
        return Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
    }

    /// Everywhere somebody works or worked.
    static func employments(of contact: Contact.ID, in connection: Connection) throws -> [Employment] {
        try connection.rows("""
            SELECT account_id, title, role, from_on, to_on FROM employment WHERE contact_id = \(contact) ORDER BY from_on, account_id
            """) { row in
            Employment(account: try row.get(0), title: try row.get(1), role: try row.get(2), from: try row.get(3), to: try row.get(4))
        }
    }

    static func update(
        _ id: Contact.ID, name: String, englishName: String?, phone: String?, email: String?, in connection: Connection
    ) throws {
        try connection.execute("""
            UPDATE contact SET name = \(name), english_name = \(englishName), phone = \(phone), email = \(email) WHERE id = \(id)
            """)
        try SearchIndex.put(.contact, [(id.value, texts(name, englishName, phone, email))], isNew: false, in: connection)
    }

    /// Writes one place of a contact, or removes it.
    static func set(_ place: Employment, of contact: Contact.ID, in connection: Connection) throws {
        guard place.works else {
            try connection.execute("DELETE FROM employment WHERE account_id = \(place.account) AND contact_id = \(contact)")
            return
        }
        try connection.execute("""
            INSERT INTO employment (account_id, contact_id, title, role, from_on, to_on)
            VALUES (\(place.account), \(contact), \(place.title), \(place.role), \(place.from), \(place.to))
            ON CONFLICT (account_id, contact_id) DO UPDATE SET title = excluded.title, role = excluded.role,
                from_on = excluded.from_on, to_on = excluded.to_on
            """)
    }

    /// False when a note names the contact.
    static func remove(_ id: Contact.ID, in connection: Connection) throws -> Bool {
        let isNamed = try connection.first("SELECT 1 FROM note WHERE contact_id = \(id) LIMIT 1") { _ in true } ?? false
        guard !isNamed else { return false }
        try SearchIndex.remove(.contact, [id.value], in: connection)
        try connection.execute("DELETE FROM employment WHERE contact_id = \(id)")
        return try connection.execute("DELETE FROM contact WHERE id = \(id)") > 0
    }

    /// Whether somebody works, or worked, at an account that a scope contains.
    static func isVisible(_ id: Contact.ID, within scope: Scope, in connection: Connection) throws -> Bool {
        try connection.first("""
            SELECT 1 FROM employment e JOIN account a ON a.id = e.account_id
            WHERE e.contact_id = \(id) AND \(scope.condition(account: "a.id", team: "a.team_id")) LIMIT 1
            """) { _ in true } ?? false
    }
}

extension ContactStore {
    /// Who works or worked at some accounts, by name.
    struct Known: Sendable {
        fileprivate struct Key: Hashable {
            var account: Account.ID
            var name: String
        }

        fileprivate var people: [Key: [(id: Contact.ID, email: String?)]] = [:]

        /// Somebody of that name at an account, with the same e-mail address where both have one.
        func find(name: String, email: String?, at account: Account.ID) -> Contact.ID? {
            people[Key(account: account, name: name)]?.first { email == nil || $0.email == nil || $0.email == email }?.id
        }
    }

    /// People of some names at some accounts, asked for once: row by row an account of ten thousand would be read ten thousand times.
    static func known(at accounts: [Account.ID], named names: Set<String>, in connection: Connection) throws -> Known {
        var known = Known()
        for part in Set(accounts).sorted().chunks(of: 400) {
            try connection.forEach("""
                SELECT e.account_id, c.name, c.id, c.email FROM employment e JOIN contact c ON c.id = e.contact_id
                WHERE e.account_id IN \(list: part) ORDER BY c.id
                """) { row in
                let name: String = try row.get(1)
                guard names.contains(name) else { return }
                known.people[.init(account: try row.get(0), name: name), default: []].append((try row.get(2), try row.get(3)))
            }
        }
        return known
    }
}
