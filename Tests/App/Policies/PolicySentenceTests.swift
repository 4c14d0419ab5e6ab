import Basics
import Foundation
import HTTPTypes
import Scoring
import Storage
import TestDatabases
import Testing

@testable import App

/// A policy is changed in sentences: parts follow, totals are true, and what is wrong stands beside its field.
@Suite struct PolicySentenceTests {
    private func draft(_ ops: SignedIn) async throws -> String { try await ops.post("/policies/drafts", []).location }

    /// Everything that the form of a draft shows.
    private func shown(_ page: String) -> [(name: String, value: String)] {
        guard let start = page.range(of: "<form id=\"draft\""), let end = page[start.upperBound...].range(of: "</form>") else { return [] }
        return SignedIn.fields(of: " data-dirty novalidate>" + page[start.upperBound..<end.lowerBound] + "</form>").filter { !$0.name.isEmpty }
    }

    private func value(_ path: String, _ page: String) -> String? { shown(page).first { $0.name == "v." + path }?.value }

    @Test(arguments: TestEngine.available) func partsFollowTheirCriterion(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 5, years: 1) { client, app, _ in
            let ops = try await SignedIn("ops", app, client)
            let path = try await draft(ops)
            let first = try await ops.get(path).text
            #expect(first.contains(">weights: 100%<"))
            let names = shown(first).map(\.name).filter { $0.hasPrefix("v.criteria[0].parts[") && $0.hasSuffix(".weight") }
            #expect(names.count > 1)
            _ = try await ops.post(path, shown(first).with(["v.criteria[0].weight": "15", "do": "values"]))
            let page = try await ops.get(path).text
            // The parts add up to what was typed, so the only thing wrong is the total, which is told where it stands.
            let parts = names.compactMap { name in shown(page).first { $0.name == name }.flatMap { PolicyWeights.read($0.value) } }
            #expect(parts.reduce(0, +) == 1_500)
            #expect(page.contains("1 thing needs correcting"))
            let old = try #require(PolicyWeights.read(value("criteria[0].weight", first) ?? ""))
            let total = PolicyWeights.text(10_000 - old + 1_500)
            #expect(page.contains(">weights: \(total)%<"))
            #expect(page.contains("<a href=\"#v.criteria\">") && page.contains("the weights add up to \(total), not to 100"))
            #expect(page.range(of: ">\(1 + names.count) changes against") != nil, "the changes are counted while an error stands")
            // What another criterion gives back makes it whole.
            let other = try #require(PolicyWeights.read(value("criteria[1].weight", page) ?? ""))
            _ = try await ops.post(path, shown(page).with(["v.criteria[1].weight": PolicyWeights.text(other + old - 1_500), "do": "values"]))
            let whole = try await ops.get(path).text
            #expect(whole.contains(">weights: 100%<") && !whole.contains("needs correcting"))
        }
    }

    /// The problem stands beside the field; line and column only beside the document.
    @Test(arguments: TestEngine.available) func problemsStandBesideTheirFields(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 5, years: 1) { client, app, _ in
            let ops = try await SignedIn("ops", app, client)
            let path = try await draft(ops)
            let first = try await ops.get(path).text
            _ = try await ops.post(path, shown(first).with([
                "v.criteria[0].weight": "15", "v.criteria[0].parts[0].weight": "77", "v.tiers[1].from": "99", "v.hysteresis": "x", "do": "values",
            ]))
            let page = try await ops.get(path).text
            for place in ["criteria[0].parts[0].weight", "tiers[1].from", "hysteresis"] {
                #expect(value(place, page) != nil)
                if place == "criteria[0].parts[0].weight" { continue }
                #expect(page.contains("id=\"p-v.\(place)\""), "\(place)")
                #expect(page.contains("<a href=\"#v.\(place)\">"), "\(place)")
            }
            let top = try #require(page.range(of: "<div id=\"effect\"")), end = try #require(page.range(of: "<form id=\"draft\""))
            #expect(page[top.lowerBound..<end.lowerBound].firstMatch(of: /[Ll]ine \d+|olumn/) == nil)
            #expect(page.contains("id=\"document\"") && page.range(of: "olumn") != nil)
            // Where the document is no policy at all, the text of it is what counts.
            _ = try await ops.post(path, shown(page).with(["document": "policy: [", "do": "values"]))
            let broken = try await ops.get(path).text
            #expect(broken.contains("<a href=\"#document\">") && !broken.contains(">0 changes"))
        }
    }
}
