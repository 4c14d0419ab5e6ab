import Basics
import Foundation
import HTTPTypes
import Storage
import TestDatabases
import Testing

@testable import App

/// Forms judge what somebody changed: what a form shows it can save.
@Suite struct UntouchedFormTests {
    private struct Record {
        var path: String
        var signIn: String
        var done: String
    }

    /// Every account and its contacts as their owner opens them, every product, category, team and person as those who may.
    private func records(_ app: App, contacts: Int) async throws -> [Record] {
        try await app.database.read { connection in
            func rows(_ sql: SQL) throws -> [(Int64, String, String)] {
                try connection.rows(sql) { (try $0.get(0), try $0.get(1), try $0.get(2)) }
            }
            let accounts = try rows("SELECT a.id, a.code, u.sign_in FROM account a JOIN app_user u ON u.id = a.owner_id WHERE u.disabled_at IS NULL ORDER BY a.id")
            let people = try rows("""
                SELECT e.contact_id, a.code, u.sign_in FROM employment e JOIN account a ON a.id = e.account_id
                JOIN app_user u ON u.id = a.owner_id WHERE u.disabled_at IS NULL ORDER BY e.contact_id LIMIT \(contacts)
                """)
            return accounts.map { Record(path: "/accounts/\($1)/edit", signIn: $2, done: "/accounts/\($1)") }
                + people.map { Record(path: "/accounts/\($1)/contacts/\($0)", signIn: $2, done: "/accounts/\($1)/contacts") }
                + (try rows("SELECT id, code, name FROM product ORDER BY id LIMIT 60")).map { Record(path: "/products/\($0.0)", signIn: "ops", done: "/products") }
                + (try rows("SELECT id, code, name FROM category")).map { Record(path: "/categories/\($0.0)", signIn: "ops", done: "/products") }
                + (try rows("SELECT id, name, path FROM team")).map { Record(path: "/teams/\($0.0)", signIn: "admin", done: "/people") }
                + (try rows("SELECT id, name, sign_in FROM app_user")).map { Record(path: "/people/\($0.0)", signIn: "admin", done: "/people") }
        }
    }

    private func values(_ app: App) async throws -> [String: [Int64: [String: String]]] {
        try await app.database.read { connection in
            func all(_ kind: any EditableRecord.Type, _ table: SQL) throws -> [Int64: [String: String]] {
                let ids = try connection.rows("SELECT id FROM \(table)") { try $0.get(0, as: Int64.self) }
                return Dictionary(uniqueKeysWithValues: try ids.map { ($0, try kind.values(of: $0, in: connection) ?? [:]) })
            }
            return [
                "account": try all(AccountRecord.self, "account"), "contact": try all(ContactRecord.self, "contact"),
                "product": try all(ProductRecord.self, "product"), "person": try all(UserRecord.self, "app_user"),
            ]
        }
    }

    @Test(arguments: TestEngine.available) func whatAFormShowsItCanSave(_ engine: TestEngine) async throws {
        // The other engine is asked the same of fewer.
        let size = engine == .sqlite ? 150 : 40
        try await SitePreview.withSite(engine, accounts: size, years: 1) { client, app, _ in
            let hidden = try await hideParents(app)
            #expect(hidden > 0)
            let before = try await values(app)
            var people: [String: SignedIn] = [:]
            for record in try await records(app, contacts: size) {
                let person = if let known = people[record.signIn] { known } else { try await SignedIn(record.signIn, app, client) }
                people[record.signIn] = person
                let shown = try await person.form(record.path)
                #expect(!shown.isEmpty, "\(record.path) for \(record.signIn)")
                let answer = try await person.post(record.path, shown.with([:]))
                #expect(answer.status == .seeOther && answer.location == record.done, "\(record.path) for \(record.signIn): \(answer.status) \(answer.location)")
            }
            #expect(try await values(app) == before)
        }
    }

    /// Gives some accounts a parent that their owner may not see, and some values that no rule of today would take.
    /// - Returns: how many accounts have such a parent.
    private func hideParents(_ app: App) async throws -> Int {
        try await app.database.write { connection in
            let accounts = try connection.rows("SELECT id, owner_id, team_id, code FROM account WHERE owner_id IS NOT NULL ORDER BY id") { row in
                (id: try row.get(0, as: Account.ID.self), owner: try row.get(1, as: User.ID.self), team: try row.get(2, as: Team.ID?.self), code: try row.get(3, as: String.self))
            }
            var hidden = 0
            for (place, account) in accounts.enumerated() where place % 5 == 0 {
                let user = try #require(try UserStore.user(account.owner, in: connection))
                let scope = try Scope(of: user, in: connection)
                let far = try accounts.first { other in
                    let seen = try AccountStore.summary(code: other.code, within: scope, in: connection)
                    return other.id != account.id && seen == nil
                }
                guard let far else { continue }
                try connection.execute("UPDATE account SET parent_id = \(far.id) WHERE id = \(account.id)")
                hidden += 1
            }
            let long = String(repeating: "长", count: 201)
            try connection.execute("""
                UPDATE account SET credit_code = 'NOT A CODE', website = 'gopher://old', next_step = \(long), size = 'giant', industry = 'Z99'
                WHERE id = \(accounts[1].id)
                """)
            try connection.execute("UPDATE contact SET phone = \(long), email = 'nobody' WHERE id = (SELECT MIN(id) FROM contact)")
            try connection.execute("UPDATE employment SET role = 'friend', title = \(long), from_on = 20000, to_on = 19000 WHERE contact_id = (SELECT MIN(id) FROM contact)")
            try connection.execute("UPDATE product SET unit = \(long), name = \("A\u{202E}B") WHERE id = (SELECT MIN(id) FROM product)")
            return hidden
        }
    }

    /// Of one changed field, that field is judged, and only it is written.
    @Test(arguments: TestEngine.available) func onlyTheChangedFieldIsJudged(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { client, app, _ in
            let ops = try await SignedIn("ops", app, client)
            _ = try await app.database.write { try $0.execute("UPDATE account SET credit_code = 'NOT A CODE', website = 'gopher://old' WHERE code = 'K100001'") }
            let path = "/accounts/K100001/edit"
            #expect(try await ops.post(path, try await ops.form(path).with(["shortName": "New"])).status == .seeOther)
            let refused = try await ops.post(path, try await ops.form(path).with(["website": "javascript:x"]))
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("p-website") && !refused.text.contains("p-creditCode"))
            let now = try await app.database.read { try AccountStore.account(try #require(try AccountStore.identifiers(codes: ["K100001"], in: $0)["K100001"]), in: $0) }
            #expect(now?.shortName == "New" && now?.creditCode == "NOT A CODE" && now?.website == "gopher://old")
            // A forged "was" makes nothing unjudged.
            let forged = try await ops.post(path, try await ops.form(path).with(["website": "javascript:x", "was_website": "javascript:x"]))
            #expect(forged.status == .conflict)
            #expect(try await app.database.read { try $0.first("SELECT website FROM account WHERE code = 'K100001'") { try $0.get(0, as: String.self) } } == "gopher://old")
        }
    }

    /// A parent out of reach is neither told nor lost.
    @Test(arguments: TestEngine.available) func aParentOutOfReachIsNotTold(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 40, years: 1) { client, app, _ in
            let count = try await hideParents(app)
            #expect(count > 0)
            let (code, parent, signIn) = try await app.database.read { connection in
                try #require(try connection.first("""
                    SELECT a.code, p.code, u.sign_in FROM account a JOIN account p ON p.id = a.parent_id JOIN app_user u ON u.id = a.owner_id
                    ORDER BY a.id LIMIT 1
                    """) { (try $0.get(0, as: String.self), try $0.get(1, as: String.self), try $0.get(2, as: String.self)) })
            }
            let owner = try await SignedIn(signIn, app, client)
            let path = "/accounts/\(code)/edit"
            let page = try await owner.get(path).text
            #expect(!page.contains(parent))
            #expect(try await owner.post(path, try await owner.form(path).with(["shortName": "New"])).status == .seeOther)
            #expect(try await owner.post(path, try await owner.form(path).with(["parent": "", "was_parent": parent, "shortName": "Newer"])).status == .seeOther)
            let kept = try await app.database.read { try $0.first("SELECT p.code FROM account a JOIN account p ON p.id = a.parent_id WHERE a.code = \(code)") { try $0.get(0, as: String.self) } }
            #expect(kept == parent)
        }
    }
}
