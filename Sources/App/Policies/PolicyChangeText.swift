import Basics
import Interface
import Scoring

/// Changes between policies in words: what changed, how it was, how it is.
struct PolicyChangeText {
    let visit: Context

    private var words: PoliciesWords { visit.words.policies }
    private var language: Language { visit.language }

    /// One line of a comparison.
    struct Line: Hashable {
        /// What kind of thing: a weight, a gate, a line between tiers.
        var kind: String
        var name: String
        var was: String?
        var now: String?
    }

    func lines(_ changes: [PolicyChange]) -> [Line] { changes.flatMap(lines) }

    /// The list of changes, each with the old value struck out.
    func html(_ lines: [Line]) -> HTML {
        let items = lines.map { line -> HTML in
            let was = line.was.map { "<del>\($0)</del> " as HTML }, now = line.now.map { "<ins>\($0)</ins>" as HTML }
            return "<li><b>\(line.kind)</b><p><span>\(line.name)</span> \(was)\(now)</p></li>"
        }
        return "<ol class=\"diff num\">\(items)</ol>"
    }

    private func lines(_ change: PolicyChange) -> [Line] {
        switch change {
        case .name(let was, let now): [Line(kind: words.name, name: "", was: was.text(language), now: now.text(language))]
        case .window(let was, let now): [rule(words.windowName, String(was), String(now))]
        case .history(let was, let now): history(was, now)
        case .hysteresis(let was, let now): [rule(words.hysteresisName, points(was), points(now))]
        case .missingPenalty(let was, let now): [rule(words.penaltyName, points(was), points(now))]
        case .gate(let was, let now): gate(was, now)
        case .criterion(let was, let now): [criterion(was, now)]
        case .part(let criterion, let was, let now):
            [Line(kind: words.weight, name: name(criterion, was?.metric ?? now?.metric), was: was.map { weight($0.weight) }, now: now.map { weight($0.weight) })]
        case .anchors(let criterion, let metric, let currency, let was, let now): [anchors(criterion, metric, currency, was, now)]
        case .tier(let was, let now): [tier(was, now)]
        }
    }

    private func rule(_ name: String, _ was: String, _ now: String) -> Line { Line(kind: words.rule, name: name, was: was, now: now) }
    private func points(_ value: Int) -> String { Format.score(value, atLeast: 0) }
    private func weight(_ value: Int) -> String { Format.weight(value) + "%" }

    private func name(_ criterion: Policy.Criterion, _ metric: Metric?) -> String {
        criterion.name.text(language) + (metric.map { " · " + MetricText.name($0, language) } ?? "")
    }

    private func history(_ was: Policy.MinimumHistory, _ now: Policy.MinimumHistory) -> [Line] {
        var lines: [Line] = []
        if was.months != now.months { lines.append(rule(words.historyName, String(was.months), String(now.months))) }
        if was.highestTier != now.highestTier { lines.append(rule(words.historyTierName, was.highestTier, now.highestTier)) }
        return lines
    }

    private func gate(_ was: Policy.Gate?, _ now: Policy.Gate?) -> [Line] {
        guard let was, let now else {
            let sentences = PolicySentences(visit: visit)
            return [Line(kind: words.gate, name: "", was: was.map { sentences.sentence($0) }, now: now.map { sentences.sentence($0) })]
        }
        let name = MetricText.name(now.metric, language)
        var lines: [Line] = []
        if was.limit != now.limit { lines.append(Line(kind: words.gate, name: name, was: limit(was), now: limit(now))) }
        if was.highestTier != now.highestTier {
            lines.append(Line(kind: words.gate, name: name + " · " + words.highestTier, was: was.highestTier, now: now.highestTier))
        }
        return lines
    }

    private func limit(_ gate: Policy.Gate) -> String {
        switch gate.limit {
        case .atMost(let value), .atLeast(let value): MetricText.value(value, gate.metric, visit.organisation.baseCurrency, language)
        }
    }

    private func criterion(_ was: Policy.Criterion?, _ now: Policy.Criterion?) -> Line {
        if let was, let now, was.weight == now.weight {
            return Line(kind: words.weight, name: "", was: was.name.text(language), now: now.name.text(language))
        }
        let name = (now ?? was)?.name.text(language) ?? ""
        return Line(kind: words.weight, name: name, was: was.map { weight($0.weight) }, now: now.map { weight($0.weight) })
    }

    /// Of curves with as many anchors only those that differ are told.
    private func anchors(_ criterion: Policy.Criterion, _ metric: Metric, _ currency: Currency?, _ was: Anchors?, _ now: Anchors?) -> Line {
        var (old, new) = (was?.list ?? [], now?.list ?? [])
        if old.count == new.count {
            let differing = old.indices.filter { old[$0] != new[$0] }
            if !differing.isEmpty { (old, new) = (differing.map { old[$0] }, differing.map { new[$0] }) }
        }
        func text(_ list: [Anchors.Anchor], _ anchors: Anchors?) -> String? {
            guard let anchors else { return nil }
            let values = list.map { words.anchor(MetricText.value($0.value, metric, currency ?? visit.organisation.baseCurrency, language), String($0.points)) }
            return values.joined(separator: visit.isEnglish ? ", " : "\u{3001}") + (was?.scale != now?.scale && anchors.scale == .log ? words.logNoteAfter : "")
        }
        return Line(kind: words.points, name: name(criterion, metric) + (currency.map { " · " + $0.code } ?? ""), was: text(old, was), now: text(new, now))
    }

    private func tier(_ was: Policy.Tier?, _ now: Policy.Tier?) -> Line {
        if let was, let now, was.from == now.from {
            return Line(kind: words.line, name: now.code, was: was.name.text(language), now: now.name.text(language))
        }
        return Line(kind: words.line, name: now?.code ?? was?.code ?? "", was: was.map { points($0.from) }, now: now.map { points($0.from) })
    }
}
