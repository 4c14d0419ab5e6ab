import Basics
import Interface
import Spreadsheets
import Storage

/// All imports, and drafts that wait for somebody.
enum ImportsPage {
    private static let shown = 100
    private static let shownDrafts = 20

    /// Whether only imports are asked for that left rows out.
    private static func isSetAside(_ query: Parameters) -> Bool { query["show"] == "set-aside" }

    /// The table of imports, on all pages.
    static func export(_ query: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.importFiles) else { return .notFound }
        if query["show"] == "sources" { return try SourcesPanel.export(visit, in: connection) }
        let words = visit.words.imports
        let header = [words.file, words.holds, words.when, words.state, words.rows, words.imported, words.setAside]
        let records = try ImportStore.records(onlySetAside: isSetAside(query), limit: .max, in: connection)
        return .table("imports.csv", header, records) { record in
            [
                record.fileName, words.kind(record.kind), visit.text(record.startedAt), words.status(record.status),
                String(record.tally.rows), String(record.tally.imported), String(record.tally.setAsideRows),
            ]
        }
    }

    /// All files that wait for somebody.
    static func exportDrafts(_ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.importFiles) else { return .notFound }
        let words = visit.words.imports
        let drafts = try ImportDraftStore.open(limit: .max, in: connection)
        return .table("drafts.csv", [words.file, words.holds, words.when, visit.words.fields.size], drafts) { draft in
            [draft.fileName, words.kind(draft.kind.rawValue), visit.text(draft.createdAt), Format.bytes(draft.size)]
        }
    }

    static func answer(_ query: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.importFiles) else { return .notFound }
        let words = visit.words.imports
        let last = query["before"].flatMap { Int64($0) }.map { ImportRecord.ID($0) }, onlySetAside = isSetAside(query)
        var records = try ImportStore.records(onlySetAside: onlySetAside, before: last, limit: shown + 1, in: connection)
        let hasMore = records.count > shown
        if hasMore { records.removeLast() }
        let count = hasMore || last != nil ? try ImportStore.count(onlySetAside: onlySetAside, in: connection) : records.count
        func address(_ before: ImportRecord.ID?) -> String {
            let parts = [onlySetAside ? "show=set-aside" : nil, before.map { "before=\($0.value)" }].compactMap(\.self)
            return Address.imports.text + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&"))
        }
        let pager = Pager(
            shown: count > records.count ? "\(Format.grouped(records.count)) / \(Format.grouped(count))" : nil,
            first: last == nil ? nil : address(nil), next: hasMore ? records.last.map { address($0.id) } : nil
        )
        var drafts = try ImportDraftStore.open(limit: shownDrafts + 1, in: connection), waitingCount = drafts.count
        if drafts.count > shownDrafts {
            waitingCount = try ImportDraftStore.openCount(in: connection)
            drafts.removeLast()
        }
        let cut = Pager(shown: waitingCount > drafts.count ? "\(Format.grouped(drafts.count)) / \(Format.grouped(waitingCount))" : nil)
        let rows = records.map { record -> HTML in
            """
            <tr><td class="wrap"><a class="link" href="\(Address.importRun(record.id.value).text)">\(record.fileName)</a></td><td>\(words.kind(record.kind))</td><td>\(visit.text(record.startedAt))</td><td>\(words.status(record.status))</td><td class="n">\(Format.grouped(record.tally.rows))</td><td class="n">\(Format.grouped(record.tally.imported))</td><td class="n\(record.tally.setAsideRows > 0 ? " neg" : "")">\(Format.grouped(record.tally.setAsideRows))</td></tr>
            """
        }
        let waiting = drafts.map { draft -> HTML in
            """
            <tr><td class="wrap"><a class="link" href="\(Address.importStep(draft.id.value, draft.review == nil ? .columns : .check).text)">\(draft.fileName)</a></td><td>\(words.kind(draft.kind.rawValue))</td><td>\(visit.text(draft.createdAt))</td><td class="n">\(Format.bytes(draft.size))</td></tr>
            """
        }
        let sources = try SourcesPanel.html(visit, in: connection)
        let open: HTML = drafts.isEmpty ? .empty : Panel.html(id: "drafts", title: words.drafts(waitingCount), tools: DownloadLink.csv(Address.importDraftsCSV.text), "<div class=\"scroll\" tabindex=\"0\"><table class=\"list plain\"><tbody>\(waiting)</tbody></table></div>\(cut.html(visit.words.accounts))")
        let list: HTML = records.isEmpty ? EmptyState.html(title: words.none, hint: words.noneHint, action: "<a class=\"btn primary\" href=\"\(Address.newImport.text)\">\(words.new)</a>") : """
            <div class="scroll" tabindex="0"><table class="list plain"><thead><tr><th scope="col">\(words.file)</th><th scope="col">\(words.holds)</th><th scope="col">\(words.when)</th><th scope="col">\(words.state)</th><th scope="col" class="n">\(words.rows)</th><th scope="col" class="n">\(words.imported)</th><th scope="col" class="n">\(words.setAside)</th></tr></thead><tbody>\(rows)</tbody></table></div>\(pager.html(visit.words.accounts))
            """
        return .page(visit.shell(title: words.title, section: .imports, crumbs: [.init(words.title)]).html("""
            <div class="head"><div class="lead"><h1>\(words.finding(count))</h1><a class="btn primary" href="\(Address.newImport.text)">\(Icon("upload").html)<span>\(words.new)</span></a></div></div><div class="content">\(open)\(sources)\(Panel.html(id: "runs", title: words.title, tools: records.isEmpty ? .empty : DownloadLink.csv(Address.importsCSV.text + (query["show"] == "set-aside" ? "?show=set-aside" : "")), list))</div>
            """))
    }
}

/// Where the wizard stands.
public enum ImportStep: String, CaseIterable, Sendable {
    case columns, check, preview
    /// The file of rows that checking would set aside.
    case setAside = "set-aside.csv"
}

/// What all steps of the wizard share.
struct WizardPage {
    let visit: Context
    let draft: ImportDraft?
    /// 0 is the upload, 4 the import.
    let step: Int

    private var words: ImportsWords { visit.words.imports }

    func html(_ title: String, refresh: Bool = false, _ body: HTML) -> HTML {
        let names = [words.upload, words.matchColumns, words.check, words.preview, words.importVerb]
        let steps = names.enumerated().map { index, name in Steps.Step(name, address: address(of: index)) }
        var crumbs = [Shell.Crumb(words.title, Address.imports.text)]
        if let draft { crumbs.append(Shell.Crumb(draft.fileName)) } else { crumbs.append(Shell.Crumb(words.new)) }
        var shell = visit.shell(title: title, section: .imports, crumbs: crumbs)
        shell.refreshes = refresh
        return shell.html("""
            <div class="head"><div class="lead"><h1>\(title)</h1></div>\(Steps.html(steps, current: step, label: words.steps))</div><div class="content">\(body)\(refresh ? "<ms-refresh></ms-refresh>" : .empty)</div>
            """)
    }

    /// Where a step that was taken is seen again.
    private func address(of step: Int) -> String? {
        guard let draft else { return nil }
        return switch step {
        case 1: Address.importStep(draft.id.value, .columns).text
        case 2 where draft.columns != nil: Address.importStep(draft.id.value, .check).text
        case 3 where draft.review != nil: Address.importStep(draft.id.value, .preview).text
        default: nil
        }
    }

    /// Work that goes on: how far it is, how long it takes, and a way out.
    static func progress(_ progress: ImportJobs.Progress, cancel: String, _ visit: Context) -> HTML {
        let words = visit.words.imports
        let left = progress.secondsLeft(at: visit.now).map { words.secondsLeft($0) } ?? words.estimating
        let spent = max(1, visit.now.seconds(since: progress.startedAt))
        let rate = Format.grouped(Int(Double(progress.rows) / spent))
        return Panel.html(id: "progress", title: words.reading(Format.grouped(progress.rows)), """
            <div class="body" aria-live="polite"><progress max="100" value="\(Int(progress.share * 100))">\(Int(progress.share * 100))%</progress><p class="muted num">\(words.rate(rate)) · \(left)</p><form method="post" action="\(cancel)"><input type="hidden" name="token" value="\(visit.formToken)"><button class="btn" name="do" value="cancel">\(visit.words.forms.cancel)</button></form></div>
            """)
    }

    static func failure(_ failure: ImportJobs.Failure, _ visit: Context) -> HTML {
        let words = visit.words.imports
        let text = switch failure {
        case .cancelled: words.wasCancelled
        case .notAWorkbook: words.notAWorkbook
        case .encrypted: words.encrypted
        case .tooLarge: words.tooLarge
        case .swollen: words.swollen
        case .damaged: words.damagedWorkbook
        case .noSheet(let name): words.noSheet(name)
        case .booksFull: words.booksFull
        case .noRows: words.noRows
        case .ownerGone: words.ownerGone
        case .other(let text): words.brokeOff(text)
        }
        return "<div class=\"notice bad\" role=\"alert\">\(text)</div>"
    }
}

extension ImportJobs {
    static func failure(_ error: any Error) -> Failure {
        switch error {
        case is CancellationError: .cancelled
        case Workbook.Failure.notAWorkbook: .notAWorkbook
        case Workbook.Failure.encrypted: .encrypted
        case SalesFile.Refusal.empty: .noRows
        case Workbook.Failure.tooLarge: .swollen
        case Workbook.Failure.damaged, is ByteSource.Failure: .damaged
        case Workbook.Failure.noSuchSheet(let name): .noSheet(name)
        case FileStore.Failure.tooLarge: .tooLarge
        case is BooksFull: .booksFull
        default: .other("\(error)")
        }
    }
}

extension ImportsWords {
    func kind(_ kind: String) -> String {
        switch ImportKind(rawValue: kind) {
        case .sales: self.sales
        case .accounts: self.accounts
        case .contacts: self.contacts
        case .products: self.products
        case nil: kind
        }
    }

    func status(_ status: ImportRecord.Status) -> String {
        switch status {
        case .running: self.running
        case .finished: self.finished
        case .failed: self.failed
        case .undone: self.undone
        }
    }

    /// Why a row was set aside, in words.
    func text(of reason: String) -> String {
        switch SetAsideReason(rawValue: reason) {
        case .alreadyImported: self.alreadyImported
        case .conflict: self.conflict
        case .noCustomer: self.noCustomer
        case .notAnInvoice: self.notAnInvoice
        case .notAProduct: self.notAProduct
        case .stockAdjustment: self.stockAdjustment
        case .priceNotPositive: self.priceNotPositive
        case .quantityNotNegative: self.quantityNotNegative
        case .noDocument: self.noDocument
        case .noProduct: self.noProduct
        case .badQuantity: self.badQuantity
        case .badPrice: self.badPrice
        case .badAmount: self.badAmount
        case .badDate: self.badDate
        case .badCurrency: self.badCurrency
        case .tooLarge: self.amountTooLarge
        case .fieldCount: self.fieldCount
        case .unreadable: self.unreadable
        case .missingValue: self.missingValue
        case .badValue: self.badValue
        case .unknownAccount: self.unknownAccount
        case .severalAccounts: self.severalAccounts
        case .possibleDuplicate: self.possibleDuplicate
        case .repeated: self.repeated
        case .leftOut: self.leftOut
        case nil: reason
        }
    }

    /// What is wrong with a value, in the words of its form where a form would say it too.
    /// - Parameter named: whether the field is always named.
    func text(of problem: RowProblem, _ visit: Context, named: Bool = false) -> String {
        let text = problem.detail.map { visit.words.forms.text(of: $0) } ?? self.text(of: problem.reason.rawValue)
        guard let field = problem.field, named || problem.detail != nil || problem.reason == .repeated else { return text }
        return "\(fieldName(field, visit))\(visit.isEnglish ? ": " : "\u{FF1A}")\(text)"
    }
}
