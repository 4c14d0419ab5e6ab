import Basics
import Storage
import Synchronization

@testable import App

/// A clock that tests turn, and servers that share a database and look at it.
final class TurnedClock: Sendable {
    private let moment: Mutex<Timestamp>

    init(_ now: Timestamp) { moment = Mutex(now) }

    var now: Timestamp { moment.withLock { $0 } }
    var clock: Clock { Clock { self.now } }

    func turn(to now: Timestamp) { moment.withLock { $0 = now } }

    /// A server of its own on the database of another one.
    func server(beside app: App) throws -> App {
        App(database: try Database(app.database.location), clock: clock, random: .system, files: app.files, passwordCost: .quick)
    }

    /// Turns to the next night and gives what a server did in it.
    func night(_ app: App, _ kind: Duty.Kind = .classification) async throws -> DutyResult? {
        _ = try await DutyWork(app: app, owner: "night").run(kind)
        if let due = try await app.database.read({ try DutyStore.duty(kind, in: $0) }).dueAt { turn(to: max(now, due)) }
        return try await DutyWork(app: app, owner: "night").run(kind)
    }
}
