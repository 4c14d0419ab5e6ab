import Basics
import Foundation
import Scoring
import Storage
import TestDatabases
import Testing

@testable import App

/// Nights refresh scores and gates and leave tiers by points alone; a run keeps only what differs.
@Suite struct NightTests {
    private func withCompany(_ engine: TestEngine, accounts: Int, _ body: @escaping @Sendable (App, TurnedClock) async throws -> Void) async throws {
        try await SitePreview.withSite(engine, accounts: accounts, years: 1) { _, app, _ in
            let clock = TurnedClock(SitePreview.now)
            try await body(App(database: app.database, clock: clock.clock, random: .system, files: app.files, passwordCost: .quick), clock)
        }
    }

    /// Nil for another value than it has.
    private func judge(_ value: Int?, where condition: SQL = "1 = 1", _ app: App) async throws {
        let wanted: SQL = value.map { "\($0)" } ?? "CASE WHEN reference_value = 1 THEN 4 ELSE 1 END"
        _ = try await app.database.write { try $0.execute("UPDATE account SET reference_value = \(wanted) WHERE \(condition)") }
    }

    private func scores(_ app: App) async throws -> [Account.ID: AccountScore] {
        try await app.database.read { connection in
            var scores: [Account.ID: AccountScore] = [:]
            for id in try AccountStore.identifiers(in: connection) { scores[id] = try PolicyStore.latestScore(of: id, in: connection) }
            return scores
        }
    }

    /// What classifying from nothing that is kept gives.
    private func fresh(_ app: App) async throws -> [Account.ID: Classification.Result] {
        let currency = try await app.organisation().baseCurrency
        let found = try await app.database.read { connection in
            try Classification.compute(asOf: try #require(try SalesStore.dataEnd(in: connection).day(on: SitePreview.now.day(in: .gmt))), inForceOn: SitePreview.now.day(in: .gmt), baseCurrency: currency, in: connection)
        }
        return Dictionary(uniqueKeysWithValues: found.results.map { ($0.account, $0) })
    }

    @Test(arguments: TestEngine.available) func tiersChangeByPointsOnlyWhenClassified(_ engine: TestEngine) async throws {
        try await withCompany(engine, accounts: 60) { app, clock in
            try await judge(0, app)
            _ = try await app.classify(asOf: clock.now.day(in: .gmt), keeping: true, by: nil)
            let before = try await scores(app)
            try await judge(5, where: "id % 2 = 0", app)
            let expected = try await fresh(app)
            let result = try #require(try await clock.night(app))
            #expect(result.work == .night && result.outcome == .done && result.accounts == 60 && result.rose == 0 && result.fell == 0)
            var waiting = 0
            for (id, score) in try await scores(app) {
                let want = try #require(expected[id])
                #expect(score.scorecard.tier == before[id]?.scorecard.tier, "account \(id.value)")
                #expect(score.scorecard.score == want.score && score.scorecard.wouldBe ?? score.scorecard.tier == want.tier, "account \(id.value)")
                #expect(score.run.kind == .night)
                if score.scorecard.wouldBe != nil { waiting += 1 }
            }
            #expect(waiting > 0, "nobody would move: the test tests nothing")
            // The first night of a month gives tiers by points.
            let zone = try await app.organisation().zone
            clock.turn(to: Timestamp(clock.now.day(in: zone).month.advanced(by: 1).firstDay, hour: 12, in: zone))
            let month = try #require(try await DutyWork(app: app, owner: "month").run(.classification))
            #expect(month.work == .monthly && month.rose + month.fell == waiting)
            for (id, score) in try await scores(app) {
                #expect(score.scorecard.tier == expected[id]?.tier && score.scorecard.wouldBe == nil, "account \(id.value)")
            }
            #expect(try await clock.night(app)?.work == .night)
            let found = try await app.examine()
            #expect(found.isHealthy, "\(found.differences)")
        }
    }

    /// Gates act at once, by night too, and what they took away comes back when they open.
    @Test func gatesActAtOnce() {
        let policy = ReadPolicies.policy(PolicyPack.standard.document)
        guard let policy, let gate = policy.gates.first(where: { $0.metric == .overdue90Share }) else { return #expect(Bool(false), "no such gate") }
        var facts = AccountFacts(currency: .cny)
        facts.firstOrderOn = Day(number: 18_000)
        facts.netSales = 1_000_000_000
        (facts.receivable, facts.overdue90, facts.due, facts.paidOnTime) = (100, 90, 100, 0)
        let evaluation = Evaluation(policy, asOf: Day(number: 20_000))
        let best = policy.tiers[0].code
        let closed = evaluation.scorecard(facts: [policy.window: facts], portfolio: [:], previousTier: best, holding: best)
        #expect(closed.tier == gate.highestTier && closed.tier != best)
        facts.overdue90 = 0
        let open = evaluation.scorecard(facts: [policy.window: facts], portfolio: [:], previousTier: closed.tier, holding: best)
        #expect(open.tier == best && open.wouldBe != nil)
        // Kept and read again it says the same.
        let form = ScorecardForm(policy)
        #expect(Scorecard(encoded: form.encoded(open), form: form) == open && Scorecard(encoded: open.encoded) == open)
    }

    /// Only accounts with another score, tier or term get a scorecard; every run still has one for everybody.
    @Test(arguments: TestEngine.available) func nightsKeepOnlyWhatDiffers(_ engine: TestEngine) async throws {
        try await withCompany(engine, accounts: 50) { app, clock in
            let rows = { try await app.database.read { try $0.first("SELECT COUNT(*) FROM account_score") { try $0.get(0, as: Int.self) } ?? 0 } }
            // What a new month measures otherwise is measured once.
            _ = try await clock.night(app)
            let ids = try await app.database.read { try AccountStore.identifiers(in: $0) }
            let began = try await rows()
            var said: [ClassificationRun.ID: [Account.ID: String]] = [:]
            for night in 0..<12 {
                try await judge(nil, where: "id = \(ids[night * 3 % 50])", app)
                let result = try #require(try await clock.night(app))
                #expect(result.changed == 1, "night \(night)")
                let expected = try await scores(app)
                let run = try #require(expected[ids[0]]?.run.id)
                said[run] = expected.mapValues { $0.scorecard.encoded }
                #expect(expected.values.allSatisfy { $0.run.id == run })
            }
            #expect(try await rows() == began + 12)
            // Every one of the runs still says what it said.
            for (run, cards) in said {
                for (id, card) in cards {
                    let score = try await app.database.read { try PolicyStore.score(of: id, run: run, in: $0) }
                    #expect(score?.scorecard.encoded == card && score?.run.id == run)
                }
            }
        }
    }

    /// The next night is at the hour of the wall clock, in summer and in winter.
    @Test func theNextNightIsByTheWallClock() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
        let duty = Duty(kind: .classification, isOn: true, hour: 4, share: 0, isStopped: false, keeps: 0)
        let before = Timestamp(try #require(Day("2026-03-28")), hour: 12, in: zone)
        let next = duty.next(after: before, in: zone)
        #expect(next == Timestamp(try #require(Day("2026-03-29")), hour: 4, in: zone) && next.seconds(since: before) == 15 * 3_600)
        #expect(duty.next(after: next, in: zone).seconds(since: next) == 24 * 3_600)
    }
}
