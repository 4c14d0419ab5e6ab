import Foundation

extension Scorecard {
    /// One line of JSON, always the same for the same scorecard; written by hand because a run writes very many.
    public var encoded: String {
        var text = "{\"v\":1,\"score\":\(score),\"penalty\":\(penalty),\"low\":\(bounds.lowerBound),\"high\":\(bounds.upperBound)"
        text += ",\"scored\":\"\(scoredTier)\",\"tier\":\"\(tier)\",\"kept\":\(isKept),\"provisional\":\(isProvisional)"
        if let wouldBe { text += ",\"would\":\"\(wouldBe)\"" }
        text += ",\"history\":\(historyMonths),\"gates\":["
        for (index, gate) in gates.enumerated() {
            if index > 0 { text += "," }
            text += "{\"m\":\"\(gate.metric.rawValue)\",\(Self.encode(gate.measurement)),\"ok\":\(gate.passed),\"cap\":\"\(gate.highestTier)\"}"
        }
        text += "],\"terms\":["
        for (index, term) in terms.enumerated() {
            if index > 0 { text += "," }
            text += "{\"c\":\"\(term.criterion)\",\"m\":\"\(term.metric.rawValue)\",\"w\":\(term.window),\(Self.encode(term.measurement))"
            text += ",\"p\":\(term.points),\"d\":\(term.declaredWeight),\"e\":\(term.weight)}"
        }
        return text + "]}"
    }

    private static func encode(_ measurement: Measurement) -> String {
        switch measurement {
        case .measured(let value): "\"x\":\(value)"
        case .missing(let absence): "\"missing\":\"\(absence.rawValue)\""
        case .notApplicable(let absence): "\"na\":\"\(absence.rawValue)\""
        }
    }

    /// Reads what `encoded` wrote; nil for anything else.
    public init?(encoded text: String) {
        guard let stored = try? JSONDecoder().decode(Stored.self, from: Data(text.utf8)), stored.v == 1, stored.low <= stored.high else {
            return nil
        }
        self.init(
            gates: stored.gates.map(\.result), terms: stored.terms.map(\.term), penalty: stored.penalty, score: stored.score,
            bounds: stored.low...stored.high, scoredTier: stored.scored, tier: stored.tier, isKept: stored.kept,
            isProvisional: stored.provisional, historyMonths: stored.history, wouldBe: stored.would
        )
    }

    private struct Stored: Decodable {
        var v, score, penalty, low, high, history: Int
        var scored, tier: String
        var would: String?
        var kept, provisional: Bool
        var gates: [Gate]
        var terms: [Entry]

        struct Gate: Decodable {
            var m: Metric
            var x: Int64?
            var missing, na: Absence?
            var ok: Bool
            var cap: String
            var result: GateResult {
                GateResult(metric: m, measurement: Measurement(x, missing, na), passed: ok, highestTier: cap)
            }
        }

        struct Entry: Decodable {
            var c: String
            var m: Metric
            var w: Int
            var x: Int64?
            var missing, na: Absence?
            var p, d, e: Int
            var term: Term {
                Term(
                    criterion: c, metric: m, window: w, measurement: Measurement(x, missing, na), points: p, declaredWeight: d, weight: e
                )
            }
        }
    }
}

extension Measurement {
    fileprivate init(_ value: Int64?, _ missing: Absence?, _ notApplicable: Absence?) {
        self = value.map { .measured($0) } ?? notApplicable.map { .notApplicable($0) } ?? .missing(missing ?? .noSales)
    }
}
