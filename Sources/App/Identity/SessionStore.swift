import Basics
import Crypto
import Foundation
import Storage

/// A signed-in browser; the database knows only the hash of its token.
public enum SessionStore {
    /// Two weeks without signing in again.
    static let lifetime: Int64 = 14 * 86_400

    /// Starts a session and gives the token that the browser keeps.
    public static func start(
        _ user: User.ID, random: SecureRandom, at now: Timestamp, in connection: Connection
    ) throws -> String {
        let token = random.bytes(32).map { String(format: "%02x", $0) }.joined()
        try connection.execute("DELETE FROM session WHERE user_id = \(user) AND expires_at < \(now)")
        try connection.execute("""
            INSERT INTO session (token_hash, user_id, created_at, expires_at)
            VALUES (\(hash(token)), \(user), \(now), \(now.adding(seconds: lifetime)))
            """)
        return token
    }

    /// The person behind a token; nil when it is unknown or over, or the person was disabled.
    public static func user(token: String, at now: Timestamp, in connection: Connection) throws -> User? {
        let id: User.ID? = try connection.first("""
            SELECT s.user_id FROM session s JOIN app_user u ON u.id = s.user_id
            WHERE s.token_hash = \(hash(token)) AND s.expires_at > \(now) AND u.disabled_at IS NULL
            """) { try $0.get(0) }
        guard let id else { return nil }
        return try UserStore.user(id, in: connection)
    }

    public static func end(token: String, in connection: Connection) throws {
        try connection.execute("DELETE FROM session WHERE token_hash = \(hash(token))")
    }

    /// The form token of a session: nobody who cannot read the cookie can know it.
    public static func formToken(_ token: String) -> String { hash("form:" + token) }

    static func hash(_ token: String) -> String {
        SHA256.hash(data: Data(token.utf8)).map { String(format: "%02x", $0) }.joined()
    }
}
