import Basics
import Interface
import Storage

/// Editing a note and its files, or removing it.
struct NoteEditForm {
    private let account: AccountSummary
    private let note: Note
    private let values: [String: String]
    private let files: [Attachment]
    private let visit: Context

    /// Nil when there is no such note that the person may edit.
    private init?(_ code: String, _ id: Int64?, _ visit: Context, in connection: Connection) throws {
        guard let id, let account = try AccountStore.summary(code: code, within: visit.scope, in: connection),
              let note = try NoteStore.note(Note.ID(id), in: connection), note.accountID == account.id, NoteForm.mayEdit(note, visit),
              let values = try NoteRecord.values(of: id, in: connection) else { return nil }
        self.account = account
        self.note = note
        self.values = values
        self.visit = visit
        files = try NoteStore.attachments(of: [note.id], account: account.id, in: connection)[note.id] ?? []
    }

    static func show(_ code: String, _ id: Int64?, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let this = try NoteEditForm(code, id, visit, in: connection) else { return .notFound }
        return .page(this.page(RecordForm(try NoteForm.fields(this.account, contact: this.values["contact"], visit, in: connection), showing: this.values)))
    }

    static func save(
        _ code: String, _ id: Int64?, _ sent: Parameters, files: [NoteForm.Sent], problem: String?, _ visit: Context, in connection: Connection
    ) throws -> Answer {
        guard let this = try NoteEditForm(code, id, visit, in: connection) else { return .notFound }
        let batch = try Batch(by: visit.user.id, at: visit.now, in: connection)
        if sent["do"] == "remove" {
            _ = try batch.remove(NoteRecord.self, this.note.id.value, named: String(this.note.body.prefix(80)), in: connection)
            return .done(this.timeline, batch.id)
        }
        return try this.save(sent, files, problem, batch, in: connection)
    }

    private func save(_ sent: Parameters, _ added: [NoteForm.Sent], _ problem: String?, _ batch: Batch, in connection: Connection) throws -> Answer {
        var form = RecordForm(try NoteForm.fields(account, contact: values["contact"], visit, in: connection), sent: sent, over: values)
        form.checkDay(visit)
        let dropped = files.filter { sent["drop.\($0.id.value)"] == "1" }
        let isTooMany = files.count - dropped.count + added.count > AttachmentRule.perNote
        let wrong = problem ?? (isTooMany ? visit.words.notes.text(of: .tooMany(limit: AttachmentRule.perNote)) : nil)
        guard form.isValid, wrong == nil else { return .invalid(page(form, dropped: dropped, problem: wrong)) }
        let outcome = try batch.save(&form, to: NoteRecord.self, note.id.value, in: connection)
        if case .changedMeanwhile = outcome { return .conflict(page(form, dropped: dropped)) }
        for file in dropped { _ = try batch.remove(AttachmentRecord.self, file.id.value, of: account.id, named: file.fileName, in: connection) }
        for file in added {
            let attachment = try NoteForm.attach(file, to: note, visit, in: connection)
            try batch.added(AttachmentRecord.self, attachment.id.value, of: account.id, named: file.fileName, in: connection)
        }
        if case .unchanged = outcome, dropped.isEmpty, added.isEmpty { return .redirect(timeline) }
        return .done(timeline, batch.id)
    }

    private var timeline: Address { .activity(account.code, before: nil, onlyNotes: false) }

    private func page(_ form: RecordForm, dropped: [Attachment] = [], problem: String? = nil) -> HTML {
        let words = visit.words.forms, notes = visit.words.notes
        let remove: HTML = "<button class=\"btn quiet danger\" name=\"do\" value=\"remove\">\(words.remove)</button>"
        let kept = files.map { file in
            FormField(
                name: "drop.\(file.id.value)", label: notes.removeFile(file.fileName, Format.bytes(file.size)), control: .flag,
                value: dropped.contains(file) ? "1" : ""
            ).html
        }
        let panel = FormPanel.html(
            id: "note", title: notes.editTitle, action: Address.note(account.code, note.id.value).text, token: visit.formToken,
            submit: words.save, cancel: (words.cancel, timeline.text), takesFiles: true,
            "\(form.summary(words))<div class=\"fields three\">\(form.inputs(words))\(kept)\(NoteForm.files(problem, visit))</div><div class=\"left-action\">\(remove)</div>"
        )
        let head = AccountHead(account: account, tab: .activity, visit: visit)
        return AccountHead.shell(account, visit, page: notes.editTitle).html("\(head.html)<div class=\"content narrow\">\(panel)</div>")
    }
}
