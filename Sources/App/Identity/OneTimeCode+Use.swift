import Basics
import Storage

extension OneTimeCode {
    /// How long the form with a code may arrive once more, in seconds: as long as a code counts.
    private static let again: Int64 = 30

    /// Whether somebody whose password was right may go on: people without codes may, others with a code that was not used yet.
    /// - Parameter once: what tells the form from others. A double click sends the same code twice, and the browser shows what the second came to.
    static func admits(_ code: String, of user: User.ID, once: String?, at now: Timestamp, in connection: Connection) throws -> Bool {
        guard try UserStore.oneTimeSecret(of: user, in: connection) != nil else { return true }
        try UserStore.lock(user, in: connection)
        guard let (secret, last) = try UserStore.oneTimeSecret(of: user, in: connection) else { return true }
        if let once, try SentForm.isKnown(once: once, of: user, within: again, at: now, in: connection) { return true }
        guard let step = step(of: code, secret, at: now, after: last), try UserStore.useStep(step, of: user, in: connection) else { return false }
        if let once { try SentForm.keep(Address.home.text, once: once, of: user, at: now, in: connection) }
        return true
    }
}
