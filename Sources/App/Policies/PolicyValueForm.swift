import Basics
import Foundation
import Interface
import Scoring

/// A policy in sentences whose numbers can be changed where they stand; what differs from the version it began with is marked.
struct PolicyValueForm {
    let policy: Policy
    let visit: Context
    private let values: [String: PolicyValue]
    private let base: PolicyBaseValues

    /// - Parameter base: the version that the draft began with.
    init(policy: Policy, document: String, base: PolicyVersion?, visit: Context) {
        self.policy = policy
        self.visit = visit
        values = Dictionary(PolicyDocument.values(in: document).map { ($0.path, $0) }) { first, _ in first }
        self.base = PolicyBaseValues(base, beside: policy, visit.language)
    }

    private var words: DraftsWords { visit.words.drafts }
    private var says: PoliciesWords { visit.words.policies }
    private var language: Language { visit.language }

    var html: HTML {
        let total = policy.criteria.reduce(0) { $0 + $1.weight }
        let sum: HTML = "<span>\(says.criteria)</span><small>\(words.weightsSum(Format.weight(total)))</small>"
        let gates = policy.gates.indices.map { gate($0, policy.gates[$0]) }
        return """
            <h3>\(words.period)</h3><p>\(period)</p><h3>\(sum)</h3><ul class="crit">\(policy.criteria.indices.map { criterion($0, policy.criteria[$0]) })</ul><h3>\(says.gates)</h3><ul class="say">\(gates)</ul><h3>\(words.lines)</h3>\(bands)<h3>\(words.flapping)</h3><p>\(flapping)</p>
            """
    }

    // MARK: Sentences

    private var period: HTML {
        let window = field("window", words.labelWindow, String(policy.window))
        let months = field("minimum_history.months", says.historyName, String(policy.minimumHistory.months))
        let tier = tier("minimum_history.highest_tier", says.historyTierName, policy.minimumHistory.highestTier)
        return FilledSentence.html([window], { says.windowSentence($0[0]) }) + " " + FilledSentence.html([months, tier]) { says.historySentence($0[0], $0[1]) }
    }

    private var flapping: HTML {
        let points = field("hysteresis", says.hysteresisName, Format.score(policy.hysteresis, atLeast: 0))
        let penalty = field("missing_penalty", says.penaltyName, Format.score(policy.missingPenalty, atLeast: 0))
        return FilledSentence.html([points], { says.hysteresisSentence($0[0]) }) + " " + FilledSentence.html([penalty]) { says.penaltySentence($0[0]) }
    }

    private func gate(_ index: Int, _ gate: Policy.Gate) -> HTML {
        let path = "gates[\(index)]", name = MetricText.name(gate.metric, language)
        let tier = tier(path + ".highest_tier", words.labelTier(name), gate.highestTier)
        let (key, limit, isUpper) = switch gate.limit {
        case .atMost(let limit): (path + ".at_most", limit, true)
        case .atLeast(let limit): (path + ".at_least", limit, false)
        }
        let value = field(key, words.labelLimit(name), MetricText.value(limit, gate.metric, visit.organisation.baseCurrency, language))
        return "<li>\(FilledSentence.html([value, tier]) { isUpper ? says.gateMost(name, $0[0], $0[1]) : says.gateLeast(name, $0[0], $0[1]) })</li>"
    }

    private func criterion(_ index: Int, _ criterion: Policy.Criterion) -> HTML {
        let path = "criteria[\(index)]", name = criterion.name.text(language)
        let parts = criterion.parts.enumerated().map { part("\(path).parts[\($0)]", name, $1) }
        let brief = criterion.parts.map { MetricText.name($0.metric, language) + " " + Format.weight($0.weight) }.joined(separator: " · ")
        let isChanged = values.keys.contains { $0.hasPrefix(path + ".parts[") && was($0) != nil }
        let mark: HTML = isChanged ? "<em>\(words.changedInside)</em>" : .empty
        return """
            <li>\(field(path + ".weight", words.labelWeight(name), Format.weight(criterion.weight)))<span>%</span><details\(flag: "open", isChanged)><summary><b>\(name)</b><small>\(brief)</small>\(mark)</summary><ul>\(parts)</ul></details></li>
            """
    }

    private func part(_ path: String, _ criterion: String, _ part: Policy.Part) -> HTML {
        let name = MetricText.name(part.metric, language)
        let weight = field(path + ".weight", words.labelWeight("\(criterion), \(name)"), Format.weight(part.weight)) + "%"
        let groups = Dictionary(grouping: values.keys.filter { $0.hasPrefix(path + ".anchors") && $0.hasSuffix(".at") }) { key in
            String(key[..<(key.range(of: "[", options: .backwards)?.lowerBound ?? key.endIndex)])
        }
        let keys = groups.keys.sorted()
        let lists = keys.enumerated().map { place, group -> HTML in
            let currency = group == path + ".anchors" ? nil : Currency(group.split(separator: ".").last.map(String.init) ?? "")
            let code = currency.map { " · " + $0.code } ?? ""
            let fields = [weight, anchors(group, groups[group]?.count ?? 0, name, part.metric, currency)]
            return FilledSentence.html(fields) { place == 0 ? says.partSentence(name + code, $0[0], $0[1]) : words.inCurrency(name + code, $0[1]) }
        }
        guard !lists.isEmpty else { return "<li>\(FilledSentence.html([weight]) { says.criterionSentence(name, $0[0]) })</li>" }
        return "<li>\(lists.map { "<p>\($0)</p>" as HTML })</li>"
    }

    private func anchors(_ group: String, _ count: Int, _ name: String, _ metric: Metric, _ currency: Currency?) -> HTML {
        let label = name + (currency.map { " \($0.code)" } ?? "")
        var html = HTML.empty
        for index in 0..<count {
            let at = unit(field("\(group)[\(index)].at", words.labelAt(label, index + 1), ""), metric, currency)
            let points = field("\(group)[\(index)].points", words.labelPoints(label, index + 1), "")
            if index > 0 { html.append(HTML(text: visit.isEnglish ? ", " : "\u{3001}")) }
            html.append("<span class=\"anchor-pair\">\(FilledSentence.html([at, points]) { says.anchor($0[0], $0[1]) })</span>")
        }
        return html
    }

    /// A field with its unit on the side where the language has it.
    private func unit(_ field: HTML, _ metric: Metric, _ currency: Currency?) -> HTML {
        switch metric.unit {
        case .money:
            let currency = currency ?? visit.organisation.baseCurrency
            return visit.isEnglish ? HTML(text: Format.sign(currency)) + field : field + HTML(text: Format.unit(currency, language))
        case .months: return field + HTML(text: words.unitMonths)
        case .count: return metric == .orderDays ? field + HTML(text: words.unitDays) : field
        case .quantity: return field + HTML(text: words.unitPieces)
        case .share, .level: return field
        }
    }

    private var bands: HTML {
        let bars = policy.tiers.reversed().map { tier -> HTML in
            let next = policy.tiers.last { $0.from > tier.from }?.from ?? 1_000_000
            let width = max(0, (next - tier.from) / 1_000 - 3)
            return "<rect class=\"\(TierChip.css(tier.code))\" x=\"\(tier.from / 1_000)\" width=\"\(width)\" height=\"20\"/>"
        }
        let lines = policy.tiers.indices.reversed().map { index -> HTML in
            let tier = policy.tiers[index]
            guard index < policy.tiers.count - 1 || index == 0 else { return "<span>\(TierChip.mini(tier.code)) \(words.belowTier(policy.tiers[index - 1].code))</span>" }
            return "<span>\(TierChip.mini(tier.code)) \(FilledSentence.html([field("tiers[\(index)].from", words.labelFrom(tier.code), "")]) { words.fromPoints($0[0]) })</span>"
        }
        return "<svg class=\"tier-bar\" viewBox=\"0 0 1000 20\" preserveAspectRatio=\"none\" width=\"100%\" height=\"20\" aria-hidden=\"true\">\(bars)</svg><p class=\"tier-lines\">\(lines)</p>"
    }

    // MARK: Fields

    /// How a value was, if it was otherwise.
    private func was(_ path: String) -> String? {
        guard let value = values[path], let old = base.text(path) else { return nil }
        return old == PolicyValueText.shown(value, language) ? nil : old
    }

    private func marked(_ path: String, _ field: HTML) -> HTML {
        was(path).map { "<span class=\"chg\">\(field)</span><em>\(words.was($0))</em>" } ?? field
    }

    /// - Parameter fallback: what holds where the document says nothing.
    private func field(_ path: String, _ label: String, _ fallback: String) -> HTML {
        guard let value = values[path] else { return HTML(text: fallback) }
        let shown = PolicyValueText.shown(value, language)
        return marked(path, "<input class=\"value-field\" name=\"\("v." + path)\" value=\"\(shown)\" aria-label=\"\(label)\" size=\"\(max(2, shown.count))\" maxlength=\"40\" autocomplete=\"off\">")
    }

    private func tier(_ path: String, _ label: String, _ fallback: String) -> HTML {
        guard let value = values[path] else { return HTML(text: fallback) }
        let options = policy.tiers.map { "<option value=\"\($0.code)\"\(flag: "selected", $0.code == value.text)>\($0.code)</option>" as HTML }
        return marked(path, "<select class=\"value-field\" name=\"\("v." + path)\" aria-label=\"\(label)\">\(options)</select>")
    }
}
