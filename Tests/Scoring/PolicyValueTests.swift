import Testing

@testable import Scoring

@Suite struct PolicyValueTests {
    @Test func valuesAreReplacedInTheirPlaces() throws {
        let text = PolicyPack.manufacturing.document
        let values = PolicyDocument.values(in: text)
        #expect(values.count > 100)
        #expect(PolicyDocument.replacing([:], in: text) == text)
        let changed = PolicyDocument.replacing(["tiers[0].from": "80", "gates[0].at_most": "12.5%", "hysteresis": "2"], in: text)
        guard case .policy(let policy) = PolicyDocument.read(changed) else {
            Issue.record("the changed document cannot be read")
            return
        }
        #expect(policy.tiers.first?.from == 800_000 && policy.hysteresis == 20_000)
        // Everything else is as it was.
        let back = PolicyDocument.replacing(["tiers[0].from": "85", "gates[0].at_most": "10%", "hysteresis": "3"], in: changed)
        #expect(back == text)
    }

    /// Every value of every pack finds its own place again.
    @Test(arguments: PolicyPack.all) func everyValueIsFound(_ pack: PolicyPack) {
        for value in PolicyDocument.values(in: pack.document) {
            let changed = PolicyDocument.replacing([value.path: "77"], in: pack.document)
            #expect(PolicyDocument.values(in: changed).first { $0.path == value.path }?.text == "77", "\(value.path)")
        }
    }

    @Test(arguments: ["1\n", "[1", "a: b", "x{", "\u{4E00}"]) func whatCouldBreakTheDocumentIsIgnored(_ text: String) {
        let document = PolicyPack.manufacturing.document
        #expect(PolicyDocument.replacing(["hysteresis": text], in: document) == document)
    }
}
