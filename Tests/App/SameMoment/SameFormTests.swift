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
        case .location: #expect(Set(replies.map(\.location)).count == 1, "\(name): \(replies.map(\.location))")
        case .shown(let find):
            let shown = replies.map { find($0.text) }
            #expect(Set(shown).count == 1 && shown.first != .some(nil), "\(name): \(shown)")
        case .told: break
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
