import Basics
import Storage
import Synchronization

/// Writes down that sessions are used, each once in half a day and never while somebody waits.
final class SessionUse: Sendable {
    private let noted = Mutex<[String: Timestamp]>([:])

    /// - Parameter end: when the session would end if nobody used it from now on.
    func note(_ tokenHash: String, endingAt end: Timestamp, at now: Timestamp, in database: Database) {
        let unused = Double(SessionStore.idle) - end.seconds(since: now)
        guard unused > SessionStore.noted else { return }
        let isDue = noted.withLock { noted in
            if noted.count > 10_000 { noted = [:] }
            if let last = noted[tokenHash], now.seconds(since: last) < SessionStore.noted { return false }
            noted[tokenHash] = now
            return true
        }
        guard isDue else { return }
        // A lost note costs nothing: the next use writes another.
        Task.detached { try? await database.write { try SessionStore.use(tokenHash: tokenHash, at: now, in: $0) } }
    }
}
