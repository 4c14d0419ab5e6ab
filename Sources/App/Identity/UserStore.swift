import Basics
import Storage

/// All SQL that names the tables of people, teams and the organisation.
public enum UserStore {
    private static let columns: SQL = "id, sign_in, name, english_name, role, team_id, language, theme, disabled_at, density, shortcuts, email"

    private static func user(_ row: Row) throws -> User {
        User(
            id: try row.get(0), signIn: try row.get(1), name: try row.get(2), englishName: try row.get(3),
            role: Role(rawValue: try row.get(4)) ?? .viewer, teamID: try row.get(5),
            language: try row.get(6), theme: try row.get(7), density: try row.get(9), hasShortcuts: try row.get(10), email: try row.get(11),
            isDisabled: try row.get(8, as: Int64?.self) != nil
        )
    }

    public static func user(_ id: User.ID, in connection: Connection) throws -> User? {
        try connection.first("SELECT \(columns) FROM app_user WHERE id = \(id)", user)
    }

    /// The person and the stored password of a sign-in name; nil when there is none.
    public static func credentials(signIn: String, in connection: Connection) throws -> (User, Password)? {
        try connection.first("SELECT \(columns), password_hash FROM app_user WHERE sign_in = \(signIn.lowercased())") { row in
            (try user(row), Password(stored: try row.get(12)))
        }
    }

    /// The person behind the hash of a session's or a program's token, and when it ends; nil when it is unknown or the person was disabled.
    static func holder(ofToken tokenHash: String, in table: SQL, endingAt end: SQL = "t.expires_at", _ connection: Connection) throws -> (user: User, expiresAt: Timestamp)? {
        let found = try connection.first("""
            SELECT t.user_id, \(end) FROM \(table) t JOIN app_user u ON u.id = t.user_id
            WHERE t.token_hash = \(tokenHash) AND u.disabled_at IS NULL
            """) { (id: try $0.get(0, as: User.ID.self), expiresAt: try $0.get(1, as: Timestamp.self)) }
        guard let found, let user = try user(found.id, in: connection) else { return nil }
        return (user, found.expiresAt)
    }

    public static func users(in connection: Connection) throws -> [User] {
        try connection.rows("SELECT \(columns) FROM app_user ORDER BY id", user)
    }

    public static func insert(_ user: User, password: Password, at now: Timestamp, in connection: Connection) throws {
        try connection.execute("""
            INSERT INTO app_user (id, sign_in, name, english_name, role, team_id, password_hash, language, theme, created_at)
            VALUES (\(user.id), \(user.signIn.lowercased()), \(user.name), \(user.englishName), \(user.role.rawValue),
                \(user.teamID), \(password.stored), \(user.language), \(user.theme), \(now))
            """)
    }

    /// Disables the person and ends their sessions; false when nobody has that sign-in name or they are disabled already.
    public static func disable(signIn: String, at now: Timestamp, in connection: Connection) throws -> Bool {
        let id: User.ID? = try connection.first("""
            UPDATE app_user SET disabled_at = \(now) WHERE sign_in = \(signIn.lowercased()) AND disabled_at IS NULL RETURNING id
            """) { try $0.get(0) }
        guard let id else { return false }
        try connection.execute("DELETE FROM session WHERE user_id = \(id)")
        return true
    }

    /// - Parameters:
    ///   - language: nil leaves it as it is.
    ///   - theme: nil leaves it as it is, `.some(nil)` is the system's.
    public static func setPreferences(language: String?, theme: String??, of id: User.ID, in connection: Connection) throws {
        if let language { try connection.execute("UPDATE app_user SET language = \(language) WHERE id = \(id)") }
        if let theme { try connection.execute("UPDATE app_user SET theme = \(theme) WHERE id = \(id)") }
    }

    // MARK: Teams

    public static func insert(_ team: Team, in connection: Connection) throws {
        try connection.execute("""
            INSERT INTO team (id, name, english_name, parent_id, path)
            VALUES (\(team.id), \(team.name), \(team.englishName), \(team.parentID), \(team.path))
            """)
    }

    public static func teams(in connection: Connection) throws -> [Team] {
        try connection.rows("SELECT id, name, english_name, parent_id, path FROM team ORDER BY path") { row in
            Team(
                id: try row.get(0), name: try row.get(1), englishName: try row.get(2),
                parentID: try row.get(3), path: try row.get(4)
            )
        }
    }

    /// A team and every team below it.
    public static func subtree(of id: Team.ID, in connection: Connection) throws -> [Team.ID] {
        try connection.rows("""
            SELECT t.id FROM team t JOIN team root ON root.id = \(id)
            WHERE SUBSTR(t.path, 1, LENGTH(root.path)) = root.path ORDER BY t.id
            """) { try $0.get(0) }
    }

    /// Whether every other team is below a team.
    static func isAboveAll(_ id: Team.ID, in connection: Connection) throws -> Bool {
        let roots: [Team.ID] = try connection.rows("SELECT id FROM team WHERE parent_id IS NULL ORDER BY id LIMIT 2") { try $0.get(0) }
        return roots == [id]
    }

    // MARK: Organisation

    public static func organisation(in connection: Connection) throws -> Organisation? {
        try connection.first("SELECT name, english_name, time_zone, base_currency, is_demo, fiscal_year_start FROM organisation") { row in
            Organisation(
                name: try row.get(0), englishName: try row.get(1), timeZone: try row.get(2), baseCurrency: try row.get(3),
                isDemo: try row.get(4), fiscalYearStart: try row.get(5)
            )
        }
    }

    /// Writes the one organisation, whether or not it exists.
    public static func save(_ organisation: Organisation, at now: Timestamp, in connection: Connection) throws {
        try connection.execute("""
            INSERT INTO organisation (id, name, english_name, time_zone, base_currency, is_demo, fiscal_year_start, created_at)
            VALUES (1, \(organisation.name), \(organisation.englishName), \(organisation.timeZone),
                \(organisation.baseCurrency), \(organisation.isDemo), \(organisation.fiscalYearStart), \(now))
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, english_name = excluded.english_name,
                time_zone = excluded.time_zone, base_currency = excluded.base_currency, is_demo = excluded.is_demo,
                fiscal_year_start = excluded.fiscal_year_start
            """)
    }
}
