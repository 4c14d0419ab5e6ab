import Basics
import Testing

@testable import Scoring

/// Parts follow their criterion in proportion, and add up exactly.
@Suite struct PolicyWeightsTests {
    @Test(arguments: [
        ([1_000, 1_000, 500], 1_500, [600, 600, 300]), ([1_000, 1_000, 500], 1_600, [700, 600, 300]), ([1_200, 1_300], 1_000, [500, 500]),
        ([1_250, 1_250], 1_500, [750, 750]), ([2_900, 100], 500, [480, 20]), ([2_500], 1_550, [1_550]), ([3_333, 3_333, 3_334], 1, nil),
        ([1_000], 0, nil), ([], 500, nil), ([0, 500], 500, nil), ([1_000], 10_001, nil),
    ] as [([Int], Int, [Int]?)])
    func partsFollow(_ parts: [Int], _ total: Int, _ expected: [Int]?) {
        #expect(PolicyWeights.carried(parts, to: total) == expected)
    }

    /// Whatever the weights: the sum is exact, order stays, and no part is a whole percent or more from its exact share.
    @Test func anyPartsAddUp() {
        var random = SeededRandom(seed: 15)
        for _ in 0..<5_000 {
            let step = [100, 50, 10, 5, 1][Int.random(in: 0..<5, using: &random)]
            let parts = (0..<Int.random(in: 1...6, using: &random)).map { _ in step * Int.random(in: 1...(4_000 / step), using: &random) }
            let total = step * Int.random(in: 1...(10_000 / step), using: &random)
            guard let carried = PolicyWeights.carried(parts, to: total) else {
                #expect(parts.count > total || parts.map { $0 * total / parts.reduce(0, +) }.contains(0), "\(parts) to \(total)")
                continue
            }
            #expect(carried.reduce(0, +) == total && carried.allSatisfy { $0 > 0 }, "\(parts) to \(total)")
            let sum = Double(parts.reduce(0, +))
            for (part, share) in zip(parts, carried) {
                #expect(abs(Double(share) - Double(part) * Double(total) / sum) < 100, "\(parts) to \(total): \(carried)")
            }
            for (one, first) in zip(parts, carried) {
                for (other, second) in zip(parts, carried) where one > other { #expect(first >= second, "\(parts) to \(total): \(carried)") }
            }
        }
    }

    /// Every criterion of every pack, to every whole percent and back: the document is what it was, and only weights ever differ.
    @Test(arguments: PolicyPack.all) func thereAndBackLeavesNoTrace(_ pack: PolicyPack) throws {
        let text = pack.document
        let criteria = PolicyDocument.values(in: text).filter { $0.path.wholeMatch(of: /criteria\[\d+\]\.weight/) != nil }
        #expect(criteria.count > 2)
        for criterion in criteria {
            var document = text
            for weight in [31, 7, 12, 90] {
                let changes = PolicyDocument.carryingParts([criterion.path: String(weight)], in: document, from: text)
                document = PolicyDocument.replacing(changes, in: document)
                let inside = PolicyDocument.values(in: document).filter { $0.path.hasPrefix(criterion.path.replacing(".weight", with: ".parts")) && $0.path.hasSuffix(".weight") }
                #expect(inside.compactMap { PolicyWeights.read($0.text) }.reduce(0, +) == weight * 100, "\(criterion.path) \(weight)")
            }
            document = PolicyDocument.replacing(PolicyDocument.carryingParts([criterion.path: criterion.text], in: document, from: text), in: document)
            #expect(document == text, "\(criterion.path)")
        }
    }

    /// Who changes parts too means them as they are typed.
    @Test func typedPartsStay() throws {
        let text = PolicyPack.manufacturing.document
        let changes = ["criteria[0].weight": "15", "criteria[0].parts[0].weight": "3"]
        #expect(PolicyDocument.carryingParts(changes, in: text, from: text) == changes)
        #expect(PolicyDocument.carryingParts(["criteria[0].weight": "many"], in: text, from: text) == ["criteria[0].weight": "many"])
        #expect(PolicyDocument.carryingParts(["hysteresis": "2"], in: text, from: nil) == ["hysteresis": "2"])
    }

    /// Problems stand at the values that they are about.
    @Test func problemsFindTheirValues() throws {
        let text = PolicyDocument.replacing(["tiers[1].from": "90", "gates[0].highest_tier": "Z"], in: PolicyPack.manufacturing.document)
        guard case .problems(let problems) = PolicyDocument.read(text) else {
            Issue.record("nothing is wrong")
            return
        }
        let values = PolicyDocument.values(in: text)
        let places = problems.compactMap { problem in values.first { $0.isPlace(of: problem) }?.path }
        #expect(Set(places) == ["tiers[1].from", "gates[0].highest_tier"])
    }
}
