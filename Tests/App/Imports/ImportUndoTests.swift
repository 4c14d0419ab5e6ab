import Basics
import HTTPTypes
import Storage
import TestDatabases
import Testing

@testable import App

/// Taking an import back takes what nobody has touched, keeps and lists the rest, however much it is.
@Suite struct ImportUndoTests {
    private static let sales = "document,date,account,item,quantity,amount\n"

    private func undo(_ id: Int64, _ clerk: ImportClerk) async throws {
        #expect(try await clerk.post("/imports/\(id)", [("do", "undo")]).status == .seeOther)
        try await clerk.settle(id)
        #expect(try await clerk.record(id).status == .undone)
    }

    private func kept(_ id: Int64, _ clerk: ImportClerk) async throws -> [String: KeptReason] {
        let lines = try await clerk.app.database.read { try KeptStore.lines(of: ImportRecord.ID(id), after: 0, limit: 10_000, in: $0) }
        return Dictionary(lines.map { ($0.record.name, $0.record.reason) }) { first, _ in first }
    }

    private func texts(_ sql: SQL, _ clerk: ImportClerk) async throws -> [String] {
        try await clerk.app.database.read { try $0.rows(sql) { try $0.get(0, as: String.self) } }
    }

    /// Somebody changes a field of a record; gives the action.
    private func edit<Record: EditableRecord>(
        _ kind: Record.Type, _ find: SQL, _ field: String, _ value: String, _ clerk: ImportClerk
    ) async throws -> Int64 {
        let (user, now) = (clerk.user.id, clerk.app.clock.now)
        return try await clerk.app.database.write { connection in
            let id = try #require(try connection.first(find) { try $0.get(0, as: Int64.self) })
            let current = try #require(try Record.values(of: id, in: connection))
            let batch = try Batch(by: user, at: now, in: connection)
            let change = FieldChange(field: field, before: current[field] ?? "", after: value, beforeText: current[field] ?? "", afterText: value)
            try batch.write([change], to: kind, id, from: current, in: connection)
            return batch.id
        }
    }

    @Test(arguments: TestEngine.available) func salesLeaveWhatPeopleWorkedWith(_ engine: TestEngine) async throws {
        try await ImportClerk.atWork(engine) { clerk in
            let codes = ["FREE", "NOTE", "EDIT", "CONTACT", "ORDER", "PARENT"]
            let file = Self.sales + codes.map { "D-\($0),2026-01-05,\($0),I-\($0),1,10" }.joined(separator: "\n")
            let id = try await clerk.bring(.sales, file).id.value
            #expect(try await clerk.post("/accounts/NOTE/notes", [("kind", "call"), ("happenedOn", "2026-05-20"), ("body", "talked")]).status == .seeOther)
            #expect(try await clerk.post("/accounts/CONTACT/contacts/new", [("name", "Ada Wong")]).status == .seeOther)
            let order = [("kind", "order"), ("number", "O-1"), ("issuedOn", "2026-05-20"), ("currency", "CNY"), ("l0.product", "I-ORDER"), ("l0.quantity", "1"), ("l0.price", "2")]
            #expect(try await clerk.post("/accounts/ORDER/documents/new", order).status == .seeOther)
            _ = try await edit(AccountRecord.self, "SELECT id FROM account WHERE code = 'EDIT'", "nextStep", "call them", clerk)
            _ = try await edit(AccountRecord.self, "SELECT id FROM account WHERE code = 'K100001'", "parent", "PARENT", clerk)
            _ = try await edit(ProductRecord.self, "SELECT id FROM product WHERE code = 'I-EDIT'", "unit", "kg", clerk)
            _ = try await clerk.app.classify(asOf: try #require(Day("2026-05-28")), keeping: true, by: nil)
            try await undo(id, clerk)
            #expect(try await kept(id, clerk) == [
                "NOTE": .notes, "EDIT": .changed, "CONTACT": .contacts, "ORDER": .documents, "PARENT": .subsidiaries, "I-EDIT": .changed, "I-ORDER": .documents,
            ])
            #expect(try await texts("SELECT code FROM account WHERE code NOT LIKE 'K1%' ORDER BY code", clerk) == codes.filter { $0 != "FREE" }.sorted())
            #expect(try await clerk.app.examine().isHealthy)
            let page = try await clerk.get("/imports/\(id)").text
            #expect(page.contains("7 records stayed") && page.contains("/accounts/NOTE\"") && page.contains("Has notes"))
            let csv = try await clerk.get("/imports/\(id)/kept.csv").text
            #expect(csv.split(whereSeparator: \.isNewline).count == 8)
        }
    }

    /// What somebody edited since stays; an edit that was taken back does not count.
    @Test(arguments: TestEngine.available) func recordsThatPeopleEditedStay(_ engine: TestEngine) async throws {
        try await ImportClerk.atWork(engine) { clerk in
            let accounts = try await clerk.bring(.accounts, "code,name\nX1,Amber Foundry\nX2,Cedar Logistics\nX3,Onyx Optics\n").id.value
            let products = try await clerk.bring(.products, "code,name\nY1,Widget\nY2,Gadget\nY3,Gear\n").id.value
            let contacts = try await clerk.bring(.contacts, "account,name,email\nK100001,Zoe Quill,z@example.com\nK100001,Yan Reed,y@example.com\n").id.value
            _ = try await edit(AccountRecord.self, "SELECT id FROM account WHERE code = 'X1'", "website", "https://x1.example", clerk)
            let back = try await edit(AccountRecord.self, "SELECT id FROM account WHERE code = 'X2'", "website", "https://x2.example", clerk)
            _ = try await clerk.post("/undo/\(back)", [("to", "/accounts")])
            _ = try await edit(ProductRecord.self, "SELECT id FROM product WHERE code = 'Y1'", "unit", "kg", clerk)
            _ = try await edit(ContactRecord.self, "SELECT id FROM contact WHERE name = 'Zoe Quill'", "phone", "123", clerk)
            for id in [contacts, products, accounts] { try await undo(id, clerk) }
            #expect(try await kept(accounts, clerk) == ["Amber Foundry": .changed])
            #expect(try await kept(products, clerk) == ["Widget": .changed])
            #expect(try await kept(contacts, clerk) == ["Zoe Quill": .changed])
            #expect(try await texts("SELECT code FROM account WHERE code LIKE 'X%'", clerk) == ["X1"])
            #expect(try await texts("SELECT code FROM product WHERE code LIKE 'Y%'", clerk) == ["Y1"])
            #expect(try await texts("SELECT name FROM contact WHERE name IN ('Zoe Quill', 'Yan Reed')", clerk) == ["Zoe Quill"])
            #expect(try await clerk.app.examine().isHealthy)
        }
    }

    /// A classification is no use of an account: its scores go with it.
    @Test(arguments: TestEngine.available) func classifiedAccountsCanBeTakenBack(_ engine: TestEngine) async throws {
        try await ImportClerk.atWork(engine) { clerk in
            let id = try await clerk.bring(.accounts, "code,name\nX1,Amber Foundry\nX2,Cedar Logistics\n").id.value
            _ = try await clerk.app.classify(asOf: try #require(Day("2026-05-28")), keeping: true, by: nil)
            #expect(!(try await texts("SELECT tier FROM account_summary s JOIN account a ON a.id = s.account_id WHERE a.code = 'X1' AND tier IS NOT NULL", clerk).isEmpty))
            try await undo(id, clerk)
            #expect(try await kept(id, clerk).isEmpty)
            #expect(try await texts("SELECT code FROM account WHERE code LIKE 'X%'", clerk).isEmpty)
            #expect(try await clerk.app.examine().isHealthy)
        }
    }

    /// More rows than one part takes, on the command line too, and from where an undo broke off.
    @Test(arguments: TestEngine.available) func everyRowIsTakenBack(_ engine: TestEngine) async throws {
        try await ImportClerk.atWork(engine) { clerk in
            let count = 2 * TakingBack.partSize + 7
            let file = "code,name\n" + (1...count).map { "Z\($0),Part \($0)" }.joined(separator: "\n")
            let left = { try await clerk.app.database.read { try $0.first("SELECT COUNT(*) FROM product WHERE code LIKE 'Z%'") { try $0.get(0, as: Int.self) } } }
            let first = try await clerk.bring(.products, file)
            #expect(try await left() == count)
            let (user, now) = (clerk.user.id, clerk.app.clock.now)
            let batch = try #require(first.batchID)
            try await clerk.app.database.write { connection in
                var taking = try TakingBack(batch, by: user, at: now, in: connection)
                #expect(try taking.next(in: connection)?.undone == TakingBack.partSize)
            }
            try await undo(first.id.value, clerk)
            #expect(try await left() == 0)
            let second = try await clerk.bring(.products, file)
            let outcome = try #require(try await clerk.app.undoImport(second.id.value, by: nil))
            #expect(outcome.products == count && outcome.keptRecords.isEmpty)
            #expect(try await left() == 0)
            #expect(try await clerk.app.undoImport(second.id.value, by: nil) == nil)
            let open = try await clerk.app.database.read { try $0.first("SELECT COUNT(*) FROM activity WHERE batch_id = \(batch) AND undone_at IS NULL") { try $0.get(0, as: Int.self) } }
            #expect(open == 0)
        }
    }
}
