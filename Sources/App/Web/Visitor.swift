import Basics
import Storage

/// Everything that every page needs to know of whoever asks, found once until something changes.
struct Visitor: Sendable {
    let user: User
    let scope: Scope
    let organisation: Organisation
    let expiresAt: Timestamp
    let formToken: String
    /// The day after the last booked document; nil without data.
    let dataEnd: Day?

    /// The person of a session; nil for strangers.
    init?(tokenHash: String, in connection: Connection) throws {
        guard let found = try SessionStore.user(tokenHash: tokenHash, in: connection) else { return nil }
        try self.init(found, tokenHash, in: connection)
    }

    /// The person whose rights a program has; nil for strangers.
    init?(apiTokenHash tokenHash: String, in connection: Connection) throws {
        guard let found = try APITokenStore.user(tokenHash: tokenHash, in: connection) else { return nil }
        try self.init(found, tokenHash, in: connection)
    }

    private init(_ found: (user: User, expiresAt: Timestamp), _ tokenHash: String, in connection: Connection) throws {
        user = found.user
        expiresAt = found.expiresAt
        formToken = SessionStore.formToken(hash: tokenHash)
        scope = try Scope(of: found.user, in: connection)
        organisation = try UserStore.organisation(in: connection) ?? .unnamed
        dataEnd = try SalesStore.dataEnd(in: connection)
    }
}
