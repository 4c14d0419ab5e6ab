import Basics
import Interface
import Scoring

/// Classifying, as a page.
struct ClassificationView {
    let model: ClassificationPage.Model
    let visit: Context

    private var words: ClassificationWords { visit.words.classification }
    private var standing: StandingPolicy { model.standing }
    private var isUnderWay: Bool { model.duty.isUnderWay(at: visit.now) }
    private var through: String { visit.text(visit.asOf.advanced(by: -1)) }

    var html: HTML {
        """
        <div class="head"><div id="lead"><div class="lead"><h1>\(title)</h1></div><p class="facts">\(facts)</p></div></div>
        <div class="content"><div id="effect" class="stack">\(ended)\(isUnderWay ? progress : now)</div>\(nights)\(results)</div>
        """
    }

    private var title: String {
        if isUnderWay { return model.duty.wanted == .preview ? words.previewUnderWay : words.underWay }
        guard standing.inForce != nil else { return words.noPolicy }
        guard let run = standing.run else { return words.noTiers }
        if standing.isOutdated { return words.stillCarry(run.accounts, standing.version?.title(visit) ?? "") }
        return words.classified(run.accounts, visit.text(run.asOf.advanced(by: -1)))
    }

    private var facts: String {
        guard let inForce = standing.inForce else { return words.noPolicyHint }
        guard let run = standing.run else { return words.noTiersHint(model.waiting.accounts, Format.count(model.waiting.accounts, isExact: model.waiting.isExact)) }
        return standing.isOutdated ? words.inForceNow(inForce.title(visit)) : words.by(standing.version?.title(visit) ?? "", visit.text(run.finishedAt))
    }

    private func form(_ body: HTML, css: String = "form") -> HTML {
        "<form class=\"\(css)\" method=\"post\" action=\"\(Address.classification.text)\"><input type=\"hidden\" name=\"token\" value=\"\(visit.formToken)\">\(body)</form>"
    }

    // MARK: Now

    /// Why the newest work broke off.
    private var ended: HTML {
        guard !isUnderWay, let ended = model.ended else { return .empty }
        switch ended.outcome {
        case .done: return .empty
        case .stopped: return "<div class=\"notice warn\" role=\"status\">\(words.stopped)</div>"
        case .failed: return "<div class=\"notice bad\" role=\"alert\">\(words.failed(DutyText(visit: visit).reason(ended.detail)))</div>"
        }
    }

    private var progress: HTML {
        let share = model.duty.isHeld(at: visit.now) ? model.duty.share : 0
        let since = model.duty.isHeld(at: visit.now) ? model.duty.beganAt.map { words.since(visit.text($0)) } ?? "" : words.waits
        return Panel.html(id: "progress", title: title, """
            <div class="body" aria-live="polite"><progress max="100" value="\(share)">\(share)%</progress><p class="muted num">\(since)</p>\(form("<button class=\"btn\" name=\"do\" value=\"stop\">\(words.stop)</button>", css: "plain"))</div>
            <ms-refresh of="#lead, #effect"></ms-refresh>
            """)
    }

    private var now: HTML {
        guard let inForce = standing.inForce, standing.run != nil || model.waiting.accounts > 0 else { return .empty }
        guard let preview = model.preview else {
            return Panel.html(id: "now", title: words.now, form("""
                <p class="muted">\(words.previewHint(inForce.title(visit), through))</p><div class="form-actions"><button class="btn primary" name="do" value="preview">\(words.preview)</button></div>
                """))
        }
        let moves = preview.tierMoves(inForce.policy)
        let moving = moves.count(.init())
        let finding = moving == 0 ? words.nobodyMoves : words.finding(moving, moves.count(.init(direction: .up)), moves.count(.init(direction: .down)))
        let first: HTML = preview.firstTiers == 0 ? .empty : "<p>\(words.firstTiers(preview.firstTiers))</p>"
        let confirm = Panel.html(id: "now", title: finding, note: words.previewBasis(inForce.title(visit), through, visit.text(preview.at)), form("""
            \(first)<input type="hidden" name="preview" value="\(String(preview.at.milliseconds))"><div class="form-actions"><button class="btn" name="do" value="preview">\(words.previewAgain)</button><button class="btn primary" name="do" value="classify">\(words.classifyNow)</button></div>
            """))
        return "\(confirm)\(impact(moves, inForce.policy))"
    }

    private func impact(_ moves: TierMoves, _ policy: Policy?) -> HTML {
        guard let policy, moves.count(.init(isWhole: true)) > 0 else { return .empty }
        let table = MovesTable(
            moves: moves, old: words.today, new: words.then, address: { Address.classificationMovers($0).text }, visit: visit,
            // Whoever stays is only counted.
            isDoor: { $0.direction != nil || ($0.from != nil && $0.to != nil && $0.from != $0.to) }
        )
        let matrix = table.html(note: words.tableNote, tools: DownloadLink.csv(Address.classificationMoversCSV(.init()).text), remark: .empty)
        guard !model.movers.isEmpty else { return matrix }
        let line = MoverLine(policy: policy, visit: visit), drafts = visit.words.drafts
        let all: HTML = "<a class=\"btn quiet s\" href=\"\(Address.classificationMovers(.init()).text)\">\(drafts.all(moves.count(.init())))</a>"
        return """
            <div class="half">\(matrix)<section class="panel lines" aria-labelledby="movers"><header><h2 id="movers">\(drafts.whoMoves)</h2><div class="tools">\(all)</div></header><ul>\(model.movers.map(line.row))</ul></section></div>
            """
    }

    // MARK: Nights

    private var nights: HTML {
        let duty = model.duty
        let hours = (0...23).map { (value: String($0), label: DutyText.hour($0)) }
        let field = FormField(
            name: "hour", label: words.nightsAt, control: .select(hours, none: words.noNights), value: duty.isOn ? String(duty.hour) : "",
            hint: words.nightsAtHint(visit.organisation.timeZone)
        )
        let due = duty.dueAt ?? duty.next(after: visit.now, in: visit.zone)
        return Panel.html(id: "nights", title: words.nights, note: duty.isOn ? words.next(visit.text(due)) : words.notByItself, form("""
            <p class="muted">\(words.nightsRule)</p><div class="fields">\(field.html)</div><div class="form-actions"><button class="btn" name="do" value="schedule">\(visit.words.forms.save)</button></div>
            """))
    }

    private var results: HTML {
        guard !model.results.isEmpty else {
            return Panel.html(id: "results", title: words.results, EmptyState.html(title: words.noResults, hint: words.noResultsHint))
        }
        let text = DutyText(visit: visit)
        let rows = model.results.map { result -> HTML in
            """
            <tr><td>\(visit.text(result.beganAt))</td><td>\(text.work(result))</td><td class="n narrow-off">\(text.took(result))</td><td class="n narrow-off">\(Format.grouped(result.accounts))</td><td class="n">\(Format.grouped(result.changed))</td><td class="n">\(Format.grouped(result.rose))</td><td class="n">\(Format.grouped(result.fell))</td><td class="wrap">\(text.tag(result))</td></tr>
            """
        }
        return Panel.html(id: "results", title: words.results, tools: DownloadLink.csv(Address.classificationCSV.text), """
            <div class="scroll" tabindex="0"><table class="list plain num"><thead><tr><th scope="col">\(words.when)</th><th scope="col">\(words.what)</th><th scope="col" class="n narrow-off">\(words.took)</th><th scope="col" class="n narrow-off">\(visit.words.accounts.title)</th><th scope="col" class="n">\(words.changed)</th><th scope="col" class="n">\(words.rose)</th><th scope="col" class="n">\(words.fell)</th><th scope="col">\(words.outcome)</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """)
    }
}
