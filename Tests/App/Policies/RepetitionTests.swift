import Basics
import Scoring
import Storage
import TestDatabases
import Testing

@testable import App

/// Classifying again measures and scores only what has changed, and comes to the same scorecards as classifying from the books.
@Suite struct RepetitionTests {
    private let asOf = Day(number: 18_200)
    private let now = Timestamp(milliseconds: 1_700_000_000_000)

    @Test(arguments: TestEngine.available) func onlyChangesAreScored(_ engine: TestEngine) async throws {
        for seed in UInt64(1)...5 {
            print("RepetitionTests seed \(seed)")
            try await engine.withDatabase { database in
                let app = try await App.open(database.location)
                var skipped = 0
                try await app.database.write { connection in
                    var random = SeededRandom(seed: seed)
                    try Self.fill(&random, at: now, in: connection)
                }
                for step in 0..<14 {
                    try await app.database.write { connection in
                        var random = SeededRandom(seed: seed * 1_000 + UInt64(step))
                        try Self.change(&random, at: now, in: connection)
                    }
                    skipped += try await classify(app, "seed \(seed), step \(step)")
                }
                let findings = try await app.examine()
                #expect(findings.isHealthy, "seed \(seed): \(findings)")
                #expect(skipped > 0, "seed \(seed): every account was scored every time")
            }
        }
    }

    /// What the books give without anything kept, compared with what stands after classifying; gives how many were left out.
    private func classify(_ app: App, _ place: String) async throws -> Int {
        let currency = try await app.organisation().baseCurrency
        let fresh = try await app.database.write { connection in
            try connection.execute("UPDATE catalogue SET version = version + 1000")
            defer { _ = try? connection.execute("UPDATE catalogue SET version = version - 1000") }
            return try Classification.compute(asOf: asOf, baseCurrency: currency, in: connection)
        }
        let outcome = try await app.classify(asOf: asOf, keeping: true, by: nil)
        try await app.database.read { connection in
            for (result, wanted) in zip(outcome.results, fresh.results) {
                let kept = try PolicyStore.latestScore(of: wanted.account, in: connection)
                #expect(kept?.scorecard.encoded == wanted.scorecard?.encoded, "\(place), account \(wanted.account.value)")
                #expect(result.tier == wanted.tier && result.score == wanted.score, "\(place), account \(wanted.account.value)")
            }
            #expect(outcome.portfolio == fresh.portfolio, "\(place)")
        }
        return outcome.results.filter { $0.scorecard == nil }.count
    }

    private static func fill(_ random: inout SeededRandom, at now: Timestamp, in connection: Connection) throws {
        for _ in 0..<3 { try RandomSales.book(RandomSales.rows(&random), at: now, in: connection) }
        let categories = (1...3).map { Category(id: Category.ID(Int64($0)), code: "C\($0)", name: "C\($0)", isStrategic: $0 == 1) }
        try ProductStore.insert(categories, in: connection)
    }

    private static func change(_ random: inout SeededRandom, at now: Timestamp, in connection: Connection) throws {
        switch random.integer(0...6) {
        case 0: try RandomSales.book(Array(RandomSales.rows(&random).prefix(2)), at: now, in: connection)
        case 1: _ = try ImportUndo.undo(ImportRecord.ID(Int64(random.integer(1...3))), by: nil, at: now, in: connection)
        case 2: try pay(&random, at: now, in: connection)
        case 3:
            let products = try ProductStore.products((1...6).map { Product.ID($0) }, in: connection)
            guard var product = products.first else { return }
            product.categoryID = Category.ID(Int64(random.integer(1...3)))
            try ProductStore.update(product, in: connection)
        case 4: try judge(&random, in: connection)
        default: break
        }
    }

    private static func pay(_ random: inout SeededRandom, at now: Timestamp, in connection: Connection) throws {
        let documents = try connection.rows("SELECT account_id, id, amount, currency FROM invoice WHERE kind = 'invoice' ORDER BY id") { row in
            (account: try row.get(0, as: Account.ID.self), id: try row.get(1, as: SalesDocument.ID.self), amount: try row.get(2, as: Int64.self),
             currency: try row.get(3, as: Currency.self))
        }
        guard !documents.isEmpty else { return }
        let document = documents[random.integer(0...(documents.count - 1))]
        var booking = SalesBooking(importID: nil, at: now)
        booking.book(Payment(
            id: try connection.newIdentifier("payment", reserve: 1), accountID: document.account, invoiceID: document.id,
            paidOn: Day(number: 18_150), amount: Money(minor: document.amount / 2, document.currency)
        ))
        try booking.finish(in: connection)
    }

    private static func judge(_ random: inout SeededRandom, in connection: Connection) throws {
        let ids = try AccountStore.identifiers(in: connection)
        guard !ids.isEmpty, let before = try AccountStore.account(ids[random.integer(0...(ids.count - 1))], in: connection) else { return }
        var account = before
        account.referenceValue = random.integer(0...5)
        try AccountStore.update(account, from: before, in: connection)
    }

    /// Who changes rows around the product is told by the doctor, and the repair measures anew.
    @Test(arguments: TestEngine.available) func keptFactsAreExamined(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let app = try await App.open(database.location)
            try await app.database.write { connection in
                var random = SeededRandom(seed: 3)
                try Self.fill(&random, at: now, in: connection)
            }
            _ = try await app.classify(asOf: asOf, keeping: true, by: nil)
            #expect(try await app.examine().isHealthy)
            _ = try await app.database.write { connection in
                try connection.execute("UPDATE account_fact SET facts = '' WHERE account_id = (SELECT MIN(account_id) FROM account_fact)")
            }
            let findings = try await app.examine()
            #expect(findings.accounts.count == 1)
            try await app.repair(findings)
            #expect(try await app.examine().isHealthy)
        }
    }

    @Test func factsSurviveBeingKept() {
        var random = SeededRandom(seed: 23)
        for _ in 0..<500 {
            var facts = WindowFacts(currency: .jpy, months: random.integer(1...24))
            facts.gross = Int64(random.integer(-9_000_000_000_000...9_000_000_000_000))
            facts.strategic = -7
            facts.linesWithCost = random.integer(0...9)
            facts.categories = (0..<random.integer(0...5)).map { Category.ID(Int64($0)) }
            facts.monthlyNet = facts.monthlyNet.map { _ in Int64(random.integer(-5...5)) }
            facts.earlierNet = random.integer(0...1) == 0 ? nil : -3
            facts.payments = random.integer(0...1) == 0 ? nil : PaymentFacts(due: 1, paidOnTime: -2, receivable: 3, overdue90: 4)
            #expect(WindowFacts(encoded: Substring(facts.encoded)) == facts)
        }
        for broken in ["", ",", "CNY", "CNY,12,1,2", "CNY,-1,0,0,0,0,0,0,0,0,0,0,,,,,", "CNY,1,0,0,0,0,0,x,0,0,0,0,,,,,,0"] {
            #expect(WindowFacts(encoded: Substring(broken)) == nil, "\(broken)")
        }
    }
}
