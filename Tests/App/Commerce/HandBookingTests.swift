import Basics
import Foundation
import HTTPTypes
import HummingbirdTesting
import Storage
import TestDatabases
import Testing

@testable import App

/// Orders, invoices, returns and payments booked by hand: what is refused, what takes them back, and that everything adds up.
@Suite struct HandBookingTests {
    private static let header = ["issuedOn": "2026-05-20", "currency": "CNY", "rows": "4", "l0.quantity": "2", "l0.price": "50"]

    private static func product(_ app: App) async throws -> String {
        try await app.database.read { try #require(try ProductStore.products(in: nil, after: nil, limit: 1, in: $0).first?.code) }
    }

    private static func pairs(_ fields: [String: String]) -> [(String, String)] { fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }

    private static func book(
        _ kind: String, _ number: String, _ product: String, _ person: SignedIn, _ changes: [String: String] = [:]
    ) async throws -> (status: HTTPResponse.Status, location: String, text: String) {
        let fields = header.merging(["kind": kind, "number": number, "l0.product": product]) { _, new in new }.merging(changes) { _, new in new }
        return try await person.post("/accounts/K100001/documents/new", pairs(fields))
    }

    private static func path(_ location: String) -> String { location.split(separator: "?").first.map(String.init) ?? "" }

    /// What is wrong stands beside its field, all of it at once.
    @Test func wrongDocumentsAreRefused() async throws {
        let rows: [(kind: String, changes: [String: String], says: [String])] = [
            ("invoice", ["l0.price": "-3"], ["p-l0.price\" class=\"wrong\">Not less than 0."]),
            ("invoice", ["l0.quantity": "0"], ["p-l0.quantity\" class=\"wrong\">More than 0."]),
            ("invoice", ["l0.quantity": "-1", "l0.product": "NOTHING"], ["p-l0.quantity\" class=\"wrong\">More than 0.", "p-l0.product\" class=\"wrong\">Nothing called"]),
            ("invoice", ["l0.cost": "99999999999999"], ["p-l0.cost\" class=\"wrong\">Larger than what can be booked."]),
            ("invoice", ["l0.cost": "1.5", "currency": "JPY"], ["p-l0.cost\" class=\"wrong\">Whole numbers only."]),
            ("invoice", ["l0.price": "9999999999", "l0.quantity": "999999999"], ["p-l0.price\" class=\"wrong\">Larger than what can be booked."]),
            ("invoice", ["l0.price": "1.2345678"], ["p-l0.price\" class=\"wrong\">At most 6 decimals."]),
            ("invoice", ["dueOn": "2026-05-19"], ["p-dueOn\" class=\"wrong\">Not before"]),
            ("invoice", ["issuedOn": "2099-01-01"], ["p-issuedOn\" class=\"wrong\">Not after"]),
            ("invoice", ["number": "I-1"], ["p-number\" class=\"wrong\">“I-1” is taken already."]),
            ("order", ["number": "O-1"], ["p-number\" class=\"wrong\">“O-1” is taken already."]),
            ("order", ["dueOn": "2026-05-19"], ["p-dueOn\" class=\"wrong\">Not before"]),
            ("return", ["reverses": "NOTHING"], ["p-reverses\" class=\"wrong\">Nothing called"]),
            ("return", ["reverses": "I-1", "l0.price": "51"], ["p-reverses\" class=\"wrong\">At most ¥100.00"]),
            ("return", ["reverses": "I-1", "currency": "USD"], ["p-reverses\" class=\"wrong\">This document is in CNY."]),
        ]
        try await SitePreview.withSite(.sqlite, accounts: 12, years: 1) { client, app, _ in
            let finance = try await SignedIn("finance", app, client), product = try await Self.product(app)
            #expect(try await Self.book("invoice", "I-1", product, finance).status == .seeOther)
            #expect(try await Self.book("order", "O-1", product, finance).status == .seeOther)
            for row in rows {
                let answer = try await Self.book(row.kind, "X-1", product, finance, row.changes)
                #expect(answer.status == .unprocessableContent, "\(row)")
                if row.changes["l0.product"] == nil { #expect(answer.text.contains("id=\"h-l0.product\""), "the product's name is not shown") }
                for text in row.says { #expect(answer.text.contains(text), "\(row)") }
            }
        }
    }

    @Test(arguments: TestEngine.available) func paymentsFitTheirInvoice(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { client, app, _ in
            let finance = try await SignedIn("finance", app, client), product = try await Self.product(app)
            let invoice = Self.path(try await Self.book("invoice", "I-1", product, finance).location)
            func pay(_ amount: String, on day: String = "2026-05-21") async throws -> (status: HTTPResponse.Status, location: String, text: String) {
                try await finance.post(invoice + "/payments", [("paidOn", day), ("amount", amount)])
            }
            let wrong = [
                ("-5", "2026-05-21", "More than 0."), ("0", "2026-05-21", "More than 0."), ("999999", "2026-05-21", "At most ¥100.00"),
                ("10", "1900-01-01", "Not before"), ("10", "2099-01-01", "Not after"), ("99999999999999", "2026-05-21", "At most ¥100.00"),
            ]
            for (amount, day, says) in wrong {
                let answer = try await pay(amount, on: day)
                #expect(answer.status == .unprocessableContent && answer.text.contains(says), "\(amount) on \(day)")
            }
            #expect(try await pay("60").status == .seeOther)
            #expect(try await pay("40.01").status == .unprocessableContent)
            // Taking a payment back opens its amount again; it is taken back once.
            let id = try await app.database.read { try #require(try $0.first("SELECT MAX(id) FROM payment") { try $0.get(0, as: Int64.self) }) }
            let reversed = try await finance.post(invoice + "/payments", [("reverses", String(id))])
            #expect(reversed.status == .seeOther)
            #expect(try await finance.get(invoice).text.contains("¥100.00 to be paid"))
            #expect(try await finance.post(invoice + "/payments", [("reverses", String(id))]).status == .conflict)
            #expect(try await finance.post("/undo/" + SignedIn.batch(reversed.location), []).location.contains("undone=1.0"))
            #expect(try await finance.get(invoice).text.contains("¥40.00 to be paid"))
            // Goods that come back are not paid for, and a reversed invoice not at all.
            let returned = Self.path(try await Self.book("return", "R-1", product, finance, ["reverses": "I-1", "l0.quantity": "1", "l0.price": "30"]).location)
            #expect(try await finance.get(invoice).text.contains("¥10.00 to be paid"))
            #expect(try await finance.post(invoice + "/reverse", []).status == .conflict)
            #expect(try await finance.get(returned).text.contains(invoice))
            #expect(try await finance.post(returned + "/reverse", []).status == .seeOther)
            #expect(try await finance.post(returned + "/reverse", []).status == .conflict)
            #expect(try await finance.get(invoice).text.contains("¥40.00 to be paid"))
            #expect(try await finance.post(invoice + "/reverse", []).status == .seeOther)
            #expect(try await pay("1").status == .unprocessableContent)
            #expect(try await app.examine().isHealthy)
        }
    }

    @Test(arguments: TestEngine.available) func ordersAreChangedAndCancelled(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { client, app, _ in
            let finance = try await SignedIn("finance", app, client), product = try await Self.product(app)
            let before = try #require(try await app.account(code: "K100001")).orders
            let order = Self.path(try await Self.book("order", "O-1", product, finance).location)
            #expect(try await app.account(code: "K100001")?.orders == before + 1)
            let early = try await finance.post(order, try await finance.form(order).with(["promisedOn": "2026-05-01"]))
            #expect(early.status == .unprocessableContent && early.text.contains("Not before"))
            let opened = try await finance.form(order)
            #expect(try await finance.post(order, opened.with(["promisedOn": "2026-06-30", "status": "shipped"])).status == .seeOther)
            let meanwhile = try await finance.post(order, opened.with(["promisedOn": "2026-07-01"]))
            #expect(meanwhile.status == .conflict && meanwhile.text.contains("Meanwhile somebody wrote “2026-06-30”"))
            let cancelled = try await finance.post(order, try await finance.form(order).with(["status": "cancelled"]))
            #expect(cancelled.status == .seeOther)
            #expect(try await app.account(code: "K100001")?.orders == before)
            #expect(try await app.examine().isHealthy)
            #expect(try await finance.post("/undo/" + SignedIn.batch(cancelled.location), []).location.contains("undone=1.0"))
            #expect(try await app.account(code: "K100001")?.orders == before + 1)
            #expect(try await app.examine().isHealthy)
            // Reading an order is for all who see the account, changing it is not.
            let director = try await SignedIn("director", app, client)
            #expect(try await director.get(order).status == .ok)
            #expect(try await director.post(order, [("status", "cancelled")]).status == .notFound)
        }
    }

    /// Whatever is booked, paid, taken back and undone, in any order: totals equal a recomputation, and net sales what was typed.
    @Test(arguments: TestEngine.available, [UInt64(3), 4]) func anyBookingsAddUp(_ engine: TestEngine, _ seed: UInt64) async throws {
        print("HandBookingTests seed \(seed)")
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { client, app, _ in
            let finance = try await SignedIn("finance", app, client), product = try await Self.product(app)
            var random = SeededRandom(seed: seed)
            var net = try #require(try await app.account(code: "K100001")).netSales
            var documents: [(path: String, number: String, amount: Int64)] = []
            for step in 0..<24 {
                let price = random.integer(1...500), quantity = random.integer(1...9)
                let changes = ["l0.quantity": String(quantity), "l0.price": String(price)]
                switch random.integer(0...5) {
                case 0, 1:
                    let booked = try await Self.book("invoice", "I-\(step)", product, finance, changes)
                    documents.append((Self.path(booked.location), "I-\(step)", Int64(price * quantity * 100)))
                    net += Int64(price * quantity * 100)
                case 2:
                    let of = documents.isEmpty ? nil : documents[random.integer(0...documents.count - 1)].number
                    let booked = try await Self.book("return", "B-\(step)", product, finance, changes.merging(["reverses": of ?? ""]) { _, new in new })
                    guard booked.status == .seeOther else { continue }
                    documents.append((Self.path(booked.location), "B-\(step)", -Int64(price * quantity * 100)))
                    net -= Int64(price * quantity * 100)
                case 3:
                    guard !documents.isEmpty else { continue }
                    let document = documents[random.integer(0...documents.count - 1)]
                    let reversed = try await finance.post(document.path + "/reverse", [])
                    guard reversed.status == .seeOther else { continue }
                    if random.integer(0...2) == 0 {
                        #expect(try await finance.post("/undo/" + SignedIn.batch(reversed.location), []).location.contains("undone=1.0"))
                    } else {
                        net -= document.amount
                    }
                case 4:
                    guard !documents.isEmpty else { continue }
                    let document = documents[random.integer(0...documents.count - 1)]
                    _ = try await finance.post(document.path + "/payments", [("paidOn", "2026-05-22"), ("amount", String(price))])
                default:
                    let order = Self.path(try await Self.book("order", "O-\(step)", product, finance, changes).location)
                    if random.integer(0...1) == 0 { _ = try await finance.post(order, [("status", "cancelled")]) }
                }
                #expect(try await app.account(code: "K100001")?.netSales == net, "seed \(seed), step \(step)")
                let differing = try await app.database.read { try AccountTotals.differences([try #require(try AccountStore.identifiers(codes: ["K100001"], in: $0)["K100001"])], in: $0) }
                #expect(differing.isEmpty, "seed \(seed), step \(step)")
            }
            #expect(documents.count > 4)
            #expect(try await app.examine().isHealthy)
        }
    }
}
