import Basics
import Foundation
import Storage
import TestDatabases
import Testing

@testable import App

/// An installation does a duty once, whatever the number of its servers.
@Suite struct DutyTests {
    private func withServers(_ engine: TestEngine, _ body: @escaping @Sendable (App, App, TurnedClock) async throws -> Void) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { _, app, _ in
            let clock = TurnedClock(SitePreview.now)
            let (first, second) = (try clock.server(beside: app), try clock.server(beside: app))
            defer {
                first.database.close()
                second.database.close()
            }
            try await body(first, second, clock)
        }
    }

    private func duty(_ app: App) async throws -> Duty { try await app.database.read { try DutyStore.duty(.classification, in: $0) } }

    private func runs(_ app: App) async throws -> Int {
        try await app.database.read { try $0.first("SELECT COUNT(*) FROM classification_run") { try $0.get(0, as: Int.self) } ?? 0 }
    }

    @Test(arguments: TestEngine.available) func twoServersDoANightOnce(_ engine: TestEngine) async throws {
        try await withServers(engine) { first, second, clock in
            _ = try await DutyWork(app: first, owner: "first").run(.classification)
            for night in 0..<4 {
                clock.turn(to: try #require(try await duty(first).dueAt))
                let before = try await runs(first)
                async let one = DutyWork(app: first, owner: "first").run(.classification)
                async let other = DutyWork(app: second, owner: "second").run(.classification)
                let done = try await [one, other].compactMap(\.self)
                #expect(done.count == 1 && done.first?.outcome == .done, "night \(night)")
                #expect(try await runs(first) == before + 1, "night \(night)")
            }
        }
    }

    /// A night that nobody was there for is made up once; the next one is the next one.
    @Test(arguments: TestEngine.available) func missedNightsAreMadeUpOnce(_ engine: TestEngine) async throws {
        try await withServers(engine) { first, second, clock in
            #expect(try await DutyWork(app: first, owner: "first").run(.classification) == nil, "a new installation has missed nothing")
            let due = try #require(try await duty(first).dueAt)
            clock.turn(to: due.adding(seconds: 3 * 86_400 + 7 * 3_600))
            // A month has begun meanwhile: what is made up is its first night.
            #expect(try await DutyWork(app: second, owner: "second").run(.classification)?.work == .monthly)
            for app in [first, second] { #expect(try await DutyWork(app: app, owner: "again").run(.classification) == nil) }
            #expect(try await duty(first).dueAt == due.adding(seconds: 4 * 86_400))
        }
    }

    /// What a dead server held is done by another one, and nothing of the dead one counts any more.
    @Test(arguments: TestEngine.available) func deadServersAreReplaced(_ engine: TestEngine) async throws {
        try await withServers(engine) { first, second, clock in
            let zone = try await first.organisation().zone, user = try #require(try await first.users().first)
            let now = clock.now, before = try await runs(first)
            let claim = try await first.database.write { connection in
                #expect(try DutyStore.want(.classification, .classify, by: user.id, at: now, in: connection))
                #expect(try !DutyStore.want(.classification, .classify, by: user.id, at: now, in: connection))
                return try #require(try DutyStore.claim(.classification, for: "dead", at: now, in: zone, connection))
            }
            #expect(claim.work == .classify)
            #expect(try await DutyWork(app: second, owner: "second").run(.classification) == nil)
            clock.turn(to: now.adding(seconds: DutyStore.hold + 1))
            let result = try #require(try await DutyWork(app: second, owner: "second").run(.classification))
            #expect(result.work == .classify && result.wantedBy == user.id)
            #expect(try await runs(first) == before + 1)
            await #expect(throws: DutyStore.Lost.self) { try await first.database.write { try DutyStore.finish(claim, result, in: zone, $0) } }
            #expect(try await first.database.write { try DutyStore.renew(claim, share: 1, at: now, in: $0) } == .lost)
        }
    }

    /// What somebody stops ends as stopped and keeps nothing; what ends with its process is gone on with.
    @Test(arguments: TestEngine.available) func stoppingIsNotEnding(_ engine: TestEngine) async throws {
        try await withServers(engine) { first, second, clock in
            let zone = try await first.organisation().zone, user = try #require(try await first.users().first)
            let now = clock.now, before = try await runs(first)
            try await first.database.write { connection in
                _ = try DutyStore.want(.classification, .classify, by: user.id, at: now, in: connection)
                let claim = try #require(try DutyStore.claim(.classification, for: "first", at: now, in: zone, connection))
                try DutyStore.giveBack(claim, in: connection)
            }
            try await first.database.write { try DutyStore.stop(.classification, at: now, in: $0) }
            #expect(try await DutyWork(app: second, owner: "second").run(.classification) == nil, "stopped before it began")
            try await first.database.write { _ = try DutyStore.want(.classification, .classify, by: user.id, at: now, in: $0) }
            // A process that ends while it works gives the duty back.
            let ending = Task { try await DutyWork(app: first, owner: "first").run(.classification) }
            ending.cancel()
            _ = try? await ending.value
            _ = try await DutyWork(app: second, owner: "second").run(.classification)
            #expect(try await runs(first) == before + 1)
            #expect(try await duty(first).wanted == nil)
        }
    }

    /// Why it failed stands with it, and the next night is tried again.
    @Test(arguments: TestEngine.available) func failuresAreTold(_ engine: TestEngine) async throws {
        try await withServers(engine) { first, _, clock in
            _ = try await DutyWork(app: first, owner: "first").run(.classification)
            let now = clock.now, day = now.day(in: .gmt)
            try await first.database.write { connection in
                _ = try PolicyStore.publish("title: of a newer product", code: "new", effectiveFrom: day, note: "n", by: nil, at: now, in: connection)
                _ = try DutyStore.want(.classification, .classify, by: User.ID(1), at: now, in: connection)
            }
            let result = try #require(try await DutyWork(app: first, owner: "first").run(.classification))
            #expect(result.outcome == .failed && result.detail == DutyFailure.unreadablePolicy.rawValue)
            let listed = try await first.database.read { try DutyStore.results(.classification, limit: 5, in: $0) }
            #expect(listed.first?.outcome == .failed && listed.first?.detail == result.detail)
            #expect(try await clock.night(first)?.outcome == .done, "the night goes on with the policy that the tiers stand on")
        }
    }
}
