import Basics
import Foundation
import HTTPTypes
import HummingbirdTesting
import Scoring
import Storage
import TestDatabases
import Testing

@testable import App

/// What the page of a result says of the result before, and of books that changed since.
@Suite struct ComparisonTests {
    /// Differences add up, part by part, criterion by criterion, to that of the scores; whoever fell is told so.
    @Test(arguments: TestEngine.available) func differencesAddUp(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 40, years: 2) { client, app, _ in
            let end = SitePreview.now.day(in: .gmt)
            try await app.database.write { _ = try $0.execute("UPDATE account SET reference_value = 5 - COALESCE(reference_value, 5)") }
            try await app.database.write { _ = try $0.execute("UPDATE account_summary SET facts_version = facts_version + 1") }
            _ = try await app.classify(asOf: end.adding(months: -5), keeping: true, by: nil)
            let director = try await SignedIn("director", app, client)
            var moves: [RunComparison.Move: Int] = [:]
            for account in try await app.accounts() {
                let comparison = try #require(try await app.database.read { connection -> RunComparison? in
                    guard let now = try AccountPage.score(of: account.id, in: connection) else { return nil }
                    return try RunComparison(now, of: account.id, with: .before, in: connection)
                })
                moves[comparison.move, default: 0] += 1
                let rows = comparison.criteria.map(\.sum) + [comparison.penalty, comparison.lifted]
                #expect(rows.reduce(0) { $0 + ($1.then ?? 0) } == comparison.total.then && rows.reduce(0) { $0 + ($1.now ?? 0) } == comparison.total.now)
                #expect(rows.reduce(0) { $0 + $1.difference } == comparison.total.difference)
                for criterion in comparison.criteria {
                    let parts = criterion.parts.reduce(0) { $0 + ($1.now?.contribution ?? 0) - ($1.then?.contribution ?? 0) }
                    #expect(parts == criterion.sum.difference, "\(account.code) \(criterion.id)")
                }
                let page = try await director.get("/accounts/\(account.code)/why?with=before")
                let says = switch comparison.move {
                case .fell: "Fell from tier"
                case .rose: "Rose from tier"
                case .stayed: "both times"
                }
                #expect(page.status == .ok && page.text.contains(says), "\(account.code)")
            }
            print("ComparisonTests: \(moves)")
            #expect((moves[.fell] ?? 0) + (moves[.rose] ?? 0) > 0)
            // Who fell finds the way there.
            let fallen = try await app.database.read { try $0.rows("SELECT a.code FROM account a JOIN account_summary s ON s.account_id = a.id WHERE s.moved = -1") { try $0.get(0, as: String.self) } }
            for code in fallen { #expect(try await director.get("/accounts/\(code)/why").text.contains("/accounts/\(code)/why?with=before")) }
        }
    }

    /// The buffer is told with its last day, and the result before it is compared with; an old result speaks of its own day.
    @Test(arguments: TestEngine.available) func theBufferIsTold(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 10, years: 1) { client, app, _ in
            let (account, policy) = try await app.database.read { connection in
                let account = try #require(try AccountStore.summary(code: "K100001", within: .all, in: connection))
                return (account, try #require(try AccountPage.score(of: account.id, in: connection)).policy)
            }
            let edge = try #require(policy.tiers.first { $0.code == "A" }).from
            let results = [(edge + 10_000, "A"), (edge - 5_000, "A"), (edge - 10_000, "A"), (edge - policy.hysteresis - 1_000, "B"), (edge - policy.hysteresis - 2_000, "B")]
            try await app.database.write { connection in
                let first = try connection.first("SELECT MAX(id) FROM classification_run") { try $0.get(0, as: Int64.self) } ?? 0
                for (index, result) in results.enumerated() {
                    let id = first + Int64(index) + 1
                    try connection.execute("""
                        INSERT INTO classification_run (id, as_of, policy_version_id, started_at, finished_at, started_by, accounts, portfolio, scorecard_form, books)
                        SELECT CAST(\(id) AS BIGINT), as_of + \(index + 1), policy_version_id, started_at, finished_at, started_by, accounts, portfolio, scorecard_form, books
                        FROM classification_run WHERE id = \(first)
                        """)
                    try connection.execute("""
                        INSERT INTO account_score (account_id, run_id, score, tier, previous_tier, provisional, scorecard)
                        SELECT account_id, CAST(\(id) AS BIGINT), CAST(\(result.0) AS INTEGER), CAST(\(result.1) AS TEXT), previous_tier, provisional, scorecard
                        FROM account_score WHERE run_id = \(first) AND account_id = \(account.id)
                        """)
                }
                let now = try #require(try AccountPage.score(of: account.id, in: connection))
                var shown = now
                shown.score.scorecard.tier = "B"
                let comparison = try #require(try RunComparison(shown, of: account.id, with: .before, in: connection))
                #expect(comparison.then.score.run.id.value == first + 1)
                #expect(comparison.keptUntil?.run.value == first + 3)
                let other = try #require(try RunComparison(shown, of: account.id, with: .run(.init(first + 4)), in: connection))
                #expect(other.then.score.run.id.value == first + 4 && other.keptUntil == nil)
                #expect(try RunComparison(shown, of: account.id, with: .run(.init(first + 99)), in: connection) == nil)
                try connection.execute("UPDATE account_summary SET tier = 'B' WHERE account_id = \(account.id)")
            }
            let director = try await SignedIn("director", app, client)
            let old = try await director.get("/accounts/K100001/why?run=1").text
            let tier = try #require(account.tier)
            #expect(old.contains("tier \(tier.lowercased())\"><b><span>\(tier)") && old.contains("Tier \(tier) then, B today") && old.contains("points on "))
            #expect(!old.contains("class=\"tryout\""))
        }
    }

    /// A result keeps its own facts; what the books say now stands beside them, and nothing is tried out until it is classified again.
    @Test(arguments: TestEngine.available) func changedBooksAreTold(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { client, app, _ in
            let director = try await SignedIn("director", app, client), finance = try await SignedIn("finance", app, client)
            func why(_ code: String) async throws -> String { try await director.get("/accounts/\(code)/why").text }
            for account in try await app.accounts() {
                let page = try await why(account.code)
                #expect(!page.contains("id=\"since\"") && page.contains("class=\"tryout\""), "\(account.code)")
            }
            let product = try await app.database.read { try #require(try ProductStore.products(in: nil, after: nil, limit: 1, in: $0).first?.code) }
            let booked = try await finance.post("/accounts/K100002/documents/new", [
                ("kind", "invoice"), ("number", "LATE-1"), ("issuedOn", "2026-05-20"), ("currency", "CNY"), ("rows", "4"),
                ("l0.product", product), ("l0.quantity", "100"), ("l0.price", "1000"), ("l0.cost", "20"),
            ])
            #expect(booked.status == .seeOther)
            let own = try await why("K100002"), other = try await why("K100003")
            #expect(own.contains("The books changed since this result") && own.contains("Net sales then") && own.contains("Classify again"))
            #expect(!own.contains("class=\"tryout\"") && own.contains("as the books stand now"))
            #expect(other.contains("Documents of this window were booked") && !other.contains("class=\"tryout\""))
            // Asked for all the same, nothing is said.
            let line = try await app.database.read { try #require(try $0.first("SELECT invoice_id, line_no FROM invoice_line WHERE account_id = (SELECT id FROM account WHERE code = 'K100002') ORDER BY issued_on DESC LIMIT 1") { "\(try $0.get(0, as: Int64.self)).\(try $0.get(1, as: Int.self))" }) }
            #expect(try await !director.get("/accounts/K100002/why?without=\(line)").text.contains("Without row"))
            _ = try await app.classify(asOf: SitePreview.now.day(in: .gmt), keeping: true, by: nil)
            let again = try await why("K100002")
            #expect(!again.contains("id=\"since\"") && again.contains("class=\"tryout\""))
            #expect(try await director.get("/accounts/K100002/why?without=\(line)").text.contains("Without row"))
            // The result before keeps what it was made of.
            #expect(try await director.get("/accounts/K100002/why?run=1").text.contains("The books changed since this result"))
        }
    }
}
