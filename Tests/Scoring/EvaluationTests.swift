import Basics
import Testing

@testable import Scoring

@Suite struct EvaluationTests {
    private let asOf = Day(number: 15_318)  // 2011-12-10
    private func policy(_ pack: PolicyPack = .standard) throws -> Policy {
        guard case .policy(let policy) = PolicyDocument.read(pack.document) else { throw Unreadable() }
        return policy
    }
    private struct Unreadable: Error {}

    private func facts(_ random: inout SeededRandom) -> AccountFacts {
        var facts = AccountFacts(currency: .gbp)
        facts.monthlyNet = (0..<12).map { _ in Int64(random.integer(-10_000...900_000)) }
        facts.netSales = facts.monthlyNet.reduce(0, +)
        facts.orderDays = random.integer(0...120)
        facts.units = Int64(random.integer(0...90_000)) * 1_000_000
        facts.activeMonths = random.integer(0...12)
        facts.firstOrderOn = asOf.advanced(by: -random.integer(1...2_000))
        if random.integer(0...1) == 0 { facts.margin = facts.netSales / 4 }
        if random.integer(0...1) == 0 { (facts.due, facts.paidOnTime, facts.receivable, facts.overdue90) = (100, Int64(random.integer(0...100)), 50, Int64(random.integer(0...20))) }
        if random.integer(0...1) == 0 { facts.referenceValue = random.integer(0...5) }
        return facts
    }

    /// Whatever is missing: weights add up to 100, contributions to the score, and the score lies in its bounds.
    @Test(arguments: PolicyPack.all.map(\.id)) func contributionsAddUp(_ id: String) throws {
        print("EvaluationTests.contributionsAddUp seed 3")
        var random = SeededRandom(seed: 3)
        let policy = try policy(try #require(PolicyPack.all.first { $0.id == id }))
        var portfolio = PortfolioFacts()
        (portfolio.netSales, portfolio.margin, portfolio.categories) = (800_000_000, 200_000_000, 8)
        let form = ScorecardForm(policy)
        #expect(try ScorecardForm(encoded: form.encoded()) == form)
        for _ in 0..<300 {
            let card = Evaluation(policy, asOf: asOf).scorecard(facts: [12: facts(&random)], portfolio: [12: portfolio], previousTier: nil)
            #expect(card.terms.reduce(0) { $0 + $1.weight } == 10_000)
            #expect(card.terms.reduce(0) { $0 + $1.contribution } == card.score)
            #expect(card.bounds.contains(card.score))
            #expect(policy.tier(at: card.score)?.code == card.scoredTier)
            #expect(Scorecard(encoded: card.encoded) == card)
            let kept = form.encoded(card)
            #expect(kept.utf8.count * 2 < card.encoded.utf8.count)
            #expect(Scorecard(encoded: kept, form: form) == card)
        }
    }

    /// What is not of the form, or was never written, is not read as something else.
    @Test func onlyWhatWasWrittenIsRead() throws {
        let policy = try policy(), form = ScorecardForm(policy)
        var random = SeededRandom(seed: 4)
        var portfolio = PortfolioFacts()
        (portfolio.netSales, portfolio.margin, portfolio.categories) = (800_000_000, 200_000_000, 8)
        var card = Evaluation(policy, asOf: asOf).scorecard(facts: [12: facts(&random)], portfolio: [12: portfolio], previousTier: nil)
        let kept = form.encoded(card)
        for text in ["", "2", "2 ", kept + " 1", kept + " ", " " + kept, String(kept.dropLast(4)), kept.replacing(" ", with: "  ", maxReplacements: 1), "3" + kept.dropFirst()] {
            #expect(Scorecard(encoded: text, form: form) == nil, "\(text)")
        }
        #expect(Scorecard(encoded: kept, form: nil) == nil)
        // A card of another policy keeps its names.
        card.terms[0].criterion = "another"
        #expect(form.encoded(card) == card.encoded)
        #expect(Scorecard(encoded: form.encoded(card), form: form) == card)
    }

    /// Bands are half-open: the edge belongs to the tier above it.
    @Test(arguments: [(850_000, "S"), (849_999, "A"), (600_000, "A"), (599_900, "B"), (400_100, "B"), (399_999, "C"), (0, "C"), (1_000_000, "S")])
    func edgesBelongToTheUpperTier(_ score: Int, _ tier: String) throws {
        #expect(try policy().tier(at: score)?.code == tier)
    }

    @Test func aTierIsKeptWithinTheHysteresisOnly() throws {
        let policy = try policy()
        var random = SeededRandom(seed: 9)
        var found = facts(&random)
        (found.margin, found.due, found.referenceValue) = (nil, nil, nil)
        (found.receivable, found.overdue90) = (nil, nil)
        found.firstOrderOn = asOf.advanced(by: -900)
        for sales in stride(from: Int64(0), to: 9_000_000, by: 50_000) {
            found.netSales = sales
            let evaluation = Evaluation(policy, asOf: asOf)
            var portfolio = PortfolioFacts()
            portfolio.netSales = 800_000_000
            let fresh = evaluation.scorecard(facts: [12: found], portfolio: [12: portfolio], previousTier: nil)
            let kept = evaluation.scorecard(facts: [12: found], portfolio: [12: portfolio], previousTier: "A")
            let isWithin = fresh.score < 600_000 && fresh.score >= 570_000
            #expect(kept.isKept == isWithin, "\(fresh.score)")
            #expect(kept.tier == (isWithin ? "A" : fresh.tier))
        }
    }

    @Test func aFailedGateAndAShortHistoryCapTheTier() throws {
        let policy = try policy()
        var found = AccountFacts(currency: .gbp)
        found.monthlyNet = Array(repeating: 10_000_000, count: 12)
        (found.netSales, found.orderDays, found.units, found.activeMonths) = (120_000_000, 200, 1_000_000_000_000, 12)
        (found.margin, found.referenceValue) = (40_000_000, 5)
        (found.due, found.paidOnTime, found.receivable, found.overdue90) = (100, 100, 1_000, 100)
        found.firstOrderOn = asOf.advanced(by: -3_000)
        var portfolio = PortfolioFacts()
        (portfolio.netSales, portfolio.margin, portfolio.categories) = (800_000_000, 200_000_000, 0)
        let evaluation = Evaluation(policy, asOf: asOf)
        #expect(evaluation.scorecard(facts: [12: found], portfolio: [12: portfolio], previousTier: nil).tier == "S")
        found.overdue90 = 101
        let gated = evaluation.scorecard(facts: [12: found], portfolio: [12: portfolio], previousTier: "S")
        #expect(gated.tier == "B" && gated.scoredTier == "S" && !gated.isKept)
        found.overdue90 = 0
        found.firstOrderOn = asOf.advanced(by: -60)
        let young = evaluation.scorecard(facts: [12: found], portfolio: [12: portfolio], previousTier: nil)
        #expect(young.tier == "B" && young.isProvisional)
    }

    /// Worked by hand: monthly values 1, 2, 3 have the mean 2 and the variance 2/3, so 1 − CV = 0.591752.
    @Test func evennessIsOneLessTheCoefficientOfVariation() {
        var found = AccountFacts(currency: .cny)
        found.monthlyNet = [100_000_000, 200_000_000, 300_000_000]
        found.firstOrderOn = asOf.advanced(by: -900)
        #expect(found.measure(.monthlyEvenness, in: PortfolioFacts(), asOf: asOf) == .measured(591_752))
        found.monthlyNet = [5, 5, 5]
        #expect(found.measure(.monthlyEvenness, in: PortfolioFacts(), asOf: asOf) == .measured(1_000_000))
        found.monthlyNet = [5, 5]
        #expect(found.measure(.monthlyEvenness, in: PortfolioFacts(), asOf: asOf) == .missing(.tooFewMonths))
    }
}
