import Basics
import Testing

@testable import Scoring

@Suite struct PolicyChangeTests {
    private func policy(_ changes: [(String, String)]) throws -> Policy {
        var text = PolicyPack.manufacturing.document
        for (old, new) in changes {
            #expect(text.contains(old))
            text = text.replacing(old, with: new)
        }
        guard case .policy(let policy) = PolicyDocument.read(text) else {
            Issue.record("the document cannot be read")
            throw CancellationError()
        }
        return policy
    }

    @Test func everyPackSaysTheSameAsItself() throws {
        for pack in PolicyPack.all {
            guard case .policy(let policy) = PolicyDocument.read(pack.document) else { continue }
            #expect(policy.changes(since: policy).isEmpty, "\(pack.id)")
        }
    }

    @Test func changesAreTold() throws {
        let old = try policy([])
        #expect(try policy([("from: 85", "from: 80")]).changes(since: old) == [.tier(was: old.tiers[0], now: policy([("from: 85", "from: 80")]).tiers[0])])
        #expect(try policy([("hysteresis: 3", "hysteresis: 2")]).changes(since: old) == [.hysteresis(was: 30_000, now: 20_000)])
        let gate = try policy([("at_most: 10%", "at_most: 5%")])
        #expect(gate.changes(since: old) == [.gate(was: old.gates[0], now: gate.gates[0])])
        let fewer = try policy([("  - {metric: margin_rate, at_least: 8%, highest_tier: B}\n", "")])
        #expect(fewer.changes(since: old) == [.gate(was: old.gates[1], now: nil)])
        let points = try policy([("2M: 30", "3M: 30")])
        guard case .anchors(_, .netSales, let currency, let was, let now)? = points.changes(since: old).first else {
            Issue.record("no change of anchors")
            return
        }
        #expect(points.changes(since: old).count == 1 && currency == .cny && was?.list[2].value == 200_000_000 && now?.list[2].value == 300_000_000)
    }

    /// A new window alone changes every part that follows it, and is told once.
    @Test func partsThatFollowTheWindowAreNotNew() throws {
        let old = try policy([])
        #expect(try policy([("window: 12 months", "window: 24 months")]).changes(since: old) == [.window(was: 12, now: 24)])
    }
}
