import Basics
import Storage

/// What guesses are counted by, each for a while from its first failure on.
///
/// A name counts with the network that its guesses come from, so that nobody uses up somebody else's tries. Codes count with the person,
/// wherever they come from: only who knows the password gets as far as that.
enum FailedTry: Sendable, Hashable {
    case name(String, network: String)
    /// All names that a network tries.
    case network(String)
    /// One-time codes after a right password.
    case code(User.ID)
    /// Passwords that somebody who is signed in types to prove who they are.
    case password(User.ID)

    /// Failures that are let through.
    var most: Int {
        switch self {
        case .name, .password: 10
        case .network: 60
        case .code: 5
        }
    }

    /// For how long they count, in seconds.
    var seconds: Int64 {
        switch self {
        case .name, .network, .password: 60
        case .code: 900
        }
    }

    /// Names are hashed, because what is typed there may be long, or a password.
    fileprivate var source: String {
        switch self {
        case .name(let name, let network): "name \(SessionStore.hash(name + "\n" + network))"
        case .network(let network): "network \(network)"
        case .code(let user): "code \(user.value)"
        case .password(let user): "password \(user.value)"
        }
    }
}

/// All SQL that names failed tries: rows, so that several servers count together and a restart forgets nothing.
enum FailedTries {
    /// Which of the tries have failures that still count, and whether any of them has had too many.
    static func standing(_ tries: [FailedTry], at now: Timestamp, in connection: Connection) throws -> (failed: Set<FailedTry>, isTooMany: Bool) {
        guard !tries.isEmpty else { return ([], false) }
        let known = Dictionary(tries.map { ($0.source, $0) }) { first, _ in first }
        var failed: Set<FailedTry> = [], isTooMany = false
        try connection.forEach("""
            SELECT source, count FROM failed_try WHERE source IN \(list: tries.map(\.source)) AND ends_at > \(now)
            """) { row in
            guard let one = known[try row.get(0)] else { return }
            failed.insert(one)
            if try row.get(1, as: Int.self) >= one.most { isTooMany = true }
        }
        return (failed, isTooMany)
    }

    /// Counts a try; the row stays locked until the transaction ends, so that tries at the same moment are judged one after the other.
    /// - Returns: whether it was one too many.
    @discardableResult
    static func count(_ one: FailedTry, at now: Timestamp, in connection: Connection) throws -> Bool {
        let end = now.adding(seconds: one.seconds)
        let count = try connection.first("""
            INSERT INTO failed_try (source, count, ends_at) VALUES (\(one.source), 1, \(end))
            ON CONFLICT (source) DO UPDATE SET count = CASE WHEN failed_try.ends_at <= \(now) THEN 1 ELSE failed_try.count + 1 END,
                ends_at = CASE WHEN failed_try.ends_at <= \(now) THEN excluded.ends_at ELSE failed_try.ends_at END
            RETURNING count
            """) { try $0.get(0, as: Int.self) } ?? 1
        return count > one.most
    }

    static func forget(_ one: FailedTry, in connection: Connection) throws {
        try connection.execute("DELETE FROM failed_try WHERE source = \(one.source)")
    }

    /// Forgets what counts no more: with every failure, so that there are never more rows than a quarter of an hour has seen.
    static func forgetOld(at now: Timestamp, in connection: Connection) throws {
        try connection.execute("DELETE FROM failed_try WHERE ends_at <= \(now)")
    }
}
