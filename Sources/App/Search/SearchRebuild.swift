import Basics
import Storage

extension App {
    /// Enters everything anew that the search box finds, part by part.
    public func rebuildSearch() async throws {
        let accounts = try await database.read { try AccountStore.identifiers(in: $0) }
        for part in accounts.chunks(of: 500) { try await database.write { try AccountStore.reindex(part, in: $0) } }
        let contacts = try await database.read { try ContactStore.identifiers(in: $0) }
        for part in contacts.chunks(of: 500) { try await database.write { try ContactStore.reindex(part, in: $0) } }
        let products = try await database.read { try ProductStore.identifiers(in: $0) }
        for part in products.chunks(of: 500) { try await database.write { try ProductStore.reindex(part, in: $0) } }
    }
}

extension ContactStore {
    static func identifiers(in connection: Connection) throws -> [Contact.ID] {
        try connection.rows("SELECT id FROM contact ORDER BY id") { try $0.get(0) }
    }

    static func reindex(_ ids: [Contact.ID], in connection: Connection) throws {
        try SearchIndex.put(.contact, try contacts(ids, in: connection).values.sorted { $0.id < $1.id }.map { contact in
            (contact.id.value, texts(contact.name, contact.englishName, contact.phone, contact.email))
        }, isNew: false, in: connection)
    }
}

extension ProductStore {
    static func identifiers(in connection: Connection) throws -> [Product.ID] {
        try connection.rows("SELECT id FROM product ORDER BY id") { try $0.get(0) }
    }

    static func reindex(_ ids: [Product.ID], in connection: Connection) throws {
        try SearchIndex.put(.product, try products(ids, in: connection).map { ($0.id.value, texts($0)) }, isNew: false, in: connection)
    }
}
