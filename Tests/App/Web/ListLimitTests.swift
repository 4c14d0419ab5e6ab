import Basics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Spreadsheets
import Storage
import TestDatabases
import Testing

@testable import App

/// No list ends without saying so, and its files have all of it.
@Suite struct ListLimitTests {
    @Test(arguments: TestEngine.available) func everyContactCanBeSeen(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { client, app, _ in
            let person = try await SignedIn("ops", app, client), now = app.clock.now, day = now.day(in: .gmt).advanced(by: -400)
            let before = try await app.database.write { connection -> Int in
                let account = try #require(try AccountStore.identifiers(codes: ["K100001"], in: connection)["K100001"])
                let ids: [Contact.ID] = try connection.newIdentifiers("contact", count: 250)
                let people = ids.enumerated().map { place, id in
                    (
                        contact: Contact(id: id, name: "Person \(place + 1).", englishName: nil, phone: nil, email: nil, title: nil, role: nil, from: day),
                        account: account
                    )
                }
                let before = try ContactStore.contacts(of: account, on: now.day(in: .gmt), in: connection).count
                try ContactStore.insert(people, at: now, in: connection)
                return before
            }
            let all = before + 250
            let first = try await person.get("/accounts/K100001/contacts").text, last = try await person.get("/accounts/K100001/contacts?page=3").text
            #expect(first.contains("1–100 / \(all)") && first.contains("contacts?page=2"))
            #expect(last.contains("201–\(all) / \(all)") && last.contains("Person 250.") && !last.contains("page=4"))
            #expect(try await person.get("/accounts/K100001").text.contains("\(all) contacts"))
            #expect(try await person.get("/accounts/K100001/contacts.csv").text.split(whereSeparator: \.isNewline).count == all + 1)
            #expect(try await person.get("/accounts/K100001/contacts?page=99").status == .seeOther)
        }
    }

    @Test(arguments: TestEngine.available) func everyImportCanBeSeen(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 5, years: 1) { client, app, _ in
            let person = try await SignedIn("ops", app, client), now = app.clock.now
            try await app.database.write { connection in
                for number in 1...230 {
                    let id: ImportRecord.ID = try connection.newIdentifier("import", reserve: 1)
                    let record = ImportRecord(
                        id: id, fileName: "file-\(number).csv", layout: "columns", sourceSystem: "columns", status: .finished, startedAt: now, tally: .init()
                    )
                    try ImportStore.start(record, by: nil, in: connection)
                }
            }
            var path = "/imports", seen: Set<String> = []
            for _ in 0..<3 {
                let page = try await person.get(path).text
                #expect(page.contains("230 imports"))
                seen.formUnion(page.matches(of: /file-\d+\.csv/).map { String($0.output) })
                path = page.firstMatch(of: /href="(\/imports\?before=\d+)" rel="next"/).map { String($0.1) } ?? ""
            }
            #expect(seen.count == 230 && path.isEmpty)
            #expect(try await person.get("/imports.csv").text.split(whereSeparator: \.isNewline).count == 231)
            #expect(try await app.imports().count == 230)
        }
    }

    /// A disk without room is told the same for every kind of file.
    @Test func aFileThatCannotBeWrittenIsTheDisksFault() {
        #expect(Trouble(WorkbookWriter.Failure.notWritable(path: "x")) == .filesRefused)
        #expect(Trouble(FileStore.Failure.notWritable(path: "x")) == .filesRefused)
        #expect(Trouble(WorkbookWriter.Failure.tooManyRows) == .tooLarge)
    }
}
