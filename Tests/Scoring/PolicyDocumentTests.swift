import Basics
import Testing

@testable import Scoring

@Suite struct PolicyDocumentTests {
    private let good = PolicyPack.manufacturing.document

    private func problems(_ document: String) -> [PolicyProblem] {
        if case .problems(let problems) = PolicyDocument.read(document) { problems } else { [] }
    }

    @Test(arguments: PolicyPack.all.map(\.id)) func packsHaveNoProblems(_ id: String) throws {
        let pack = try #require(PolicyPack.all.first { $0.id == id })
        #expect(problems(pack.document) == [])
    }

    @Test(arguments: [
        ("metric: margin_share", "metric: margin_shar", PolicyProblem.Reason.unknownName("margin_shar", allowed: Metric.allCases.map(\.rawValue), nearest: "margin_share")),
        ("    weight: 25\n    parts:\n      - metric: margin_share\n        weight: 10", "    weight: 25\n    parts:\n      - metric: margin_share\n        weight: 11", .weightsSum(found: 2_600, expected: 2_500)),
        ("{0%: 0, 20%: 60, 40%: 100}", "{0%: 0, 60%: 60, 40%: 100}", .anchorsNotIncreasing),
        ("{0%: 0, 20%: 60, 40%: 100}", "{0%: 0}", .tooFewAnchors),
        ("{0%: 0, 20%: 60, 40%: 100}", "{0: 0, 20%: 60, 40%: 100}", .notANumber("0", unit: .share)),
        ("{0%: 0, 20%: 60, 40%: 100}", "{0%: 0, 20%: 60, 40%: 101}", .outOfRange("101", lowest: "0", highest: "100")),
        ("from: 60", "from: 90", .tiersNotDescending), ("from: 0}", "from: 1}", .lastTierNotAtZero),
        ("window: 12 months", "window: a year", .notAWindow("a year")), ("hysteresis: 3", "hysteresi: 3", .unknownKey("hysteresi", allowed: ["policy", "name", "minimum_history", "criteria", "tiers", "window", "hysteresis", "missing_penalty", "gates"], nearest: "hysteresis")),
        ("at_most: 10%, ", "", .needsOneLimit), ("minimum_history: {months: 3, highest_tier: B}\n", "", .missingKey("minimum_history")),
        ("highest_tier: B}\nhysteresis", "highest_tier: D}\nhysteresis", .unknownName("D", allowed: ["S", "A", "B", "C"], nearest: "S")),
        ("policy: manufacturing", "policy: two words", .notAnIdentifier("two words")), ("id: order_volume", "id: business_impact", .duplicate("business_impact")),
    ]) func saysWhatIsWrong(_ part: String, _ wrong: String, _ reason: PolicyProblem.Reason) throws {
        #expect(good.contains(part))
        let found = problems(good.replacing(part, with: wrong, maxReplacements: 1))
        #expect(found.map(\.reason).contains(reason), "\(found)")
    }

    @Test func saysWhere() throws {
        let problem = try #require(problems(good.replacing("metric: margin_share", with: "metric: margin_shar")).first)
        #expect((problem.line, problem.column, problem.path) == (15, 17, "criteria[0].parts[0].metric"))
        let syntax = try #require(problems("policy: [unclosed\nname: x").first)
        #expect(syntax.line >= 1)
        if case .syntax = syntax.reason {} else { Issue.record("\(syntax)") }
    }

    @Test func bombsAreRefused() {
        let bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + zip("bcdefghi", "abcdefgh").map { "\($0): &\($0) [*\($1),*\($1),*\($1),*\($1),*\($1),*\($1)]" }.joined(separator: "\n")
        #expect(!problems(bomb).isEmpty)
        #expect(!problems(String(repeating: "[", count: 5_000)).isEmpty)
        #expect(problems(String(repeating: "x", count: 70_000)).map(\.reason) == [.tooLarge])
    }

    /// Any change of a document is answered with a policy or with problems; nothing crashes.
    @Test func anyDocumentIsAnswered() {
        print("PolicyDocumentTests.anyDocumentIsAnswered seed 5")
        var random = SeededRandom(seed: 5)
        let pieces = Array("{}[]:,-#&*!|>'\"% \n\t0a大").map(String.init)
        for _ in 0..<1_500 {
            var text = Array(good)
            for _ in 0..<random.integer(1...4) {
                let place = random.integer(0...(text.count - 1))
                text.replaceSubrange(place..<min(text.count, place + random.integer(0...6)), with: pieces[random.integer(0...(pieces.count - 1))])
            }
            _ = PolicyDocument.read(String(text))
        }
    }
}
