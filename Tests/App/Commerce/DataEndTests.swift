import Basics
import Storage
import TestDatabases
import Testing

@testable import App

/// One day up to which everything counts: moved by imports and programs, never by hand, and taken back with them.
@Suite struct DataEndTests {
    private static let today = Day("2026-07-01") ?? Day(number: 0)

    private struct Case: Sendable, CustomStringConvertible {
        var description: String
        var sources: [String]
        var isByHand = false
        var end: String?
    }

    private static let cases: [Case] = [
        Case(description: "no documents", sources: [], end: nil),
        Case(description: "only by hand: every day before today", sources: [], isByHand: true, end: "2026-07-01"),
        Case(description: "one source", sources: ["2026-06-20"], end: "2026-06-21"),
        Case(description: "one source that ended long ago", sources: ["2011-12-09"], end: "2011-12-10"),
        Case(description: "the source that is behind", sources: ["2026-06-28", "2026-06-10"], end: "2026-06-11"),
        Case(description: "35 days behind still delivers", sources: ["2026-06-30", "2026-05-26"], end: "2026-05-27"),
        Case(description: "36 days behind delivers no more", sources: ["2026-06-30", "2026-05-25"], end: "2026-07-01"),
        Case(description: "three sources, one given up", sources: ["2026-06-28", "2020-01-01", "2026-06-27"], end: "2026-06-28"),
        Case(description: "a day to come counts as today", sources: ["2062-06-28", "2026-06-20"], end: "2026-06-21"),
    ]

    @Test(arguments: cases) private func companyEndsWhereItsSourcesDo(_ one: Case) throws {
        let sources = one.sources.enumerated().map { place, day in
            DataEnd.Source(system: "s\(place)", newestOn: Day(day) ?? Day(number: 0), deliveredAt: SitePreview.now)
        }
        #expect(DataEnd(sources: sources, isByHand: one.isByHand).day(on: Self.today)?.iso == one.end)
    }

    private func row(_ number: String, _ account: String, on day: Day) -> SalesRow {
        SalesRow(
            documentNumber: number, kind: .invoice, day: day, accountCode: account, itemCode: "P", quantity: Quantity(millionths: 1_000_000),
            unitPrice: UnitPrice(millionths: 1_000_000), amount: 100, cost: nil, currency: .cny
        )
    }

    private func book(_ rows: [SalesRow], from system: String, in connection: Connection) throws -> ImportRecord.ID {
        let id: ImportRecord.ID = try connection.newIdentifier("import", reserve: 1)
        try ImportStore.start(ImportRecord(
            id: id, fileName: "f", layout: "columns", sourceSystem: system, status: .running, startedAt: SitePreview.now, tally: .init()
        ), by: nil, in: connection)
        var importer = SalesImporter(importID: id, sourceSystem: system, actor: nil, at: SitePreview.now)
        _ = try importer.book(rows, in: connection)
        try ImportStore.save(importer.tally, status: .finished, finishedAt: SitePreview.now, of: id, in: connection)
        return id
    }

    private func end(_ connection: Connection) throws -> String? { try SalesStore.dataEnd(in: connection).day(on: Self.today)?.iso }

    @Test(arguments: TestEngine.available) func importsMoveItAndUndoTakesThatBack(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            _ = try await database.migrate(Schema.migrations, at: SitePreview.now)
            try await database.write { connection in
                #expect(try end(connection) == nil)
                let june = Day(number: Self.today.number - 20)
                _ = try book([row("A1", "K1", on: june.advanced(by: -5)), row("A2", "K2", on: june)], from: "erp", in: connection)
                #expect(try end(connection) == june.advanced(by: 1).iso)
                let later = try book([row("A3", "K1", on: june.advanced(by: 4))], from: "erp", in: connection)
                #expect(try end(connection) == june.advanced(by: 5).iso)
                // A second system that is behind, and one that is not.
                let shop = try book([row("S1", "K3", on: june.advanced(by: -10))], from: "shop", in: connection)
                #expect(try end(connection) == june.advanced(by: -9).iso)
                _ = try ImportUndo.undo(shop, by: nil, at: SitePreview.now, in: connection)
                #expect(try end(connection) == june.advanced(by: 5).iso)
                _ = try ImportUndo.undo(later, by: nil, at: SitePreview.now, in: connection)
                #expect(try end(connection) == june.advanced(by: 1).iso)
                #expect(try SalesStore.dataEnd(in: connection).sources.map(\.system) == ["erp"])
            }
        }
    }

    @Test(arguments: TestEngine.available) func nothingByHandMovesIt(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            _ = try await database.migrate(Schema.migrations, at: SitePreview.now)
            try await database.write { connection in
                let day = Day(number: Self.today.number - 20)
                _ = try book([row("A1", "K1", on: day)], from: "erp", in: connection)
                let account = try #require(try AccountStore.identifiers(in: connection).first)
                let product = try #require(try ProductStore.identifiers(codes: ["P"], in: connection)["P"])
                var booking = SalesBooking(importID: nil, at: SitePreview.now)
                let line = SalesLine(
                    number: 1, productID: product, quantity: Quantity(millionths: 1_000_000), unitPrice: UnitPrice(millionths: 1_000_000), amount: 100, cost: nil
                )
                booking.book(SalesDocument(
                    id: try connection.newIdentifier("invoice"), accountID: account, kind: .invoice, number: "H1", issuedOn: day.advanced(by: 18),
                    currency: .cny, amount: 0, lines: 0
                ), [line])
                booking.book(SalesOrder(
                    id: try connection.newIdentifier("sales_order"), accountID: account, number: "O1", orderedOn: day.advanced(by: 19), status: "confirmed",
                    currency: .cny, amount: 0, lines: [line]
                ))
                try booking.finish(in: connection)
                #expect(try end(connection) == day.advanced(by: 1).iso)
            }
        }
    }
}
