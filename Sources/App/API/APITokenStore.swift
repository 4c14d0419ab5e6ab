import Basics
import Crypto
import Storage

/// Tokens with which programs sign in; the database knows only their hashes.
enum APITokenStore {
    /// A year, so that a forgotten token ends some day.
    static let lifetime: Int64 = 365 * 86_400
    /// Tells people and scanners for leaked secrets what it is.
    private static let prefix = "mainstay_"

    /// A token as its owner sees it.
    struct Token: Sendable {
        var tokenHash: String
        var name: String
        var createdAt: Timestamp
        var expiresAt: Timestamp
    }

    /// What a new token is made of; the caller takes it from the secure source before the transaction.
    static func newToken(_ random: SecureRandom) -> String { prefix + random.bytes(32).hexadecimal }

    /// The token that a form asks for: the same however often it is sent, so that whoever presses twice sees the one that counts.
    /// - Parameters:
    ///   - once: what tells the form from others; a form without is given a token by chance.
    ///   - session: the secret of the browser's session, which nobody else knows and the database does not either.
    static func newToken(_ random: SecureRandom, askedBy once: String?, in session: String) -> String {
        guard let once, !session.isEmpty else { return newToken(random) }
        let code = HMAC<SHA256>.authenticationCode(for: Array("token \(once)".utf8), using: SymmetricKey(data: Array(session.utf8)))
        return prefix + code.hexadecimal
    }

    /// False when it is there already.
    @discardableResult
    static func insert(_ token: String, name: String, of user: User.ID, at now: Timestamp, in connection: Connection) throws -> Bool {
        try connection.execute("""
            INSERT INTO api_token (token_hash, user_id, name, created_at, expires_at)
            VALUES (\(SessionStore.hash(token)), \(user), \(name), \(now), \(now.adding(seconds: lifetime)))
            ON CONFLICT (token_hash) DO NOTHING
            """) > 0
    }

    /// Somebody's tokens, the newest first.
    /// - Parameters:
    ///   - start: how many are passed over.
    ///   - limit: nil for all that are left.
    static func tokens(of user: User.ID, at now: Timestamp, from start: Int = 0, limit: Int? = nil, in connection: Connection) throws -> [Token] {
        try connection.rows("""
            SELECT token_hash, name, created_at, expires_at FROM api_token
            WHERE user_id = \(user) AND expires_at > \(now) ORDER BY created_at DESC, token_hash LIMIT \(limit ?? Int(Int32.max)) OFFSET \(start)
            """) { Token(tokenHash: try $0.get(0), name: try $0.get(1), createdAt: try $0.get(2), expiresAt: try $0.get(3)) }
    }

    static func count(of user: User.ID, at now: Timestamp, in connection: Connection) throws -> Int {
        try connection.first("SELECT COUNT(*) FROM api_token WHERE user_id = \(user) AND expires_at > \(now)") { try $0.get(0) } ?? 0
    }

    static func endAll(in connection: Connection) throws { try connection.execute("DELETE FROM api_token") }

    /// A password that somebody else knew may have made tokens too.
    static func endAll(of user: User.ID, in connection: Connection) throws {
        try connection.execute("DELETE FROM api_token WHERE user_id = \(user)")
    }

    static func end(hashPrefix: String, of user: User.ID, in connection: Connection) throws {
        try connection.execute("DELETE FROM api_token WHERE user_id = \(user) AND SUBSTR(token_hash, 1, 16) = \(hashPrefix)")
    }

    /// The person behind a token's hash, and when it ends; nil when it is unknown or the person was disabled.
    static func user(tokenHash: String, in connection: Connection) throws -> (user: User, expiresAt: Timestamp)? {
        try UserStore.holder(ofToken: tokenHash, in: "api_token", connection)
    }
}

extension App {
    /// Gives a program a token of somebody's rights; nil when nobody signs in by that name.
    public func addToken(signIn: String, name: String) async throws -> String? {
        let token = APITokenStore.newToken(random), now = clock.now
        let name = String(name.withoutInvisibleMarks.trimmed.prefix(TextLimit.token))
        return try await database.write { connection in
            guard let (user, _) = try UserStore.credentials(signIn: signIn, in: connection), !user.isDisabled else { return nil }
            try APITokenStore.insert(token, name: name, of: user.id, at: now, in: connection)
            try ActivityStore.record(.tokenAdded, by: nil, at: now, subject: ("app_user", user.id.value), after: name, in: connection)
            return token
        }
    }
}
