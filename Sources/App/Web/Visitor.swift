import Basics
import Storage

/// Everything that every page needs to know of whoever asks, found once until something changes.
struct Visitor: Sendable {
    let user: User
    let scope: Scope
    let organisation: Organisation
    let expiresAt: Timestamp
    let formToken: FormToken
    let dataEnd: DataEnd
    /// Up to where the twelve months of all accounts go; nil until something was sold.
    let yearEnd: Day?
    /// When the newest file was booked; nil when none was.
    let loadedAt: Timestamp?

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
        formToken = FormToken(tokenHash: tokenHash)
        scope = try Scope(of: found.user, in: connection)
        organisation = try UserStore.organisation(in: connection) ?? .unnamed
        loadedAt = try ImportStore.lastFinish(in: connection)
        dataEnd = try SalesStore.dataEnd(in: connection)
        yearEnd = try SalesYear.current(in: connection)?.end
    }
}
