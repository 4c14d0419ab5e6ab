import Basics
import Interface
import Scoring

extension PolicyVersion {
    /// Its name as people call it, and its number; its code where this product cannot read it.
    func title(_ visit: Context) -> String {
        policy.map { visit.words.comparison.policyNamed($0.name.text(visit.language), String(version)) } ?? visit.words.why.policy(code, String(version))
    }
}

/// Two results side by side: in sentences, and criterion by criterion.
struct RunComparisonView {
    let comparison: RunComparison
    let currency: Currency
    let code: String
    let visit: Context

    private var words: ComparisonWords { visit.words.comparison }
    private var then: Scorecard { comparison.then.score.scorecard }
    private var now: Scorecard { comparison.now.score.scorecard }
    private func day(_ result: RunComparison.Result) -> String { Format.fullDay(result.score.run.asOf, visit.language) }
    private func exact(_ score: Int) -> String { Format.score(score, atLeast: 1) }
    private func points(_ score: Int) -> String { Format.score(score, atLeast: 0) }

    var html: HTML {
        let (before, after) = (Format.points(then.score), Format.points(now.score))
        let title = switch comparison.move {
        case .fell: words.fell(then.tier, now.tier, before, after)
        case .rose: words.rose(then.tier, now.tier, before, after)
        case .stayed: words.stayed(now.tier, before, after)
        }
        return Panel.html(id: "comparison", title: title, css: "panel comparison", """
            <div class="body"><ul class="say">\(sentences.map { "<li>\($0)</li>" as HTML })</ul>\(table)</div>
            """)
    }

    // MARK: Sentences

    private var sentences: [String] {
        var list = [was]
        if let kept = comparison.keptUntil {
            list.append(words.keptUntil(kept.tier, points(comparison.now.policy.hysteresis), Format.fullDay(kept.asOf, visit.language)))
        }
        list.append(`is`)
        if comparison.then.version.id != comparison.now.version.id {
            list.append(words.otherPolicy(name(comparison.then.version), name(comparison.now.version)))
        }
        list += [changes { $0 < 0 }.map(words.lost), changes { $0 > 0 }.map(words.gained)].compactMap(\.self)
        return list
    }

    private func name(_ version: PolicyVersion) -> String { version.title(visit) }

    private var was: String {
        let policy = comparison.then.policy
        let says = words.then(day(comparison.then), exact(then.score), then.tier)
        guard then.isKept, let edge = policy.tiers.first(where: { $0.code == then.tier })?.from else { return says }
        return says + (visit.isEnglish ? ", " : "\u{FF0C}") + words.thenKept(points(policy.hysteresis), points(edge))
    }

    /// Below which line the score lies, or what caps the tier.
    private var `is`: String {
        let policy = comparison.now.policy, today = day(comparison.now)
        let rank = policy.rank(of: now.tier) ?? 0
        let caps = now.gates.filter { !$0.passed }.map { MetricText.name($0.metric, visit.language) } + (now.isProvisional ? [visit.words.why.history] : [])
        if let scored = policy.rank(of: now.scoredTier), scored < rank, !caps.isEmpty {
            return words.nowCapped(today, exact(now.score), caps.joined(separator: visit.isEnglish ? ", " : "\u{3001}"), now.tier)
        }
        if comparison.move == .fell, let held = policy.tiers.first(where: { $0.code == then.tier }) {
            return words.nowBelow(today, exact(now.score), points(held.from - policy.hysteresis), now.tier)
        }
        return words.now(today, exact(now.score), now.tier)
    }

    /// Criteria that changed one way, the most first; nil when none did.
    private func changes(_ isWanted: (Int) -> Bool) -> String? {
        let found = comparison.criteria.filter { isWanted($0.sum.difference) }.sorted { abs($0.sum.difference) > abs($1.sum.difference) }
        guard !found.isEmpty else { return nil }
        return found.map { "\($0.name.text(visit.language)) \(signed($0.sum.difference))" }.joined(separator: visit.isEnglish ? ", " : "\u{3001}")
    }

    private func signed(_ difference: Int) -> String { (difference > 0 ? "+" : "") + Format.score(difference, atLeast: 2) }

    // MARK: Table

    private var table: HTML {
        let bodies = comparison.criteria.map { criterion -> HTML in
            let parts = criterion.parts.map { part -> HTML in
                """
                <tr class="part"><th scope="row">\(MetricText.name(part.metric, visit.language))</th>\(cell(part.then))\(cell(part.now))<td>\(change((part.now?.contribution ?? 0) - (part.then?.contribution ?? 0)))</td></tr>
                """
            }
            return "<tbody>\(row(criterion.name.text(visit.language), criterion.sum))\(parts)</tbody>"
        }
        var rest: [HTML] = []
        if comparison.penalty.then != 0 || comparison.penalty.now != 0 { rest.append(row(visit.words.why.penalty, comparison.penalty)) }
        if comparison.lifted.then != 0 || comparison.lifted.now != 0 { rest.append(row(words.notBelowZero, comparison.lifted)) }
        let head = { (label: String, result: RunComparison.Result) -> HTML in
            "<th scope=\"col\">\(label) <a class=\"link\" href=\"\(Address.why(code, .init(run: result.score.run.id)).text)\">\(day(result))</a></th>"
        }
        return """
            <table class="sheet compared num"><caption>\(words.caption)</caption><thead><tr><th scope="col">\(visit.words.why.criterion)</th>\(head(words.thenHead, comparison.then))\(head(words.nowHead, comparison.now))<th scope="col">\(words.difference)</th></tr></thead>\(bodies)<tfoot>\(rest)\(row(visit.words.account.score, comparison.total))</tfoot></table>
            """
    }

    private func row(_ label: String, _ row: RunComparison.Row) -> HTML {
        func cell(_ value: Int?) -> HTML { "<td>\(value.map { Format.score($0, atLeast: 2) } ?? "–")</td>" }
        return "<tr><th scope=\"row\">\(label)</th>\(cell(row.then))\(cell(row.now))<td>\(change(row.difference))</td></tr>"
    }

    /// What a metric added, and below it what was measured.
    private func cell(_ term: Scorecard.Term?) -> HTML {
        guard let term else { return "<td>–</td>" }
        return "<td>\(Format.score(term.contribution, atLeast: 2))<small>\(WhyTerms.raw(term, currency, visit))</small></td>"
    }

    private func change(_ difference: Int) -> HTML {
        "<span\(attribute: "class", difference < 0 ? "down" : difference > 0 ? "up" : nil)>\(difference == 0 ? "0" : signed(difference))</span>"
    }
}
