import Basics
import Crypto
import Foundation
import Storage

/// A signed-in browser; the database knows only the hash of its token.
public enum SessionStore {
    /// Two weeks without signing in again.
    static let lifetime: Int64 = 14 * 86_400
    /// A week without using it.
    static let idle: Int64 = 7 * 86_400
    /// How often it is written down that a session is used: every write makes all pages be asked anew.
    static let noted = 12 * 3_600.0

    /// Starts a session and gives the token that the browser keeps.
    public static func start(
        _ user: User.ID, browser: String? = nil, address: String? = nil, random: SecureRandom, at now: Timestamp, in connection: Connection
    ) throws -> String {
        let token = random.bytes(32).hexadecimal
        try connection.execute("DELETE FROM session WHERE user_id = \(user) AND expires_at < \(now)")
        try connection.execute("""
            INSERT INTO session (token_hash, user_id, created_at, expires_at, browser, address)
            VALUES (\(hash(token)), \(user), \(now), \(now.adding(seconds: lifetime)), \(browser.map { String($0.prefix(200)) }), \(address))
            """)
        return token
    }

    /// The person behind a token; nil when it is unknown or over, or the person was disabled.
    public static func user(token: String, at now: Timestamp, in connection: Connection) throws -> User? {
        guard let found = try user(tokenHash: hash(token), in: connection), found.expiresAt > now else { return nil }
        return found.user
    }

    /// The person behind a token's hash, and when the session ends if nobody uses it; nil when it is unknown or the person was disabled.
    static func user(tokenHash: String, in connection: Connection) throws -> (user: User, expiresAt: Timestamp)? {
        let unused: SQL = "COALESCE(t.used_at, t.created_at) + \(idle * 1_000)"
        return try UserStore.holder(
            ofToken: tokenHash, in: "session", endingAt: "CASE WHEN \(unused) < t.expires_at THEN \(unused) ELSE t.expires_at END", connection
        )
    }

    /// Writes down that a session is used; the end of its two weeks stays.
    static func use(tokenHash: String, at now: Timestamp, in connection: Connection) throws {
        try connection.execute("UPDATE session SET used_at = \(now) WHERE token_hash = \(tokenHash)")
    }

    public static func end(token: String, in connection: Connection) throws {
        try connection.execute("DELETE FROM session WHERE token_hash = \(hash(token))")
    }

    /// A browser somebody is signed in with.
    struct Session: Sendable {
        var tokenHash: String
        var startedAt: Timestamp
        var browser: String?
        var address: String?
        /// What its forms send; tells which session is the one that asks.
        var formToken: FormToken
    }

    /// Somebody's sessions, the newest first.
    /// - Parameters:
    ///   - start: how many are passed over.
    ///   - limit: nil for all that are left.
    static func sessions(of user: User.ID, at now: Timestamp, from start: Int = 0, limit: Int? = nil, in connection: Connection) throws -> [Session] {
        try connection.rows("""
            SELECT token_hash, created_at, browser, address FROM session
            WHERE user_id = \(user) AND expires_at > \(now) AND COALESCE(used_at, created_at) > \(now.adding(seconds: -idle))
            ORDER BY created_at DESC, token_hash LIMIT \(limit ?? Int(Int32.max)) OFFSET \(start)
            """) { row in
            let hash: String = try row.get(0)
            return Session(tokenHash: hash, startedAt: try row.get(1), browser: try row.get(2), address: try row.get(3), formToken: FormToken(tokenHash: hash))
        }
    }

    static func count(of user: User.ID, at now: Timestamp, in connection: Connection) throws -> Int {
        try connection.first("""
            SELECT COUNT(*) FROM session
            WHERE user_id = \(user) AND expires_at > \(now) AND COALESCE(used_at, created_at) > \(now.adding(seconds: -idle))
            """) { try $0.get(0) } ?? 0
    }

    static func endAll(of user: User.ID, besides token: String? = nil, in connection: Connection) throws {
        try connection.execute("DELETE FROM session WHERE user_id = \(user) AND token_hash <> \(token.map(hash) ?? "")")
    }

    /// Signs everybody out, and ends every link that sets a password.
    static func endAll(in connection: Connection) throws {
        try connection.execute("DELETE FROM session")
        try connection.execute("DELETE FROM password_reset")
    }

    static func end(hashPrefix: String, of user: User.ID, in connection: Connection) throws {
        try connection.execute("DELETE FROM session WHERE user_id = \(user) AND SUBSTR(token_hash, 1, 16) = \(hashPrefix)")
    }

    /// The form token of a session: nobody who cannot read the cookie can know it.
    static func formSecret(_ token: String) -> FormToken { FormToken(tokenHash: hash(token)) }

    /// As programs send it that have no page to read it from.
    public static func formToken(_ token: String) -> String { formSecret(token).masked(for: "") }

    static func hash(_ token: String) -> String {
        SHA256.hash(data: Array(token.utf8)).hexadecimal
    }
}
