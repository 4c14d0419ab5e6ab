import HTTPTypes
import HummingbirdTesting
import Storage
import TestDatabases
import Testing

@testable import App

/// Records that a form names by what people call them.
@Suite struct PickerTests {
    @Test(arguments: TestEngine.available) func anOwnerIsTypedByName(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { client, app, _ in
            let ops = try await SignedIn("ops", app, client), path = "/accounts/K100001/edit"
            let manager = try #require(try await app.users().first { $0.role == .keyAccountManager && $0.englishName != nil })
            let name = try #require(manager.englishName)
            let found = try await ops.get("/pick/people?q=\(Address.encode(manager.signIn))").text
            #expect(found.contains("data-value=\"\(name)\""), "\(found)")
            let opened = try await ops.form(path)
            let wrong = try await ops.post(path, opened.with(["owner": "Nobody at all"]))
            #expect(wrong.status == .unprocessableContent && wrong.text.contains("value=\"Nobody at all\""))
            #expect(try await ops.post(path, opened.with(["owner": name])).status == .seeOther)
            let owner = try await app.database.read { try AccountStore.summary(code: "K100001", within: .all, in: $0)?.ownerID }
            #expect(owner == manager.id)
            #expect(try await ops.form(path).first { $0.name == "owner" }?.value == name)
            // Somebody who owns no accounts is nobody to give one to.
            let viewer = try #require(try await app.users().first { $0.role == .viewer })
            #expect(try await ops.post(path, opened.with(["owner": viewer.signIn])).status == .unprocessableContent)
        }
    }

    /// A note keeps whom it names, also once they work elsewhere.
    @Test(arguments: TestEngine.available) func whoLeftStaysInAnOldNote(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { client, app, _ in
            let ops = try await SignedIn("ops", app, client)
            let (note, contact) = try await app.database.write { connection in
                let found = try #require(try connection.first("""
                    SELECT n.id, n.contact_id FROM note n JOIN account a ON a.id = n.account_id
                    WHERE a.code = 'K100001' AND n.contact_id IS NOT NULL ORDER BY n.id LIMIT 1
                    """) { (try $0.get(0, as: Int64.self), try $0.get(1, as: Int64.self)) })
                try connection.execute("UPDATE employment SET from_on = 1, to_on = 2 WHERE contact_id = \(found.1)")
                return found
            }
            let path = "/accounts/K100001/notes/\(note)"
            #expect(try await ops.post(path, try await ops.form(path).with(["body": "Edited"])).status == .seeOther)
            let kept = try await app.database.read { try $0.first("SELECT contact_id FROM note WHERE id = \(note)") { try $0.get(0, as: Int64?.self) } }
            #expect(kept == contact)
        }
    }

    /// Each picker offers what its form may name, to those who may send that form.
    @Test func pickersAskForTheRightOfTheirForm() async throws {
        try await SitePreview.withSite(.sqlite, accounts: 40, years: 1) { client, app, _ in
            for user in try await app.users() {
                let person = try await SignedIn(user.signIn, app, client), role = user.role
                let scope = try await app.database.read { try Scope(of: user, in: $0) }
                let visible = Set(try await app.accounts(within: scope).map(\.code))
                func isOpen(_ path: String) async throws -> Bool { try await person.get(path).status == .ok }
                #expect(try await isOpen("/pick/people?q=a") == role.may(.assignOwners), "\(user.signIn)")
                #expect(try await isOpen("/pick/categories?q=a") == role.may(.manageProducts), "\(user.signIn)")
                for code in ["K100001", "K100017", "K100033"] {
                    let isAllowed = role.may(.writeNotes) && visible.contains(code)
                    #expect(try await isOpen("/pick/contacts?q=a&account=\(code)") == isAllowed, "\(user.signIn) \(code)")
                }
                #expect(try await !isOpen("/pick/contacts?q=a"))
            }
        }
    }

    /// The small tables of settings have their rows as files.
    @Test func smallTablesAreExported() async throws {
        try await SitePreview.withSite(.sqlite, accounts: 12, years: 1) { client, app, _ in
            let admin = try await SignedIn("admin", app, client)
            _ = try await admin.post("/organisation", [("do", "rate"), ("currency", "USD"), ("from", "2026-01-01"), ("rate", "7.1")])
            _ = try await admin.post("/settings/tokens", [("do", "add"), ("name", "Data warehouse")])
            _ = try await app.database.write { try TagStore.identifier("Pilot", in: $0) }
            let teams = try await app.database.read { try UserStore.teams(in: $0) }
            for (path, row) in [
                ("/organisation/rates.csv", "USD,2026-01-01,7.10"), ("/organisation/tags.csv", "Pilot,0"), ("/settings/tokens.csv", "Data warehouse,"),
                ("/settings/sessions.csv", ","), ("/teams.csv", try #require(teams.first?.englishName)),
            ] {
                let answer = try await admin.get(path)
                #expect(answer.status == .ok && answer.text.split(separator: "\r\n").dropFirst().contains { $0.contains(row) }, "\(path): \(answer.text)")
                let page = path.hasPrefix("/teams") ? "/people" : path.hasPrefix("/settings") ? "/settings" : "/organisation"
                #expect(try await admin.get(page).text.contains("href=\"\(path)\""))
            }
        }
    }
}
