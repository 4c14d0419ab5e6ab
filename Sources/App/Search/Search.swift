import Basics
import Interface
import Storage

/// A group of what can be found, in the order in which groups are shown.
public enum SearchKind: String, CaseIterable, Sendable {
    case accounts, contacts, documents, products, commands
}

/// The one search box: accounts, contacts, products, orders, invoices, pages and commands, within a person's reach.
struct Search {
    typealias Kind = SearchKind

    /// Something found, and why.
    struct Hit: Sendable {
        var title: String
        var address: String
        /// Why it was found, or what helps to tell it from others.
        var reason: String
        var tier: String?
        var icon: String
        /// A file to be saved instead of a page.
        var isFile = false
    }

    struct Group: Sendable {
        var kind: Kind
        var hits: [Hit]
        /// All matches within the person's reach, up to `countLimit`.
        var count: Int
        var isExact: Bool { count <= Search.countLimit }

        /// - Parameter found: at most one more than `countLimit`.
        init(_ kind: Kind, _ found: [Hit], showing limit: Int) {
            self.kind = kind
            hits = Array(found.prefix(limit))
            count = found.count
        }
    }

    /// Hits per group where all groups are shown.
    static let limit = 6
    /// Matches are counted so far; as many are shown where one group is shown alone. They are ranked among each other.
    static let countLimit = 50

    let query: String
    let visit: Context
    /// The only group to be shown, with all its hits.
    let only: Kind?

    init(_ query: String, only: Kind? = nil, _ visit: Context) {
        self.query = String(query.prefix(80)).trimmed
        self.only = only
        self.visit = visit
    }

    private var words: SearchWords { visit.words.search }

    /// Groups with something in them, accounts first.
    func groups(in connection: Connection) throws -> [Group] {
        let commands = Commands(visit: visit, views: try views(in: connection))
        guard !query.isEmpty else { return [group(.commands, commands.all.map(\.hit))] }
        var records = try self.records(matching: query, in: connection)
        if records.isEmpty { records = try corrected(in: connection) }
        return records + [group(.commands, isWanted(.commands) ? commands.matching(query, about: account(in: records)) : [])].filter { !$0.hits.isEmpty }
    }

    private func isWanted(_ kind: Kind) -> Bool { only == nil || only == kind }

    private func group(_ kind: Kind, _ found: [Hit]) -> Group {
        Group(kind, found, showing: only == kind || query.isEmpty ? Self.countLimit : Self.limit)
    }

    private func views(in connection: Connection) throws -> [SavedView] {
        try connection.remember(MemoryKey("search views", "\(visit.user.id.value)")) { try SavedViewStore.views(of: visit.user, in: connection) }
    }

    /// The account that somebody means who types its name: what can be done with it is offered too.
    private func account(in groups: [Group]) -> Hit? {
        guard only == nil, let accounts = groups.first, accounts.kind == .accounts, accounts.count == 1 else { return nil }
        return accounts.hits.first
    }

    private func records(matching text: String, because correction: String? = nil, in connection: Connection) throws -> [Group] {
        let found = FoundRecords(query: text, correction: correction, visit: visit)
        return try Kind.allCases.filter(isWanted).compactMap { kind in
            let hits = switch kind {
            case .accounts: try found.accounts(in: connection)
            case .contacts: try found.contacts(in: connection)
            case .documents: try found.documents(in: connection)
            case .products: try found.products(in: connection)
            case .commands: [Hit]()
            }
            return hits.isEmpty ? nil : group(kind, hits)
        }
    }

    /// What somebody may have meant who mistyped a Latin word.
    private func corrected(in connection: Connection) throws -> [Group] {
        for (meant, corrected) in try SearchIndex.corrected(query, in: connection) {
            let found = try records(matching: corrected, because: words.meant(meant), in: connection)
            if !found.isEmpty { return found }
        }
        return []
    }
}
