import Basics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Storage
import TestDatabases
import Testing

@testable import App

/// What people do with records, through the router, on both engines.
@Suite struct WorkTests {
    @Test(arguments: TestEngine.available) func bookedByHandAddsUpAndComesBack(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { client, app, _ in
            let finance = try await SignedIn("finance", app, client)
            let product = try await app.database.read { try ProductStore.products(in: nil, after: nil, limit: 1, in: $0).first?.code }
            let lines = [("l0.product", product ?? ""), ("l0.quantity", "3"), ("l0.price", "12.345"), ("l0.cost", "20")]
            let header = [("number", "M-1"), ("issuedOn", "2026-05-20"), ("currency", "CNY"), ("rows", "4")]
            let booked = try await finance.post("/accounts/K100001/documents/new", [("kind", "invoice")] + header + lines)
            #expect(booked.status == .seeOther)
            let document = booked.location.split(separator: "?").first.map(String.init) ?? ""
            #expect(try await app.examine().isHealthy)
            let paid = try await finance.post(document + "/payments", [("paidOn", "2026-05-21"), ("amount", "30.00")])
            #expect(paid.status == .seeOther)
            #expect(try await finance.get(document).text.contains("7.04 to be paid"))
            let reversed = try await finance.post(document + "/reverse", [])
            #expect(reversed.status == .seeOther)
            #expect(try await app.examine().isHealthy)
            // A number is booked once, a reversed invoice is not reversed again.
            #expect(try await finance.post("/accounts/K100001/documents/new", [("kind", "invoice")] + header + lines).status == .unprocessableContent)
            #expect(try await finance.post(document + "/reverse", []).status == .conflict)
            let undone = try await finance.post("/undo/" + SignedIn.batch(reversed.location), [("to", "/accounts")])
            #expect(undone.location == "/accounts?undone=1.0")
            #expect(try await app.examine().isHealthy)
        }
    }

    @Test(arguments: TestEngine.available) func manyAreChangedAndTakenBackAtOnce(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 40, years: 1) { client, app, _ in
            let director = try await SignedIn("director", app, client)
            let owners = { try await app.database.read { try $0.rows("SELECT id, owner_id FROM account ORDER BY id") { (try $0.get(0, as: Int64.self), try $0.get(1, as: Int64?.self)) } } }
            let before = try await owners()
            let kam = try #require(try await app.users().first { $0.role == .keyAccountManager })
            let changed = try await director.post("/accounts/bulk", [("all", "1"), ("query", ""), ("do", "assign"), ("to", kam.name)])
            #expect(changed.status == .seeOther)
            #expect(try await owners().allSatisfy { $0.1 == kam.id.value })
            // Their scope follows at once, by list and by count.
            let manager = try await SignedIn(kam.signIn, app, client)
            #expect(try await manager.get("/accounts").text.contains("<h1>40 accounts"))
            _ = try await director.post("/undo/" + SignedIn.batch(changed.location), [("to", "/accounts")])
            #expect(try await owners().map(\.1) == before.map(\.1))
            // Nobody takes back what somebody else did.
            #expect(try await manager.post("/undo/" + SignedIn.batch(changed.location), []).status == .notFound)
        }
    }

    /// Every page, for every role: who has no right is told that there is nothing.
    @Test func everyPageAsksForItsRight() async throws {
        try await SitePreview.withSite(.sqlite, accounts: 12, years: 1) { client, app, _ in
            let ops = try await SignedIn("ops", app, client)
            let draft = try await ops.post("/policies/drafts", []).location
            let rights: [(path: String, right: Right)] = [
                ("/people", .manageUsers), ("/people/new", .manageUsers), ("/people/1", .manageUsers), ("/teams/new", .manageUsers), ("/teams/1", .manageUsers),
                ("/organisation", .manageUsers), ("/imports", .importFiles), ("/imports/new", .importFiles), (draft, .publishPolicies),
                ("/products/new", .manageProducts), ("/products/1", .manageProducts), ("/categories/new", .manageProducts), ("/accounts/new", .addAccounts),
            ]
            for role in Role.allCases {
                let user = try #require(try await app.users().first { $0.role == role })
                let person = try await SignedIn(user.signIn, app, client)
                for (path, right) in rights {
                    #expect(try await person.get(path).status == (role.may(right) ? .ok : .notFound), "\(role) \(path)")
                    if path != draft, path != "/imports/new", !role.may(right) {
                        // Where nobody may post, everybody is told the same.
                        let status = try await person.post(path, [("name", "x")]).status
                        #expect(status == .notFound || status == .methodNotAllowed, "\(role) posts \(path)")
                    }
                }
                for path in ["/", "/settings", "/search?q=k1", "/products", "/policies"] { #expect(try await person.get(path).status == .ok, "\(role) \(path)") }
                let reaches = try await person.get("/accounts/K100001").status == .ok
                for (path, right) in [("/accounts/K100001/edit", Right.editAccounts), ("/accounts/K100001/contacts/new", .writeNotes), ("/accounts/K100001/documents/new", .bookDocuments)] {
                    #expect(try await person.get(path).status == (reaches && role.may(right) ? .ok : .notFound), "\(role) \(path)")
                }
            }
        }
    }

    @Test(arguments: TestEngine.available) func theSearchFinds(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 60, years: 1) { client, app, _ in
            let director = try await SignedIn("director", app, client)
            let account = try #require(try await app.account(code: "K100001"))
            let chinese = try #require(account.shortName), english = try #require(account.englishName)
            let sounds = SearchText.sounds(of: [chinese])
            let word = String(english.split(separator: " ").first ?? ""), mistyped = String(word.prefix(2) + word.dropFirst(3))
            let contact = try #require(try await app.database.read { try ContactStore.contacts(of: account.id, on: Day(number: 20_600), in: $0).first })
            for query in [String(chinese.prefix(2)), String(chinese.prefix(1)), word.lowercased(), mistyped, "k100001", "K1000"] + sounds {
                let found = try await director.get("/search?part=1&q=" + Address.encode(query))
                #expect(found.text.contains("/accounts/"), "\(query)")
            }
            #expect(try await director.get("/search?part=1&q=" + Address.encode(sounds.last ?? "")).text.contains("K100001"))
            let digits = String((contact.phone ?? "").filter(\.isNumber).suffix(6))
            #expect(try await director.get("/search?part=1&q=" + digits).text.contains(contact.englishName ?? contact.name))
        }
    }
}
