import Basics
import Storage

/// How far the building of the search index is.
public struct RebuildProgress: Sendable {
    public var done: Int
    public var total: Int
}

extension App {
    /// Records in one transaction of a rebuild.
    private static let rebuildPart = Int(PostingSet.blockSize)
    private static let searchIndex = "search-index"

    /// Whether the search index is of an older kind or was left half built.
    func owesSearchIndex() async throws -> Bool {
        try await database.read { connection in
            try connection.first("SELECT kind FROM owed_work WHERE kind = \(Self.searchIndex)") { try $0.get(0, as: String.self) } != nil
        }
    }

    /// Enters everything anew that the search box finds, part by part; a rebuild that is broken off begins again at the next start.
    public func rebuildSearch(progress: @Sendable (RebuildProgress) -> Void = { _ in }) async throws {
        let (accounts, contacts, products) = try await database.write { connection in
            try connection.execute("INSERT INTO owed_work (kind) VALUES (\(Self.searchIndex)) ON CONFLICT (kind) DO NOTHING")
            try SearchIndex.clear(in: connection)
            return (
                try AccountStore.identifiers(in: connection), try ContactStore.identifiers(in: connection),
                try ProductStore.identifiers(in: connection)
            )
        }
        var state = RebuildProgress(done: 0, total: accounts.count + contacts.count + products.count)
        func run<Record>(_ ids: [Identifier<Record>], _ index: @escaping @Sendable ([Identifier<Record>], Connection) throws -> Void) async throws {
            for part in ids.chunks(of: Self.rebuildPart) {
                try await database.write { try index(Array(part), $0) }
                state.done += part.count
                progress(state)
            }
        }
        try await run(accounts) { try AccountStore.enterIndex($0, in: $1) }
        try await run(contacts) { try ContactStore.enterIndex($0, in: $1) }
        try await run(products) { try ProductStore.enterIndex($0, in: $1) }
        _ = try await database.write { try $0.execute("DELETE FROM owed_work WHERE kind = \(Self.searchIndex)") }
    }
}

extension ContactStore {
    static func identifiers(in connection: Connection) throws -> [Contact.ID] {
        try connection.rows("SELECT id FROM contact ORDER BY id") { try $0.get(0) }
    }

    fileprivate static func enterIndex(_ ids: [Contact.ID], in connection: Connection) throws {
        try SearchIndex.put(.contact, try contacts(ids, in: connection).values.sorted { $0.id < $1.id }.map { contact in
            (contact.id.value, texts(contact.name, contact.englishName, contact.phone, contact.email))
        }, isNew: true, in: connection)
    }
}

extension ProductStore {
    static func identifiers(in connection: Connection) throws -> [Product.ID] {
        try connection.rows("SELECT id FROM product ORDER BY id") { try $0.get(0) }
    }

    fileprivate static func enterIndex(_ ids: [Product.ID], in connection: Connection) throws {
        try SearchIndex.put(.product, try products(ids, in: connection).map { ($0.id.value, texts($0)) }, isNew: true, in: connection)
    }
}
