import Basics
import Foundation
import HTTPTypes
import HummingbirdTesting
import Storage
import TestDatabases
import Testing

@testable import App

/// Two people write the same record: nothing is overwritten, whatever kind of record it is.
@Suite struct ConflictTests {
    /// A form with a field that both change and a field that only the other one changes.
    private struct Form {
        var path: String
        var both: (field: String, mine: String, theirs: String)
        var theirs: (field: String, value: String)
    }

    private func forms(_ app: App) async throws -> [Form] {
        try await app.database.read { connection in
            func id(_ sql: SQL) throws -> Int64 { try #require(try connection.first(sql) { try $0.get(0, as: Int64.self) }) }
            let account = try #require(try AccountStore.identifiers(codes: ["K100001"], in: connection)["K100001"])
            let contact = try id("SELECT MIN(contact_id) FROM employment WHERE account_id = \(account)")
            let note = try id("SELECT MIN(id) FROM note WHERE account_id = \(account) AND deleted_at IS NULL")
            let product = try id("SELECT MIN(id) FROM product"), category = try id("SELECT MIN(id) FROM category")
            return [
                Form(path: "/accounts/K100001/edit", both: ("shortName", "Mine", "Theirs"), theirs: ("website", "https://example.com")),
                Form(path: "/accounts/K100001/contacts/\(contact)", both: ("name", "Mine", "Theirs"), theirs: ("\(account.value).title", "CEO")),
                Form(path: "/accounts/K100001/notes/\(note)", both: ("body", "Mine", "Theirs"), theirs: ("happenedOn", "2026-01-02")),
                Form(path: "/products/\(product)", both: ("name", "Mine", "Theirs"), theirs: ("unit", "crate")),
                Form(path: "/categories/\(category)", both: ("name", "Mine", "Theirs"), theirs: ("englishName", "Their category")),
            ]
        }
    }

    @Test(arguments: TestEngine.available) func bothSentencesAreSaid(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { client, app, _ in
            let mine = try await SignedIn("ops", app, client), other = try await SignedIn("admin", app, client)
            for form in try await forms(app) {
                let opened = try await mine.form(form.path)
                let theirs = try await other.form(form.path)
                let saved = try await other.post(form.path, theirs.with([form.both.field: form.both.theirs, form.theirs.field: form.theirs.value]))
                #expect(saved.status == .seeOther, "\(form.path)")
                let answer = try await mine.post(form.path, opened.with([form.both.field: form.both.mine]))
                #expect(answer.status == .conflict, "\(form.path)")
                let admin = try #require(try await app.users().first { $0.signIn == "admin" }?.englishName)
                #expect(answer.text.contains("\(admin) changed this record at "), "\(form.path)")
                #expect(answer.text.contains("Meanwhile somebody wrote “Theirs” here. Saving keeps your text."), "\(form.path)")
                #expect(answer.text.contains("Somebody changed this to “\(form.theirs.value)”; it is taken over."), "\(form.path)")
                let now = try await mine.form(form.path)
                #expect(now.first { $0.name == form.both.field }?.value == "Theirs", "\(form.path) was overwritten")
                // Sent once more, mine is kept where both wrote, theirs elsewhere.
                let again = try await mine.post(form.path, SignedIn.fields(of: answer.text).with([:]))
                #expect(again.status == .seeOther, "\(form.path)")
                let final = try await mine.form(form.path)
                #expect(final.first { $0.name == form.both.field }?.value == "Mine", "\(form.path)")
                #expect(final.first { $0.name == form.theirs.field }?.value == form.theirs.value, "\(form.path)")
            }
        }
    }

    /// A field that the opened form did not have was not cleared by whoever sends that form.
    @Test(arguments: TestEngine.available) func whatTheFormDidNotHaveStays(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { client, app, _ in
            let mine = try await SignedIn("ops", app, client), other = try await SignedIn("admin", app, client)
            let (contact, second) = try await app.database.read { connection in
                let ids = try AccountStore.identifiers(codes: ["K100001", "K100002"], in: connection)
                let first = try #require(ids["K100001"]), second = try #require(ids["K100002"])
                let contact = try #require(try connection.first("SELECT MIN(contact_id) FROM employment WHERE account_id = \(first)") { try $0.get(0, as: Contact.ID.self) })
                return (contact, second)
            }
            let path = "/accounts/K100001/contacts/\(contact.value)"
            let opened = try await mine.form(path)
            let place = ["new.account": "K100002", "new.title": "CEO", "new.role": "decision_maker", "new.from": "2026-01-02"]
            #expect(try await other.post(path, try await other.form(path).with(place)).status == .seeOther)
            #expect(try await mine.post(path, opened.with(["name": "Renamed"])).status == .seeOther)
            let places = try await app.database.read { try ContactStore.employments(of: contact, in: $0) }
            let kept = try #require(places.first { $0.account == second })
            #expect(kept.title == "CEO" && kept.role == "decision_maker" && kept.from == Day("2026-01-02"))
            #expect(try await mine.form(path).first { $0.name == "name" }?.value == "Renamed")
            // A place that stands in the form already is changed there, not added again.
            let again = try await mine.post(path, try await mine.form(path).with(["new.account": "K100002"]))
            #expect(again.status == .unprocessableContent && again.text.contains("This account is listed above"))
            #expect(try await app.database.read { try ContactStore.employments(of: contact, in: $0) } == places)
            // Nobody leaves before they came.
            let left = try await mine.post(path, try await mine.form(path).with(["\(second.value).to": "2025-12-31"]))
            #expect(left.status == .unprocessableContent && left.text.contains("Not before"))
        }
    }

    @Test(arguments: TestEngine.available) func aFormSurvivesAChangedCode(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { client, app, _ in
            let mine = try await SignedIn("ops", app, client), other = try await SignedIn("admin", app, client)
            let opened = try await mine.form("/accounts/K100001/edit")
            #expect(try await other.post("/accounts/K100001/edit", try await other.form("/accounts/K100001/edit").with(["code": "NEW-1"])).status == .seeOther)
            let answer = try await mine.post("/accounts/K100001/edit", opened.with(["nextStep": "Call them"]))
            #expect(answer.status == .conflict && answer.text.contains("value=\"Call them\"") && answer.text.contains("Somebody changed this to “NEW-1”"))
            #expect(try await mine.post("/accounts/NEW-1/edit", SignedIn.fields(of: answer.text).with([:])).status == .seeOther)
            #expect(try await mine.form("/accounts/NEW-1/edit").first { $0.name == "nextStep" }?.value == "Call them")
            // The hidden number opens no account beyond one's reach.
            let manager = try #require(try await app.users().first { $0.role == .keyAccountManager })
            let own = try #require(try await app.accounts(within: .own(manager.id)).first)
            let strange = try #require(try await app.accounts().first { $0.code != own.code && $0.ownerID != manager.id })
            let person = try await SignedIn(manager.signIn, app, client)
            let fields = try await person.form("/accounts/\(own.code)/edit").with(["id": String(strange.id.value), "shortName": "Taken"])
            #expect(try await person.post("/accounts/\(own.code)/edit", fields).status == .notFound)
        }
    }

    @Test func nobodyMetTheCustomerTomorrow() async throws {
        try await SitePreview.withSite(.sqlite, accounts: 12, years: 1) { client, app, _ in
            let person = try await SignedIn("ops", app, client)
            let before = try await app.account(code: "K100001")?.lastContactOn
            let answer = try await person.post("/accounts/K100001/notes", [("kind", "meeting"), ("happenedOn", "2099-01-01"), ("body", "Met")])
            #expect(answer.status == .unprocessableContent && answer.text.contains("Not after"))
            #expect(try await app.account(code: "K100001")?.lastContactOn == before)
        }
    }
}
