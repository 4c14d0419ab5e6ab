import Basics
import Foundation
import HTTPTypes
import HummingbirdTesting
import Interface
import Spreadsheets
import Storage
import TestDatabases
import Testing

@testable import App

/// What is still to be paid: by age, in lists and files, always what documents and payments say.
@Suite struct ReceivablesTests {
    private struct Open: Hashable {
        var account: Int64
        var due: Int
        var amount: Int64
    }

    /// What is open of invoices with a due day, from documents and payments alone, one by one.
    private func expected(_ connection: Connection) throws -> [Int64: Open] {
        var open: [Int64: Open] = [:], returned: [Int64: Int64] = [:]
        try connection.forEach("SELECT account_id, id, kind, due_on, amount, reverses_id FROM invoice") { row in
            let id: Int64 = try row.get(1)
            if let of = try row.get(5, as: Int64?.self) { returned[id] = of }
            guard try row.get(2, as: String.self) == "invoice", let due = try row.get(3, as: Int?.self) else { return }
            open[id] = Open(account: try row.get(0), due: due, amount: try row.get(4))
        }
        try connection.forEach("SELECT id, amount, reverses_id FROM invoice WHERE reverses_id IS NOT NULL") { row in
            let of: Int64 = try row.get(2)
            // What takes a return back counts for the invoice of the return.
            open[returned[of] ?? of]?.amount += try row.get(1, as: Int64.self)
        }
        try connection.forEach("SELECT invoice_id, amount FROM payment") { open[try $0.get(0)]?.amount -= try $0.get(1, as: Int64.self) }
        return open.filter { $0.value.amount > 0 }
    }

    private func kept(_ connection: Connection) throws -> [Int64: Open] {
        Dictionary(uniqueKeysWithValues: try connection.rows("SELECT invoice_id, account_id, due_on, amount FROM open_invoice") { row in
            (try row.get(0, as: Int64.self), Open(account: try row.get(1), due: try row.get(2), amount: try row.get(3)))
        })
    }

    /// Booked, paid, returned, reversed, taken back: after each step the kept amounts are those of the documents.
    @Test(arguments: TestEngine.available) func openAmountsFollowEveryBooking(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { client, app, _ in
            func check(_ step: String) async throws {
                let (kept, expected) = try await app.database.read { (try self.kept($0), try self.expected($0)) }
                #expect(kept == expected, "\(step)")
                #expect(try await app.examine().isHealthy, "\(step)")
            }
            try await check("demo")
            let finance = try await SignedIn("finance", app, client)
            let product = try await app.database.read { try #require(try $0.first("SELECT MIN(code) FROM product") { try $0.get(0, as: String.self) }) }
            let path = "/accounts/K100001/documents/new?kind=invoice"
            let booked = try await finance.post(path, try await finance.form(path).with([
                "number": "OPEN-1", "dueOn": "2026-07-01", "l0.product": product, "l0.quantity": "10", "l0.price": "100",
            ]))
            #expect(booked.status == .seeOther)
            let document = String(booked.location.prefix { $0 != "?" })
            let id = try #require(Int64(document.split(separator: "/").last ?? ""))
            func open() async throws -> Int64? { try await app.database.read { try self.kept($0)[id]?.amount } }
            #expect(try await open() == 100_000)
            try await check("booked")
            let paid = try await finance.post(document + "/payments", [("paidOn", "2026-05-28"), ("amount", "400"), ("once", "a")])
            #expect(paid.status == .seeOther)
            #expect(try await open() == 60_000)
            try await check("paid in part")
            #expect(try await finance.post("/undo/\(SignedIn.batch(paid.location))", [("to", "/")]).status == .seeOther)
            #expect(try await open() == 100_000)
            try await check("payment taken back")
            let returning = "/accounts/K100001/documents/new?kind=return"
            let returned = try await finance.post(returning, try await finance.form(returning).with([
                "kind": "return", "number": "BACK-1", "reverses": "OPEN-1", "l0.product": product, "l0.quantity": "3", "l0.price": "100",
            ]))
            #expect(returned.status == .seeOther)
            #expect(try await open() == 70_000)
            try await check("returned in part")
            let back = String(returned.location.prefix { $0 != "?" })
            #expect(try await finance.post(back + "/reverse", []).status == .seeOther)
            #expect(try await open() == 100_000)
            try await check("return taken back")
            _ = try await finance.post(document + "/payments", [("paidOn", "2026-05-28"), ("amount", "1000"), ("once", "b")])
            #expect(try await open() == nil)
            try await check("paid")
        }
    }

    /// The ages, their lists and their files show the same invoices and the same sums, for everybody as far as they see.
    @Test(arguments: TestEngine.available) func agesListsAndFilesAgree(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 60, years: 1) { client, app, _ in
            for signIn in ["finance", "director-1", "kam"] {
                let person = try await SignedIn(signIn, app, client)
                let user = try #require(try await app.users().first { $0.signIn == signIn })
                let (parts, day, visible, all) = try await app.database.read { connection in
                    let scope = try Scope(of: user, in: connection)
                    let day = try #require(try SalesYear.current(in: connection)?.end)
                    let codes = try AccountStore.page(.init(), .standard, after: nil, size: 1_000, within: scope, in: connection).accounts.map(\.id.value)
                    return (try ReceivablesStore.parts(on: day, within: scope, in: connection), day, Set(codes), try self.expected(connection))
                }
                let mine = all.values.filter { visible.contains($0.account) }
                for age in ReceivableAge.allCases {
                    let (from, to) = age.dueDays(on: day)
                    let own = mine.filter { $0.due >= from?.number ?? .min && $0.due < to?.number ?? .max }
                    let part = parts.filter { $0.age == age }
                    #expect(part.reduce(0) { $0 + $1.invoices } == own.count && part.reduce(0) { $0 + $1.amount } == own.reduce(0) { $0 + $1.amount }, "\(signIn) \(age)")
                    let csv = try await person.get("/receivables.csv?age=\(age.rawValue)").text
                    #expect(csv.split(whereSeparator: \.isNewline).count == own.count + 1, "\(signIn) \(age)")
                    let page = try await person.get("/receivables?age=\(age.rawValue)").text
                    if own.isEmpty { continue }
                    let sum = Format.full(Money(minor: own.reduce(0) { $0 + $1.amount }, .cny), .english)
                    #expect(page.contains("\(sum) to be paid</h1>"), "\(signIn) \(age): \(sum)")
                    #expect(page.matches(of: /<tr><td><a class="link"/).count == min(own.count, 100), "\(signIn) \(age)")
                }
                let late = mine.filter { $0.due < day.number }
                #expect(!late.isEmpty || signIn == "kam")
                #expect(try await person.get("/receivables.csv?age=overdue").text.split(whereSeparator: \.isNewline).count == late.count + 1)
                #expect(try await person.get("/receivables.xlsx?age=overdue").status == .ok)
                if signIn == "finance" {
                    let home = try await person.get("/").text
                    #expect(home.contains("overdue, ") || home.contains(" overdue</h1>"))
                    #expect(home.contains("href=\"/receivables?age=over-90\""))
                }
            }
        }
    }

    /// Page after page every invoice once, in the order of their due days.
    @Test(arguments: TestEngine.available) func pagesAreWhole(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 60, years: 1) { _, app, _ in
            try await app.database.read { connection in
                let day = try #require(try SalesYear.current(in: connection)?.end)
                let all = try ReceivablesStore.items(.init(), on: day, limit: 100_000, within: .all, in: connection)
                var query = ReceivablesQuery(), found: [Int64] = []
                while true {
                    let part = try ReceivablesStore.items(query, on: day, limit: 7, within: .all, in: connection)
                    found += part.map(\.invoice.value)
                    guard part.count == 7, let last = part.last else { break }
                    query = ReceivablesQuery(Parameters([("after", "\(last.dueOn.number).\(last.account.value).\(last.invoice.value)")]))
                }
                #expect(found == all.map(\.invoice.value) && Set(found).count == found.count && found.count > 20)
            }
        }
    }
}

/// A payment that was refused, and what loading that page anew shows.
@Suite struct RefusedFormAddressTests {
    @Test(arguments: TestEngine.available) func loadingARefusedFormAnewShowsItsPage(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { client, app, _ in
            let finance = try await SignedIn("finance", app, client), kam = try await SignedIn("kam", app, client)
            let (code, id) = try await app.database.read { connection in
                try #require(try connection.first("""
                    SELECT a.code, o.invoice_id FROM open_invoice o JOIN account a ON a.id = o.account_id
                    WHERE a.owner_id IS NULL OR a.owner_id NOT IN (SELECT id FROM app_user WHERE sign_in = 'kam') ORDER BY o.invoice_id LIMIT 1
                    """) { (try $0.get(0, as: String.self), try $0.get(1, as: Int64.self)) })
            }
            let path = "/accounts/\(code)/documents/\(id)"
            let refused = try await finance.post(path + "/payments", [("paidOn", "2026-05-28"), ("amount", "99999999999"), ("once", "x")])
            #expect(refused.status == .unprocessableContent)
            for form in [path + "/payments", path + "/reverse", "/accounts/\(code)/notes"] {
                let again = try await client.execute(uri: form, method: .get, headers: finance.headers) { ($0.status, $0.headers[.location] ?? "") }
                #expect(again.0 == .seeOther && again.1.hasPrefix("/accounts/\(code)/"), "\(form): \(again)")
                #expect(try await finance.get(again.1).status == .ok)
                #expect(try await kam.get(form).status == .notFound, "\(form)")
            }
        }
    }
}
