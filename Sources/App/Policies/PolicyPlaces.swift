import Basics
import Interface
import Scoring

/// What people call the values of a policy document, by their paths.
struct PolicyPlaces {
    let policy: Policy
    let visit: Context

    private var words: DraftsWords { visit.words.drafts }
    private var says: PoliciesWords { visit.words.policies }
    private var language: Language { visit.language }

    /// Such as "Weight of sales, per cent"; the path itself where the policy has no such place.
    func label(of path: String) -> String {
        let steps = Self.steps(of: path)
        switch steps.first?.name {
        case "window": return words.labelWindow
        case "minimum_history": return steps.last?.name == "months" ? says.historyName : says.historyTierName
        case "hysteresis": return says.hysteresisName
        case "missing_penalty": return says.penaltyName
        case "gates":
            guard let gate = policy.gates.element(steps.first?.index) else { return path }
            let name = MetricText.name(gate.metric, language)
            return steps.last?.name == "highest_tier" ? words.labelTier(name) : words.labelLimit(name)
        case "tiers": return policy.tiers.element(steps.first?.index).map { words.labelFrom($0.code) } ?? path
        case "criteria": return criterion(steps) ?? path
        default: return path
        }
    }

    private func criterion(_ steps: [Step]) -> String? {
        guard let criterion = policy.criteria.element(steps.first?.index) else { return nil }
        let name = criterion.name.text(language)
        if steps.count == 2 { return words.labelWeight(name) }
        guard steps.count > 2, let part = criterion.parts.element(steps[1].index) else { return nil }
        let metric = MetricText.name(part.metric, language)
        if steps[2].name == "weight" { return words.labelWeight("\(name), \(metric)") }
        // `anchors[2].at`, or `anchors.CNY[2].at`.
        guard let place = steps.dropLast().last, let index = place.index else { return nil }
        let label = place.name == "anchors" ? metric : "\(metric) \(place.name)"
        return steps.last?.name == "points" ? words.labelPoints(label, index + 1) : words.labelAt(label, index + 1)
    }

    /// What kind of thing a value is, as comparisons call it.
    func kind(of path: String) -> String {
        let steps = Self.steps(of: path)
        return switch (steps.first?.name, steps.last?.name) {
        case (_, "weight"): says.weight
        case ("criteria", _): says.points
        case ("gates", _): says.gate
        case ("tiers", _): says.line
        default: says.rule
        }
    }

    private typealias Step = (name: String, index: Int?)

    private static func steps(of path: String) -> [Step] {
        path.split(separator: ".").map { step in
            guard let open = step.firstIndex(of: "["), step.last == "]" else { return (String(step), nil) }
            return (String(step[..<open]), Int(step[step.index(after: open)...].dropLast()))
        }
    }
}

extension Array {
    /// Nil for a place that the list does not have.
    func element(_ index: Int?) -> Element? { index.flatMap { indices.contains($0) ? self[$0] : nil } }
}

/// What is wrong with a document, as far as it stands at a value of its sentences, and the rest.
struct PlacedProblems {
    /// By the path of the value that they stand beside.
    private(set) var placed: [String: [PolicyProblem]] = [:]
    /// For whoever looks at the document.
    private(set) var others: [PolicyProblem] = []
    let all: [PolicyProblem]

    /// The place of the sum of all weights, which is no value.
    static let total = "criteria"

    init(_ problems: [PolicyProblem], among values: [PolicyValue]) {
        all = problems
        let lowest = values.last { $0.path.hasPrefix("tiers[") && $0.path.hasSuffix(".from") }?.path
        for problem in problems {
            let place: String? = if let value = values.first(where: { $0.isPlace(of: problem) || $0.path == problem.path }) {
                value.path
            } else {
                switch problem.reason {
                case .weightsSum: Self.total
                case .lastTierNotAtZero: lowest
                default: nil
                }
            }
            if let place { placed[place, default: []].append(problem) } else { others.append(problem) }
        }
    }

    static let none = PlacedProblems([], among: [])
}
