import Basics
import Foundation
import Storage
import Synchronization
import TestDatabases
import Testing

@testable import App

/// Files that come once more, begin with a cover, or name one account very often.
@Suite struct FilesGivenAgainTests {
    private static let header = "document,date,account,item,quantity,amount,currency\n"
    private static let good = header + (1...6).map { "G\($0),2026-01-05,K100001,P1,1,10.00,CNY" }.joined(separator: "\n")

    /// What is booked already is as it should be: no task, nothing set aside.
    @Test(arguments: TestEngine.available) func theSameFileIsUnchanged(_ engine: TestEngine) async throws {
        try await ImportClerk.atWork(engine) { clerk in
            #expect(try await clerk.bring(.sales, Self.good).tally.imported == 6)
            let again = try await clerk.bring(.sales, Self.good)
            #expect(again.tally.rows == 6 && again.tally.imported == 0 && again.tally.unchanged == 6)
            #expect(again.tally.setAside.isEmpty)
            #expect(try await clerk.get("/imports/\(again.id.value)").text.contains("Nothing new: all 6 rows were in the books already"))
            let left = try await clerk.app.database.read { try ImportStore.recordsWithSetAside(limit: 5, in: $0) }
            #expect(left.imports == 0)
        }
    }

    /// A corrected file of rows set aside gets its three columns anew, not a second time, and does not show them as the file's own.
    @Test(arguments: TestEngine.available) func aFileOfRowsSetAsideComesBack(_ engine: TestEngine) async throws {
        try await ImportClerk.atWork(engine) { clerk in
            func setAside(_ draft: Int64) async throws -> String { try await clerk.get("/imports/drafts/\(draft)/set-aside.csv").text }
            let bad = Self.header + "B1,2026-01-05,K100001,P1,many,10.00,CNY"
            let first = try await clerk.check(.sales, bad).draft
            let file = String(try await setAside(first).drop { $0 == "\u{FEFF}" })
            #expect(file.hasPrefix(Self.header.dropLast() + ",Row in file,Reason,Reason code"))
            let second = try await clerk.check(.sales, file.replacing("\r\n", with: "\n")).draft
            let (was, now) = (try await setAside(first), try await setAside(second))
            #expect(now == was)
            let page = try await clerk.get("/imports/drafts/\(second)/check").text
            #expect(page.components(separatedBy: ">Row in file</th>").count == 2)
            // The column with something wrong comes first.
            let quantity = try #require(page.range(of: ">quantity</th>")), document = try #require(page.range(of: ">document</th>"))
            #expect(quantity.lowerBound < document.lowerBound)
        }
    }

    /// The sheet whose header is understood is read, not the cover before it; where none is, the others are offered.
    @Test(arguments: TestEngine.available) func coversArePassedOver(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 3, years: 1) { client, app, _ in
            let person = try await WizardPerson(app, client)
            let table = [["code", "name"], ["W1", "Widget"], ["W2", "Gadget"]]
            for cover in [[["Report of June"]], [["Report"], ["June 2026"], ["confidential"]]] {
                let reply = try await person.upload(WorkbookBytes.of([("Cover", cover), ("Parts", table)]), name: "parts.xlsx")
                #expect(try await person.draft(reply.location).sheet == "Parts")
            }
            let reply = try await person.upload(WorkbookBytes.of([("One", [["Report"]]), ("Two", [["Nothing"]])]), name: "covers.xlsx")
            let page = try await person.settled(reply.location)
            #expect(page.contains("value=\"One\"") && page.contains("value=\"Two\""))
        }
    }

    @Test(arguments: TestEngine.available) func brokenWorkbooksSayWhatIsWrong(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 3, years: 1) { client, app, _ in
            let person = try await WizardPerson(app, client)
            let missing = WorkbookBytes.zip([
                ("xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"July\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"),
                ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/none.xml\"/></Relationships>"),
            ])
            let torn = WorkbookBytes.zip([
                ("xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"July\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"),
                ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/s.xml\"/></Relationships>"),
                ("xl/worksheets/s.xml", "<worksheet><sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>code</t>"),
            ])
            for (bytes, words) in [(missing, "“July” is named in the workbook and is not in it"), (torn, "cannot be read to its end")] {
                let reply = try await person.upload(bytes, name: "a.xlsx")
                let page = try await person.settled(reply.location)
                #expect(page.contains(words) && !page.contains("noSuchSheet"), "\(words)")
            }
        }
    }

    /// Contacts of one account are looked for once a part, not once a row.
    @Test(arguments: TestEngine.available) func manyContactsOfOneAccount(_ engine: TestEngine) async throws {
        let questions = Mutex(0)
        try await SitePreview.withSite(engine, accounts: 3, years: 1, onStatement: { text in
            if text.contains("FROM employment e JOIN contact c") { questions.withLock { $0 += 1 } }
        }) { client, app, _ in
            let clerk = try await ImportClerk("ops", app, client)
            let file = "account,name,email\n" + (1...400).map { "K100001,Person \($0),p\($0)@example.com" }.joined(separator: "\n")
            questions.withLock { $0 = 0 }
            #expect(try await clerk.bring(.contacts, file).tally.new == 400)
            let asked = questions.withLock { $0 }
            #expect(asked < 10)
            let again = try await clerk.bring(.contacts, file)
            #expect(again.tally.new == 0 && again.tally.unchanged == 400)
            // The same name with another address is somebody else.
            let other = try await clerk.bring(.contacts, "account,name,email\nK100001,Person 1,q@example.com\nK100001,Person 2,p2@example.com")
            #expect(other.tally.new == 1 && other.tally.unchanged == 1)
        }
    }
}
