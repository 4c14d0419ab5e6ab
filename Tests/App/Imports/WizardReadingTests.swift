import Basics
import Foundation
import HTTPTypes
import Storage
import TestDatabases
import Testing

@testable import App

/// The import wizard understands files and says what it understood, on both engines.
@Suite struct WizardReadingTests {
    private func withWizard(_ engine: TestEngine, _ body: @escaping @Sendable (WizardPerson, App) async throws -> Void) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { client, app, _ in try await body(try await WizardPerson(app, client), app) }
    }

    private static func value(_ field: String, of code: String, _ app: App) async throws -> String? {
        try await app.database.read { connection in
            guard let id = try AccountStore.identifiers(codes: [code], in: connection)[code] else { return nil }
            return try AccountRecord.values(of: id.value, in: connection)?[field]
        }
    }

    // MARK: Files

    @Test func whatIsNoFileOfRowsIsRefusedAtOnce() async throws {
        try await withWizard(.sqlite) { wizard, app in
            let files: [(name: String, bytes: [UInt8], says: String)] = [
                ("a.csv", [], "The file is empty"), ("a.csv", Array("\n\n".utf8), "The file is empty"), ("a.csv", Array("name,code\n".utf8), "no rows"),
                ("a.csv", [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0, 10, 1, 2], "no text file"), ("a.gz", [0x1F, 0x8B, 8, 0, 1, 2, 3], "damaged"),
                ("a.xlsx", Array("name,code\nA,1\n".utf8), "no CSV or XLSX"), ("a.xlsx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1], "password"),
            ]
            for file in files {
                let reply = try await wizard.upload(file.bytes, name: file.name)
                #expect(reply.status == .unprocessableContent && reply.text.contains(file.says), "\(file)")
            }
            #expect(try await app.database.read { try ImportDraftStore.open(limit: 5, in: $0) }.isEmpty)
        }
    }

    @Test(arguments: [
        ("客户编码,客户名称,地区\nA,甲公司,河南\n", ImportKind.accounts), ("客户名称,联系人,手机,职务\n甲公司,张三,1,经理\n", .contacts),
        ("物料编码,物料名称,计量单位\n1,泵,台\n", .products), ("发票号,开票日期,客户编码,产品编码,数量,金额\n1,2026-01-02,A,P,1,2\n", .sales),
        ("Company name,Website\nA,a.example\n", .accounts),
    ])
    func theKindIsGuessedFromTheColumns(_ text: String, _ kind: ImportKind) {
        #expect(ImportKind.guess(String(text.prefix { $0 != "\n" }).split(separator: ",").map(String.init)) == kind)
    }

    @Test(arguments: TestEngine.available) func whatTheFileTellsIsShownAndCanBeChanged(_ engine: TestEngine) async throws {
        try await withWizard(engine) { wizard, app in
            let text = "Invoice no;Date;Customer;Item;Quantity;Price\nI-1;31.12.2025;K100001;P-9;1,5;1.234,50\nI-2;1.2.2026;K100001;P-9;2;10,00\n"
            let reply = try await wizard.upload(Array(text.utf8))
            let page = try await wizard.settled(reply.location)
            for told in ["value=\"UTF-8\" selected", "value=\"semicolon\" selected", "value=\"comma\" selected", "value=\"day-first\" selected", "value=\"sales\" selected"] {
                #expect(page.contains(told), "\(told)")
            }
            // Another separator is another file.
            let other = try await wizard.person.post(reply.location, [("kind", "sales"), ("separator", "comma"), ("was_separator", "semicolon")])
            #expect(other.location == reply.location)
            #expect(try await wizard.draft(reply.location).reading.separator == .comma)
            #expect(try DraftRows(try await wizard.draft(reply.location), in: app.files).header.count == 1)
            _ = try await wizard.person.post(reply.location, [("kind", "sales"), ("separator", "semicolon"), ("was_separator", "comma")])
            let columns = ImportKind.sales.match(try DraftRows(try await wizard.draft(reply.location), in: app.files).header).map { ("c." + $0, String($1)) }
            let checked = try await wizard.person.post(reply.location, columns + [("kind", "sales"), ("currency", "CNY")])
            _ = try await wizard.settled(checked.location)
            let tally = try #require(try await wizard.draft(reply.location).review).tally
            #expect(tally.new == 2 && tally.grossSales == 185_175 + 2_000)
            // The next file like it is matched as this one, until somebody forgets it.
            let again = try await wizard.upload(Array(text.utf8))
            #expect(try await wizard.settled(again.location).contains("matched as last time"))
            _ = try await wizard.person.post(again.location, [("kind", "sales"), ("do", "forget")])
            #expect(try await !wizard.settled(again.location).contains("matched as last time"))
        }
    }

    // MARK: Sales

    @Test(arguments: TestEngine.available) func numbersAreNeverMisreadInSilence(_ engine: TestEngine) async throws {
        try await withWizard(engine) { wizard, _ in
            let text = """
                Invoice no,Date,Customer,Item,Quantity,Price,Amount
                N-1,2026-01-05,K100001,P-9,"1,5",2.00,3.00
                N-2,2026-01-05,K100001,P-9,"1,500",2.00,3000.00
                N-3,2026-01-05,K100001,P-9,3,3.33,10.00
                N-4,2026-01-05,K100001,P-9,3,3.33,9.00
                N-5,2026-01-05xyz,,P-9,three,3.33,9.99
                N-6,3026-01-05,K100001,P-9,1,1-5,5.25

                """
            let (path, page) = try await wizard.check(text, with: [("currency", "CNY")])
            let draft = try await wizard.draft(path), review = try #require(draft.review)
            #expect(review.tally.new == 3 && review.tally.setAsideRows == 3)
            #expect(review.amountsOff == 1 && review.firstAmountOff == 5)
            #expect(page.contains("In row 5 quantity times price is not the amount"))
            let problems = try await wizard.app.database.read { try ImportDraftStore.problems(of: draft.id, after: 0, limit: 10, in: $0) }
            #expect(problems.map { $0.problems.compactMap(\.field) } == [["quantity"], ["account", "date", "quantity"], ["date", "price"]])
            // Every wrong cell is marked.
            #expect(page.components(separatedBy: "aria-invalid=\"true\"").count == 7)
            let file = try await wizard.person.get(path.replacing("/check", with: "/set-aside.csv"))
            #expect(file.status == .ok && file.text.contains("Quantity: quantity is no number") && file.text.contains("unreadable-quantity"))
        }
    }

    @Test(arguments: TestEngine.available) func everyProblemRowCanBeReached(_ engine: TestEngine) async throws {
        try await withWizard(engine) { wizard, _ in
            let rows = (0..<120).map { "C\($0),,Henan" }.joined(separator: "\n")
            let (path, first) = try await wizard.check("code,name,region\n\(rows)\nGOOD,Good Works,Henan\n")
            #expect(first.contains("120 of 121 rows") && first.contains("name=\"r2.0\"") && !first.contains("name=\"r100.0\""))
            let second = try await wizard.person.get(path + "?after=51").text
            #expect(second.contains("name=\"r52.0\"") && second.contains("name=\"r101.0\"") && !second.contains("name=\"r51.0\""))
            #expect(second.contains("?after=101"))
            // A correction on a later page is kept, and the others stay.
            _ = try await wizard.person.post(path, [("after", "101"), ("r110.0", "C108"), ("r110.1", "Named Now"), ("r110.2", "Henan")])
            let checked = try await wizard.settled(path)
            #expect(checked.contains("119 of 121 rows"))
        }
    }

    // MARK: Accounts

    @Test(arguments: TestEngine.available) func accountsOfFilesPassTheChecksOfTheirForm(_ engine: TestEngine) async throws {
        try await withWizard(engine) { wizard, app in
            let taken = "91330000123456789T"
            let full = (0...9).map { "9133000012345678\($0)" }.compactMap { body in CreditCode.checkCharacter(body).map { body + String($0) } }
            _ = try await app.database.write { try $0.execute("UPDATE account SET credit_code = \(full[0]) WHERE code = 'K100001'") }
            let text = """
                code,name,uscc,parent,since
                K100002,,,,
                K100002,Two,\(full[0]),,
                NEWCODE,Quite Another Name,\(full[0]),,
                new,Reserved Works,,,
                K100003,Three,,K100003,
                K100004,Four,,K100005,
                K100005,Five,,K100004,
                X1,Short Code Works,9133,,
                X2,Wrong Check Works,\(taken),,
                X3,Far Away Works,,,3026-01-01
                X4,Orphan Works,,NOBODY,
                X5,Fine Works,\(full[1]),K100001,2020-05-06

                """
            let (path, page) = try await wizard.check(text)
            let draft = try await wizard.draft(path), review = try #require(draft.review)
            let problems = try await app.database.read { try ImportDraftStore.problems(of: draft.id, after: 0, limit: 20, in: $0) }
            let found = Dictionary(uniqueKeysWithValues: problems.map { ($0.row, $0.problems.map { "\($0.field ?? "") \($0.detail.map { "\($0)" } ?? $0.reason.rawValue)" }) })
            #expect(found[2] == ["name missing"])
            #expect(found[3] == ["creditCode taken(\"K100001\")"])
            #expect(found[4] == ["creditCode taken(\"K100001\")"] && problems.first { $0.row == 4 }?.similar == "K100001")
            #expect(found[5] == ["code reserved"] && found[6] == ["parent wouldBeCircle"] && found[7] == nil && found[8] == ["parent wouldBeCircle"])
            #expect(found[9] == ["creditCode wrongLength(18, found: 4)"] && found[12] == ["parent notFound(\"NOBODY\")"])
            #expect(found[11]?.first?.hasPrefix("customerSince outside") == true)
            #expect(page.contains("It has 18 characters; these are 4."))
            #expect(review.tally.new == 1 && review.tally.changed == 1)
            _ = try await wizard.run(path)
            #expect(try await Self.value("parent", of: "K100004", app) == "K100005")
            #expect(try await Self.value("parent", of: "K100005", app) != "K100004")
            #expect(try await Self.value("creditCode", of: "K100002", app) != full[0])
            #expect(try await app.account(code: "new") == nil)
            // Decided to be the same: everything is taken over but the code by which everybody knows the account.
            let again = try await wizard.check("code,name,uscc\nNEWCODE,Quite Another Name,\(full[0])\n")
            _ = try await wizard.person.post(again.path, [("after", "0"), ("r2.0", "NEWCODE"), ("r2.1", "Quite Another Name"), ("r2.2", full[0]), ("d2", "same")])
            _ = try await wizard.settled(again.path)
            _ = try await wizard.run(again.path)
            #expect(try await Self.value("name", of: "K100001", app) == "Quite Another Name")
            #expect(try await app.account(code: "NEWCODE") == nil)
        }
    }

    @Test(arguments: TestEngine.available) func namesThatAreAlikeAreAsked(_ engine: TestEngine) async throws {
        try await withWizard(engine) { wizard, app in
            _ = try await wizard.run(try await wizard.check("code,name\nD1,昆山新锐精密机械有限公司\nD2,Norwich Bearings Ltd.\nD3,第一机床1厂\n").path)
            #expect(try await app.account(code: "D1") != nil)
            let rows: [(name: String, similar: String?)] = [
                ("昆山新锐精密机械股份有限公司", "D1"), ("昆山新锐精密科技机械有限公司", "D1"), ("昆山新锐精密机有限公司", "D1"), ("昆山鑫锐精密机械有限公司", "D1"),
                ("昆山华宇精密机械有限公司", nil), ("Norwich Bearing GmbH", "D2"), ("Norwich Castle Museum", nil), ("第一机床2厂", nil),
            ]
            let text = "code,name\n" + rows.enumerated().map { "E\($0.offset),\($0.element.name)\n" }.joined()
            let (path, _) = try await wizard.check(text, kind: "accounts")
            let id = try await wizard.draft(path).id
            let found = try await app.database.read { try ImportDraftStore.problems(of: id, after: 0, limit: 20, in: $0) }
            for (index, row) in rows.enumerated() {
                #expect(found.first { $0.row == index + 2 }?.similar == row.similar, "\(row.name)")
            }
            // Rows of one file are no duplicates of those that its import has brought already.
            let many = "code,name\n" + (0..<2_100).map { "F\($0),星途传动\($0)有限公司\n" }.joined() + "G0,星途传动0股份有限公司\n"
            let page = try await wizard.run(try await wizard.check(many, kind: "accounts").path)
            #expect(page.contains("2,101 rows imported, 0 set aside"))
        }
    }

    // MARK: Contacts and products

    @Test(arguments: TestEngine.available) func contactsAreFoundByTheNameOfTheirAccount(_ engine: TestEngine) async throws {
        try await withWizard(engine) { wizard, app in
            _ = try await wizard.run(try await wizard.check("code,name\nD1,昆山新锐精密机械有限公司\nD2,星途传动有限公司\nD3,星途传动股份公司\n", kind: "accounts").path)
            let name = try #require(try await app.account(code: "D1")).name
            let (path, page) = try await wizard.check("客户名称,联系人,手机,入职日期\n\(name),王小明,13800000000,12/31/2025\n星途传动,李四,1,1/2/2026\n没有的公司,赵六,2,\n")
            #expect(page.contains("several accounts have this name") && page.contains("2 of 3 rows"))
            _ = try await wizard.run(path)
            let contact = try await app.database.read { connection in
                try ContactStore.contacts(of: try #require(try AccountStore.identifiers(codes: ["D1"], in: connection)["D1"]), on: try #require(Day("2026-02-01")), in: connection).first
            }
            // The file's own order of day and month.
            #expect(contact?.name == "王小明" && contact?.from == Day("2025-12-31"))
        }
    }

    @Test(arguments: TestEngine.available) func categoriesAreMadeBeforeAnythingIsWritten(_ engine: TestEngine) async throws {
        try await withWizard(engine) { wizard, app in
            let number = try await app.database.read { try ProductStore.categories(in: $0).first?.id.value ?? 0 }
            _ = try await wizard.run(try await wizard.check("sku,description,category\nQ-1,Pump,Pumps\nQ-2,Valve,\(number)\n", kind: "products").path)
            func category(_ code: String) async throws -> String? {
                try await app.database.read { connection in
                    let product = try ProductStore.product(code: code, in: connection)
                    return try ProductStore.categories(in: connection).first { $0.id == product?.categoryID }?.name
                }
            }
            #expect(try await category("Q-1") == "Pumps")
            #expect(try await category("Q-2") == String(number))
            // An unknown category of a product that exists is made and set, in the first run.
            _ = try await wizard.run(try await wizard.check("sku,description,category\nQ-1,Pump,Compressors\n", kind: "products").path)
            #expect(try await category("Q-1") == "Compressors")
            let (path, _) = try await wizard.check("sku,description,category\nQ-1,Pump,compressors\n", kind: "products")
            #expect(try await wizard.draft(path).review?.tally.unchanged == 1)
        }
    }
}
