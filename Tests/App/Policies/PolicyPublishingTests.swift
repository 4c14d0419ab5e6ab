import Basics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Interface
import Scoring
import Storage
import TestDatabases
import Testing

@testable import App

/// What is published was looked at before, exactly as it is, and stays as it is.
@Suite struct PolicyPublishingTests {
    private let document = PolicyPack.standard.document

    private func draft(_ app: App) async throws -> PolicyDraft {
        let user = try #require(try await app.users().first { $0.role.may(.publishPolicies) })
        return try await app.database.write { [document] connection in
            let base = try #require(try PolicyStore.versions(in: connection).first)
            let draft = PolicyDraft(
                id: try connection.newIdentifier("policy_draft", reserve: 1), basedOn: base.id, document: document, changedAt: SitePreview.now
            )
            try PolicyDraftStore.insert(draft, by: user.id, in: connection)
            return draft
        }
    }

    /// A preview that ends after the document was changed is not the preview of what stands there now.
    @Test(arguments: TestEngine.available) func stalePreviewsAreNotKept(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 30, years: 1) { _, app, _ in
            let first = try await draft(app)
            var second = first
            second.document = first.document.replacing("from: 85", with: "from: 61")
            let today = SitePreview.now.day(in: .gmt)
            let asOf = today
            let changed = second
            try await app.database.write { try PolicyDraftStore.save(changed, in: $0) }
            try await app.preview(first, asOf: asOf, today: today) { _, _ in }
            let after = try #require(try await app.database.read { try PolicyDraftStore.draft(first.id, in: $0) })
            #expect(!after.isPreviewed && after.preview == nil)
            try await app.preview(second, asOf: asOf, today: today) { _, _ in }
            let previewed = try #require(try await app.database.read { try PolicyDraftStore.draft(first.id, in: $0) })
            #expect(previewed.isPreviewed && previewed.preview?.asOf == asOf)
            let moves = try await app.database.read { try PolicyDraftStore.moves(of: first.id, within: .all, in: $0) }
            #expect(moves.values.reduce(0, +) == 30 && moves.contains { $0.key.from != $0.key.to })
            // Changed once more at the same moment: the clock alone tells nothing.
            try await app.database.write { try PolicyDraftStore.save(first, in: $0) }
            let again = try #require(try await app.database.read { try PolicyDraftStore.draft(first.id, in: $0) })
            #expect(!again.isPreviewed)
        }
    }

    /// Work that was replaced is cancelled, and its end does not end what replaced it.
    @Test func replacedWorkSaysNothingMore() async throws {
        let jobs = ImportJobs(), now = SitePreview.now
        let (ended, end) = AsyncStream<Bool>.makeStream()
        jobs.start(1, at: now) { _ in
            try? await Task.sleep(for: .seconds(60))
            end.yield(Task.isCancelled)
        }
        jobs.start(1, at: now) { _ in Issue.record("there is work already") }
        let (released, release) = AsyncStream<Void>.makeStream()
        jobs.start(1, at: now, replacing: true) { progress in
            progress(7, 0.5)
            for await _ in released { break }
        }
        for await wasCancelled in ended {
            #expect(wasCancelled)
            break
        }
        while jobs.progress(1)?.rows != 7 { try await Task.sleep(for: .milliseconds(5)) }
        release.yield()
        while jobs.progress(1) != nil { try await Task.sleep(for: .milliseconds(5)) }
        #expect(jobs.failure(1) == nil)
    }

    /// Neither the product nor anybody with the database at hand changes a published version by mistake.
    @Test(arguments: TestEngine.available) func publishedVersionsNeverChange(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            _ = try await database.migrate(Schema.migrations, at: SitePreview.now)
            try await database.write { try PolicyStore.publishDefault(at: SitePreview.now, in: $0) }
            let changes: [SQL] = [
                "UPDATE policy_version SET document = 'x'", "UPDATE policy_version SET effective_from = 1", "UPDATE policy_version SET note = NULL",
                "DELETE FROM policy_version",
            ]
            for change in changes {
                await #expect(throws: StorageFailure.self) { try await database.write { try $0.execute(change) } }
            }
            let kept = try await database.read { try PolicyStore.versions(in: $0) }
            #expect(kept.map(\.document) == [document])
        }
    }

    /// A database that has a policy already, as every opened one does, is still filled by a copy.
    @Test(arguments: TestEngine.available) func copiesReplaceTheFirstPolicy(_ engine: TestEngine) async throws {
        try await TestEngine.sqlite.withDatabase { source in
            _ = try await source.migrate(Schema.migrations, at: SitePreview.now)
            try await source.write { connection in
                _ = try PolicyStore.publish(document, code: "own", effectiveFrom: Day(number: 5), note: "copied", by: nil, at: SitePreview.now, in: connection)
            }
            try await engine.withDatabase { target in
                _ = try await target.migrate(Schema.migrations, at: SitePreview.now)
                try await target.write { try PolicyStore.publishDefault(at: SitePreview.now, in: $0) }
                _ = try await Moving.copy(from: source.location, to: target.location, .init(now: SitePreview.now))
                #expect(try await target.read { try PolicyStore.versions(in: $0) }.map(\.code) == ["own"])
                // The copy over, the table is closed again.
                await #expect(throws: StorageFailure.self) { try await target.write { try $0.execute("DELETE FROM policy_version") } }
            }
        }
    }
}

/// The pages around a draft, through the router.
@Suite struct PolicyDraftPageTests {
    private struct Ops: Sendable {
        let client: any TestClientProtocol
        let headers: HTTPFields
        let token: String

        init(_ app: App, _ client: any TestClientProtocol, _ language: String) async throws {
            let session = try #require(try await app.signIn("ops", password: DemoCompany.password)?.token)
            self.client = client
            headers = [.cookie: "\(Site.sessionCookie)=\(session); \(Site.languageCookie)=\(language)"]
            token = SessionStore.formToken(session)
        }

        func get(_ path: String) async throws -> String {
            try await client.execute(uri: path, method: .get, headers: headers) { String(buffer: $0.body) }
        }

        func post(_ path: String, _ fields: [(String, String)]) async throws -> String {
            let body = (fields + [("token", token)]).map { "\($0)=\(Address.encode($1))" }.joined(separator: "&")
            return try await client.execute(uri: path, method: .post, headers: headers, body: ByteBuffer(string: body)) { $0.headers[.location] ?? "" }
        }

        /// The page of a draft once its preview has ended.
        func settled(_ path: String, _ app: App, _ id: Int64) async throws -> String {
            let end = ContinuousClock.now + .seconds(180)
            while app.jobs.progress(-id) != nil, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(20)) }
            return try await get(path)
        }
    }

    private func number(_ path: String) -> Int64 { Int64(path.split(separator: "/").last ?? "") ?? 0 }
    private func stored(_ id: Int64, _ app: App) async throws -> PolicyDraft {
        try #require(try await app.database.read { try PolicyDraftStore.draft(PolicyDraft.ID(id), in: $0) })
    }

    /// What is typed into the document, into the sentences and into the fields for publishing arrives together.
    @Test(arguments: TestEngine.available) func nothingTypedIsLost(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { client, app, _ in
            let ops = try await Ops(app, client, "zh-Hans")
            let path = try await ops.post("/policies/drafts", []), id = number(path)
            let before = try await stored(id, app).document
            let page = try await ops.get(path)
            let field = "name=\"v.criteria[2].parts[0].anchors.CNY[2].at\" value=\"200\(ShortNumber.text(millionths: 10_000_000_000, .simplifiedChinese).dropFirst())\""
            #expect(page.contains(field) && !page.contains("aria-label=\"criteria"))
            let commented = before.replacing("hysteresis: 3", with: "hysteresis: 4 # typed") + "\n"
            let tenThousand = ShortNumber.text(millionths: 10_000_000_000, .simplifiedChinese).dropFirst()
            _ = try await ops.post(path, [
                ("do", "values"), ("document", commented.replacing("\n", with: "\r\n")), ("v.tiers[0].from", "70"), ("v.window", "24"),
                ("v.criteria[2].parts[0].anchors.CNY[2].at", "350\(tenThousand)"), ("v.gates[0].at_most", "5"), ("note", "why"), ("from", "2030-01-01"),
            ])
            let draft = try await stored(id, app)
            #expect(draft.note == "why" && draft.effectiveFrom == Day("2030-01-01"))
            for part in ["hysteresis: 4 # typed", "from: 70", "window: 24 months", "3.5M: 30", "at_most: 5%", "500k: 10"] {
                #expect(draft.document.contains(part), "\(part)")
            }
            let marked = try await ops.settled(path, app, id)
            #expect(marked.contains("<del>85</del>") && marked.contains("<ins>70</ins>") && marked.contains("class=\"chg\""))
            // What was typed after the preview is looked at before it is published.
            _ = try await ops.post(path, [("do", "publish"), ("v.tiers[0].from", "71"), ("note", "why"), ("from", "2030-01-01")])
            #expect(try await stored(id, app).document.contains("from: 71"))
            _ = try await ops.settled(path, app, id)
            #expect(try await ops.post(path, [("do", "publish"), ("note", "why"), ("from", "2030-01-01")]) == "/policies")
            let policies = try await ops.get("/policies")
            #expect(policies.contains("/policies/changes?from=1&amp;to=") && policies.contains("why"))
        }
    }

    /// Every number of the matrix has a list with as many accounts, page by page, and stays within its words.
    @Test(arguments: TestEngine.available) func numbersEqualTheirLists(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 260, years: 1) { client, app, _ in
            let ops = try await Ops(app, client, "en")
            let path = try await ops.post("/policies/drafts", []), id = number(path)
            _ = try await ops.post(path, [("do", "values"), ("v.tiers[0].from", "70"), ("v.tiers[1].from", "50")])
            let page = try await ops.settled(path, app, id)
            let draft = PolicyDraft.ID(id)
            let counts = try await app.database.read { try PolicyDraftStore.moves(of: draft, within: .all, in: $0) }
            let moves = TierMoves(counts, tiers: ["S", "A", "B", "C"])
            let queries: [MoversQuery] = [
                .init(), .init(from: "A"), .init(to: "S"), .init(from: "A", to: "S"), .init(from: "C", to: "C"), .init(direction: .up),
                .init(direction: .down), .init(isWhole: true), .init(from: "nothing"),
            ]
            for query in queries {
                var found: [String] = [], after: Int?
                repeat {
                    let (begin, part) = (after, moves.moves(query))
                    let movers = try await app.database.read { try PolicyDraftStore.movers(of: draft, part, after: begin, within: .all, limit: 7, in: $0) }
                    found += movers.map(\.code)
                    after = movers.count == 7 ? movers.last?.place : nil
                } while after != nil
                #expect(found.count == moves.count(query) && Set(found).count == found.count, "\(query)")
                let address = Address.policyMovers(id, query).text
                let list = try await ops.get(address)
                #expect(list.components(separatedBy: "class=\"mover\"").count - 1 == min(100, found.count), "\(address)")
                if query.isWhole { #expect(list.contains("<h1>260 accounts") && list.contains("after=")) }
            }
            #expect(moves.count(.init(direction: .up)) > 0 && moves.count(.init(isWhole: true)) == 260)
            for address in [MoversQuery(from: "A"), .init(to: "S"), .init(direction: .up), .init(isWhole: true)].map({ Address.policyMovers(id, $0).text }) {
                #expect(page.contains("href=\"\(address.replacing("&", with: "&amp;"))\""), "\(address)")
            }
            // Whoever stays has no reason to move.
            #expect(!(try await ops.get(Address.policyMovers(id, .init(from: "C", to: "C")).text)).contains("tier lines or gates changed"))
            let csv = try await ops.get(Address.policyMoversCSV(id, .init(direction: .up)).text)
            #expect(csv.contains("Reason") && csv.contains("tier lines or gates changed"))
        }
    }

    /// A version says what it is on a day, who published it, and what it changed.
    @Test(arguments: TestEngine.available) func historyTellsWhatCounts(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { client, app, _ in
            let ops = try await Ops(app, client, "en")
            let today = SitePreview.now.day(in: .gmt)
            let user = try #require(try await app.users().first { $0.signIn == "ops" })
            let name = try #require(user.englishName)
            let (second, third) = try await app.database.write { connection in
                let document = PolicyPack.standard.document
                func publish(_ text: String, _ day: Day) throws -> Int64 {
                    try PolicyStore.publish(text, code: "manufacturing", effectiveFrom: day, note: "n", by: user.id, at: SitePreview.now, in: connection).value
                }
                return (try publish(document.replacing("from: 85", with: "from: 80"), today.advanced(by: -3)), try publish(document, today.advanced(by: 30)))
            }
            #expect(try await ops.get("/policies/1").contains("was replaced on"))
            #expect(try await ops.get("/policies/\(second)").contains("Accounts are classified by"))
            let future = try await ops.get("/policies/\(third)")
            #expect(future.contains("takes effect on") && !future.contains("Accounts are classified by"))
            let policies = try await ops.get("/policies")
            #expect(policies.contains("Scheduled") && policies.contains("<td class=\"narrow-off\">\(name)</td>"))
            #expect(policies.contains("/accounts?tier=S") && policies.contains("12 accounts by tier"))
            let changes = try await ops.get("/policies/changes?from=1&to=\(second)")
            #expect(changes.contains("<del>85</del>") && changes.contains("<ins>80</ins>") && changes.contains("<ins>+   - {code: S"))
            #expect(try await ops.get("/policies/changes?from=1&to=\(third)").contains("Both say the same"))
            let csv = try await ops.get("/policies.csv")
            #expect(csv.split(whereSeparator: \.isNewline).count == 4 && csv.contains("Scheduled") && csv.contains(name))
        }
    }
}
