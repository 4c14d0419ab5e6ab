import Basics
import Interface
import Scoring

/// One account as a page.
struct AccountView {
    let model: AccountPage.Model
    let visit: Context
    let currency: Currency

    private var words: AccountWords { visit.words.account }
    private var account: AccountSummary { model.account }

    private var explanations: AccountExplanations { AccountExplanations(visit: visit, version: model.score?.version) }

    private func short(_ minor: Int64) -> String { Format.short(Money(minor: minor, currency), visit.language) }

    var html: HTML {
        var head = AccountHead(account: account, tab: .overview, visit: visit)
        head.tierName = model.score?.policy.tiers.first { $0.code == account.tier }?.name.text(visit.language)
        if account.tier != nil { head.explanation = explanations.tier }
        if account.isProvisional { head.tags = Tag.html(words.provisional, .warn, icon: Icon("triangle-alert")) }
        return """
            \(head.html)<div class="content">\(figures)<div class="two"><div class="stack">\(revenue)\(documents)</div><div class="stack">\(evaluation)\(contacts)\(activity)</div></div></div>
            """
    }

    // MARK: Figures

    private var figures: HTML {
        var list = [salesFigure, invoicesFigure]
        if let margin = marginFigure { list.append(margin) }
        if let overdue = overdueFigure { list.append(overdue) }
        list.append(scoreFigure)
        return Figure.strip(list, label: words.keyFigures)
    }

    private var salesFigure: Figure {
        let (value, unit) = Format.figure(Money(minor: model.now.net, currency), visit.language)
        let address = Address.documents(account.code, .init(period: model.period)).text
        guard model.before.net > 0 else {
            return Figure(words.netSales12, value: value, unit: unit, note: "<span>\(words.noYearBefore)</span>", address: address, explanation: explanations.netSales)
        }
        let ppm = Int64(clamping: (Int128(model.now.net - model.before.net) * 1_000_000).roundedDivision(by: Int128(model.before.net)))
        let css = ppm >= 0 ? "up" : "down"
        let note: HTML = "<span class=\"\(css)\">\(ppm >= 0 ? "▲" : "▼") \(Format.percent(ppm: abs(ppm)))</span><span>\(words.lastYear) \(short(model.before.net))</span>"
        return Figure(words.netSales12, value: value, unit: unit, note: note, address: address, explanation: explanations.netSales)
    }

    private var invoicesFigure: Figure {
        let note: HTML = model.now.returns == 0
            ? "<span>\(words.noReturns)</span>" : "<span>\(words.returns12(short(-model.now.returns)))</span>"
        return Figure(
            words.invoices12, value: Format.grouped(model.now.lines), note: note,
            address: Address.documents(account.code, .init(period: model.period)).text, explanation: explanations.lines
        )
    }

    private var marginFigure: Figure? {
        let net = model.months.reduce(0) { $0 + $1.net }
        guard model.costKnown, net > 0 else { return nil }
        let margin = net - model.cost
        let ppm = Int64(clamping: (Int128(margin) * 1_000_000).roundedDivision(by: Int128(net)))
        return Figure(
            words.margin, value: Format.percent(ppm: ppm), note: "<span>\(words.marginOf(short(margin)))</span>",
            address: Address.whyLinesCSV(account.code, .init()).text, explanation: explanations.margin
        )
    }

    private var overdueFigure: Figure? {
        guard let receivable = model.receivable else { return nil }
        let (value, unit) = Format.figure(Money(minor: receivable.overdue, currency), visit.language)
        let address = Address.documents(account.code, .init(kind: .invoice)).text
        guard receivable.overdue > 0, let oldest = receivable.oldestDueOn else {
            return Figure(words.overdue, value: value, unit: unit, note: "<span class=\"up\">\(words.nothingOverdue)</span>", address: address, explanation: explanations.overdue)
        }
        let days = visit.asOf.number - oldest.number
        return Figure(words.overdue, value: value, unit: unit, note: """
            <span class="down">\(words.overdueDocuments(receivable.overdueDocuments))</span><span>\(words.oldest(days))</span>
            """, address: address, explanation: explanations.overdue)
    }

    private var scoreFigure: Figure {
        let address = Address.why(account.code, .init()).text
        guard let (score, _, policy) = model.score else {
            return Figure(words.score, value: "–", note: "<span>\(words.notScored)</span>", address: address)
        }
        return Figure(
            words.score, value: Format.score(score.scorecard.score), note: "<span>\(TierPlaceText.above(TierPlace(score.scorecard, in: policy), visit))</span>",
            address: address, explanation: explanations.score
        )
    }

    // MARK: Panels

    private var revenue: HTML {
        let net = model.now.net, before = model.before.net
        let title = net == 0 && before == 0 ? words.noRevenue : before <= 0 ? words.revenueOnly(short(net))
            : net >= before ? words.revenueAhead(short(net), short(net - before)) : words.revenueBehind(short(net), short(before - net))
        guard net != 0 || before != 0, let first = model.months.first?.month, let last = model.months.last?.month else {
            return Panel.html(id: "revenue", title: title, "<p class=\"none-yet\">\(words.noDocuments)</p>")
        }
        let bars = model.months.map { month, net, before in
            MonthChart.Bar(label: Format.shortMonth(month, visit.language), value: net, before: before)
        }
        let chart = MonthChart(bars, currency: currency, language: visit.language, title: words.chartOf(
            Format.month(first, visit.language), Format.month(last, visit.language)
        ))
        let rows = model.months.map { month, net, before -> HTML in
            let address = Address.documents(account.code, .init(period: month.period)).text
            return """
                <tr><th scope="row"><a href="\(address)">\(Format.month(month, visit.language))</a></th><td class="n">\(exact(net))</td><td class="n">\(exact(before))</td><td class="n">\(exact(net - before))</td></tr>
                """
        }
        let sums = (model.months.reduce(0) { $0 + $1.net }, model.months.reduce(0) { $0 + $1.before })
        return Panel.html(id: "revenue", title: title, tools: DownloadLink.csv(Address.accountMonthsCSV(account.code).text), """
            <div class="body"><p class="keys"><span><i class="swatch"></i>\(words.thisYear)</span><span><i class="swatch before"></i>\(words.lastYear)</span></p>\(chart.html)
            <details class="table"><summary>\(visit.words.shell.showTable)</summary><table class="sheet num"><thead><tr><th scope="col">\(words.month)</th><th scope="col" class="n">\(words.thisYear)</th><th scope="col" class="n">\(words.lastYear)</th><th scope="col" class="n">\(words.change)</th></tr></thead><tbody>\(rows)</tbody><tfoot><tr><th scope="row">\(words.total)</th><td>\(exact(sums.0))</td><td>\(exact(sums.1))</td><td>\(exact(sums.0 - sums.1))</td></tr></tfoot></table></details></div>
            """)
    }

    private func exact(_ minor: Int64) -> String { minor == 0 ? "–" : Format.exact(Money(minor: minor, currency)) }

    private var evaluation: HTML {
        guard let (score, _, policy) = model.score else {
            return Panel.html(id: "score", title: words.noScoreTitle, "<p class=\"none-yet\">\(words.noScoreHint)</p>")
        }
        let card = score.scorecard
        let why = Address.why(account.code, .init()).text
        let bars = policy.criteria.map { criterion -> HTML in
            let weight = card.terms(of: criterion.id).reduce(0) { $0 + $1.weight }
            let gained = card.contribution(of: criterion.id)
            let share = weight == 0 ? 0 : gained * 10 / weight
            return """
                <li><span class="label"><a href="\(why)#\(criterion.id)">\(criterion.name.text(visit.language))</a></span><span class="track-box">\(Strip.html(share: share))</span><span class="v">\(Format.score(gained, atLeast: 2)) <small>/ \(Format.weight(weight))</small></span></li>
                """
        }
        return Panel.html(
            id: "score", title: words.howItAddsUp, note: words.asOf(visit.text(score.run.asOf)),
            tools: "<a class=\"btn quiet s\" href=\"\(why)\">\(words.why)</a>", """
            <div class="body"><div class="score"><a class="big num" href="\(why)">\(Format.score(card.score))</a><p class="cap num">\(neighbours(card, policy))</p></div><ul class="bars num">\(bars)</ul>\(history)</div>
            """)
    }

    /// What is missing to the tier above, and what is left to the one below.
    private func neighbours(_ card: Scorecard, _ policy: Policy) -> HTML {
        let place = TierPlace(card, in: policy)
        let below = TierPlaceText.below(place, visit).map { "<br>\($0)" as HTML }
        return "\(TierPlaceText.above(place, visit))\(below)"
    }

    /// Where the account stood at the last evaluations, the newest last.
    private var history: HTML {
        guard model.history.count > 1 else { return .empty }
        let steps = model.history.map { entry -> HTML in
            "<li><a href=\"\(Address.why(account.code, .init(run: entry.run)).text)\" title=\"\(Format.score(entry.score))\">\(TierChip.mini(entry.tier))<small>\(visit.text(entry.asOf))</small></a></li>"
        }
        return "<p class=\"nav-label\">\(visit.words.why.tierHistory)</p><ol class=\"tier-steps num\">\(steps)</ol>"
    }

    private var documents: HTML {
        let all = "<a class=\"btn quiet s\" href=\"\(Address.documents(account.code, .init()).text)\">\(words.allDocuments)</a>" as HTML
        guard !model.documents.isEmpty else {
            return Panel.html(id: "documents", title: words.latestDocuments, "<p class=\"none-yet\">\(words.noDocuments)</p>")
        }
        return Panel.html(id: "documents", title: words.latestDocuments, tools: all, """
            <div class="scroll" tabindex="0">\(DocumentTable(code: account.code, visit: visit).html(model.documents))</div>
            """)
    }

    private var contacts: HTML {
        guard !model.contacts.shown.isEmpty else {
            return Panel.html(id: "contacts", title: words.noContacts, "<p class=\"none-yet\">\(words.noContactsHint)</p>")
        }
        let all = "<a class=\"btn quiet s\" href=\"\(Address.contacts(account.code).text)\">\(words.allDocuments)</a>" as HTML
        return Panel.html(id: "contacts", title: visit.words.contacts.title(model.contacts.count), tools: all, """
            <div class="body"><ul class="people">\(model.contacts.shown.map { ContactsPage.item($0, visit) })</ul></div>
            """)
    }

    private var activity: HTML {
        guard !model.activities.isEmpty else {
            return Panel.html(id: "activity", title: words.activity, "<p class=\"none-yet\">\(words.noActivity)</p>")
        }
        let all = "<a class=\"btn quiet s\" href=\"\(Address.activity(account.code, before: nil, onlyNotes: false).text)\">\(words.allDocuments)</a>" as HTML
        return Panel.html(id: "activity", title: words.activity, tools: all, """
            <div class="body"><ol class="timeline">\(model.activities.map { model.timeline.item($0) })</ol></div>
            """)
    }
}
