import Basics
import Foundation
import HTTPTypes
import Storage
import TestDatabases
import Testing

@testable import App

/// The same documents give the same totals by whichever door they came, and in whichever order.
@Suite struct WayInTests {
    private struct Document {
        var number: String
        var day: String
        var quantity: Int
        var price: Int
        var currency: String
        var isReturn = false
    }

    /// Dollars are booked first, and yuan are what the account bought first.
    private static let documents = [
        Document(number: "1", day: "2026-05-10", quantity: 2, price: 50, currency: "USD"),
        Document(number: "2", day: "2026-03-02", quantity: 3, price: 20, currency: "CNY"),
        Document(number: "3", day: "2026-05-12", quantity: 1, price: 10, currency: "CNY", isReturn: true),
        Document(number: "4", day: "2026-05-13", quantity: 7, price: 11, currency: "CNY"),
    ]

    private static func csv(_ account: String, _ product: String, _ documents: [Document]) -> String {
        "单据编号,单据日期,客户编码,客户名称,存货编码,数量,金额,币种\n" + documents.map { one in
            let sign = one.isReturn ? "-" : ""
            return "\(account)-\(one.number),\(one.day),\(account),\(account),\(product),\(sign)\(one.quantity),\(sign)\(one.quantity * one.price),\(one.currency)\n"
        }.joined()
    }

    /// What is kept of an account's sales, without what counts changes.
    private static func kept(_ code: String, _ app: App) async throws -> [String] {
        try await app.database.read { connection in
            let id = try #require(try AccountStore.identifiers(codes: [code], in: connection)[code])
            func texts(_ sql: SQL, _ count: Int) throws -> [String] {
                try connection.rows(sql) { row in try (0..<count).map { try row.get($0, as: String?.self) ?? "–" }.joined(separator: " ") }
            }
            return try texts("""
                SELECT currency, CAST(net_sales AS TEXT), CAST(gross_sales AS TEXT), CAST(returns AS TEXT), CAST(orders AS TEXT), CAST(invoices AS TEXT),
                    CAST(return_documents AS TEXT), CAST(first_order_on AS TEXT), CAST(last_order_on AS TEXT) FROM account_summary WHERE account_id = \(id)
                """, 9)
                + texts("SELECT currency, CAST(gross_sales AS TEXT), CAST(returns AS TEXT) FROM account_other_sales WHERE account_id = \(id) ORDER BY currency", 3)
                + texts("""
                    SELECT currency, CAST(month AS TEXT), CAST(gross_sales AS TEXT), CAST(returns AS TEXT), CAST(cost AS TEXT), CAST(lines AS TEXT),
                        CAST(lines_with_cost AS TEXT), CAST(quantity AS TEXT) FROM account_month WHERE account_id = \(id) ORDER BY currency, month
                    """, 8)
        }
    }

    @Test(arguments: TestEngine.available) func everyDoorGivesTheSameTotals(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { client, app, _ in
            let product = try await app.database.read { try #require(try ProductStore.products(in: nil, after: nil, limit: 1, in: $0).first?.code) }
            let clerk = try await ImportClerk("ops", app, client), finance = try await SignedIn("finance", app, client)
            // By the wizard, all at once; by the command line, one file after the other; by hand, one form after the other.
            #expect(try await clerk.bring(.sales, Self.csv("WAY1", product, Self.documents)).tally.imported == 4)
            for document in Self.documents.reversed() {
                let path = NSTemporaryDirectory() + UUID().uuidString + ".csv"
                try Data(Self.csv("WAY2", product, [document]).utf8).write(to: URL(fileURLWithPath: path))
                #expect(try await app.importSales(path, layout: .auto, currency: .cny, by: nil).imported == 1)
                try FileManager.default.removeItem(atPath: path)
            }
            try await app.database.write { connection in
                let account = Account(id: try connection.newIdentifier("account"), code: "WAY3", name: "WAY3", stage: .maintained)
                try AccountStore.insert([(account, [])], importID: nil, at: SitePreview.now, in: connection)
            }
            for document in Self.documents {
                let answer = try await finance.post("/accounts/WAY3/documents/new", [
                    ("kind", document.isReturn ? "return" : "invoice"), ("number", "WAY3-" + document.number), ("issuedOn", document.day), ("currency", document.currency),
                    ("rows", "4"), ("l0.product", product), ("l0.quantity", "\(document.quantity)"), ("l0.price", "\(document.price)"),
                ])
                #expect(answer.status == .seeOther, "\(document)")
            }
            let wizard = try await Self.kept("WAY1", app)
            #expect(wizard.first?.hasPrefix("CNY 12700 13700 -1000 3 3 1 ") == true, "\(wizard)")
            #expect(try await Self.kept("WAY2", app) == wizard)
            #expect(try await Self.kept("WAY3", app) == wizard)
            #expect(try await app.examine().differences == [])
        }
    }

    /// An order by hand: from then on orders count, and invoices do not; taken back, invoices count again.
    @Test(arguments: TestEngine.available) func anInvoiceIsNoOrderWhereOrdersExist(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { client, app, _ in
            let product = try await app.database.read { try #require(try ProductStore.products(in: nil, after: nil, limit: 1, in: $0).first?.code) }
            let clerk = try await ImportClerk("ops", app, client), finance = try await SignedIn("finance", app, client)
            _ = try await clerk.bring(.sales, Self.csv("WAY1", product, Self.documents))
            func orders(_ code: String) async throws -> (count: Int, last: Day) {
                try await app.database.read { connection in
                    try #require(try connection.first("""
                        SELECT s.orders, s.last_order_on FROM account_summary s JOIN account a ON a.id = s.account_id WHERE a.code = \(code)
                        """) { (try $0.get(0), try $0.get(1)) })
                }
            }
            #expect(try await orders("WAY1") == (3, try #require(Day("2026-05-13"))))
            func book(_ kind: String, _ number: String, _ code: String, on day: String) async throws -> String {
                try await finance.post("/accounts/\(code)/documents/new", [
                    ("kind", kind), ("number", number), ("issuedOn", day), ("currency", "CNY"), ("rows", "4"), ("l0.product", product), ("l0.quantity", "1"), ("l0.price", "1"),
                ]).location
            }
            let first = try await book("order", "O1", "WAY1", on: "2026-04-01")
            #expect(try await orders("WAY1") == (1, try #require(Day("2026-04-01"))))
            _ = try await book("invoice", "I1", "WAY1", on: "2026-05-20")
            #expect(try await orders("WAY1") == (1, try #require(Day("2026-04-01"))))
            #expect(try await finance.post("/undo/" + SignedIn.batch(first), []).status == .seeOther)
            #expect(try await orders("WAY1") == (4, try #require(Day("2026-05-20"))))
            // Accounts of the company have orders; an invoice by hand leaves them.
            let before = try await orders("K100001")
            _ = try await book("invoice", "I2", "K100001", on: "2026-05-26")
            #expect(try await orders("K100001") == before)
            #expect(try await app.examine().differences == [])
        }
    }
}
