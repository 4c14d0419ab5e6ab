import Basics
import HTTPTypes
import HummingbirdTesting
import Storage
import TestDatabases
import Testing

@testable import App

/// Every form of the route list, sent again at the same moment: a double click, or a line that broke off and a browser that tried again.
/// One effect, and everybody is told of it.
@Suite struct SameFormTests {
    /// How many at once, and to how many servers.
    static let rounds = [(count: 2, servers: 1), (count: 2, servers: 2), (count: 8, servers: 1), (count: 8, servers: 2)]

    @Test(arguments: TestEngine.available) func countsOnce(_ engine: TestEngine) async throws {
        try await Stage.withServers(engine) { stage in
            for pattern in Address.Pattern.allCases {
                for round in Self.rounds {
                    guard let same = try await SameForm.of(pattern, stage, "\(pattern)-\(round.count)-\(round.servers)") else {
                        #expect(pattern.guarding == nil, "\(pattern) takes forms and none was sent")
                        break
                    }
                    #expect(pattern.guarding != nil, "\(pattern)")
                    try await Self.judge(same, pattern, round, stage)
                }
            }
            #expect(try await stage.app.examine().isHealthy)
        }
    }

    private static func judge(_ same: SameForm, _ pattern: Address.Pattern, _ round: (count: Int, servers: Int), _ stage: Stage) async throws {
        let name = "\(pattern), \(round.count) to \(round.servers)"
        var before: Int64 = 0
        if let effect = same.effect { before = try await stage.number(effect) }
        let replies = try await stage.send(Array(repeating: same.form, count: round.count), to: round.servers)
        if let effect = same.effect { #expect(try await stage.number(effect) == before + same.adds, "\(name): effect") }
        for reply in replies { #expect(reply.status.code < 400, "\(name): \(reply.status) \(reply.location)") }
        switch same.answers {
        // Who was second may have nothing left to take back.
        case .location: #expect(Set(replies.map { $0.location.split(separator: "?").first }).count == 1, "\(name): \(replies.map(\.location))")
        case .shown(let find):
            let shown = replies.map { find($0.text) }
            #expect(Set(shown).count == 1 && shown.first != .some(nil), "\(name): \(shown)")
        case .shownNext(let find):
            #expect(Set(replies.map(\.location)).count == 1, "\(name): \(replies.map(\.location))")
            let page = String(try #require(replies.first).location.prefix { $0 != "#" })
            let (next, later) = (try await same.form.person.get(page).text, try await same.form.person.get(page).text)
            #expect(find(next) != nil && find(later) == nil, "\(name)")
        case .told: break
        }
    }

    /// What was taken back may be asked for once more by the very same form: its sender went back to it and means it.
    @Test(arguments: TestEngine.available) func whatWasTakenBackCountsAgain(_ engine: TestEngine) async throws {
        try await Stage.withServers(engine, accounts: 12) { stage in
            for pattern in [Address.Pattern.newProduct, .accountsBulk, .newDocument] {
                let same = try #require(try await SameForm.of(pattern, stage, "again-\(pattern)"))
                let effect = try #require(same.effect), before = try await stage.number(effect)
                let first = try await same.form.person.post(same.form.path, same.form.fields)
                let undone = try await same.form.person.post("/undo/" + SignedIn.batch(first.location), [("to", "/")])
                #expect(undone.location.hasSuffix(".0"), "\(pattern)")
                let again = try await same.form.person.post(same.form.path, same.form.fields)
                #expect(again.status == .seeOther && again.location != first.location, "\(pattern): \(again)")
                // Tags that came and went and came again are three edits, a record is there or not.
                #expect(try await stage.number(effect) == before + (pattern == .accountsBulk ? 3 : 1) * same.adds, "\(pattern)")
            }
        }
    }

    /// A one-time code works once; the same press of the button is the same use, and another form with that code is another.
    @Test(arguments: TestEngine.available) func aCodeIsUsedOnce(_ engine: TestEngine) async throws {
        try await Stage.withServers(engine, accounts: 5) { stage in
            let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", now = stage.app.clock.now
            let code = try #require(OneTimeCode.code(secret, step: now.milliseconds / 30_000))
            for round in Self.rounds {
                let name = "c\(round.count)\(round.servers)"
                let person = try await stage.colleague(name, .viewer)
                try await stage.app.database.write { connection in
                    try UserStore.setOneTimeSecret(secret, of: try #require(try UserStore.credentials(signIn: name, in: connection)).0.id, in: connection)
                }
                let fields = [("name", name), ("password", DemoCompany.password), ("code", code)]
                let same = try await stage.send(Array(repeating: Stage.Form(person, "/sign-in", fields + [("once", name)]), count: round.count), to: round.servers)
                #expect(same.allSatisfy { $0.status == .seeOther }, "\(name)")
                let others = try await stage.send((0..<round.count).map { Stage.Form(person, "/sign-in", fields + [("once", "\(name) \($0)")]) }, to: round.servers)
                #expect(others.allSatisfy { $0.status == .unprocessableContent || $0.status == .tooManyRequests }, "\(name)")
            }
        }
    }

    /// Whatever takes no forms answers none, so that the list above is all of them.
    @Test func nothingElseTakesForms() async throws {
        try await SitePreview.withSite(.sqlite, accounts: 12, years: 1) { client, app, _ in
            let addresses = try await SiteAddresses.prepare(app, client), admin = try await SignedIn("admin", app, client)
            for pattern in Address.Pattern.allCases where pattern.guarding == nil {
                let status = try await admin.post(addresses.path(pattern, "K100001"), []).status
                #expect([.methodNotAllowed, .notFound].contains(status), "\(pattern): \(status)")
            }
        }
    }

    /// Every rule has the row that it is locked by.
    @Test(arguments: TestEngine.available) func everyRuleHasItsRow(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            _ = try await database.migrate(Schema.migrations, at: SitePreview.now)
            let names = try await database.read { try $0.rows("SELECT name FROM rule_lock ORDER BY name") { try $0.get(0, as: String.self) } }
            #expect(names == Rule.allCases.map(\.rawValue).sorted())
        }
    }
}
