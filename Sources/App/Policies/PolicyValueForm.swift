import Basics
import Foundation
import Interface
import Scoring

/// A policy in sentences whose numbers can be changed where they stand.
struct PolicyValueForm {
    let policy: Policy
    let document: String
    let visit: Context
    let action: String

    private var words: DraftsWords { visit.words.drafts }

    var html: HTML {
        let values = Dictionary(PolicyDocument.values(in: document).map { ($0.path, $0.text) }) { first, _ in first }
        let total = policy.criteria.reduce(0) { $0 + $1.weight }
        let criteria = policy.criteria.indices.map { criterion($0, policy.criteria[$0], values) }
        let gates = policy.gates.indices.map { gate($0, policy.gates[$0], values) }
        let lines = policy.tiers.indices.map { line($0, values) }
        let sum = words.weightsSum(Format.weight(total))
        let parts: [HTML] = [
            group(HTML(text: words.period), period(values)),
            group("<span>\(visit.words.policies.criteria)</span><small>\(sum)</small>", "\(criteria)"),
            group(HTML(text: visit.words.policies.gates), "\(gates)"), group(HTML(text: words.lines), "<p class=\"tier-lines\">\(lines)</p>"),
            group(HTML(text: words.flapping), flapping(values)),
        ]
        return """
            <section class="panel policy-values" aria-labelledby="values"><header><h2 id="values">\(words.sentences)</h2><p>\(words.sentencesNote)</p></header><form method="post" action="\(action)" data-dirty><input type="hidden" name="token" value="\(visit.formToken)">
            \(parts)<div class="form-actions padded"><button class="btn primary" name="do" value="values">\(words.useValues)</button></div></form></section>
            """
    }

    private func group(_ title: HTML, _ body: HTML) -> HTML {
        "<h3 class=\"group\">\(title)</h3><div class=\"body\">\(body)</div>"
    }

    private func period(_ values: [String: String]) -> HTML {
        let window = input("window", values), months = input("minimum_history.months", values)
        return "<p>\(words.windowLabel) \(window) · \(words.historyLabel) \(months) · \(words.cappedAt) \(tier("minimum_history.highest_tier", values))</p>"
    }

    private func flapping(_ values: [String: String]) -> HTML {
        "<p>\(words.hysteresisLabel) \(input("hysteresis", values)) · \(words.penaltyLabel) \(input("missing_penalty", values))</p>"
    }

    private func line(_ index: Int, _ values: [String: String]) -> HTML {
        let code = policy.tiers[index].code
        return "<span>\(TierChip.mini(code)) \(words.from) \(input("tiers[\(index)].from", values, label: code))</span>"
    }

    private func input(_ path: String, _ values: [String: String], label: String? = nil) -> HTML {
        guard let value = values[path] else { return .empty }
        return "<input class=\"entry num\" name=\"\("v." + path)\" value=\"\(value)\" aria-label=\"\(label ?? path)\" size=\"\(max(3, value.count))\" maxlength=\"40\">"
    }

    private func tier(_ path: String, _ values: [String: String]) -> HTML {
        guard let value = values[path] else { return .empty }
        let options = policy.tiers.map { "<option value=\"\($0.code)\"\(flag: "selected", $0.code == value)>\($0.code)</option>" as HTML }
        return "<select class=\"entry\" name=\"\("v." + path)\" aria-label=\"\(path)\">\(options)</select>"
    }

    private func criterion(_ index: Int, _ criterion: Policy.Criterion, _ values: [String: String]) -> HTML {
        let parts = criterion.parts.enumerated().map { place, part -> HTML in
            let path = "criteria[\(index)].parts[\(place)]"
            return "<li>\(input(path + ".weight", values, label: MetricText.name(part.metric, visit.language)))% \(MetricText.name(part.metric, visit.language))\(anchors(path + ".anchors", values))</li>"
        }
        let name = criterion.name.text(visit.language)
        return """
            <details class="criterion"><summary><span>\(input("criteria[\(index)].weight", values, label: name))% <b>\(name)</b></span><small>\(criterion.parts.map { MetricText.name($0.metric, visit.language) }.joined(separator: " · "))</small></summary><ul>\(parts)</ul></details>
            """
    }

    /// Pairs of a value and its points, in every currency that has its own.
    private func anchors(_ path: String, _ values: [String: String]) -> HTML {
        let groups = Dictionary(grouping: values.keys.filter { $0.hasPrefix(path) && $0.hasSuffix(".at") }) { key in
            String(key[..<(key.range(of: "[", options: .backwards)?.lowerBound ?? key.endIndex)])
        }
        let rows = groups.keys.sorted().map { group -> HTML in
            let label = group == path ? "" : group.split(separator: ".").last.map(String.init) ?? ""
            let pairs = (0..<(groups[group]?.count ?? 0)).map { index -> HTML in
                "<span class=\"pair\">\(input("\(group)[\(index)].at", values))→\(input("\(group)[\(index)].points", values))</span>"
            }
            return "<div class=\"pairs\"><small>\(label.isEmpty ? words.anchors : label)</small>\(pairs)</div>"
        }
        return "\(rows)"
    }

    private func gate(_ index: Int, _ gate: Policy.Gate, _ values: [String: String]) -> HTML {
        let path = "gates[\(index)]"
        let name = MetricText.name(gate.metric, visit.language)
        let limit: HTML = switch gate.limit {
        case .atMost: "\(words.above) \(input(path + ".at_most", values, label: name))"
        case .atLeast: "\(words.below) \(input(path + ".at_least", values, label: name))"
        }
        return "<p>\(name) \(limit) → \(words.cappedAt) \(tier(path + ".highest_tier", values))</p>"
    }
}
