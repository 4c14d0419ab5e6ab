import Basics
import HTTPTypes
import Storage
import TestDatabases
import Testing

@testable import App

/// What a review says an import would do is what the import does.
@Suite struct SalesReviewTests {
    private let now = Timestamp(milliseconds: 1_700_000_000_000)

    @Test(arguments: TestEngine.available) func previewEqualsOutcome(_ engine: TestEngine) async throws {
        for seed in UInt64(1)...6 {
            try await engine.withDatabase { database in
                _ = try await database.migrate(Schema.migrations, at: now)
                print("SalesReviewTests.previewEqualsOutcome seed \(seed)")
                var random = SeededRandom(seed: seed)
                for step in 0..<10 {
                    let rows = Self.withLargeAmounts(RandomSales.rows(&random), &random)
                    var review = SalesReview(sourceSystem: "erp")
                    var place = 0
                    while place < rows.count {
                        let end = min(rows.count, place + random.integer(1...9))
                        var part = SalesImport.Part()
                        part.understood = rows[place..<end].enumerated().map { (SourceRow(number: place + $0, fields: []), $1) }
                        try await review.judge(part, in: database)
                        place = end
                    }
                    let outcome = try await database.write { connection in
                        let before = try connection.first("SELECT MAX(id) FROM import") { try $0.get(0, as: Int64?.self) } ?? nil
                        try RandomSales.book(rows, at: now, in: connection)
                        return try ImportStore.record(ImportRecord.ID((before ?? 0) + 1), in: connection)?.tally
                    }
                    #expect(Self.expected(try #require(outcome)) == review.review.tally, "seed \(seed), step \(step)")
                }
            }
        }
    }

    /// Some amounts near the most that may be booked, so that a file reaches its limit.
    private static func withLargeAmounts(_ rows: [SalesRow], _ random: inout SeededRandom) -> [SalesRow] {
        guard random.integer(0...2) == 0 else { return rows }
        return rows.map { row in
            var row = row
            if random.integer(0...1) == 0 { row.amount = row.amount.signum() * BookLimit.amount }
            return row
        }
    }

    /// A review books nothing.
    private static func expected(_ outcome: ImportTally) -> ImportTally {
        var tally = outcome
        tally.imported = 0
        return tally
    }

    private static let header = "document,date,account,item,quantity,amount,cost,currency\n"

    /// Whatever a file claims, the server goes on; what no total can hold is set aside with its reason, in the review and in the import.
    @Test(arguments: TestEngine.available) func hugeAmountsAreSetAside(_ engine: TestEngine) async throws {
        try await ImportClerk.atWork(engine) { clerk in
            let most = "10000000000000.00"
            let cases: [(name: String, rows: [String], tooLarge: Int)] = [
                ("three amounts that overflow", (1...3).map { "H\($0),2026-01-05,K100001,P1,1,90000000000000000,,CNY" }, 3),
                ("returns", (1...3).map { "J\($0),2026-01-05,K100001,P1,-1,-90000000000000000,,CNY" }, 3),
                ("costs", (1...3).map { "L\($0),2026-01-05,K100001,P1,1,5,90000000000000000,CNY" }, 3),
                ("quantities", (1...3).map { "M\($0),2026-01-05,K100001,P1,9000000000000,5,,CNY" }, 3),
                ("the most that may be", ["N1,2026-01-05,K100002,P1,1,\(most),\(most),CNY"], 0),
                ("more than a file may come to", (1...25).map { "Q\($0),2026-01-05,K100003,P1,1,\(most),,CNY" }, 5),
                ("currencies apart", (1...25).map { "R\($0),2026-01-05,K100004,P1,1,\(most),,\($0 % 2 == 0 ? "CNY" : "USD")" }, 0),
                ("text", ["S1,2026-01-05,K100001,P1,1,9223372036854775808,,CNY", "S2,2026-01-05,K100001,P1,1,-92233720368547758.08,,CNY"], 1),
            ]
            for (name, rows, tooLarge) in cases {
                let (draft, review) = try await clerk.check(.sales, Self.header + rows.joined(separator: "\n"))
                #expect(review.tally.setAside[SetAsideReason.tooLarge.rawValue] ?? 0 == tooLarge, "\(name): \(review.tally)")
                #expect(try await clerk.get("/imports/drafts/\(draft)/preview").status == .ok, "\(name)")
                let record = try await clerk.run(draft)
                #expect(record.status == .finished && record.tally.setAside == review.tally.setAside && record.tally.totals == review.tally.totals, "\(name): \(record.tally)")
            }
            for path in ["/accounts", "/accounts/K100003", "/accounts/K100004/documents", "/accounts/K100003/why", "/"] {
                #expect(try await clerk.get(path).status == .ok, "\(path)")
            }
            _ = try await clerk.app.classify(asOf: try #require(Day("2026-06-01")), keeping: true, by: nil)
            #expect(try await clerk.app.examine().isHealthy)
        }
    }

    /// An account that is as full as can be takes no more: the import says so and leaves the books as they were.
    @Test(arguments: TestEngine.available) func fullBooksTakeNoMore(_ engine: TestEngine) async throws {
        try await ImportClerk.atWork(engine) { clerk in
            func file(_ letter: String) -> String {
                Self.header + (1...20).map { "\(letter)\($0),2026-01-05,FULL,P1,1,10000000000000.00,,CNY" }.joined(separator: "\n")
            }
            #expect(try await clerk.bring(.sales, file("A")).status == .finished)
            #expect(try await clerk.bring(.sales, file("B")).status == .finished)
            let third = try await clerk.bring(.sales, file("C"))
            #expect(third.status == .failed)
            #expect(try await clerk.get("/imports/\(third.id.value)").text.contains("more than can be added up"))
            #expect(try await clerk.app.examine().isHealthy)
            let sent = [
                ("kind", "invoice"), ("number", "HAND-1"), ("issuedOn", "2026-01-05"), ("currency", "CNY"), ("rows", "4"), ("l0.product", "P1"),
                ("l0.quantity", "1"), ("l0.price", "1"),
            ]
            #expect(try await clerk.post("/accounts/FULL/documents/new", sent).status == .unprocessableContent)
            let large = sent.map { $0.0 == "l0.price" ? ("l0.price", "9000000000000") : $0.0 == "l0.quantity" ? ("l0.quantity", "1000") : $0 }
            #expect(try await clerk.post("/accounts/K100001/documents/new", large).status == .unprocessableContent)
        }
    }

    /// Totals of two currencies stand beside each other.
    @Test(arguments: TestEngine.available) func currenciesNeverAdd(_ engine: TestEngine) async throws {
        try await ImportClerk.atWork(engine) { clerk in
            let rows = ["T1,2026-01-05,K100001,P1,1,100.50,,CNY", "T2,2026-01-05,K100001,P1,1,200.25,,USD", "T3,2026-01-06,K100001,P1,-1,-0.25,,USD"]
            let (draft, review) = try await clerk.check(.sales, Self.header + rows.joined(separator: "\n"))
            #expect(review.tally.grossSales == nil && review.tally.currency == "")
            #expect(review.tally.totals["CNY"]?.grossSales == 10_050 && review.tally.totals["USD"]?.grossSales == 20_025 && review.tally.totals["USD"]?.returns == -25)
            let page = try await clerk.get("/imports/drafts/\(draft)/preview").text
            #expect(page.contains("100.50") && page.contains("200.25") && !page.contains("300.75"))
        }
    }

    /// A new line of a known document is new, another amount differs, and sums are of what will be booked.
    @Test(arguments: TestEngine.available) func knownDocumentsAreReadLineByLine(_ engine: TestEngine) async throws {
        try await ImportClerk.atWork(engine) { clerk in
            let first = "U1,2026-01-05,K100001,P1,1,100,,CNY"
            _ = try await clerk.bring(.sales, Self.header + first)
            let (draft, review) = try await clerk.check(.sales, Self.header + [first, "U1,2026-01-05,K100001,P2,1,7,,CNY"].joined(separator: "\n"))
            #expect(review.tally.new == 1 && review.tally.unchanged == 1 && review.knownDocuments == 1 && review.tally.grossSales == 700)
            #expect(try await clerk.run(draft).tally.imported == 1)
            let other = try await clerk.check(.sales, Self.header + "U1,2026-01-05,K100001,P1,1,101,,CNY").review
            #expect(other.tally.new == 0 && other.tally.setAside == [SetAsideReason.conflict.rawValue: 1] && other.tally.grossSales == 0)
        }
    }
}
