import Basics
import Interface
import Scoring

/// A policy as people would say it.
struct PolicySentences {
    let visit: Context

    private var words: PoliciesWords { visit.words.policies }
    private var language: Language { visit.language }
    private var base: Currency { visit.organisation.baseCurrency }

    func html(_ policy: Policy) -> HTML {
        let rules = [
            words.windowSentence(String(policy.window)),
            words.historySentence(String(policy.minimumHistory.months), policy.minimumHistory.highestTier),
            words.hysteresisSentence(Format.score(policy.hysteresis, atLeast: 0)),
        ] + (policy.missingPenalty == 0 ? [] : [words.penaltySentence(Format.score(policy.missingPenalty, atLeast: 0))])
        let criteria = policy.criteria.map { criterion -> HTML in
            let parts = criterion.parts.map { part in "<li>\(sentence(part))</li>" as HTML }
            let head = words.criterionSentence(criterion.name.text(language), Format.weight(criterion.weight) + "%")
            return "<div><p><b>\(head)</b></p><ul>\(parts)</ul></div>"
        }
        let tiers = policy.tiers.map { words.tierSentence($0.code, $0.name.text(language), Format.score($0.from, atLeast: 0)) }
        return """
            <div class="sentences"><h3>\(words.gates)</h3>\(list(policy.gates.map(sentence)))<h3>\(words.criteria)</h3>\(criteria)<h3>\(words.tiers)</h3>\(list(tiers))<h3>\(words.rules)</h3>\(list(rules))</div>
            """
    }

    private func list(_ sentences: [String]) -> HTML { "<ul>\(sentences.map { "<li>\($0)</li>" as HTML })</ul>" }

    func sentence(_ gate: Policy.Gate) -> String {
        let name = MetricText.name(gate.metric, language)
        return switch gate.limit {
        case .atMost(let limit): words.gateMost(name, MetricText.value(limit, gate.metric, base, language), gate.highestTier)
        case .atLeast(let limit): words.gateLeast(name, MetricText.value(limit, gate.metric, base, language), gate.highestTier)
        }
    }

    private func sentence(_ part: Policy.Part) -> String {
        let name = MetricText.name(part.metric, language)
        guard let anchors = part.curve.anchors(for: base) else { return words.criterionSentence(name, Format.weight(part.weight) + "%") }
        let values = anchors.list.map { words.anchor(MetricText.value($0.value, part.metric, base, language), String($0.points)) }
        let listed = values.joined(separator: visit.isEnglish ? ", " : "\u{3001}") + (anchors.scale == .log ? words.logNoteAfter : "")
        return words.partSentence(name, Format.weight(part.weight) + "%", listed)
    }
}
