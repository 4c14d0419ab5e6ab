import Basics
import Interface
import Scoring

/// A value of a policy document as people read and type it: `2M` of the document is `200` ten thousands in a Chinese form.
enum PolicyValueText {
    private enum Shape { case plain, share, amount, window }

    private static func shape(_ value: PolicyValue) -> Shape {
        let key = value.path.split(separator: ".").last.map(String.init) ?? ""
        if key == "window" { return .window }
        guard ["at", "at_most", "at_least"].contains(key), let metric = value.metric else { return .plain }
        switch metric.unit {
        case .share: return .share
        case .money, .quantity, .count: return .amount
        case .months, .level: return .plain
        }
    }

    /// What a form shows; the document's own text where it is not understood.
    static func shown(_ value: PolicyValue, _ language: Language) -> String {
        switch shape(value) {
        case .plain, .share: value.text
        case .window: value.text.split(separator: " ").first.map(String.init) ?? value.text
        case .amount: ShortNumber.millionths(value.text).map { ShortNumber.text(millionths: $0, language) } ?? value.text
        }
    }

    /// What the document says for a text that somebody typed; the same text where it cannot be understood, so that its problem is told.
    static func document(_ typed: String, for value: PolicyValue) -> String {
        let text = typed.trimmed
        return switch shape(value) {
        case .plain: text.filter { $0 != "," }
        case .share: text.hasSuffix("%") ? text : text + "%"
        case .window: text.allSatisfy(\.isNumber) ? text + " months" : text
        case .amount: ShortNumber.millionths(text).map(amount) ?? text
        }
    }

    private static func amount(_ millionths: Int64) -> String {
        switch millionths.magnitude {
        case 1_000_000_000_000...: FixedDecimal(units: millionths, decimals: 12).trimmed() + "M"
        case 1_000_000_000...: FixedDecimal(units: millionths, decimals: 9).trimmed() + "k"
        default: FixedDecimal(units: millionths, decimals: 6).trimmed()
        }
    }

    /// The document with what was typed in place of its values; what was left as shown stays as it is written.
    /// - Parameters:
    ///   - shown: the document whose values the form showed.
    ///   - base: the document that the draft began with; parts follow their criterion in its proportion.
    static func document(
        _ document: String, with typed: (String) -> String?, shownIn language: Language, from shown: String, base: String?
    ) -> String {
        var changes: [String: String] = [:]
        for value in PolicyDocument.values(in: shown) {
            guard let text = typed(value.path), text.trimmed != self.shown(value, language) else { continue }
            changes[value.path] = self.document(text, for: value)
        }
        return PolicyDocument.replacing(PolicyDocument.carryingParts(changes, in: shown, from: base), in: document)
    }
}

/// The values that a draft began with, found by what they are the value of: places move when something is added.
struct PolicyBaseValues {
    private var values: [String: String] = [:]
    private let policy: Policy

    /// - Parameter policy: the draft's.
    init(_ base: PolicyVersion?, beside policy: Policy, _ language: Language) {
        self.policy = policy
        guard let base, let old = base.policy else { return }
        for value in PolicyDocument.values(in: base.document) { values[Self.key(value.path, old)] = PolicyValueText.shown(value, language) }
    }

    /// How the value at a place of the draft was; nil when it is new.
    func text(_ path: String) -> String? { values[Self.key(path, policy)] }

    /// The path with names in place of numbers.
    private static func key(_ path: String, _ policy: Policy) -> String {
        var criterion: Policy.Criterion?
        return path.split(separator: ".").map { step -> String in
            guard let match = step.firstMatch(of: /^(criteria|parts|gates|tiers)\[(\d+)\]$/), let index = Int(match.2) else { return String(step) }
            switch match.1 {
            case "criteria":
                criterion = policy.criteria.indices.contains(index) ? policy.criteria[index] : nil
                return "criteria[\(criterion?.id ?? "")]"
            case "parts":
                let part = criterion.flatMap { $0.parts.indices.contains(index) ? $0.parts[index] : nil }
                return "parts[\(part.map { "\($0.metric) \($0.window == policy.window ? 0 : $0.window)" } ?? "")]"
            case "gates": return "gates[\(policy.gates.indices.contains(index) ? "\(policy.gates[index].metric)" : "")]"
            default: return "tiers[\(policy.tiers.indices.contains(index) ? policy.tiers[index].code : "")]"
            }
        }.joined(separator: ".")
    }
}
