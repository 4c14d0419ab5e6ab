import Basics
import Interface
import Scoring

/// Why this tier, as a page.
struct WhyView {
    let model: WhyPage.Model
    let visit: Context

    private var words: WhyWords { visit.words.why }
    private var card: Scorecard { model.card }
    private func points(_ score: Int) -> String { Format.score(score, atLeast: 2) }

    var html: HTML {
        """
        \(head)<div class="content">\(since)\(compared)\(gates)<div class="two"><div class="stack">\(adds)</div><div class="stack">\(lost)\(history)</div></div>\(WhyRowsView(model: model, visit: visit).html)\(provenance)</div>
        """
    }

    /// Gates, the sum with its ruler and curves, what is lost, the history: without the page around them.
    var parts: HTML { "\(gates)\(adds)\(lost)\(history)" }

    // MARK: Head

    private var head: HTML {
        let place = TierPlace(card, in: model.policy)
        let distance = words.andSo(TierPlaceText.above(place, visit)) + (TierPlaceText.below(place, visit).map { words.andSo($0) } ?? "")
        // An older result speaks of its own day: its letter, its colour and its name.
        var account = model.account
        account.tier = card.tier
        var head = AccountHead(account: account, tab: .evaluation, visit: visit)
        let day = Format.fullDay(model.score.run.asOf, visit.language)
        head.title = model.isNewest ? words.title(Format.points(card.score), card.tier) + distance
            : visit.words.comparison.onDay(Format.points(card.score), card.tier, day)
        head.exact = Format.score(card.score)
        head.tierName = model.policy.tiers.first { $0.code == card.tier }?.name.text(visit.language)
        var tags: HTML = .empty
        if card.isProvisional { tags.append(Tag.html(words.provisional(card.historyMonths), .warn, icon: Icon("triangle-alert"))) }
        if card.isKept { tags.append(Tag.html(words.kept, .warn)) }
        if card.bounds.lowerBound != card.bounds.upperBound {
            tags.append(Tag.html(words.between(points(card.bounds.lowerBound), points(card.bounds.upperBound)), .warn, icon: Icon("triangle-alert")))
        }
        if !model.isNewest, let today = model.account.tier, today != card.tier { tags.append(Tag.html(visit.words.comparison.thenToday(card.tier, today), .warn)) }
        head.tags = tags
        head.explanation = AccountExplanations(visit: visit, version: model.version).tier
        let span = visit.span(model.window.from, model.window.lastDay)
        head.facts = [
            (Icon("building-2"), model.account.name(english: visit.isEnglish)),
            (Icon("calendar-range"), words.window(span.from, span.last)),
            (Icon("scale"), model.version.title(visit)),
        ]
        return head.html
    }

    // MARK: What became of it

    /// Where classifying again begins.
    private static let classifying = Address.classification

    /// What the books would say now, where that is something else.
    private var since: HTML {
        guard let since = model.since, since.isChanged else { return .empty }
        let says = visit.words.comparison
        let values = since.differences.prefix(4).map { says.valueThenNow(MetricText.name($0.metric, visit.language), text($0.then, $0.metric), text($0.now, $0.metric)) }
        let sentence = since.differences.isEmpty ? says.othersChanged : says.booksChanged(values.joined(separator: visit.isEnglish ? "; " : "\u{FF1B}"))
        let again: HTML = model.isNewest ? "<a class=\"btn s\" href=\"\(Self.classifying.text)\">\(says.again)</a>" : .empty
        return "<p class=\"missing\" id=\"since\" role=\"status\">\(Icon("triangle-alert").html)<span>\(sentence)</span>\(again)</p>"
    }

    private func text(_ measurement: Measurement, _ metric: Metric) -> String {
        switch measurement {
        case .measured(let raw): MetricText.value(raw, metric, model.currency, visit.language)
        case .missing(let absence), .notApplicable(let absence): MetricText.absence(absence, visit.language)
        }
    }

    private var compared: HTML {
        if let comparison = model.comparison {
            return RunComparisonView(comparison: comparison, currency: model.currency, code: model.account.code, visit: visit).html
        }
        if model.query.with != nil { return "<p class=\"missing\" role=\"status\"><span>\(visit.words.comparison.nothingBefore)</span></p>" }
        guard model.isNewest, model.account.moved == -1 else { return .empty }
        return "<p><a class=\"btn s\" href=\"\(Address.why(model.account.code, .init(with: .before)).text)\">\(Icon("trending-down").html)<span>\(visit.words.comparison.whyFell)</span></a></p>"
    }

    // MARK: Gates

    private var gates: HTML {
        let failed = card.gates.filter { !$0.passed }
        let title = failed.isEmpty && !card.isProvisional
            ? words.gatesPassed(card.gates.count + 1)
            : words.gatesFailed(
                failed.map { MetricText.name($0.metric, visit.language) }.joined(separator: ", ") + (card.isProvisional ? (failed.isEmpty ? "" : ", ") + words.history : ""),
                (failed.map(\.highestTier) + (card.isProvisional ? [model.policy.minimumHistory.highestTier] : [])).max { (model.policy.rank(of: $0) ?? 0) < (model.policy.rank(of: $1) ?? 0) } ?? ""
            )
        let items = zip(model.policy.gates, card.gates).map { gate, result in item(gate, result) }
        let history = gateItem(
            words.history, value: words.months(card.historyMonths), passed: !card.isProvisional, measured: true,
            limit: words.atLeastMonths(model.policy.minimumHistory.months), address: Address.documents(model.account.code, .init()).text
        )
        return Panel.html(id: "gates", title: title, note: words.gateRule(model.policy.minimumHistory.highestTier), """
            <ul class="gates">\(items)\(history)</ul>
            """)
    }

    private func item(_ gate: Policy.Gate, _ result: Scorecard.GateResult) -> HTML {
        var value = words.notMeasured
        var measured = false
        switch result.measurement {
        case .measured(let raw):
            value = MetricText.value(raw, gate.metric, model.currency, visit.language)
            measured = true
        case .missing(let absence), .notApplicable(let absence):
            value = MetricText.absence(absence, visit.language)
        }
        let limit = switch gate.limit {
        case .atMost(let raw): words.limitAtMost(MetricText.value(raw, gate.metric, model.currency, visit.language))
        case .atLeast(let raw): words.limitAtLeast(MetricText.value(raw, gate.metric, model.currency, visit.language))
        }
        return gateItem(
            MetricText.name(gate.metric, visit.language), value: value, passed: result.passed, measured: measured, limit: limit,
            address: WhyRows.address(of: gate.metric, model)
        )
    }

    private func gateItem(_ name: String, value: String, passed: Bool, measured: Bool, limit: String, address: String) -> HTML {
        let verdict = !measured ? words.notMeasured : passed ? words.passed : words.failed
        return """
            <li class="\(passed ? "" : "failed")"><a href="\(address)">\(Icon(passed ? "circle-check" : "circle-x").html)<span class="name">\(name)</span><span class="value num">\(value)</span><span class="note num">\(verdict) · \(limit)</span></a></li>
            """
    }

    // MARK: Adding up

    private var adds: HTML {
        let most = model.policy.criteria.max { loss($0) < loss($1) }
        let title = words.addUp(model.policy.criteria.count, Format.points(card.score), most?.name.text(visit.language) ?? "")
        let missing = card.terms.filter { if case .missing = $0.measurement { true } else { false } }.count
        let note: HTML = missing == 0 ? .empty : """
            <p class="missing" id="missing">\(Icon("triangle-alert").html)<span>\(words.missingNote(missing, points(card.bounds.lowerBound), points(card.bounds.upperBound)))</span></p>
            """
        let tools: HTML = DownloadLink.csv(Address.whyTermsCSV(model.account.code, .init(run: model.query.run)).text)
        return Panel.html(id: "adds", title: title, tools: tools, """
            <div class="body">\(ruler)\(note)\(WhyTerms.table(model, visit))</div>
            """)
    }

    private func loss(_ criterion: Policy.Criterion) -> Int {
        card.terms(of: criterion.id).reduce(0) { $0 + $1.weight * 100 } - card.contribution(of: criterion.id)
    }

    private var ruler: HTML {
        ScoreRuler(
            segments: model.policy.criteria.map { ($0.name.text(visit.language), card.contribution(of: $0.id)) }, score: card.score,
            bounds: card.bounds, tiers: model.policy.tiers.map { ($0.code, $0.from) }, title: words.ruler(points(card.score), card.tier)
        ).html
    }

    private var lost: HTML {
        // One scale for all bars: as long as the points that are lost.
        let most = max(1, model.policy.criteria.map(loss).max() ?? 1)
        let items = model.policy.criteria.sorted { loss($0) > loss($1) }.map { criterion -> HTML in
            """
                <li><span class="label"><a href="#\(criterion.id)">\(criterion.name.text(visit.language))</a></span><span class="track-box">\(Strip.html(share: loss(criterion) * 1_000 / most))</span><span class="v">\(loss(criterion) == 0 ? "0" : Format.score(-loss(criterion), atLeast: 2))</span></li>
                """
        }
        return Panel.html(id: "lost", title: words.distanceTitle, "<div class=\"body\"><ul class=\"bars lost num\">\(items)</ul></div>")
    }

    private var history: HTML {
        let newest = model.history.last
        let rows = model.history.reversed().map { entry -> HTML in
            let isShown = entry.run == model.score.run.id
            let compare: HTML = isShown ? .empty : """
                <a class="link" href="\(Address.why(model.account.code, .init(run: model.isNewest ? nil : model.score.run.id, with: .run(entry.run))).text)" aria-label="\(visit.words.comparison.compareWith(visit.text(entry.asOf)))">\(visit.words.comparison.compare)</a>
                """
            return "<tr><th scope=\"row\"><a\(attribute: "aria-current", isShown ? "true" : nil) class=\"link\" href=\"\(Address.why(model.account.code, .init(run: entry.run)).text)\">\(visit.text(entry.asOf))</a></th><td class=\"n\">\(Format.score(entry.score))</td><td class=\"n\">\(TierChip.mini(entry.tier))</td><td class=\"n\">\(compare)</td></tr>"
        }
        return Panel.html(id: "history", title: model.isNewest ? words.historyTitle(model.history.count, card.tier) : visit.words.comparison.results(model.history.count, card.tier, newest?.tier ?? card.tier), tools: DownloadLink.csv(Address.tierHistoryCSV(model.account.code).text), """
            <div class="body"><table class="sheet num"><caption class="sr">\(words.tierHistory)</caption><thead><tr><th scope="col">\(words.asOf)</th><th scope="col" class="n">\(visit.words.account.score)</th><th scope="col" class="n">\(visit.words.accounts.tier)</th><th scope="col" class="n"><span class="sr">\(visit.words.comparison.compare)</span></th></tr></thead><tbody>\(Array(rows))</tbody></table></div>
            """)
    }

    private var provenance: HTML {
        let run = model.score.run
        return """
            <section class="panel prov" aria-label="\(words.provenance)"><dl><div><dt>\(words.policyLabel)</dt><dd><a class="link" href="\(Address.policy(model.version.id.value).text)">\(model.version.title(visit))</a> <span>\(model.version.effectiveFrom.number == 0 ? visit.words.policies.always : words.inForceSince(visit.text(model.version.effectiveFrom)))</span></dd></div><div><dt>\(words.cutoff)</dt><dd>\(words.cutoffValue(visit.text(run.asOf)))</dd></div><div><dt>\(words.run)</dt><dd>R-\(Int(run.id.value))</dd></div><div><dt>\(words.computedAt)</dt><dd>\(visit.text(run.finishedAt.day(in: visit.zone)))</dd></div></dl></section>
            """
    }
}
