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

    private func waiting(_ step: Int, in connection: Connection) throws -> Answer? {
        let standing = try wizard.standing(draft.id.value, in: connection)
        if case .running(_, let progress) = standing {
            return .page(WizardPage(visit: visit, draft: draft, step: step).html(words.checking, refresh: true, WizardPage.progress(progress, cancel: here, visit)))
        }
        guard draft.review == nil else { return nil }
        let failure: HTML = if case .failed(_, let failure) = standing { WizardPage.failure(failure, visit) } else { .empty }
        let again: HTML = "<form method=\"post\" action=\"\(here)\"><input type=\"hidden\" name=\"token\" value=\"\(visit.formToken)\"><button class=\"btn primary\">\(words.checkFile)</button></form>"
        return .page(WizardPage(visit: visit, draft: draft, step: step).html(words.notChecked, "\(failure)\(again)"))
    }

    func answer(_ query: Parameters, in connection: Connection) throws -> Answer {
        if let waiting = try waiting(2, in: connection) { return waiting }
        guard let review = draft.review else { return .notFound }
        let next: HTML = "<a class=\"btn primary\" href=\"\(Address.importStep(draft.id.value, .preview).text)\">\(words.toPreview)</a>"
        let wrong = review.tally.setAsideRows
        let title = wrong == 0 ? words.allFine(Format.grouped(review.tally.rows)) : words.someWrong(Format.grouped(wrong), Format.grouped(review.tally.rows))
        let off: HTML = review.firstAmountOff.map { "<div class=\"notice warn\">\(words.amountsOff(review.amountsOff, $0))</div>" } ?? .empty
        guard wrong > 0 else {
            return .page(WizardPage(visit: visit, draft: draft, step: 2).html(title, "<div class=\"notice good\">\(words.nothingToDo)</div>\(off)<div>\(next)</div>"))
        }
        let reasons = review.tally.setAside.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { reason, count -> HTML in
            "<tr><th scope=\"row\">\(words.text(of: reason))</th><td class=\"n\">\(Format.grouped(count))</td></tr>"
        }
        let download: HTML = draft.setAsideFile == nil ? .empty
            : "<a class=\"btn s\" href=\"\(Address.importStep(draft.id.value, .setAside).text)\" hx-boost=\"false\">\(Icon("download").html)\(words.downloadSetAside)</a>"
        let rows = ProblemRows(draft: draft, visit: visit, header: try DraftRows(draft, in: wizard.app.files).header, after: query["after"].flatMap { Int($0) } ?? 0)
        return .page(WizardPage(visit: visit, draft: draft, step: 2).html(title, """
            \(off)\(Panel.html(id: "reasons", title: words.byReason, tools: "\(download)\(next)", "<table class=\"list plain short\"><tbody>\(reasons)</tbody></table>"))
            \(try rows.html(wrong, next, in: connection))
            """))
    }

    func save(_ sent: Parameters, in connection: Connection) throws -> Answer {
        if sent["do"] == "cancel" {
            try wizard.cancel(draft.id.value, in: connection)
            return .redirect(.importStep(draft.id.value, .columns))
        }
        let header = try DraftRows(draft, in: wizard.app.files).header
        var changed = draft
        changed.corrections.merge(try ProblemRows(draft: draft, visit: visit, header: header, after: sent["after"].flatMap { Int($0) } ?? 0).corrections(sent, in: connection)) { $1 }
        changed.review = nil
        try ImportDraftStore.save(changed, in: connection)
        try wizard.check(changed, visit, in: connection)
        return .redirect(.importStep(draft.id.value, .check))
    }

    /// The rows that checking would set aside, as a file.
    func setAside() -> Answer {
        guard let file = draft.setAsideFile, draft.review != nil else { return .notFound }
        return .storedFile(name: "set-aside-\(draft.id.value).csv", mediaType: "text/csv; charset=utf-8", path: visit.files.path(of: file))
    }

    // MARK: Preview

    func preview(in connection: Connection) throws -> Answer {
        if let waiting = try waiting(3, in: connection) { return waiting }
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
            \(sums)\(Panel.html(id: "totals", title: words.whatHappens, "<table class=\"list plain short\"><tbody>\(lines)</tbody><tfoot><tr><th scope=\"row\">\(words.rows)</th><td class=\"n\">\(Format.grouped(tally.rows))</td></tr></tfoot></table>"))
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

    /// Enters an import of the draft, unless it has one or nobody has seen what importing would do; leads to where it is to be seen.
    /// - Parameter broken: a run of the draft that was broken off and is run again.
    func run(insteadOf broken: ImportRecord? = nil, in connection: Connection) throws -> Answer {
        guard draft.review != nil else { return .redirect(.importStep(draft.id.value, .check)) }
        if let known = try ImportStore.standing(of: draft.id, in: connection) {
            // Only what nobody works on any more has broken off; from here on its former owner can write no further part.
            guard known.status == .running, known.id == broken?.id, let lease = try WorkStore.take(
                known.id.value, .run, as: wizard.app.leaseOwner(), by: visit.user.id, at: visit.now, in: connection
            ) else { return .redirect(.importRun(known.id.value)) }
            try ImportStore.end(known.id, as: .failed, at: visit.now, in: connection)
            try WorkStore.end(lease, in: connection)
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
        try wizard.run(draft, as: id, visit, in: connection)
        return .redirect(.importRun(id.value))
    }
}
