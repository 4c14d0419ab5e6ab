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

    /// The list that this view shows, known by its number.
    var list: AccountsQuery {
        var list = AccountsQuery(Parameters(formText: query))
        list.view = id.value
        return list
    }
}

/// How a person wants their list.
struct ListHabit: Sendable, Hashable {
    /// What they see first; their own or one that others share.
    var viewID: SavedView.ID?
    /// The columns that they keep; nil for the standard ones.
    var columns: [AccountColumn]?
}

/// All SQL that names saved views and habits.
enum SavedViewStore {
    /// The views of a person: their own, and those that people of their team, or of a team above, share with it.
    static func views(of user: User, in connection: Connection) throws -> [SavedView] {
        try connection.rows("""
            SELECT v.id, v.owner_id, v.name, v.visibility, v.query FROM saved_view v
            LEFT JOIN team t ON t.id = v.team_id LEFT JOIN team mine ON mine.id = \(user.teamID)
            WHERE v.owner_id = \(user.id) OR (v.visibility = 'team' AND (v.team_id IS NULL OR SUBSTR(mine.path, 1, LENGTH(t.path)) = t.path))
            ORDER BY v.name, v.id
            """) { row in
            SavedView(
                id: try row.get(0), ownerID: try row.get(1), name: try row.get(2), isShared: try row.get(3, as: String.self) == "team", query: try row.get(4)
            )
        }
    }

    static func save(_ view: SavedView, team: Team.ID?, at now: Timestamp, in connection: Connection) throws {
        try connection.execute("""
            INSERT INTO saved_view (id, owner_id, name, visibility, team_id, query, created_at)
            VALUES (\(view.id), \(view.ownerID), \(view.name), \(view.isShared ? "team" : "private"), \(view.isShared ? team : nil), \(view.query), \(now))
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, visibility = excluded.visibility, team_id = excluded.team_id, query = excluded.query
            """)
    }

    /// Removes a view of its owner; whoever saw it first sees the whole list again.
    static func remove(_ id: SavedView.ID, of owner: User.ID, in connection: Connection) throws -> Bool {
        guard try connection.first("SELECT 1 FROM saved_view WHERE id = \(id) AND owner_id = \(owner)", { _ in true }) ?? false else { return false }
        try connection.execute("UPDATE list_habit SET view_id = NULL WHERE view_id = \(id)")
        return try connection.execute("DELETE FROM saved_view WHERE id = \(id) AND owner_id = \(owner)") > 0
    }

    static func habit(of user: User.ID, in connection: Connection) throws -> ListHabit {
        try connection.first("SELECT view_id, columns FROM list_habit WHERE user_id = \(user)") { row in
            let columns = try row.get(1, as: String?.self)?.split(separator: ",").compactMap { AccountColumn(rawValue: String($0)) } ?? []
            return ListHabit(viewID: try row.get(0), columns: columns.isEmpty ? nil : columns)
        } ?? ListHabit()
    }

    static func set(_ habit: ListHabit, of user: User.ID, in connection: Connection) throws {
        let columns = habit.columns.map { $0.map(\.rawValue).joined(separator: ",") }
        try connection.execute("""
            INSERT INTO list_habit (user_id, view_id, columns) VALUES (\(user), \(habit.viewID), \(columns))
            ON CONFLICT (user_id) DO UPDATE SET view_id = excluded.view_id, columns = excluded.columns
            """)
    }
}

/// Naming, changing and removing views, and what a person wants to see first.
enum SavedViewForm {
    static func save(_ sent: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        var query = AccountsQuery(Parameters(formText: sent["query"] ?? "")).with { $0.isChoosing = false }
        let known = try SavedViewStore.views(of: visit.user, in: connection).first { $0.id.value == sent["id"].flatMap { Int64($0) } }
        let own = known.flatMap { $0.ownerID == visit.user.id ? $0 : nil }
        switch sent["do"] {
        case "columns": try keepColumns(of: query, visit, in: connection)
        case "first":
            guard let known else { return .notFound }
            try setFirst(sent["default"] == "1", known.id, visit, in: connection)
        case "remove":
            guard let own, try SavedViewStore.remove(own.id, of: visit.user.id, in: connection) else { return .notFound }
            query.view = nil
            // A view of that name may be saved again.
            try SentForm.forget(leadingTo: "/accounts", in: connection)
        case "update":
            guard var own else { return .notFound }
            own.query = text(of: query)
            try SavedViewStore.save(own, team: visit.user.teamID, at: visit.now, in: connection)
        default:
            guard let name = sent["name"]?.withoutInvisibleMarks.trimmed, !name.isEmpty else { break }
            let view = SavedView(
                id: try own?.id ?? connection.newIdentifier("saved_view", reserve: 1), ownerID: visit.user.id, name: String(name.prefix(TextLimit.view)),
                isShared: sent["shared"] == "1", query: text(of: query)
            )
            try SavedViewStore.save(view, team: visit.user.teamID, at: visit.now, in: connection)
            try setFirst(sent["default"] == "1", view.id, visit, in: connection)
            query.view = view.id.value
        }
        return .redirect(.accounts(query))
    }

    /// What a view keeps of a list: everything but which view it is.
    static func text(of query: AccountsQuery) -> String {
        Address.accounts(query.with { $0.view = nil }).text.split(separator: "?").dropFirst().joined()
    }

    private static func setFirst(_ isFirst: Bool, _ view: SavedView.ID, _ visit: Context, in connection: Connection) throws {
        var habit = try SavedViewStore.habit(of: visit.user.id, in: connection)
        guard isFirst != (habit.viewID == view) else { return }
        habit.viewID = isFirst ? view : nil
        try SavedViewStore.set(habit, of: visit.user.id, in: connection)
    }

    private static func keepColumns(of query: AccountsQuery, _ visit: Context, in connection: Connection) throws {
        var habit = try SavedViewStore.habit(of: visit.user.id, in: connection)
        habit.columns = query.shownColumns == AccountColumn.standard ? nil : query.shownColumns
        try SavedViewStore.set(habit, of: visit.user.id, in: connection)
    }
}
