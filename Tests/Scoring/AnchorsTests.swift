import Basics
import Testing

@testable import Scoring

@Suite struct AnchorsTests {
    /// The example of the field's handbook: 5 → 0, 20 → 40, 50 → 100 at 43.91864 gives 87.84, so 88.
    @Test(arguments: [
        (Int64(4_391_864_000), 88), (500_000_000, 0), (100, 0), (2_000_000_000, 40), (5_000_000_000, 100), (9_000_000_000, 100), (1_250_000_000, 20),
    ]) func straightLines(_ value: Int64, _ points: Int) {
        let anchors = Anchors([.init(500_000_000, 0), .init(2_000_000_000, 40), .init(5_000_000_000, 100)])
        #expect(anchors.points(at: value) == points)
    }

    @Test func halvesGoUp() {
        let anchors = Anchors([.init(0, 0), .init(200, 1)])
        #expect(anchors.points(at: 99) == 0)
        #expect(anchors.points(at: 100) == 1)
    }

    /// log₂ 8 = 3 lies halfway between log₂ 2 and log₂ 32.
    @Test func logarithmicLines() {
        let anchors = Anchors([.init(2, 0), .init(32, 100)], scale: .log)
        #expect(anchors.points(at: 8) == 50)
        #expect(anchors.points(at: 0) == 0)
        #expect(FixedLogarithm.log2(1) == 0)
        #expect(FixedLogarithm.log2(1 << 40) == 40 << 40)
        // log₂ 3 = 1.584962500721156…
        #expect(FixedLogarithm.log2(3) == 1_742_684_699_131)
    }

    @Test func fallingPointsAreAllowed() {
        let anchors = Anchors([.init(0, 100), .init(100, 0)])
        #expect(anchors.points(at: 25) == 75)
    }
}

@Suite struct ApportionmentTests {
    @Test(arguments: [(10_000, [1, 1, 1], [3_334, 3_333, 3_333]), (2_000, [2, 4, 5, 5], [250, 500, 625, 625]), (100, [0, 0], [0, 0]), (7, [3], [7])])
    func partsAddUpToTheWhole(_ total: Int, _ weights: [Int], _ shares: [Int]) {
        #expect(Apportionment.share(total, by: weights) == shares)
    }
}
