import Basics
import Hummingbird
import HummingbirdTesting
import Storage
import TestDatabases
import Testing

@testable import App

/// Views that people save: theirs to change, shared with their team, and anybody's to see first.
@Suite struct SavedViewTests {
    @Test(arguments: TestEngine.available) func aViewIsChangedAndSharedAndSeenFirst(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 20, years: 1) { client, app, _ in
            let users = try await app.users()
            let leader = try #require(users.first { $0.role == .director && $0.teamID != nil })
            let member = try #require(users.first { $0.role == .keyAccountManager && $0.teamID != nil })
            let stranger = try #require(users.first { $0.teamID == nil && $0.signIn == "ops" })
            let (owner, reader, other) = (try await Visiting(leader.signIn, app, client), try await Visiting(member.signIn, app, client), try await Visiting(stranger.signIn, app, client))

            let saved = try await owner.post("/accounts/views", [("query", "tier=S&sort=name"), ("name", "Best ones"), ("shared", "1")])
            let view = try #require(AccountsQuery(Parameters(formText: saved.location.split(separator: "?").last ?? "")).view)
            // A further filter keeps the view, which can then be updated.
            let changed = try await owner.get("/accounts?tier=S,A&sort=name&view=\(view)")
            #expect(changed.text.contains("Update view"))
            #expect(!(try await owner.get(saved.location).text.contains("Update view")))
            _ = try await owner.post("/accounts/views", [("query", "tier=S,A&sort=name&view=\(view)"), ("id", String(view)), ("do", "update")])
            #expect(try await owner.get("/accounts").text.contains("/accounts?tier=S,A&amp;sort=name&amp;view=\(view)"))

            // The team and those below it see it, with a count of its own accounts; who has no team does not.
            #expect(try await reader.get("/accounts").text.contains("Best ones</span><span class=\"count\">"))
            #expect(!(try await other.get("/accounts").text.contains("Best ones")))
            // Whoever sees it may see it first, and nobody but its owner changes it.
            _ = try await reader.post("/accounts/views", [("query", ""), ("id", String(view)), ("do", "first"), ("default", "1")])
            #expect(try await reader.location("/accounts") == "/accounts?tier=S,A&sort=name&view=\(view)")
            #expect(try await owner.location("/accounts") == "")
            #expect(try await reader.post("/accounts/views", [("query", ""), ("id", String(view)), ("do", "remove")]).status == .notFound)
            #expect(try await reader.post("/accounts/views", [("query", "tier=C"), ("id", String(view)), ("do", "update")]).status == .notFound)
            #expect(try await other.post("/accounts/views", [("query", ""), ("id", String(view)), ("do", "first"), ("default", "1")]).status == .notFound)
            _ = try await owner.post("/accounts/views", [("query", ""), ("id", String(view)), ("do", "remove")])
            #expect(try await reader.location("/accounts") == "")
        }
    }

    @Test(arguments: TestEngine.available) func columnsAreKeptPerPerson(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 5, years: 1) { client, app, _ in
            let (director, ops) = (try await Visiting("director", app, client), try await Visiting("ops", app, client))
            let chosen = try await director.get("/accounts?cols=code,sales&choose=1")
            // The chooser is open, moves both ways, and offers to keep what it says.
            #expect(chosen.text.contains("<details class=\"menu\" open>") && chosen.text.contains("Move Code back") && chosen.text.contains("Keep these for me"))
            _ = try await director.post("/accounts/views", [("query", "cols=code,sales"), ("do", "columns")])
            #expect(try await director.get("/accounts").text.contains("Columns 2/17"))
            #expect(try await director.get("/accounts").text.contains("/accounts.csv?cols=code,sales"))
            #expect(try await ops.get("/accounts").text.contains("Columns 8/17"))
            _ = try await director.post("/accounts/views", [("query", "cols=" + AccountColumn.standard.map(\.rawValue).joined(separator: ",")), ("do", "columns")])
            #expect(try await director.get("/accounts").text.contains("Columns 8/17"))
        }
    }

    /// A filter in force can be added to: its menu has the chosen boxes ticked.
    @Test func filtersInForceAreMenus() async throws {
        try await SitePreview.withSite(.sqlite, accounts: 20, years: 1) { client, app, _ in
            let page = try await Visiting("director", app, client).get("/accounts?tier=A&late=1")
            #expect(page.text.contains("name=\"tier\" value=\"A\" checked") && page.text.contains("name=\"tier\" value=\"B\">"))
            #expect(page.text.contains("<input type=\"hidden\" name=\"late\" value=\"1\">"))
        }
    }
}
