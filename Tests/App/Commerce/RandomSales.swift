import Basics
import Storage
import TestDatabases

@testable import App

/// Invoices and returns of four customers in random sizes, as imports bring them.
enum RandomSales {
    static func rows(_ random: inout SeededRandom) -> [SalesRow] {
        (0..<random.integer(1...40)).map { _ in
            let isReturn = random.integer(0...4) == 0
            let document = random.integer(1...15)
            let quantity = Quantity(millionths: Int64(random.integer(1...90)) * (isReturn ? -500_000 : 500_000))
            let price = UnitPrice(millionths: Int64(random.integer(1...9_999_999)))
            let currency: Currency = document % 5 == 0 ? .usd : .cny
            let amount = (try? Money.line(quantity: quantity, unitPrice: price, currency).minor) ?? 0
            // Mostly the document's usual customer, sometimes another one: a document that comes back under a new account.
            let account = random.integer(0...9) == 0 ? random.integer(1...4) : document % 4 + 1
            return SalesRow(
                documentNumber: "D\(document)", kind: isReturn ? .return : .invoice, day: Day(number: 18_000 + document * 11),
                accountCode: "A\(account)", itemCode: "P\(random.integer(1...6))", quantity: quantity, unitPrice: price,
                amount: amount, cost: random.integer(0...1) == 0 ? nil : amount / 2, currency: currency
            )
        }
    }

    /// Books rows as an import of its own; the first has the number 1.
    static func book(_ rows: [SalesRow], at now: Timestamp, in connection: Connection) throws {
        let id: ImportRecord.ID = try connection.newIdentifier("import", reserve: 1)
        let record = ImportRecord(
            id: id, fileName: "random", layout: "columns", sourceSystem: "erp", status: .running, startedAt: now, tally: .init()
        )
        try ImportStore.start(record, by: nil, in: connection)
        var importer = SalesImporter(importID: id, sourceSystem: "erp", actor: nil, at: now)
        for part in rows.chunks(of: 7) { _ = try importer.book(part, in: connection) }
        try ImportStore.save(importer.tally, status: .finished, finishedAt: now, of: id, in: connection)
    }
}
