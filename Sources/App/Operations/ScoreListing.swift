import Basics
import Interface
import Scoring
import Storage

/// Why an account has its tier, as the command line tells it.
public struct ToldScore: Sendable {
    public var asOf: Day
    public var scorecard: Scorecard
    var policy: Policy
    var currency: Currency
    /// What was sold in twelve months in currencies that the score does not measure.
    var others: [Money] = []

    /// A line per part of a criterion and one for the sum, in words.
    public func listing(_ language: Language) -> Listing {
        let words = language.words.why
        let terms = scorecard.terms.map { term -> [Listing.Value] in
            let criterion = policy.criteria.first { $0.id == term.criterion }?.name.text(language) ?? term.criterion
            return [
                .text(criterion), .text(MetricText.name(term.metric, language)), .text(raw(term, language)), Listing.Value(term.points),
                .text(Format.weight(term.weight)), .text(Format.score(term.contribution, atLeast: 2)),
            ]
        }
        let penalty: [[Listing.Value]] = scorecard.penalty == 0 ? [] : [[
            .text(words.penalty), .none, .none, .none, .none, .text(Format.score(-scorecard.penalty, atLeast: 2)),
        ]]
        let weights = scorecard.terms.reduce(0) { $0 + $1.weight }
        return Listing([
            .init("criterion", words.criterion), .init("metric", words.metric), .init("raw", words.raw), .init("points", words.points),
            .init("weight", words.weight), .init("adds", words.adds),
        ], rows: terms + penalty + [[
            .text(words.total), .none, .none, .none, .text(Format.weight(weights)), .text(Format.score(scorecard.score, atLeast: 2)),
        ]])
    }

    private func raw(_ term: Scorecard.Term, _ language: Language) -> String {
        switch term.measurement {
        case .measured(let value): MetricText.value(value, term.metric, currency, language)
        case .missing(let absence), .notApplicable(let absence): MetricText.absence(absence, language)
        }
    }

    /// What the score leaves out, in words; nil where the account buys in one currency.
    public func besides(_ language: Language) -> String? {
        guard !others.isEmpty else { return nil }
        return "\(language.words.year.otherCurrencies): " + others.map { Format.full($0, language) }.joined(separator: " + ")
    }

    /// What the whole numbers of `Scorecard.object` count.
    public var units: [String: String] {
        var units = ["score": "1/10000 point", "penalty": "1/10000 point", "d": "1/100 percent", "e": "1/100 percent", "p": "1 point"]
        for metric in Set(scorecard.terms.map(\.metric) + scorecard.gates.map(\.metric)) {
            units[metric.rawValue] = switch metric.unit {
            case .share: "1/1000000"
            case .money: currency.minorUnit
            case .quantity: "1/1000000 piece"
            case .months: "1 month"
            case .level: "level 0 to 5"
            case .count: "1"
            }
        }
        return units
    }
}

extension App {
    /// The newest score of an account with the policy that explains it; nil before the first classification.
    public func told(code: String, within scope: Scope = .all) async throws -> ToldScore? {
        try await database.read { connection in
            guard let account = try AccountStore.summary(code: code, within: scope, in: connection),
                  let (score, _, policy) = try AccountPage.score(of: account.id, in: connection) else { return nil }
            let base = try UserStore.organisation(in: connection)?.baseCurrency ?? .cny
            let others = try AccountStore.otherSales(of: [account.id], in: connection)[account.id] ?? []
            return ToldScore(
                asOf: score.run.asOf, scorecard: score.scorecard, policy: policy, currency: account.currency ?? base,
                others: others.map { Money(minor: $0.year.net, $0.currency) }.filter { $0.minor != 0 }
            )
        }
    }
}
