import Foundation

/// What all scorecards of one run have in common: kept once, it leaves a few numbers per account to be kept.
///
/// A scorecard as JSON takes 1.2 kB, most of it names that every other one repeats; by its form it takes a quarter of that.
public struct ScorecardForm: Sendable, Hashable, Codable {
    struct Gate: Sendable, Hashable, Codable {
        var metric: Metric
        var highestTier: String
    }

    struct Term: Sendable, Hashable, Codable {
        var criterion: String
        var metric: Metric
        var window: Int
        /// As declared, hundredths of a percent.
        var weight: Int
    }

    var tiers: [String]
    var gates: [Gate]
    var terms: [Term]

    /// The form of the scorecards that a policy gives.
    public init(_ policy: Policy) {
        tiers = policy.tiers.map(\.code)
        gates = policy.gates.map { Gate(metric: $0.metric, highestTier: $0.highestTier) }
        terms = policy.criteria.flatMap { criterion in
            criterion.parts.map { Term(criterion: criterion.id, metric: $0.metric, window: $0.window, weight: $0.weight) }
        }
    }

    /// One line of JSON.
    public func encoded() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// - Throws: `DecodingError` for what `encoded` did not write.
    public init(encoded text: String) throws { self = try JSONDecoder().decode(Self.self, from: Data(text.utf8)) }
}

// MARK: Writing

extension ScorecardForm {
    /// What is kept of one scorecard, always the same for the same one: whole numbers between spaces, first those of the account,
    /// then two for each gate and for each term. A weight follows where it is not the declared one, and the tier that would be where it is
    /// not the one that is, above the two flags.
    /// - Returns: the scorecard's JSON where it is not of this form.
    public func encoded(_ card: Scorecard) -> String {
        let would: Int? = card.wouldBe.map { tiers.firstIndex(of: $0) } ?? -1
        guard fits(card), let scored = tiers.firstIndex(of: card.scoredTier), let tier = tiers.firstIndex(of: card.tier), let would else {
            return card.encoded
        }
        let flags = (card.isKept ? 1 : 0) + (card.isProvisional ? 2 : 0) + (would + 1) * 4
        var text = "2"
        text.reserveCapacity(320)
        for number in [card.score, card.penalty, card.bounds.lowerBound, card.bounds.upperBound, scored, tier, flags, card.historyMonths] {
            text += " "
            text += String(number)
        }
        for gate in card.gates {
            Self.write(gate.measurement, to: &text)
            text += gate.passed ? " 1" : " 0"
        }
        for term in card.terms {
            Self.write(term.measurement, to: &text)
            text += " "
            text += String(term.points)
            guard term.weight != term.declaredWeight else { continue }
            text += "*"
            text += String(term.weight)
        }
        return text
    }

    private func fits(_ card: Scorecard) -> Bool {
        card.gates.count == gates.count && card.terms.count == terms.count
            && zip(card.gates, gates).allSatisfy { $0.metric == $1.metric && $0.highestTier == $1.highestTier }
            && zip(card.terms, terms).allSatisfy {
                $0.metric == $1.metric && $0.window == $1.window && $0.declaredWeight == $1.weight && $0.criterion == $1.criterion
            }
    }

    private static func write(_ measurement: Measurement, to text: inout String) {
        switch measurement {
        case .measured(let value):
            text += " "
            text += String(value)
        case .missing(let absence):
            text += " ?"
            text += absence.rawValue
        case .notApplicable(let absence):
            text += " !"
            text += absence.rawValue
        }
    }
}

// MARK: Reading

extension Scorecard {
    /// Reads what `ScorecardForm.encoded` wrote; nil for anything else.
    /// - Parameter form: nil for runs from before forms were kept, whose scorecards are JSON.
    public init?(encoded text: String, form: ScorecardForm?) {
        guard text.first == "2", let form else {
            self.init(encoded: text)
            return
        }
        var parts = text.split(separator: " ", omittingEmptySubsequences: false).dropFirst()[...]
        func number() -> Int? { parts.popFirst().flatMap { Int($0) } }
        guard let score = number(), let penalty = number(), let low = number(), let high = number(), low <= high,
              let scored = number(), let tier = number(), form.tiers.indices.contains(scored), form.tiers.indices.contains(tier),
              let flags = number(), (0..<4 * (form.tiers.count + 1)).contains(flags), let history = number() else { return nil }
        var gates: [GateResult] = [], terms: [Term] = []
        for gate in form.gates {
            guard let measurement = parts.popFirst().flatMap({ Measurement(kept: $0) }), let passed = number() else { return nil }
            gates.append(GateResult(metric: gate.metric, measurement: measurement, passed: passed == 1, highestTier: gate.highestTier))
        }
        for term in form.terms {
            guard let measurement = parts.popFirst().flatMap({ Measurement(kept: $0) }),
                  let counted = parts.popFirst()?.split(separator: "*", omittingEmptySubsequences: false), counted.count <= 2,
                  let points = Int(counted[0]), let weight = counted.count == 2 ? Int(counted[1]) : term.weight,
                  (0...100).contains(points), (0...10_000).contains(weight) else { return nil }
            terms.append(Term(
                criterion: term.criterion, metric: term.metric, window: term.window, measurement: measurement, points: points,
                declaredWeight: term.weight, weight: weight
            ))
        }
        guard parts.isEmpty else { return nil }
        self.init(
            gates: gates, terms: terms, penalty: penalty, score: score, bounds: low...high, scoredTier: form.tiers[scored],
            tier: form.tiers[tier], isKept: flags & 1 != 0, isProvisional: flags & 2 != 0, historyMonths: history,
            wouldBe: flags < 4 ? nil : form.tiers[flags / 4 - 1]
        )
    }
}

extension Measurement {
    fileprivate init?(kept text: Substring) {
        switch text.first {
        case "?":
            guard let absence = Absence(rawValue: String(text.dropFirst())) else { return nil }
            self = .missing(absence)
        case "!":
            guard let absence = Absence(rawValue: String(text.dropFirst())) else { return nil }
            self = .notApplicable(absence)
        default:
            guard let value = Int64(text) else { return nil }
            self = .measured(value)
        }
    }
}
