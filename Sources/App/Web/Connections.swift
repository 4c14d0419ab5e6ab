import NIOCore
import Synchronization

/// The open connections of a server: stopping need not wait for clients, and those that say nothing make room for those that do.
final class Connections: Sendable {
    private struct Open: Sendable {
        var channel: any Channel
        /// Since when nothing is asked or answered; nil while something is.
        var restingSince: NIODeadline?
        var hasSpoken = false
    }

    /// How long a new client may say nothing where others wait to get in.
    static let silence = TimeAmount.seconds(1)
    /// The same for one that has asked something before.
    static let rest = TimeAmount.seconds(10)

    private let open = Mutex<[ObjectIdentifier: Open]>([:])
    /// With more connections than these, silent ones are closed.
    private let room: Int

    init(room: Int = .max) { self.room = room }

    /// - Returns: whether there are so many now that silent ones have to go.
    func add(_ channel: any Channel, at now: NIODeadline) -> Bool {
        open.withLock { open in
            open[ObjectIdentifier(channel)] = Open(channel: channel, restingSince: now)
            return open.count > room
        }
    }

    func remove(_ channel: any Channel) { open.withLock { $0[ObjectIdentifier(channel)] = nil } }

    /// A request begins.
    func speaks(_ channel: any Channel) {
        open.withLock {
            $0[ObjectIdentifier(channel)]?.restingSince = nil
            $0[ObjectIdentifier(channel)]?.hasSpoken = true
        }
    }

    /// An answer is complete.
    func rests(_ channel: any Channel, at now: NIODeadline) {
        open.withLock { $0[ObjectIdentifier(channel)]?.restingSince = now }
    }

    /// Closes those that have been silent longest, as many as there are too many.
    func makeRoom(at now: NIODeadline) {
        let silent = open.withLock { open -> [any Channel] in
            let ripe = open.values.compactMap { entry -> (channel: any Channel, since: NIODeadline)? in
                guard let since = entry.restingSince, now - since >= (entry.hasSpoken ? Self.rest : Self.silence) else { return nil }
                return (entry.channel, since)
            }
            return ripe.sorted { $0.since < $1.since }.prefix(max(0, open.count - room)).map(\.channel)
        }
        for channel in silent { channel.close(mode: .all, promise: nil) }
    }

    func closeAll() {
        for entry in open.withLock({ Array($0.values) }) { entry.channel.close(mode: .all, promise: nil) }
    }
}
