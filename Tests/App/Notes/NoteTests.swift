import Basics
import Foundation
import HTTPTypes
import HummingbirdTesting
import TestDatabases
import Testing

@testable import App
@testable import Storage

/// Notes with files, and forms that are sent twice.
@Suite struct NoteTests {
    private static func count(_ table: StaticString, _ app: App) async throws -> Int {
        try await app.database.read { connection in
            try connection.first(SQL(pieces: [.name("SELECT COUNT(*) FROM \(table)")])) { try $0.get(0, as: Int.self) } ?? 0
        }
    }

    /// What was written is not lost with a file that is too large; the reason stands beside the file field.
    @Test func aTooLargeFileLosesNoText() async throws {
        try await SitePreview.withSite(.sqlite, accounts: 12, years: 1) { client, app, _ in
            let person = try await SignedIn("ops", app, client)
            let fields = [("kind", "call"), ("happenedOn", "2026-05-20"), ("body", "A long and careful text")]
            let before = try await Self.count("attachment", app)
            let large = [UInt8](repeating: 65, count: AttachmentRule.limit + 1)
            for files in [[("a.pdf", large)], [("a.pdf", [1]), ("b.pdf", large), ("c.pdf", [2])]] {
                let answer = try await person.post("/accounts/K100001/notes", fields, files: files)
                #expect(answer.status == .unprocessableContent)
                #expect(answer.text.contains("A long and careful text</textarea>") && answer.text.contains("p-files\" class=\"wrong\">A file is larger than 20 MB."))
            }
            #expect(try await Self.count("attachment", app) == before)
        }
    }

    @Test(arguments: TestEngine.available) func filesComeAndGoWithAWayBack(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { client, app, _ in
            let person = try await SignedIn("ops", app, client)
            let fields = [("kind", "call"), ("happenedOn", "2026-05-20"), ("body", "With a file")]
            _ = try await person.post("/accounts/K100001/notes", fields, files: [("a.pdf", [1, 2])])
            let (note, file) = try await app.database.read { connection in
                (try #require(try connection.first("SELECT MAX(id) FROM note") { try $0.get(0, as: Int64.self) }),
                 try #require(try connection.first("SELECT MAX(id) FROM attachment") { try $0.get(0, as: Int64.self) }))
            }
            let path = "/accounts/K100001/notes/\(note)"
            let form = try await person.form(path)
            let changed = try await person.post(path, form.with(["drop.\(file)": "1"]), files: [("b.pdf", [3])])
            #expect(changed.status == .seeOther)
            let timeline = try await person.get("/accounts/K100001/activity").text
            #expect(timeline.contains("added file “b.pdf”") && timeline.contains("removed file “a.pdf”"))
            #expect(try await person.get("/accounts/K100001/files/\(file)").status == .notFound)
            #expect(try await person.get(path).text.contains("Remove b.pdf"))
            #expect(try await person.post("/undo/" + SignedIn.batch(changed.location), []).location.contains("undone=2.0"))
            #expect(try await person.get("/accounts/K100001/files/\(file)").status == .ok)
            let back = try await person.get(path).text
            #expect(back.contains("Remove a.pdf") && !back.contains("Remove b.pdf"))
            // As many as a note may have, counting those that it has.
            let many = (0..<5).map { ("f\($0).pdf", [UInt8($0)]) }
            let tooMany = try await person.post(path, try await person.form(path).with(["body": "Kept text"]), files: many)
            #expect(tooMany.status == .unprocessableContent && tooMany.text.contains("At most 5 files") && tooMany.text.contains("Kept text</textarea>"))
        }
    }

    /// A browser that sends a form again leads to what the first sending added; another text from the same page is another note.
    @Test(arguments: TestEngine.available) func aFormSentTwiceCountsOnce(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { client, app, _ in
            let finance = try await SignedIn("finance", app, client)
            let product = try await app.database.read { try ProductStore.products(in: nil, after: nil, limit: 1, in: $0).first?.code ?? "" }
            let note = try await finance.form("/accounts/K100001/activity").with(["body": "Once"])
            let invoice = try await finance.form("/accounts/K100001/documents/new?kind=invoice")
                .with(["number": "I-1", "issuedOn": "2026-05-20", "l0.product": product, "l0.quantity": "1", "l0.price": "10"])
            let contact = try await finance.form("/accounts/K100001/contacts/new").with(["name": "Once Only"])
            let order = invoice.map { ($0.0, $0.0 == "kind" ? "order" : $0.1) }
            let before = (try await Self.count("note", app), try await Self.count("invoice", app), try await Self.count("contact", app), try await Self.count("sales_order", app))
            for (path, fields) in [("/accounts/K100001/notes", note), ("/accounts/K100001/documents/new", invoice), ("/accounts/K100001/contacts/new", contact), ("/accounts/K100001/documents/new", order)] {
                #expect(fields.contains { $0.0 == "once" }, "\(path)")
                async let one = finance.post(path, fields)
                async let other = finance.post(path, fields)
                let answers = try await [one, other, finance.post(path, fields)]
                #expect(answers.allSatisfy { $0.status == .seeOther }, "\(path): \(answers.map(\.status))")
                #expect(Set(answers.map(\.location)).count == 1, "\(path): \(answers.map(\.location))")
            }
            #expect(try await Self.count("note", app) == before.0 + 1)
            #expect(try await Self.count("invoice", app) == before.1 + 1)
            #expect(try await Self.count("contact", app) == before.2 + 1)
            #expect(try await Self.count("sales_order", app) == before.3 + 1)
            _ = try await finance.post("/accounts/K100001/notes", note.map { ($0.0, $0.0 == "body" ? "Another" : $0.1) })
            #expect(try await Self.count("note", app) == before.0 + 2)
            let path = try await app.database.read { "/accounts/K100001/documents/\(try $0.first("SELECT MAX(id) FROM invoice") { try $0.get(0, as: Int64.self) } ?? 0)" }
            let payments = try await Self.count("payment", app)
            let locations = try await [finance.post(path + "/payments", [("once", "1"), ("paidOn", "2026-05-21"), ("amount", "4")]), finance.post(path + "/payments", [("once", "1"), ("paidOn", "2026-05-21"), ("amount", "4")])].map(\.location)
            #expect(Set(locations).count == 1 && locations[0].hasPrefix(path))
            #expect(try await Self.count("payment", app) == payments + 1)
        }
    }
}
