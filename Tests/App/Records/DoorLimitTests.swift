import Basics
import Foundation
import HTTPTypes
import Storage
import TestDatabases
import Testing

@testable import App

/// Every door has the same limits, and none lets marks in that nobody sees.
@Suite struct DoorLimitTests {
    private static func long(_ count: Int) -> String { String(repeating: "长", count: count) }

    /// Forms, cells and bulk actions: what is at the limit is taken, what is longer is refused.
    @Test(arguments: TestEngine.available) func formsHaveTheLimits(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { client, app, _ in
            let ops = try await SignedIn("ops", app, client), admin = try await SignedIn("admin", app, client)
            let (contact, product, team) = try await app.database.read { connection in
                func id(_ sql: SQL) throws -> Int64 { try #require(try connection.first(sql) { try $0.get(0, as: Int64.self) }) }
                return (
                    try id("SELECT MIN(contact_id) FROM employment e JOIN account a ON a.id = e.account_id WHERE a.code = 'K100001'"),
                    try id("SELECT MIN(id) FROM product"), try id("SELECT MIN(id) FROM team")
                )
            }
            let forms: [(SignedIn, String, String, Int)] = [
                (ops, "/accounts/K100001/edit", "name", TextLimit.name), (ops, "/accounts/K100001/edit", "shortName", TextLimit.shortName),
                (ops, "/accounts/K100001/edit", "nextStep", TextLimit.nextStep), (ops, "/accounts/K100001/edit", "tags", TextLimit.tag),
                (ops, "/accounts/K100001/contacts/\(contact)", "name", TextLimit.person),
                (ops, "/accounts/K100001/contacts/\(contact)", "phone", TextLimit.phone), (ops, "/products/\(product)", "name", TextLimit.name),
                (ops, "/products/\(product)", "code", TextLimit.code), (ops, "/products/\(product)", "unit", TextLimit.unit),
                (admin, "/teams/\(team)", "name", TextLimit.team), (admin, "/organisation", "name", TextLimit.organisation),
            ]
            for (person, path, field, limit) in forms {
                let shown = try await person.form(path)
                #expect(try await person.post(path, shown.with([field: Self.long(limit + 1)])).status == .unprocessableContent, "\(path) \(field)")
                #expect(try await person.post(path, shown.with([field: Self.long(limit)])).status == .seeOther, "\(path) \(field)")
            }
            for (count, status) in [(TextLimit.nextStep + 1, HTTPResponse.Status.unprocessableContent), (TextLimit.nextStep, .ok)] {
                #expect(try await ops.post("/accounts/K100002/cells/next", [("nextStep", Self.long(count)), ("nextStepOn", "")]).status == status)
            }
            let ids = try await app.database.read { try AccountStore.identifiers(codes: ["K100003", "K100004"], in: $0).values.map(\.value).sorted() }
            func bulk(_ tag: String) async throws -> HTTPResponse.Status {
                try await ops.post("/accounts/bulk", ids.map { ("id", String($0)) } + [("do", "tag"), ("tag", tag), ("query", "")]).status
            }
            #expect(try await bulk(Self.long(TextLimit.tag + 1)) == .unprocessableContent)
            #expect(try await bulk(Self.long(TextLimit.tag)) == .seeOther)
            // Together they may not be longer than the form takes either.
            for letter in ["甲", "乙", "丙", "丁", "戊", "己"] { #expect(try await bulk(letter + Self.long(TextLimit.tag - 1)) == .seeOther) }
            #expect(try await bulk("庚" + Self.long(TextLimit.tag - 1)) == .unprocessableContent)
        }
    }

    @Test(arguments: TestEngine.available) func filesHaveTheLimits(_ engine: TestEngine) async throws {
        try await ImportClerk.atWork(engine) { clerk in
            let files: [(ImportKind, header: String, row: @Sendable (String) -> String, Int)] = [
                (.accounts, "code,name", { "N1,\($0)" }, TextLimit.name), (.accounts, "code,name", { "\($0),新公司" }, TextLimit.code),
                (.accounts, "code,name,region", { "N3,新三公司,\($0)" }, TextLimit.reference),
                (.contacts, "account,contact", { "K100001,\($0)" }, TextLimit.person), (.products, "code,name,unit", { "P1,泵,\($0)" }, TextLimit.unit),
                (.products, "code,name", { "P2,\($0)" }, TextLimit.name),
                (.sales, "invoice no,date,customer,item,quantity,price", { "\($0),2026-01-05,K100001,P-1,1,5" }, TextLimit.code),
                (.sales, "invoice no,date,customer,item,item name,quantity,price", { "I1,2026-01-05,K100001,P-1,\($0),1,5" }, TextLimit.name),
                (.sales, "invoice no,date,customer,item,quantity,price,unit", { "I2,2026-01-05,K100001,P-1,1,5,\($0)" }, TextLimit.unit),
                (.sales, "invoice no,date,customer,customer name,item,quantity,price", { "I2,2026-01-05,X1,\($0),P-1,1,5" }, TextLimit.name),
            ]
            for (kind, header, row, limit) in files {
                let good = try await clerk.check(kind, header + "\n" + row(Self.long(limit)) + "\n").review
                #expect(good.tally.setAside.isEmpty, "\(kind) \(header): \(good.tally)")
                let bad = try await clerk.check(kind, header + "\n" + row(Self.long(limit + 1)) + "\n").review
                #expect(bad.tally.setAside == [SetAsideReason.badValue.rawValue: 1], "\(kind) \(header): \(bad.tally)")
            }
        }
    }

    @Test(arguments: TestEngine.available) func commandsHaveTheLimits(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 2, years: 1) { _, app, _ in
            func add(_ signIn: String, _ name: String) async throws -> String {
                try await app.addUser(signIn: signIn, name: name, role: .viewer, password: DemoCompany.password, by: nil).name
            }
            await #expect(throws: App.UserRefusal.nameUnreadable(limit: TextLimit.person)) { try await add("a", Self.long(TextLimit.person + 1)) }
            await #expect(throws: App.UserRefusal.nameUnreadable(limit: TextLimit.person)) { try await add("a", " \u{200B}") }
            let short = try await add("a", "王\u{202E}小明"), long = try await add("b", Self.long(TextLimit.person))
            #expect(short == "王小明" && long == Self.long(TextLimit.person))
        }
    }

    // MARK: Marks that nobody sees

    @Test(arguments: [
        ("A\u{202E}B", "AB"), ("\u{FEFF}甲公司\u{200B}", "甲公司"), ("a\u{2066}b\u{2069}c\u{200E}\u{200F}", "abc"), ("中\u{200D}文", "中文"), ("a\u{200C}b", "ab"),
        ("soft\u{AD}hyphen", "softhyphen"), ("ab\u{2060}c", "abc"), ("Grüße €5 – “x”", "Grüße €5 – “x”"), ("（有限公司）", "（有限公司）"),
        // Persian and emoji need their joiners.
        ("می\u{200C}خواهم", "می\u{200C}خواهم"), ("👩\u{200D}💻", "👩\u{200D}💻"), ("می\u{200C}", "می"),
    ])
    func marksLeave(_ text: String, _ plain: String) {
        #expect(text.withoutInvisibleMarks.unicodeScalars.elementsEqual(plain.unicodeScalars))
    }

    @Test(arguments: TestEngine.available) func namesFromFormsAndFilesHaveNone(_ engine: TestEngine) async throws {
        try await ImportClerk.atWork(engine) { clerk in
            _ = try await clerk.bring(.accounts, "code,name,region\nN1,Evil\u{202E}Corp\u{200B},\u{200B}\n")
            _ = try await clerk.bring(.sales, "invoice no,date,customer,item,item name,quantity,price\nI\u{200B}1,2026-01-05,N1\u{FEFF},P-1,Pump\u{202E},1,5\n")
            #expect(try await clerk.post("/accounts/new", [("name", "Form\u{202E}Corp"), ("stage", "potential"), ("code", "N2")]).status == .seeOther)
            try await clerk.app.database.read { connection in
                let names = try connection.rows("SELECT name FROM account WHERE code IN ('N1', 'N2') ORDER BY code") { try $0.get(0, as: String.self) }
                #expect(names == ["EvilCorp", "FormCorp"])
                #expect(try connection.first("SELECT region FROM account WHERE code = 'N1'") { try $0.get(0, as: String?.self) } == .some(nil))
                #expect(try connection.first("SELECT name FROM product WHERE code = 'P-1'") { try $0.get(0, as: String.self) } == "Pump")
                #expect(try connection.first("SELECT i.number FROM invoice i JOIN account a ON a.id = i.account_id WHERE a.code = 'N1'") { try $0.get(0, as: String.self) } == "I1")
            }
        }
    }
}
