import Basics
import Foundation
import Interface
import Scoring
import Storage
import TestDatabases
import Testing

@testable import App

/// Twelve months are the same twelve months wherever they stand: figure, chart, score, preview, on every account of a fresh demo.
@Suite struct OneMomentTests {
    @Test(arguments: TestEngine.available, ["2026-05-27", "2026-04-30"]) func everyAccountHasOneTotal(_ engine: TestEngine, _ last: String) async throws {
        try await engine.withDatabase { database in
            let now = SitePreview.now
            _ = try await database.migrate(Schema.migrations, at: now)
            try await database.write { try PolicyStore.publishDefault(at: now, in: $0) }
            let app = App(
                database: database, clock: .fixed(now), random: .system, files: FileStore(folder: NSTemporaryDirectory() + UUID().uuidString), passwordCost: .quick
            )
            _ = try await app.createDemo(lastDay: Day(last))
            let today = now.day(in: Organisation.unnamed.zone)
            let asOf = try #require(try await database.read { try SalesStore.dataEnd(in: $0) }.day(on: today))
            try await compareFigures(asOf, app)
            try await comparePreview(asOf, today, app)
            #expect(try await app.examine().isHealthy)
        }
    }

    private func compareFigures(_ asOf: Day, _ app: App) async throws {
        try await app.database.read { connection in
            let run = try #require(try PolicyStore.latestRun(in: connection))
            #expect(run.asOf == asOf)
            let policy = try #require(try PolicyStore.version(run.policyVersionID, in: connection)?.policy)
            let reading = try FactReading(policy, asOf: run.asOf, in: connection)
            // What an independent question says, of documents instead of lines.
            let period = Period.trailing(months: 12, before: asOf)
            let truth = try connection.rows("""
                SELECT account_id, SUM(amount) FROM invoice WHERE issued_on >= \(period.from) AND issued_on < \(period.to) GROUP BY account_id
                """) { (try $0.get(0, as: Account.ID.self), try $0.get(1, as: Int64.self)) }
            let net = Dictionary(uniqueKeysWithValues: truth)
            var accounts = 0, sales: Int64 = 0
            var subjects: [(subject: AccountSubject, code: String)] = []
            try AccountStore.forEachSubject(baseCurrency: .cny, in: connection) { subjects.append(($0, $1)); _ = $2 }
            for (subject, code) in subjects {
                let figure = try SalesStore.totals(of: subject.id, currency: .cny, in: [period], in: connection).first?.net
                #expect(figure == net[subject.id] ?? 0, "\(code)")
                #expect(reading.facts(of: subject)[12]?.netSales == figure, "\(code)")
                accounts += 1
                sales += figure ?? 0
            }
            #expect(accounts == 400 && sales > 0)
            #expect(run.portfolio.facts(in: .cny)[12]?.netSales == sales)
            // Nothing lies after the end.
            #expect(try connection.first("SELECT MAX(issued_on) FROM invoice") { try $0.get(0, as: Day.self) }.map { $0 < asOf } == true)
        }
    }

    /// The policy in force gives, on the day of the data, the tiers that people see.
    private func comparePreview(_ asOf: Day, _ today: Day, _ app: App) async throws {
        let user = try #require(try await app.users().first { $0.role.may(.publishPolicies) })
        let draft = try await app.database.write { connection in
            let base = try #require(try PolicyStore.versions(in: connection).first)
            let draft = PolicyDraft(
                id: try connection.newIdentifier("policy_draft", reserve: 1), basedOn: base.id, document: PolicyPack.standard.document, changedAt: SitePreview.now
            )
            try PolicyDraftStore.insert(draft, by: user.id, in: connection)
            return draft
        }
        try await app.preview(draft, asOf: asOf, today: today) { _, _ in }
        let differing = try await app.database.read { connection in
            try connection.rows("""
                SELECT a.code, r.old_tier, s.tier, r.old_score, s.score FROM policy_draft_result r
                JOIN account_summary s ON s.account_id = r.account_id JOIN account a ON a.id = r.account_id
                WHERE r.old_tier <> s.tier OR r.old_score <> s.score
                """) { "\(try $0.get(0, as: String.self)) \(try $0.get(1, as: String.self)) \(try $0.get(2, as: String.self))" }
        }
        #expect(differing == [])
        let compared = try await app.database.read { try $0.first("SELECT COUNT(*) FROM policy_draft_result") { try $0.get(0, as: Int.self) } }
        #expect(compared == 400)
    }
}
