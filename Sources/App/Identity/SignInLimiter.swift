import Basics
import Synchronization

/// Slows down guessing of passwords without locking anybody out of their own account.
///
/// What counts is who tries from where: somebody else's guesses from another address do not use up the tries of the person whose
/// name they guess. An address that tries many names is slowed down as a whole.
final class SignInLimiter: Sendable {
    private struct Source: Hashable {
        var address: String
        /// Nil counts all names of an address.
        var name: String?
    }

    private static let triesPerName = 10
    private static let triesPerAddress = 60
    private static let seconds = 60.0

    private let tries = Mutex<[Source: (count: Int, since: Timestamp)]>([:])

    func mayTry(_ name: String, from address: String?, at now: Timestamp) -> Bool {
        let address = address ?? ""
        return tries.withLock { tries in
            if tries.count > 20_000 { tries = tries.filter { now.seconds(since: $0.value.since) < Self.seconds } }
            func count(_ source: Source) -> Int {
                var entry = tries[source] ?? (0, now)
                if now.seconds(since: entry.since) >= Self.seconds { entry = (0, now) }
                entry.count += 1
                tries[source] = entry
                return entry.count
            }
            let ofName = count(Source(address: address, name: name)), ofAddress = count(Source(address: address, name: nil))
            return ofName <= Self.triesPerName && ofAddress <= Self.triesPerAddress
        }
    }

    /// After a success.
    func forget(_ name: String, from address: String?) { tries.withLock { $0[Source(address: address ?? "", name: name)] = nil } }
}
