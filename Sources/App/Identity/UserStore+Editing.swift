import Basics
import Storage

extension UserStore {
    static func update(_ user: User, in connection: Connection) throws {
        try connection.execute("""
            UPDATE app_user SET name = \(user.name), english_name = \(user.englishName), role = \(user.role.rawValue),
                team_id = \(user.teamID), email = \(user.email) WHERE id = \(user.id)
            """)
    }

    /// Disables a person, which ends their sessions, or lets them in again.
    static func setDisabled(_ isDisabled: Bool, _ id: User.ID, at now: Timestamp, in connection: Connection) throws {
        try connection.execute("UPDATE app_user SET disabled_at = \(isDisabled ? now : nil) WHERE id = \(id)")
        if isDisabled { try SessionStore.endAll(of: id, in: connection) }
    }

    /// Whether nobody else could administer the installation.
    static func isLastAdministrator(_ id: User.ID, in connection: Connection) throws -> Bool {
        let role = Role.administrator.rawValue
        return try connection.first("""
            SELECT 1 FROM app_user u WHERE u.id = \(id) AND u.role = \(role) AND u.disabled_at IS NULL AND NOT EXISTS
                (SELECT 1 FROM app_user o WHERE o.id <> \(id) AND o.role = \(role) AND o.disabled_at IS NULL)
            """) { _ in true } ?? false
    }

    /// Writes a new password and ends every session but one.
    static func setPassword(_ password: Password, of id: User.ID, keeping token: String?, in connection: Connection) throws {
        try connection.execute("UPDATE app_user SET password_hash = \(password.stored) WHERE id = \(id)")
        try connection.execute("DELETE FROM password_reset WHERE user_id = \(id)")
        try SessionStore.endAll(of: id, besides: token, in: connection)
    }

    static func setHabits(density: String?, shortcuts: Bool?, of id: User.ID, in connection: Connection) throws {
        if let density { try connection.execute("UPDATE app_user SET density = \(density == "standard" ? nil : density) WHERE id = \(id)") }
        if let shortcuts { try connection.execute("UPDATE app_user SET shortcuts = \(shortcuts) WHERE id = \(id)") }
    }

    // MARK: One-time codes

    static func oneTimeSecret(of id: User.ID, in connection: Connection) throws -> (secret: String, lastStep: Int64?)? {
        try connection.first("SELECT one_time_secret, one_time_step FROM app_user WHERE id = \(id) AND one_time_secret IS NOT NULL") { row in
            (try row.get(0), try row.get(1))
        }
    }

    static func setOneTimeSecret(_ secret: String?, of id: User.ID, in connection: Connection) throws {
        try connection.execute("UPDATE app_user SET one_time_secret = \(secret), one_time_step = NULL WHERE id = \(id)")
    }

    /// Ends the one-time codes of somebody else; false when they use none.
    static func takeAwayCodes(of user: User, by actor: User.ID?, at now: Timestamp, in connection: Connection) throws -> Bool {
        guard try oneTimeSecret(of: user.id, in: connection) != nil else { return false }
        try setOneTimeSecret(nil, of: user.id, in: connection)
        try ActivityStore.record(.codesTakenAway, by: actor, at: now, subject: ("app_user", user.id.value), after: user.signIn, in: connection)
        return true
    }

    /// A code works once.
    static func useStep(_ step: Int64, of id: User.ID, in connection: Connection) throws -> Bool {
        try connection.execute("""
            UPDATE app_user SET one_time_step = \(step) WHERE id = \(id) AND COALESCE(one_time_step, 0) < \(step)
            """) > 0
    }

    // MARK: Forgotten passwords

    /// Keeps the hash of a link's token, for a day, in place of an earlier link; false when this is the one that is kept.
    @discardableResult
    static func startReset(_ tokenHash: String, of id: User.ID, at now: Timestamp, in connection: Connection) throws -> Bool {
        try connection.execute("DELETE FROM password_reset WHERE (user_id = \(id) AND token_hash <> \(tokenHash)) OR expires_at < \(now)")
        return try connection.execute("""
            INSERT INTO password_reset (token_hash, user_id, expires_at) VALUES (\(tokenHash), \(id), \(now.adding(seconds: 86_400)))
            ON CONFLICT (token_hash) DO NOTHING
            """) > 0
    }

    /// Keeps a person for this transaction.
    static func lock(_ id: User.ID, in connection: Connection) throws { try connection.lock("SELECT id FROM app_user WHERE id = \(id)") }

    static func resetting(_ tokenHash: String, at now: Timestamp, in connection: Connection) throws -> User? {
        let id: User.ID? = try connection.first("""
            SELECT r.user_id FROM password_reset r JOIN app_user u ON u.id = r.user_id
            WHERE r.token_hash = \(tokenHash) AND r.expires_at > \(now) AND u.disabled_at IS NULL
            """) { try $0.get(0) }
        return try id.flatMap { try user($0, in: connection) }
    }

    // MARK: Teams

    static func update(_ team: Team, in connection: Connection) throws {
        let before: String = try connection.first("SELECT path FROM team WHERE id = \(team.id)") { try $0.get(0) } ?? ""
        try connection.execute("""
            UPDATE team SET name = \(team.name), english_name = \(team.englishName), parent_id = \(team.parentID) WHERE id = \(team.id)
            """)
        guard before != team.path else { return }
        // Everything below moves along.
        try connection.execute("""
            UPDATE team SET path = \(team.path) || SUBSTR(path, \(before.count + 1)) WHERE SUBSTR(path, 1, \(before.count)) = \(before)
            """)
    }

    /// How many people each team has; those who may not sign in any more are none.
    static func members(in connection: Connection) throws -> [Team.ID: Int] {
        let pairs = try connection.rows("SELECT team_id, COUNT(*) FROM app_user WHERE team_id IS NOT NULL AND disabled_at IS NULL GROUP BY team_id") {
            (try $0.get(0, as: Team.ID.self), try $0.get(1, as: Int.self))
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    // MARK: Exchange rates

    /// What one unit of a currency is worth in the base currency from a day on.
    struct Rate: Sendable, Hashable {
        var currency: Currency
        var from: Day
        /// Billionths.
        var rate: Int64
    }

    static func rates(in connection: Connection) throws -> [Rate] {
        try connection.rows("SELECT currency, from_on, rate FROM exchange_rate ORDER BY currency, from_on DESC") { row in
            Rate(currency: try row.get(0), from: try row.get(1), rate: try row.get(2))
        }
    }

    /// False when it was that already.
    static func set(_ rate: Rate, in connection: Connection) throws -> Bool {
        try connection.execute("""
            INSERT INTO exchange_rate (currency, from_on, rate) VALUES (\(rate.currency), \(rate.from), \(rate.rate))
            ON CONFLICT (currency, from_on) DO UPDATE SET rate = excluded.rate WHERE exchange_rate.rate <> excluded.rate
            """) > 0
    }

    /// False when there was none.
    static func removeRate(_ currency: Currency, from day: Day, in connection: Connection) throws -> Bool {
        try connection.execute("DELETE FROM exchange_rate WHERE currency = \(currency) AND from_on = \(day)") > 0
    }
}

/// A person as a record that administrators edit.
enum UserRecord: EditableRecord {
    static let subject = "app_user"

    static func lock(_ ids: [Int64], in connection: Connection) throws {
        try connection.lock("SELECT id FROM app_user WHERE id IN \(list: ids.sorted()) ORDER BY id")
    }

    static func values(of id: Int64, in connection: Connection) throws -> [String: String]? {
        guard let user = try UserStore.user(User.ID(id), in: connection) else { return nil }
        return [
            "name": user.name, "englishName": user.englishName ?? "", "role": user.role.rawValue,
            "team": user.teamID.map { String($0.value) } ?? "", "email": user.email ?? "", "disabled": user.isDisabled ? "1" : "",
        ]
    }

    static func write(_ values: [String: String], to id: Int64, at now: Timestamp, in connection: Connection) throws {
        guard var user = try UserStore.user(User.ID(id), in: connection) else { return }
        func text(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }
        user.name = text("name") ?? user.name
        user.englishName = text("englishName")
        user.role = text("role").flatMap { Role(rawValue: $0) } ?? user.role
        user.teamID = text("team").flatMap { Int64($0) }.map { Team.ID($0) }
        user.email = text("email")
        try UserStore.update(user, in: connection)
        let isDisabled = values["disabled"] == "1"
        if isDisabled != user.isDisabled { try UserStore.setDisabled(isDisabled, user.id, at: now, in: connection) }
    }

    /// An installation keeps somebody who may administer it.
    static func mayWrite(_ values: [String: String], to id: Int64, in connection: Connection) throws -> Bool {
        if values["role"] == Role.administrator.rawValue, values["disabled"] != "1" { return true }
        return try !UserStore.isLastAdministrator(User.ID(id), in: connection)
    }

    static func remove(_ id: Int64, of account: Account.ID?, at now: Timestamp, in connection: Connection) throws -> Bool {
        guard try !UserStore.isLastAdministrator(User.ID(id), in: connection) else { return false }
        try UserStore.setDisabled(true, User.ID(id), at: now, in: connection)
        return true
    }
}
