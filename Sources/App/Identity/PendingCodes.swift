import Basics
import Synchronization

/// Secrets of one-time codes that people are entering into their apps; a restart forgets them, and one begins again.
final class PendingCodes: Sendable {
    private static let seconds = 900.0

    private let secrets = Mutex<[User.ID: (secret: String, at: Timestamp)]>([:])

    func keep(_ secret: String, of user: User.ID, at now: Timestamp) { secrets.withLock { $0[user] = (secret, now) } }
    func forget(_ user: User.ID) { secrets.withLock { $0[user] = nil } }

    /// Nil when nothing was begun in the last quarter of an hour.
    func secret(of user: User.ID, at now: Timestamp) -> String? {
        secrets.withLock { $0[user] }.flatMap { now.seconds(since: $0.at) < Self.seconds ? $0.secret : nil }
    }
}
