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
    private let problems: PlacedProblems
    private let places: PolicyPlaces
    /// In what proportion parts follow their criterion, by the paths of their weights.
    private let proportions: [String: Int]

    /// - Parameters:
    ///   - base: the version that the draft began with.
    ///   - problems: what is wrong with the document.
    init(policy: Policy, document: String, base: PolicyVersion?, problems: PlacedProblems = .none, visit: Context) {
        self.policy = policy
        self.visit = visit
        self.problems = problems
        values = Dictionary(PolicyDocument.values(in: document).map { ($0.path, $0) }) { first, _ in first }
        proportions = PolicyDocument.proportions(in: document, from: base?.document)
        places = PolicyPlaces(policy: policy, visit: visit)
        self.base = PolicyBaseValues(base, beside: policy, visit.language)
    }

    private var words: DraftsWords { visit.words.drafts }
    private var says: PoliciesWords { visit.words.policies }
    private var language: Language { visit.language }

    var html: HTML {
        let sum: HTML = "<span id=\"\(Self.id(PlacedProblems.total))\">\(says.criteria)</span>\(total)"
        let gates = policy.gates.indices.map { gate($0, policy.gates[$0]) }
        let parts = visit.words.problems.weightsSum("{1}", "{2}")
        return """
            <div data-weights="\(parts)"><h3>\(words.period)</h3><p>\(period)</p><h3>\(sum)</h3><ul class="crit">\(policy.criteria.indices.map { criterion($0, policy.criteria[$0]) })</ul><h3>\(says.gates)</h3><ul class="say">\(gates)</ul><h3>\(words.lines)</h3>\(bands)<h3>\(words.flapping)</h3><p>\(flapping)</p></div>
            """
    }

    /// What the weights of the document add up to as it stands, whatever is wrong with it.
    private var total: HTML {
        let weights = policy.criteria.indices.map { index in
            values["criteria[\(index)].weight"].map { PolicyWeights.read($0.text) } ?? policy.criteria[index].weight
        }
        let isReadable = !weights.contains(nil), sum = weights.compactMap(\.self).reduce(0, +)
        let isOff = !isReadable || sum != 10_000
        return "<small\(attribute: "class", isOff ? "wrong" : nil) data-total=\"\(words.weightsSum("{1}"))\" aria-live=\"polite\">\(words.weightsSum(isReadable ? Format.weight(sum) : "–"))</small>"
    }

    /// The values that differ from the version that the draft began with, also where the document cannot be read as a policy.
    var differences: [PolicyChangeText.Line] {
        values.values.sorted { ($0.path.count, $0.path) < ($1.path.count, $1.path) }.compactMap { value in
            was(value.path).map { .init(kind: places.kind(of: value.path), name: places.label(of: value.path), was: $0, now: PolicyValueText.shown(value, language)) }
        }
    }

    /// What a link leads to.
    static func id(_ path: String) -> String { "v." + path }

    /// A problem at the place where it stands, as a list above links to it.
    func link(_ place: String, _ problem: PolicyProblem) -> HTML {
        let label = place == PlacedProblems.total ? says.criteria : places.label(of: place)
        return "<li><a href=\"\("#" + Self.id(place))\">\(label)</a>: \(PolicyProblemText.text(problem, language))</li>"
    }

    // MARK: Sentences

    private var period: HTML {
        let window = field("window", String(policy.window))
        let months = field("minimum_history.months", String(policy.minimumHistory.months))
        let tier = tier("minimum_history.highest_tier", policy.minimumHistory.highestTier)
        return FilledSentence.html([window], { says.windowSentence($0[0]) }) + " " + FilledSentence.html([months, tier]) { says.historySentence($0[0], $0[1]) }
    }

    private var flapping: HTML {
        let points = field("hysteresis", Format.score(policy.hysteresis, atLeast: 0))
        let penalty = field("missing_penalty", Format.score(policy.missingPenalty, atLeast: 0))
        return FilledSentence.html([points], { says.hysteresisSentence($0[0]) }) + " " + FilledSentence.html([penalty]) { says.penaltySentence($0[0]) }
    }

    private func gate(_ index: Int, _ gate: Policy.Gate) -> HTML {
        let path = "gates[\(index)]", name = MetricText.name(gate.metric, language)
        let tier = tier(path + ".highest_tier", gate.highestTier)
        let (key, limit, isUpper) = switch gate.limit {
        case .atMost(let limit): (path + ".at_most", limit, true)
        case .atLeast(let limit): (path + ".at_least", limit, false)
        }
        let value = field(key, MetricText.value(limit, gate.metric, visit.organisation.baseCurrency, language))
        return "<li>\(FilledSentence.html([value, tier]) { isUpper ? says.gateMost(name, $0[0], $0[1]) : says.gateLeast(name, $0[0], $0[1]) })</li>"
    }

    private func criterion(_ index: Int, _ criterion: Policy.Criterion) -> HTML {
        let path = "criteria[\(index)]", name = criterion.name.text(language)
        let parts = criterion.parts.enumerated().map { part("\(path).parts[\($0)]", $1) }
        let brief = criterion.parts.map { MetricText.name($0.metric, language) + " " + Format.weight($0.weight) }.joined(separator: " · ")
        let inner = path + ".parts["
        let isChanged = values.keys.contains { $0.hasPrefix(inner) && was($0) != nil }
        let isOpen = isChanged || problems.placed.contains { $0.key.hasPrefix(inner) || $0.key == path + ".weight" }
        let mark: HTML = isChanged ? "<em>\(words.changedInside)</em>" : .empty
        return """
            <li>\(field(path + ".weight", Format.weight(criterion.weight)))<span>%</span><details\(flag: "open", isOpen)><summary><b>\(name)</b><small>\(brief)</small>\(mark)</summary><ul>\(parts)</ul></details></li>
            """
    }

    private func part(_ path: String, _ part: Policy.Part) -> HTML {
        let name = MetricText.name(part.metric, language)
        let weight = field(path + ".weight", Format.weight(part.weight)) + "%"
        let groups = Dictionary(grouping: values.keys.filter { $0.hasPrefix(path + ".anchors") && $0.hasSuffix(".at") }) { key in
            String(key[..<(key.range(of: "[", options: .backwards)?.lowerBound ?? key.endIndex)])
        }
        let keys = groups.keys.sorted()
        let lists = keys.enumerated().map { place, group -> HTML in
            let currency = group == path + ".anchors" ? nil : Currency(group.split(separator: ".").last.map(String.init) ?? "")
            let code = currency.map { " · " + $0.code } ?? ""
            let fields = [weight, anchors(group, groups[group]?.count ?? 0, part.metric, currency)]
            return FilledSentence.html(fields) { place == 0 ? says.partSentence(name + code, $0[0], $0[1]) : words.inCurrency(name + code, $0[1]) }
        }
        guard !lists.isEmpty else { return "<li>\(FilledSentence.html([weight]) { says.criterionSentence(name, $0[0]) })</li>" }
        return "<li>\(lists.map { "<p>\($0)</p>" as HTML })</li>"
    }

    private func anchors(_ group: String, _ count: Int, _ metric: Metric, _ currency: Currency?) -> HTML {
        var html = HTML.empty
        for index in 0..<count {
            let at = unit(field("\(group)[\(index)].at", ""), metric, currency)
            let points = field("\(group)[\(index)].points", "")
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
            return "<span>\(TierChip.mini(tier.code)) \(FilledSentence.html([field("tiers[\(index)].from", "")]) { words.fromPoints($0[0]) })</span>"
        }
        return "<svg class=\"tier-bar\" viewBox=\"0 0 1000 20\" preserveAspectRatio=\"none\" width=\"100%\" height=\"20\" aria-hidden=\"true\">\(bars)</svg><p class=\"tier-lines\">\(lines)</p>"
    }

    // MARK: Fields

    /// How a value was, if it was otherwise.
    private func was(_ path: String) -> String? {
        guard let value = values[path], let old = base.text(path) else { return nil }
        return old == PolicyValueText.shown(value, language) ? nil : old
    }

    /// A field with how it was, and what is wrong with it.
    private func marked(_ path: String, _ field: HTML) -> HTML {
        let old = was(path)
        let changed: HTML = old.map { "<span class=\"chg\">\(field)</span><em>\(words.was($0))</em>" } ?? field
        let texts = (problems.placed[path] ?? []).map { PolicyProblemText.text($0, language) }
        // Weights of criteria are told while they are typed, so the place is always there.
        guard !texts.isEmpty || Self.isCriterion(path) else { return changed }
        return "\(changed)<small class=\"wrong\" id=\"\(Self.problemID(path))\"\(flag: "hidden", texts.isEmpty)>\(texts.joined(separator: "; "))</small>"
    }

    private static func problemID(_ path: String) -> String { "p-v." + path }
    private static func isCriterion(_ path: String) -> Bool { path.hasPrefix("criteria[") && path.hasSuffix("].weight") && !path.contains(".parts[") }

    private func attributes(_ path: String) -> HTML {
        let isWrong = problems.placed[path] != nil
        let described = isWrong || Self.isCriterion(path) ? Self.problemID(path) : nil
        return """
            id="\(Self.id(path))" aria-label="\(places.label(of: path))"\(attribute: "aria-describedby", described)\(attribute: "aria-invalid", isWrong ? "true" : nil)
            """
    }

    /// - Parameter fallback: what holds where the document says nothing.
    private func field(_ path: String, _ fallback: String) -> HTML {
        guard let value = values[path] else { return HTML(text: fallback) }
        let shown = PolicyValueText.shown(value, language)
        let share = proportions[path].map { String($0) }
        return marked(path, "<input class=\"value-field\" name=\"\("v." + path)\" value=\"\(shown)\" \(attributes(path))\(attribute: "data-share", share) size=\"\(max(2, shown.count))\" maxlength=\"40\" autocomplete=\"off\">")
    }

    private func tier(_ path: String, _ fallback: String) -> HTML {
        guard let value = values[path] else { return HTML(text: fallback) }
        let known = policy.tiers.map(\.code)
        // A tier that there is not stays in sight until another is chosen.
        let options = ((known.contains(value.text) ? [] : [value.text]) + known).map { "<option value=\"\($0)\"\(flag: "selected", $0 == value.text)>\($0)</option>" as HTML }
        return marked(path, "<select class=\"value-field\" name=\"\("v." + path)\" \(attributes(path))>\(options)</select>")
    }
}
