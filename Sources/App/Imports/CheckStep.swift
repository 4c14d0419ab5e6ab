import Basics
import Interface
import Storage

/// The third and fourth steps: rows that need somebody's eyes, then what importing will do.
struct CheckStep {
    let draft: ImportDraft
    let visit: Context
    let wizard: ImportWizard

    private var words: ImportsWords { visit.words.imports }
    private var here: String { Address.importStep(draft.id.value, .check).text }

    private func waiting(_ step: Int) -> Answer? {
        if let progress = wizard.app.jobs.progress(draft.id.value) {
            return .page(WizardPage(visit: visit, draft: draft, step: step).html(words.checking, refresh: true, WizardPage.progress(progress, cancel: here, visit)))
        }
        guard draft.review == nil else { return nil }
        let failure = wizard.app.jobs.failure(draft.id.value).map { WizardPage.failure($0, visit) }
        let again: HTML = "<form method=\"post\" action=\"\(here)\"><input type=\"hidden\" name=\"token\" value=\"\(visit.formToken)\"><button class=\"btn primary\">\(words.checkFile)</button></form>"
        return .page(WizardPage(visit: visit, draft: draft, step: step).html(words.notChecked, "\(failure)\(again)"))
    }

    func answer(in connection: Connection) throws -> Answer {
        if let waiting = waiting(2) { return waiting }
        guard let review = draft.review else { return .notFound }
        let header = try DraftRows(draft, in: wizard.app.files).header
        let next: HTML = "<a class=\"btn primary\" href=\"\(Address.importStep(draft.id.value, .preview).text)\">\(words.toPreview)</a>"
        let title = review.tally.setAsideRows == 0 ? words.allFine(Format.grouped(review.tally.rows)) : words.someWrong(Format.grouped(review.tally.setAsideRows), Format.grouped(review.tally.rows))
        guard !review.problems.isEmpty else {
            return .page(WizardPage(visit: visit, draft: draft, step: 2).html(title, "<div class=\"notice good\">\(words.nothingToDo)</div><div>\(next)</div>"))
        }
        let reasons = review.tally.setAside.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { reason, count -> HTML in
            "<tr><th scope=\"row\">\(words.text(of: reason))</th><td class=\"n\">\(Format.grouped(count))</td></tr>"
        }
        let heads = header.map { "<th scope=\"col\">\($0)</th>" as HTML }
        let rows = try review.problems.map { problem -> HTML in
            "\(row(problem, header.count))\(try existing(problem, header.count, in: connection))"
        }
        return .page(WizardPage(visit: visit, draft: draft, step: 2).html(title, """
            \(Panel.html(id: "reasons", title: words.byReason, tools: next, "<table class=\"list plain\"><tbody>\(reasons)</tbody></table>"))
            <section class="panel" aria-labelledby="problems"><header><h2 id="problems">\(words.problemRows(review.problems.count))</h2><p>\(words.problemHint)</p></header><form method="post" action="\(here)"><input type="hidden" name="token" value="\(visit.formToken)"><div class="scroll" tabindex="0"><table class="list plain edit-rows"><thead><tr><th scope="col">\(words.row)</th><th scope="col">\(words.reason)</th>\(heads)</tr></thead><tbody>\(rows)</tbody></table></div><div class="form-actions padded"><button class="btn">\(words.saveAndCheck)</button>\(next)</div></form></section>
            """))
    }

    private func row(_ problem: ImportReview.Problem, _ width: Int) -> HTML {
        let columns = draft.columns ?? [:]
        let wrong = problem.field.flatMap { columns[$0] }
        let cells = (0..<width).map { index -> HTML in
            let text = index < problem.fields.count ? problem.fields[index] : ""
            return "<td><input name=\"\("r\(problem.row).\(index)")\" value=\"\(text)\" aria-label=\"\(words.cell(problem.row, index + 1))\"\(attribute: "aria-invalid", index == wrong ? "true" : nil)></td>"
        }
        var decision: HTML = .empty
        if problem.reason == SetAsideReason.possibleDuplicate.rawValue, problem.similar != nil {
            decision = """
                <br><label><input type="radio" name="d\(problem.row)" value="same"> \(words.isSame)</label> <label><input type="radio" name="d\(problem.row)" value="new"> \(words.isOther)</label>
                """
        }
        return "<tr><td class=\"n\">\(problem.row)</td><td class=\"wrap\"><b>\(words.text(of: problem.reason))</b>\(decision)<br><label><input type=\"checkbox\" name=\"x\(problem.row)\" value=\"1\"> \(words.leaveOut)</label></td>\(cells)</tr>"
    }

    /// The account that a row may be, its values below those of the row; those that differ stand out.
    private func existing(_ problem: ImportReview.Problem, _ width: Int, in connection: Connection) throws -> HTML {
        guard draft.kind == .accounts, problem.reason == SetAsideReason.possibleDuplicate.rawValue, let code = problem.similar,
              let id = try AccountStore.identifiers(codes: [code], in: connection)[code],
              let values = try AccountRecord.values(of: id.value, in: connection) else { return .empty }
        let fields = Dictionary((draft.columns ?? [:]).map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let cells = (0..<width).map { index -> HTML in
            let value = fields[index].flatMap { values[$0] } ?? ""
            let typed = index < problem.fields.count ? problem.fields[index] : ""
            return value.isEmpty || value == typed ? "<td>\(value)</td>" : "<td><b>\(value)</b></td>"
        }
        return "<tr class=\"existing\"><td></td><td><a class=\"link\" href=\"\(Address.account(code).text)\">\(code)</a> <small>\(words.inTheBooks)</small></td>\(cells)</tr>"
    }

    func save(_ sent: Parameters, in connection: Connection) throws -> Answer {
        if sent["do"] == "cancel" {
            wizard.app.jobs.cancel(draft.id.value)
            return .redirect(.importStep(draft.id.value, .columns))
        }
        var changed = draft
        for problem in draft.review?.problems ?? [] {
            let width = max(problem.fields.count, (try? DraftRows(draft, in: wizard.app.files).header.count) ?? 0)
            let typed = (0..<width).map { sent["r\(problem.row).\($0)"] ?? "" }
            let padded = problem.fields + Array(repeating: "", count: max(0, width - problem.fields.count))
            let decision: ImportDraft.Correction.Decision? = sent["x\(problem.row)"] == "1" ? .leaveOut
                : sent["d\(problem.row)"].flatMap { ImportDraft.Correction.Decision(rawValue: $0) }
            guard sent.has("r\(problem.row).0"), typed != padded || decision != nil else { continue }
            changed.corrections[problem.row] = .init(fields: typed == padded ? changed.corrections[problem.row]?.fields : typed, decision: decision)
        }
        changed.review = nil
        try ImportDraftStore.save(changed, in: connection)
        wizard.check(changed, visit)
        return .redirect(.importStep(draft.id.value, .check))
    }

    // MARK: Preview

    func preview(in connection: Connection) throws -> Answer {
        if let waiting = waiting(3) { return waiting }
        guard let review = draft.review else { return .notFound }
        let tally = review.tally
        var rows: [(String, Int)] = [(words.newRows, tally.new)]
        if draft.kind != .sales { rows.append((words.changedRows, tally.changed)) }
        rows += [(draft.kind == .sales ? words.knownRows : words.unchangedRows, tally.unchanged)]
        rows += tally.setAside.sorted { $0.key < $1.key }.map { (words.setAsideFor(words.text(of: $0.key)), $0.value) }
        let lines = rows.map { "<tr><th scope=\"row\">\($0)</th><td class=\"n\">\(Format.grouped($1))</td></tr>" as HTML }
        let sums: HTML = draft.kind == .sales ? salesSums(tally, review.knownDocuments) : .empty
        let title = words.previewFinding(Format.grouped(tally.new), Format.grouped(tally.changed), Format.grouped(tally.setAsideRows))
        return .page(WizardPage(visit: visit, draft: draft, step: 3).html(title, """
            \(sums)\(Panel.html(id: "totals", title: words.whatHappens, "<table class=\"list plain\"><tbody>\(lines)</tbody><tfoot><tr><th scope=\"row\">\(words.rows)</th><td class=\"n\">\(Format.grouped(tally.rows))</td></tr></tfoot></table>"))
            <form method="post" action="\(Address.importStep(draft.id.value, .preview).text)" class="form-actions"><input type="hidden" name="token" value="\(visit.formToken)"><a class="btn" href="\(here)">\(words.backToCheck)</a><button class="btn primary">\(words.importNow)</button></form>
            """))
    }

    /// Currencies whose totals are shown one by one.
    private static let shownCurrencies = 4

    private func salesSums(_ tally: ImportTally, _ known: Int) -> HTML {
        let totals = tally.totals.compactMap { code, totals in Currency(code).map { ($0, totals) } }.sorted { $0.0 < $1.0 }
        func money(_ part: KeyPath<ImportTally.Totals, Int64>) -> String {
            let texts = totals.prefix(Self.shownCurrencies).map { Format.full(Money(minor: $1[keyPath: part], $0), visit.language) }
            return totals.isEmpty ? "0" : (texts + (totals.count > texts.count ? [words.severalCurrencies] : [])).joined(separator: " · ")
        }
        let here = here
        return Figure.strip([
            Figure(visit.words.accounts.grossSales, value: money(\.grossSales), note: "<span>\(words.linesCount(tally.salesLines))</span>", address: here),
            Figure(visit.words.accounts.returns, value: money(\.returns), note: "<span>\(words.linesCount(tally.returnLines))</span>", address: here),
            Figure(visit.words.search.documents, value: Format.grouped(tally.invoices), note: "<span>\(words.knownDocuments(known))</span>", address: here),
            Figure(visit.words.accounts.title, value: Format.grouped(tally.accounts), note: "<span>\(words.productsCount(tally.items))</span>", address: here),
        ], label: words.whatHappens)
    }

    /// What came of wanting to import the file.
    enum Start: Sendable {
        case started(ImportRecord.ID)
        /// The file is imported already, or is being imported; its run.
        case known(ImportRecord.ID)
        /// Nobody has seen yet what importing would do.
        case notReviewed

        /// The run that has to begin now.
        var run: ImportRecord.ID? { if case .started(let id) = self { id } else { nil } }
    }

    /// Leads to what came of it.
    func answer(_ start: Start) -> Answer {
        switch start {
        case .started(let id), .known(let id): .redirect(.importRun(id.value))
        case .notReviewed: .redirect(.importStep(draft.id.value, .check))
        }
    }

    /// Enters an import of the draft, unless it has one: a file is imported once.
    /// - Parameter broken: a run of the draft that was broken off and is run again.
    func run(insteadOf broken: ImportRecord? = nil, in connection: Connection) throws -> Start {
        guard draft.review != nil else { return .notReviewed }
        if let known = try ImportStore.standing(of: draft.id, in: connection) {
            guard known.status == .running, known.id == broken?.id, wizard.app.jobs.progress(known.id.value) == nil else { return .known(known.id) }
            try ImportStore.save(known.tally, status: .failed, finishedAt: visit.now, of: known.id, in: connection)
        }
        let id: ImportRecord.ID = try connection.newIdentifier("import", reserve: 1)
        let layout = draft.columns == nil && draft.kind == .sales ? "online-retail" : "columns"
        try ImportStore.start(
            ImportRecord(
                id: id, fileName: draft.fileName, layout: layout, sourceSystem: draft.kind == .sales ? layout : draft.kind.rawValue,
                status: .running, startedAt: visit.now, tally: ImportTally(), kind: draft.kind.rawValue
            ), by: visit.user.id, in: connection
        )
        try ImportStore.setFiles(id, setAsideFile: nil, draft: draft.id.value, batch: nil, in: connection)
        return .started(id)
    }
}
