import Basics
import Interface
import Storage

/// Writing and editing notes, calls, e-mails and meetings.
enum NoteForm {
    static func icon(_ kind: Note.Kind) -> String {
        switch kind {
        case .note: "notebook-pen"
        case .call: "phone"
        case .email: "mail"
        case .meeting: "users"
        }
    }

    static func mayEdit(_ note: Note, _ visit: Context) -> Bool {
        visit.user.role.may(.writeNotes) && (note.authorID == visit.user.id || visit.user.role.may(.assignOwners))
    }

    /// - Parameter contact: the one whom the note names already.
    static func fields(_ account: AccountSummary, contact: String? = nil, _ visit: Context, in connection: Connection) throws -> [Field] {
        let words = visit.words.notes, labels = visit.words.fields
        let current = contact.flatMap { Int64($0) }.map { Contact.ID($0) }
        let people = try ContactsPage.choices(account, current: current, visit, in: connection)
        return [
            Field(name: "kind", label: labels.kind, kind: .choice(Note.Kind.allCases.map { .init(value: $0.rawValue, label: words.kind($0)) }), isRequired: true),
            Field(name: "happenedOn", label: labels.happenedOn, kind: .day, isRequired: true),
            Field(name: "contact", label: words.withWhom, kind: .named(people, from: Address.pick("contacts", query: nil, account: account.code).text)),
            Field(name: "body", label: labels.body, kind: .text(), isRequired: true),
        ]
    }

    /// The form that stands above the timeline.
    static func composer(_ account: AccountSummary, _ visit: Context, in connection: Connection) throws -> HTML {
        let form = RecordForm(
            try fields(account, visit, in: connection), showing: ["kind": Note.Kind.call.rawValue, "happenedOn": visit.today.iso], isNew: true
        )
        return composer(form, account, visit, problem: nil)
    }

    static func composer(_ form: RecordForm, _ account: AccountSummary, _ visit: Context, problem: String?) -> HTML {
        let words = visit.words.notes
        let photo = FormField(name: "photo", label: words.photo, control: .photo)
        return FormPanel.html(
            id: "log", title: words.log, action: Address.notes(account.code).text, token: visit.formToken, submit: words.save,
            cancel: nil, takesFiles: true, once: visit.opened, "\(form.summary(visit.words.forms))<div class=\"fields three\">\(form.inputs(visit.words.forms))\(files(problem, visit))\(photo.html)</div>"
        )
    }

    static func files(_ problem: String?, _ visit: Context) -> HTML {
        let words = visit.words.notes
        return FormField(
            name: "files", label: words.files, control: .files(accept: AttachmentRule.accept),
            hint: words.filesHint(AttachmentRule.perNote, AttachmentRule.limit >> 20), problem: problem
        ).html
    }

    /// A file that came with a form.
    struct Sent: Sendable {
        var fileName: String
        var mediaType: String
        var file: FileStore.Arrived
    }

    static func create(
        _ code: String, _ sent: Parameters, files: [Sent], problem: String?, _ visit: Context, in connection: Connection
    ) throws -> Answer {
        guard visit.user.role.may(.writeNotes), let account = try AccountStore.summary(code: code, within: visit.scope, in: connection) else {
            return .notFound
        }
        var form = RecordForm(try fields(account, visit, in: connection), sent: sent)
        form.checkDay(visit)
        guard form.isValid, problem == nil else {
            return .invalid(try TimelinePage.page(account, Parameters(), composer(form, account, visit, problem: problem), visit, in: connection))
        }
        let id: Note.ID = try connection.newIdentifier("note", reserve: 64)
        var note = Note(id: id, accountID: account.id, kind: .note, happenedOn: visit.today, body: "", authorID: visit.user.id)
        NoteRecord.fill(&note, from: form.values)
        try NoteStore.insert(note, at: visit.now, in: connection)
        for file in files { _ = try attach(file, to: note, visit, in: connection) }
        let batch = try Batch(by: visit.user.id, at: visit.now, once: visit.once, in: connection)
        try batch.added(NoteRecord.self, id.value, named: String(note.body.prefix(80)), in: connection)
        return .done(.activity(code, before: nil, onlyNotes: false), batch.id)
    }

    /// Keeps a file with its note, in the transaction that accepts the form.
    static func attach(_ sent: Sent, to note: Note, _ visit: Context, in connection: Connection) throws -> Attachment {
        try visit.files.keep(sent.file)
        let attachment = Attachment(
            id: try connection.newIdentifier("attachment", reserve: 16), accountID: note.accountID, noteID: note.id, fileName: sent.fileName,
            mediaType: sent.mediaType, size: Int64(sent.file.size), sha256: sent.file.sha256
        )
        try NoteStore.insert(attachment, in: connection)
        return attachment
    }
}

extension RecordForm {
    /// Nobody has met a customer tomorrow: the last contact would be in the future.
    mutating func checkDay(_ visit: Context) {
        if isChanged("happenedOn"), let day = self["happenedOn"].flatMap({ Day($0) }), day > visit.today { set(.after(visit.text(visit.today)), for: "happenedOn") }
    }
}

extension NotesWords {
    func kind(_ kind: Note.Kind) -> String {
        switch kind {
        case .note: self.noteKind
        case .call: self.callKind
        case .email: self.emailKind
        case .meeting: self.meetingKind
        }
    }
}
