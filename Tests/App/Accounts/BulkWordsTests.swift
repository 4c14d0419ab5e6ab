import Basics
import Interface
import Storage
import TestDatabases
import Testing

@testable import App

/// What the list says of changes to several accounts, and what it calls accounts and scores.
@Suite struct BulkWordsTests {
    @Test(arguments: TestEngine.available) func bulkChangesAreCounted(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 6, years: 1) { client, app, _ in
            let person = try await SignedIn("ops", app, client)
            let ids = try await app.database.read { try $0.rows("SELECT id FROM account ORDER BY id LIMIT 3") { try $0.get(0, as: Int64.self) } }
            let tagged = try await person.post("/accounts/bulk", ids.map { ("id", String($0)) } + [("query", ""), ("do", "tag"), ("tag", "fair")])
            let page = try await person.get(tagged.location).text
            #expect(page.contains("Saved: 3 accounts."))
            func tags() async throws -> [String] { try await app.database.read { try TagStore.tags(in: $0).map(\.name) } }
            let tagsThen = try await tags()
            #expect(tagsThen == ["fair"])
            // Taken back, the tag is gone from the world too.
            let undo = try #require(page.firstMatch(of: /action="(\/undo\/[0-9]+)"/)).1
            _ = try await person.post(String(undo), [("to", "/accounts")])
            let tagsNow = try await tags()
            #expect(tagsNow.isEmpty)
        }
    }

    @Test(arguments: [
        ("Haitang Energy Co., Ltd.", "Haitang Energy"), ("Bremer GmbH & Co. KG", "Bremer"), ("Ltd", "Ltd"), ("Acme", "Acme"), ("Orion Inc", "Orion"),
    ])
    func englishNamesAreShort(_ name: String, _ short: String) { #expect(CompanyForms.short(name) == short) }

    @Test(arguments: TestEngine.available) func onePolicyIsFoundToo(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 3, years: 1) { client, app, _ in
            let person = try await SignedIn("director", app, client)
            let page = try await person.get("/search?q=policy").text
            #expect(page.contains("href=\"/policies\""))
        }
    }
}
