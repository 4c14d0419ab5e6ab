import Basics
import Foundation
import Synchronization

/// Slows down guessing of passwords without locking anybody out of their own account.
///
/// What counts is who tries from where: somebody else's guesses from another address do not use up the tries of the person whose
/// name they guess. An address that tries many names is slowed down as a whole. Whatever is tried, this needs little memory.
///
/// This is what one server sees at the moment, before it asks the database; `FailedTries` counts for all of them.
final class SignInLimiter: Sendable {
    private struct Source: Hashable {
        var address: String
        /// A hash, because a name may be long; nil counts all names of an address.
        var name: Int?
    }

    private typealias Tries = [Source: (count: Int, since: Timestamp)]

    private static let triesPerName = 10
    private static let triesPerAddress = 60
    private static let seconds = 60.0
    /// Sources that are remembered at most.
    static let limit = 20_000

    private let tries = Mutex<Tries>([:])

    /// How many sources are remembered.
    var count: Int { tries.withLock { $0.count } }

    func mayTry(_ name: String, from address: String?, at now: Timestamp) -> Bool {
        let network = Self.network(of: address ?? "")
        return tries.withLock { tries in
            if tries.count >= Self.limit - 1 { Self.shrink(&tries, at: now) }
            func count(_ source: Source) -> Int {
                var entry = tries[source] ?? (0, now)
                if now.seconds(since: entry.since) >= Self.seconds { entry = (0, now) }
                entry.count += 1
                tries[source] = entry
                return entry.count
            }
            // An address that is refused leaves no names behind.
            guard count(Source(address: network)) <= Self.triesPerAddress else { return false }
            return count(Source(address: network, name: name.hashValue)) <= Self.triesPerName
        }
    }

    /// After a success.
    func forget(_ name: String, from address: String?) {
        let network = Self.network(of: address ?? "")
        tries.withLock { $0[Source(address: network, name: name.hashValue)] = nil }
    }

    /// Forgets what is over; where that is not enough, whatever is far from its limit.
    private static func shrink(_ tries: inout Tries, at now: Timestamp) {
        tries = tries.filter { now.seconds(since: $0.value.since) < seconds }
        if tries.count > limit / 2 { tries = tries.filter { $0.value.count > triesPerName / 2 } }
        if tries.count > limit / 2 { tries = [:] }
    }

    /// Where an address counts: with IPv6 everybody has a whole /64 to choose from.
    static func network(of address: String) -> String {
        var bytes = in6_addr()
        guard address.contains(":"), inet_pton(AF_INET6, address, &bytes) == 1 else { return String(address.prefix(45)) }
        let parts = withUnsafeBytes(of: &bytes) { Array($0) }
        // An IPv4 address in IPv6 clothes.
        if parts.prefix(10).allSatisfy({ $0 == 0 }), parts[10] == 0xFF, parts[11] == 0xFF {
            return parts.suffix(4).map { String($0) }.joined(separator: ".")
        }
        return parts.prefix(8).hexadecimal + "/64"
    }
}
