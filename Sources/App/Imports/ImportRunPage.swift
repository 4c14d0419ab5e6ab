import Basics
import Foundation
import Interface
import Storage

/// One import: how far it is, what became of every row, the file of rows that were set aside, and taking it back.
enum ImportRunPage {
    /// How long an import can be taken back, in seconds.
    static let undoWindow = 7 * 86_400.0

    static func answer(_ id: Int64?, _ query: Parameters, _ visit: Context, _ wizard: ImportWizard, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.importFiles), let id, let record = try ImportStore.record(ImportRecord.ID(id), in: connection) else { return .notFound }
        let words = visit.words.imports
        let draft = try record.draftID.flatMap { try ImportDraftStore.draft(ImportDraft.ID($0), in: connection) }
        let page = WizardPage(visit: visit, draft: draft, step: 4)
        let standing = try wizard.standing(id, in: connection)
        if case .running(let kind, let progress) = standing { return .page(underWay(kind, progress, record, page, visit)) }
        let tally = record.tally
        let isUndone = record.status == .undone
        var rows: [(String, Int)] = [(isUndone ? words.newUndone : words.newRows, tally.new)]
        if record.kind != "sales" { rows += [(isUndone ? words.changedUndone : words.changedRows, tally.changed), (words.unchangedRows, tally.unchanged)] }
        if record.kind == "sales", tally.unchanged > 0 { rows.append((words.knownRows, tally.unchanged)) }
        rows += tally.setAside.sorted { $0.key < $1.key }.map { (words.setAsideFor(words.text(of: $0.key)), $0.value) }
        let lines = rows.map { "<tr><th scope=\"row\">\($0)</th><td class=\"n\">\(Format.grouped($1))</td></tr>" as HTML }
        let download: HTML = record.setAsideFile != nil && tally.setAsideRows > 0
            ? "<a class=\"btn s\" href=\"\(Address.importSetAside(id).text)\" hx-boost=\"false\">\(Icon("download").html)\(words.downloadSetAside)</a>" : .empty
        let title = switch record.status {
        case .running: words.brokenOff(record.fileName)
        case .failed: words.failedFinding(record.fileName)
        case .undone: words.undoneFinding(record.fileName)
        case .finished where tally.unchanged == tally.rows && tally.rows > 0: words.nothingNew(tally.rows)
        case .finished: words.doneFinding(Format.grouped(tally.imported), Format.grouped(tally.setAsideRows))
        }
        let failure: HTML = if case .failed(_, let failure) = standing { WizardPage.failure(failure, visit) } else { .empty }
        let kept = try KeptList(record: record, visit: visit).html(after: query["after"].flatMap { Int($0) } ?? 0, in: connection)
        let door: HTML = record.status == .finished ? "<a class=\"btn primary\" href=\"\(record.kind == "products" ? Address.products(category: nil, after: nil).text : Address.accounts(.init()).text)\">\(record.kind == "products" ? visit.words.products.title : visit.words.accounts.title)</a>" : .empty
        return .page(page.html(title, """
            \(failure)\(Panel.html(id: "tally", title: words.whatHappened, tools: download, "<table class=\"list plain short\"><tbody>\(lines)</tbody><tfoot><tr><th scope=\"row\">\(words.rows)</th><td class=\"n\">\(Format.grouped(tally.rows))</td></tr></tfoot></table>"))\(kept)
            <div class="form-actions">\(actions(record, draft, visit))\(door)</div>
            """))
    }

    /// Importing or taking back, here or on another server.
    private static func underWay(
        _ kind: WorkLease.Kind, _ progress: ImportJobs.Progress, _ record: ImportRecord, _ page: WizardPage, _ visit: Context, notice: HTML = .empty
    ) -> HTML {
        let words = visit.words.imports
        let title = kind == .undo ? words.undoing(record.fileName) : words.importing(record.fileName)
        return page.html(title, refresh: true, "\(notice)\(WizardPage.progress(progress, cancel: Address.importRun(record.id.value).text, visit))")
    }

    private static func actions(_ record: ImportRecord, _ draft: ImportDraft?, _ visit: Context) -> HTML {
        let words = visit.words.imports
        func form(_ verb: String, _ label: String) -> HTML {
            "<form method=\"post\" action=\"\(Address.importRun(record.id.value).text)\"><input type=\"hidden\" name=\"token\" value=\"\(visit.formToken)\"><button class=\"btn\" name=\"do\" value=\"\(verb)\">\(label)</button></form>"
        }
        let isFresh = visit.now.seconds(since: record.startedAt) <= undoWindow
        let undo = record.status != .undone && isFresh ? form("undo", words.undoImport) : .empty
        let again = draft != nil && record.status != .finished ? form("again", words.runAgain) : .empty
        return "\(undo)\(again)"
    }

    static func setAside(_ id: Int64?, _ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.importFiles), let id, let record = try ImportStore.record(ImportRecord.ID(id), in: connection),
              let file = record.setAsideFile else { return .notFound }
        return .storedFile(name: "set-aside-\(id).csv", mediaType: "text/csv; charset=utf-8", path: visit.files.path(of: file))
    }

    /// Cancels, takes back or runs again.
    static func change(_ id: Int64?, _ sent: Parameters, _ visit: Context, _ wizard: ImportWizard, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.importFiles), let id, let record = try ImportStore.record(ImportRecord.ID(id), in: connection) else { return .notFound }
        switch sent["do"] {
        case "cancel": try wizard.cancel(id, in: connection)
        case "undo":
            // Somebody, or the same press, was first.
            if record.status == .undone { return .redirect(.importRun(id)) }
            guard visit.now.seconds(since: record.startedAt) <= undoWindow else { return .notFound }
            do {
                if record.kind == ImportKind.sales.rawValue {
                    _ = try ImportUndo.undo(record.id, by: visit.user.id, at: visit.now, in: connection)
                } else {
                    try wizard.undo(record, visit, in: connection)
                }
            } catch is ImportUndo.StillRunning {
                // What is being taken back already is what was asked for.
                guard case .running(let kind, let progress) = try wizard.standing(id, in: connection), kind != .undo else { return .redirect(.importRun(id)) }
                let notice: HTML = "<div class=\"notice bad\" role=\"alert\">\(visit.words.imports.stillRunning)</div>"
                return .conflict(underWay(kind, progress, record, WizardPage(visit: visit, draft: nil, step: 4), visit, notice: notice))
            }
        case "again" where try wizard.progress(id, in: connection) != nil: break
        case "again":
            guard let draftID = record.draftID, let draft = try ImportDraftStore.draft(ImportDraft.ID(draftID), in: connection) else { return .notFound }
            return try CheckStep(draft: draft, visit: visit, wizard: wizard).run(insteadOf: record, in: connection)
        default: return .notFound
        }
        return .redirect(.importRun(id))
    }
}
