import Basics
import Storage

/// A contact as a record that people edit: the person, and under `ACCOUNT.at`, `.title`, `.role`, `.from` and `.to` each place
/// where they work or worked.
enum ContactRecord: EditableRecord {
    static let subject = "contact"

    static func lock(_ ids: [Int64], in connection: Connection) throws {
        try connection.lock("SELECT id FROM contact WHERE id IN \(list: ids.sorted()) ORDER BY id")
    }

    static func values(of id: Int64, in connection: Connection) throws -> [String: String]? {
        guard let contact = try ContactStore.contacts([Contact.ID(id)], in: connection)[Contact.ID(id)] else { return nil }
        var values = [
            "name": contact.name, "englishName": contact.englishName ?? "", "phone": contact.phone ?? "", "email": contact.email ?? "",
        ]
        for place in try ContactStore.employments(of: contact.id, in: connection) {
            values.merge(place.values) { _, new in new }
        }
        return values
    }

    static func write(_ values: [String: String], to id: Int64, at now: Timestamp, in connection: Connection) throws {
        let contact = Contact.ID(id)
        try ContactStore.update(
            contact, name: values["name"] ?? "", englishName: text(values["englishName"]), phone: text(values["phone"]),
            email: text(values["email"]), in: connection
        )
        let accounts = Set(values.keys.compactMap { $0.split(separator: ".").first.flatMap { Int64($0) } }).sorted()
        for account in accounts { try ContactStore.set(Employment(account: Account.ID(account), values), of: contact, in: connection) }
    }

    private static func text(_ value: String?) -> String? { value.flatMap { $0.isEmpty ? nil : $0 } }

    /// Only somebody whom no note names can be taken back.
    static func remove(_ id: Int64, of account: Account.ID?, at now: Timestamp, in connection: Connection) throws -> Bool {
        try ContactStore.remove(Contact.ID(id), in: connection)
    }

    static func account(of id: Int64, in connection: Connection) throws -> Account.ID? {
        try ContactStore.employments(of: Contact.ID(id), in: connection).first?.account
    }
}

/// Where a contact works, from a day to a day.
struct Employment: Sendable, Hashable {
    var account: Account.ID
    /// False in values that say that somebody does not work there after all.
    var works = true
    var title: String?
    var role: String?
    var from: Day?
    var to: Day?

    init(account: Account.ID, title: String?, role: String?, from: Day?, to: Day?) {
        (self.account, self.title, self.role, self.from, self.to) = (account, title, role, from, to)
    }

    init(account: Account.ID, _ values: [String: String]) {
        func value(_ name: String) -> String? { values["\(account.value).\(name)"].flatMap { $0.isEmpty ? nil : $0 } }
        self.init(
            account: account, title: value("title"), role: value("role"), from: value("from").flatMap { Day($0) }, to: value("to").flatMap { Day($0) }
        )
        works = value("at") == "1"
    }

    var values: [String: String] {
        let prefix = "\(account.value)."
        return [
            prefix + "at": "1", prefix + "title": title ?? "", prefix + "role": role ?? "", prefix + "from": from?.iso ?? "",
            prefix + "to": to?.iso ?? "",
        ]
    }
}
