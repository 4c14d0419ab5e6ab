import Basics
import Interface
import Scoring

/// The rows behind the sales of a score: months, and the very lines.
struct WhyRowsView {
    let model: WhyPage.Model
    let visit: Context

    private var words: WhyWords { visit.words.why }
    private func exact(_ minor: Int64) -> String { Format.exact(Money(minor: minor, model.currency)) }
    private func orDash(_ minor: Int64) -> String { minor == 0 ? "–" : exact(minor) }

    var html: HTML {
        let total = model.total
        let title = words.rowsTitle(Format.full(Money(minor: total.net, model.currency), visit.language), total.lines)
        let csv: HTML = DownloadLink.csv(Address.whyLinesCSV(model.account.code, .init(month: model.query.month, run: model.query.run)).text)
        return """
            <section class="panel rows" id="rows" aria-labelledby="rows-title"><header><h2 id="rows-title">\(title)</h2><p>\(model.since?.isChanged == true ? visit.words.comparison.rowsNow : words.rowsNote)</p><div class="tools">\(csv)</div></header>\(formula)\(without)<div class="body pair">\(months)\(lines)</div></section>
            """
    }

    /// How net sales became points, written out.
    private var formula: HTML {
        guard let term = model.card.terms.first(where: { $0.metric == .netSales && $0.isMeasured }),
              let part = model.policy.criteria.flatMap(\.parts).first(where: { $0.metric == .netSales && $0.window == term.window }),
              let anchors = part.curve.anchors(for: model.currency) else { return .empty }
        let list = MetricText.anchors(anchors, .netSales, model.currency, visit.language)
        return """
            <p class="formula num"><span><span>\(words.formulaPoints)</span> = <b>\(term.points)</b></span><span><span>\(words.formulaAdds)</span> = \(term.points) × \(Format.weight(term.weight))% = <b>\(Format.score(term.contribution, atLeast: 2))</b></span><span class="muted">\(words.anchorsAre(list))</span></p>
            """
    }

    private var without: HTML {
        guard let (line, card) = model.without else { return .empty }
        return """
            <p class="formula num" role="status"><span>\(words.withoutRow("\(line.documentNumber)/\(line.number)", Format.score(card.score, atLeast: 2))) \(TierChip.mini(card.tier))</span></p>
            """
    }

    private var months: HTML {
        let largest = max(1, model.months.map { $0.totals.net.magnitude }.max() ?? 1)
        let rows = model.months.enumerated().map { index, month -> HTML in
            let share = month.totals.net > 0 ? Int(Int128(month.totals.net) * 1_000 / Int128(largest)) : 0
            let isOpen = model.query.month == index
            let address = Address.why(model.account.code, .init(month: isOpen ? nil : index, run: model.query.run)).text + "#rows"
            return """
                <tr\(attribute: "class", isOpen ? "on" : nil)><th scope="row"><a href="\(address)">\(visit.text(month: month.period))</a></th><td class="g2"><svg aria-hidden="true"><rect width="\(Strip.width(share))"/></svg></td><td class="g2">\(orDash(month.totals.gross))</td><td>\(orDash(month.totals.returns))</td><td>\(orDash(month.totals.net))</td></tr>
                """
        }
        let total = model.total
        return """
            <table class="sheet months num"><caption>\(words.monthsCaption(String(model.policy.window))), \(model.currency.code)</caption><thead><tr><th scope="col">\(words.month)</th><th scope="col" class="g2"><span class="sr">\(words.bar)</span></th><th scope="col" class="g2">\(words.invoiced)</th><th scope="col">\(words.returns)</th><th scope="col">\(words.net)</th></tr></thead><tbody>\(rows)</tbody><tfoot><tr><th scope="row">\(words.total)</th><td class="g2"></td><td class="g2">\(orDash(total.gross))</td><td>\(orDash(total.returns))</td><td>\(orDash(total.net))</td></tr></tfoot></table>
            """
    }

    private var opened: SalesStore.LineTotals {
        guard let month = model.query.month, model.months.indices.contains(month) else { return model.total }
        return model.months[month].totals
    }

    private var lines: HTML {
        let shown = model.lines.reduce(0) { $0 + $1.amount }
        let rest = opened.lines - model.lines.count
        let rows = model.lines.map(row)
        let more: HTML = rest <= 0 ? .empty : """
            <tr><th scope="row" colspan="4"><a class="link" href="\(Address.whyLinesCSV(model.account.code, .init(month: model.query.month, run: model.query.run)).text)" hx-boost="false">\(words.moreRows(rest))</a></th><td>\(exact(opened.net - shown))</td></tr>
            """
        return """
            <table class="sheet lines num"><caption>\(words.newestRows(model.lines.count)), \(model.currency.code)</caption><thead><tr><th scope="col">\(words.date)</th><th scope="col">\(words.document)</th><th scope="col">\(words.line)</th><th scope="col">\(words.units)</th><th scope="col">\(words.net)</th></tr></thead><tbody>\(rows)</tbody><tfoot><tr><th scope="row" colspan="4">\(words.theseRows(model.lines.count))</th><td>\(exact(shown))</td></tr>\(more)<tr><th scope="row" colspan="4">\(allRows)</th><td>\(exact(opened.net))</td></tr></tfoot></table>
            """
    }

    /// All rows of the window are the raw value, unless the books have changed since.
    private var allRows: String {
        model.since?.isChanged == true || model.query.month != nil ? visit.words.comparison.allRowsNow(opened.lines) : words.allRows(opened.lines)
    }

    private func row(_ line: SalesStore.ListedLine) -> HTML {
        let place = FactStore.Line(document: line.documentID, number: line.number)
        let tryout = Address.why(model.account.code, .init(month: model.query.month, without: place, run: model.query.run)).text + "#rows"
        let name = "\(line.documentNumber)/\(line.number)"
        // What it would be without a row is told only as long as the score is made of these rows.
        let attempt: HTML? = model.since?.canTry != true ? nil : " <a class=\"tryout\" href=\"\(tryout)\" aria-label=\"\(words.withoutNote(name, ""))\">\(words.without)</a>"
        return """
            <tr\(attribute: "class", line.amount < 0 ? "neg" : nil)><td>\(visit.text(line.issuedOn))</td><td><a href="\(Address.document(model.account.code, line.documentID.value).text)">\(name)</a></td><td>\(line.productName(english: visit.isEnglish))\(attempt)</td><td>\(Format.decimal(FixedDecimal(units: line.quantity.millionths, decimals: 6), atLeast: 0))</td><td>\(exact(line.amount))</td></tr>
            """
    }
}
