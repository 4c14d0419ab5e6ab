import Basics
import Storage
import TestDatabases
import Testing

@testable import App

/// How long nobody may be in touch depends on the tier; whoever is past it is found by the rule and by its address.
@Suite struct SilenceTests {
    @Test(arguments: TestEngine.available) func everyTierHasItsInterval(_ engine: TestEngine) async throws {
        let today = Day(number: 20_600)
        // A tier, for how many days nobody was in touch (nil: never), and whether that is too long.
        let cases: [(tier: String?, days: Int?, isSilent: Bool)] = [
            ("S", 21, false), ("S", 22, true), ("A", 22, false), ("A", 45, false), ("A", 46, true), ("B", 90, false), ("B", 91, true),
            ("C", 180, false), ("C", 181, true), ("C", nil, true), (nil, nil, false), ("D", 999, false), ("S", 0, false),
        ]
        try await engine.withDatabase { database in
            _ = try await database.migrate(Schema.migrations, at: SitePreview.now)
            try await database.write { connection in
                for (index, example) in cases.enumerated() {
                    let account = Account(id: try connection.newIdentifier("account"), code: "K\(index)", name: "华", stage: .maintained)
                    try AccountStore.insert([(account, [])], importID: nil, at: SitePreview.now, in: connection)
                    if let tier = example.tier { try connection.execute("UPDATE account_summary SET tier = \(tier) WHERE account_id = \(account.id)") }
                    try AccountStore.setLastContact(example.days.map { today.advanced(by: -$0) }, of: account.id, in: connection)
                }
            }
            var filter = AccountFilter()
            filter.silentOn = today
            for matches in [0, 50_000] {
                let asked = filter
                let found = try await database.read { connection in
                    try AccountStore.page(asked, .standard, after: nil, size: 50, within: .all, expecting: matches, in: connection).accounts.map(\.code)
                }
                let expected = cases.indices.filter { cases[$0].isSilent }.map { "K\($0)" }
                #expect(Set(found) == Set(expected))
            }
        }
    }

    @Test func theRuleIsAnAddress() {
        for text in ["quiet=tier", "due=7", "quiet=tier&late=1"] {
            let query = AccountsQuery(Parameters(formText: text))
            #expect(!query.isUnfiltered)
            #expect(Address.accounts(query).text.split(separator: "?").last.map { Set($0.split(separator: "&")) } == Set(text.split(separator: "&")))
            #expect(query.unfiltered.isUnfiltered)
        }
    }
}
