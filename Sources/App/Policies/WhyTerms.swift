import Basics
import Interface
import Scoring
import Spreadsheets

/// How a score adds up, as a table and as CSV.
enum WhyTerms {
    static func raw(_ term: Scorecard.Term, _ currency: Currency, _ visit: Context) -> String {
        switch term.measurement {
        case .measured(let value): MetricText.value(value, term.metric, currency, visit.language)
        case .missing: visit.words.why.missing
        case .notApplicable: visit.words.why.notApplicable
        }
    }

    private static func absence(_ term: Scorecard.Term) -> Absence? {
        switch term.measurement {
        case .measured: nil
        case .missing(let absence), .notApplicable(let absence): absence
        }
    }

    static func table(_ model: WhyPage.Model, _ visit: Context) -> HTML {
        let words = visit.words.why
        let bodies = model.policy.criteria.map { criterion -> HTML in
            let terms = model.card.terms(of: criterion.id)
            let rows = terms.enumerated().map { index, term -> HTML in
                let head: HTML = index == 0 ? """
                    <th scope="rowgroup" rowspan="\(terms.count)" id="\(criterion.id)"><b>\(criterion.name.text(visit.language))</b><span class="num">\(Format.score(model.card.contribution(of: criterion.id), atLeast: 2)) <small>/ \(Format.weight(criterion.weight))</small></span>\(explained(criterion, model, visit))</th>
                    """ : .empty
                return row(term, criterion.parts, head, model, visit)
            }
            return "<tbody>\(rows)</tbody>"
        }
        let penalty: HTML = model.card.penalty == 0 ? .empty : """
            <tr><th scope="row" colspan="6">\(words.penalty)</th><td>\(Format.score(-model.card.penalty, atLeast: 2))</td></tr>
            """
        return """
            <table class="adds"><caption class="sr">\(words.tableCaption)</caption><thead><tr><th scope="col">\(words.criterion)</th><th scope="col">\(words.metric)</th><th scope="col">\(words.raw)</th><th scope="col">\(words.anchors)</th><th scope="col">\(words.points)</th><th scope="col">\(words.weight)</th><th scope="col">\(words.adds)</th></tr></thead>\(bodies)<tfoot>\(penalty)<tr><th scope="row" colspan="5">\(words.total)</th><td>\(Format.weight(model.card.terms.reduce(0) { $0 + $1.weight }))</td><td>\(Format.score(model.card.score, atLeast: 2))</td></tr></tfoot></table><p class="footnote">\(words.totalNote)</p>
            """
    }

    /// The criterion in words, for those who ask.
    private static func explained(_ criterion: Policy.Criterion, _ model: WhyPage.Model, _ visit: Context) -> HTML? {
        let parts = criterion.parts.map { part in
            let anchors = part.curve.anchors(for: model.currency).map { ": " + MetricText.anchors($0, part.metric, model.currency, visit.language) }
            return MetricText.name(part.metric, visit.language) + (anchors ?? "")
        }
        let separator = visit.isEnglish ? "; " : "\u{FF1B}"
        return AccountExplanations(visit: visit, version: model.version).criterion(criterion.name.text(visit.language), parts.joined(separator: separator))
    }

    private static func row(
        _ term: Scorecard.Term, _ parts: [Policy.Part], _ head: HTML, _ model: WhyPage.Model, _ visit: Context
    ) -> HTML {
        let words = visit.words.why
        let name = MetricText.name(term.metric, visit.language)
        if let absence = absence(term) {
            return """
                <tr class="none">\(head)<td>\(name)<small>\(MetricText.absence(absence, visit.language))</small></td><td>\(raw(term, model.currency, visit))</td><td>\(words.reweighted)</td><td>–</td><td><s>\(Format.weight(term.declaredWeight))</s> 0</td><td>–</td></tr>
                """
        }
        let anchors = parts.first { $0.metric == term.metric && $0.window == term.window }?.curve.anchors(for: model.currency)
        var curve: HTML = .empty
        var note = ""
        if let anchors, case .measured(let value) = term.measurement {
            curve = AnchorCurve.html(
                anchors.list.map { (place($0.value, anchors), $0.points) }, at: (place(value, anchors), term.points),
                title: MetricText.anchors(anchors, term.metric, model.currency, visit.language)
            )
            note = anchors.scale == .log ? visit.words.policies.logNote : ""
        }
        let declared: HTML = term.weight == term.declaredWeight ? .empty : "<s>\(Format.weight(term.declaredWeight))</s> "
        let rows = WhyRows.address(of: term.metric, model)
        let label: HTML = "<a href=\"\(rows)\">\(name)</a>\(note.isEmpty ? HTML.empty : "<small>\(note)</small>")"
        return """
            <tr>\(head)<td>\(label)</td><td>\(raw(term, model.currency, visit))</td><td>\(curve)</td><td>\(term.points)</td><td>\(declared)\(Format.weight(term.weight))</td><td>\(Format.score(term.contribution, atLeast: 2))</td></tr>
            """
    }

    /// Where a value lies between the outer anchors along the curve's own axis, thousandths.
    private static func place(_ value: Int64, _ anchors: Anchors) -> Int { anchors.position(of: value) }

    static func csv(_ card: Scorecard, _ policy: Policy, _ currency: Currency, _ visit: Context) -> [UInt8] {
        let words = visit.words.why
        var writer = CSVWriter(byteOrderMark: true, protectsFormulas: true)
        writer.write([words.criterion, words.metric, words.raw, words.points, words.weight, words.adds])
        for criterion in policy.criteria {
            for term in card.terms(of: criterion.id) {
                writer.write([
                    criterion.name.text(visit.language), MetricText.name(term.metric, visit.language), raw(term, currency, visit),
                    String(term.points), FixedDecimal(units: Int64(term.weight), decimals: 2).trimmed(),
                    FixedDecimal(units: Int64(term.contribution), decimals: 4).trimmed(atLeast: 2),
                ])
            }
        }
        return writer.bytes
    }
}

/// Where the rows behind a metric are listed.
enum WhyRows {
    static func address(of metric: Metric, _ model: WhyPage.Model) -> String {
        switch metric {
        case .paidOnTime, .overdue90Share, .orderDays, .tenureMonths:
            Address.documents(model.account.code, .init(period: metric == .tenureMonths ? nil : model.window)).text
        case .referenceValue: Address.account(model.account.code).text
        default: "#rows"
        }
    }
}
