import Basics
import Storage

/// A list that somebody gave a name: the query of its address.
struct SavedView: Sendable, Hashable {
    typealias ID = Identifier<SavedView>

    var id: ID
    var ownerID: User.ID
    var name: String
    /// Whether the owner's team sees it too.
    var isShared: Bool
    var query: String
    /// What the owner sees first.
    var isDefault: Bool
}

/// All SQL that names saved views.
enum SavedViewStore {
    /// The views of a person: their own, and those that people of their team, or of a team above, share.
    static func views(of user: User, in connection: Connection) throws -> [SavedView] {
        try connection.rows("""
            SELECT v.id, v.owner_id, v.name, v.visibility, v.query, v.is_default FROM saved_view v
            LEFT JOIN team t ON t.id = v.team_id LEFT JOIN team mine ON mine.id = \(user.teamID)
            WHERE v.owner_id = \(user.id) OR (v.visibility = 'team' AND (v.team_id IS NULL OR mine.id IS NULL
                OR SUBSTR(mine.path, 1, LENGTH(t.path)) = t.path))
            ORDER BY v.name, v.id LIMIT 30
            """) { row in
            let owner: User.ID = try row.get(1)
            return SavedView(
                id: try row.get(0), ownerID: owner, name: try row.get(2), isShared: try row.get(3, as: String.self) == "team",
                query: try row.get(4), isDefault: try row.get(5, as: Bool.self) && owner == user.id
            )
        }
    }

    static func save(_ view: SavedView, team: Team.ID?, at now: Timestamp, in connection: Connection) throws {
        if view.isDefault { try connection.execute("UPDATE saved_view SET is_default = 0 WHERE owner_id = \(view.ownerID)") }
        try connection.execute("""
            INSERT INTO saved_view (id, owner_id, name, visibility, team_id, query, is_default, created_at)
            VALUES (\(view.id), \(view.ownerID), \(view.name), \(view.isShared ? "team" : "private"), \(view.isShared ? team : nil),
                \(view.query), \(view.isDefault), \(now))
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, visibility = excluded.visibility, team_id = excluded.team_id,
                query = excluded.query, is_default = excluded.is_default
            """)
    }

    static func remove(_ id: SavedView.ID, of owner: User.ID, in connection: Connection) throws -> Bool {
        try connection.execute("DELETE FROM saved_view WHERE id = \(id) AND owner_id = \(owner)") > 0
    }
}

/// Naming, changing and removing views.
enum SavedViewForm {
    static func save(_ sent: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        let query = AccountsQuery(Parameters(formText: sent["query"] ?? ""))
        let address = Address.accounts(query.with { _ in }).text
        let text = address.split(separator: "?").dropFirst().joined()
        let existing = try sent["id"].flatMap { Int64($0) }.flatMap { id in
            try SavedViewStore.views(of: visit.user, in: connection).first { $0.id.value == id && $0.ownerID == visit.user.id }
        }
        if sent["do"] == "remove" {
            guard let existing, try SavedViewStore.remove(existing.id, of: visit.user.id, in: connection) else { return .notFound }
            return .redirect(.accounts(query.with { _ in }))
        }
        let name = (sent["name"] ?? "").trimmed
        guard !name.isEmpty else { return .redirect(.accounts(query)) }
        let view = SavedView(
            id: try existing?.id ?? connection.newIdentifier("saved_view", reserve: 1), ownerID: visit.user.id, name: String(name.prefix(40)),
            isShared: sent["shared"] == "1", query: text, isDefault: sent["default"] == "1"
        )
        try SavedViewStore.save(view, team: visit.user.teamID, at: visit.now, in: connection)
        var shown = query.with { _ in }
        shown.view = view.id.value
        return .redirect(.accounts(shown))
    }
}
