import Testing

@testable import Scoring

/// Tiers of the standard policy: S from 85, A from 60, B from 40, C; a tier is kept down to 3 points below its edge.
@Suite struct TierPlaceTests {
    private struct Unreadable: Error {}

    private func place(_ score: Int, _ tier: String, failed: String? = nil, isProvisional: Bool = false) throws -> TierPlace {
        guard case .policy(let policy) = PolicyDocument.read(PolicyPack.standard.document) else { throw Unreadable() }
        let gates = failed.map { [Scorecard.GateResult(metric: .netSales, measurement: .measured(1), passed: false, highestTier: $0)] } ?? []
        let card = Scorecard(
            gates: gates, terms: [], penalty: 0, score: score, bounds: score...score, scoredTier: policy.tier(at: score)?.code ?? "", tier: tier,
            isKept: false, isProvisional: isProvisional, historyMonths: 24
        )
        return TierPlace(card, in: policy)
    }

    /// Measured from the tier that is held, also where hysteresis kept it: 37.005 in tier B is not "short of B".
    @Test(arguments: [
        (370_050, "B", TierPlace.Above.short(by: 229_950, of: "A"), 50, "C"), (399_000, "C", .short(by: 1_000, of: "B"), nil, nil),
        (600_000, "A", .short(by: 250_000, of: "S"), 30_000, "B"), (990_000, "S", .highest, 170_000, "A"), (100_000, "C", .short(by: 300_000, of: "B"), nil, nil),
    ] as [(Int, String, TierPlace.Above, Int?, String?)])
    func isMeasuredFromTheTierHeld(_ score: Int, _ tier: String, _ above: TierPlace.Above, _ room: Int?, _ lower: String?) throws {
        let place = try place(score, tier)
        #expect(place.above == above)
        #expect(place.below?.room == room && place.below?.tier == lower)
    }

    /// Above the edge of S with a failed gate is not "in the highest tier".
    @Test func aGateStandsBetween() throws {
        #expect(try place(900_000, "B", failed: "B").above == .capped(by: [.netSales], history: false))
        #expect(try place(900_000, "B", failed: "B").below?.tier == "C")
        // A gate that would cap higher up is not in the way of the next tier.
        #expect(try place(300_000, "C", failed: "B").above == .short(by: 100_000, of: "B"))
    }
}
