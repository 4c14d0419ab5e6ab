import Basics
import Interface
import Storage

/// What happened with an account and what was said, newest first, on one timeline.
enum TimelinePage {
    private static let pageSize = 50

    static func answer(_ code: String, _ query: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let account = try AccountStore.summary(code: code, within: visit.scope, in: connection) else { return .notFound }
        let composer = visit.user.role.may(.writeNotes) ? try NoteForm.composer(account, visit, in: connection) : nil
        return .page(try page(account, query, composer, visit, in: connection))
    }

    static func page(
        _ account: AccountSummary, _ query: Parameters, _ composer: HTML?, _ visit: Context, in connection: Connection
    ) throws -> HTML {
        let parts = (query["before"] ?? "").split(separator: ".").compactMap { Int64($0) }
        let cursor = parts.count == 2 ? (Timestamp(milliseconds: parts[0]), Identifier<Activity>(parts[1])) : nil
        let onlyNotes = query["show"] == "notes"
        let found = try ActivityStore.activities(of: account.id, before: cursor, onlyNotes: onlyNotes, limit: pageSize, in: connection)
        let timeline = try Timeline(found, of: account, visit, in: connection)
        let words = visit.words.account
        let older: HTML = found.count < pageSize ? .empty : found.last.map { last in
            let address = Address.activity(account.code, before: "\(last.at.milliseconds).\(last.id.value)", onlyNotes: onlyNotes)
            return "<a class=\"btn\" href=\"\(address.text)\">\(words.older)</a>"
        } ?? .empty
        let list: HTML = found.isEmpty
            ? EmptyState.html(title: words.noActivity, hint: "")
            : "<div class=\"body\"><ol class=\"timeline\">\(found.map { timeline.item($0) })</ol>\(older)</div>"
        let kinds = [(words.everything, false), (visit.words.notes.title, true)].map { label, notes -> HTML in
            "<a href=\"\(Address.activity(account.code, before: nil, onlyNotes: notes).text)\"\(attribute: "aria-current", onlyNotes == notes ? "true" : nil)>\(label)</a>"
        }
        let head = AccountHead(account: account, tab: .activity, visit: visit)
        return AccountHead.shell(account, visit, page: words.activity).html("""
            \(head.html)<div class="content narrow">\(composer)\(Panel.html(id: "timeline", title: words.activity, tools: "<span class=\"seg\">\(kinds)</span>", list))</div>
            """)
    }
}

/// Rows of a timeline with the notes, files and people that they speak of.
struct Timeline {
    private let account: AccountSummary
    private let visit: Context
    private let notes: [Note.ID: Note]
    private let files: [Note.ID: [Attachment]]
    private let contacts: [Contact.ID: Contact]

    init(_ activities: [Activity], of account: AccountSummary, _ visit: Context, in connection: Connection) throws {
        self.account = account
        self.visit = visit
        let ids = activities.filter { $0.subject == NoteRecord.subject && $0.verb == .added }.compactMap { $0.subjectID.map { Note.ID($0) } }
        notes = try NoteStore.notes(ids, of: account.id, in: connection)
        files = try NoteStore.attachments(of: Array(notes.keys).sorted(), account: account.id, in: connection)
        let people = Set(notes.values.compactMap(\.contactID))
        contacts = people.isEmpty ? [:] : try ContactStore.contacts(Array(people).sorted(), in: connection)
    }

    func item(_ activity: Activity) -> HTML {
        let actor = visit.isEnglish ? activity.actorEnglishName ?? activity.actorName : activity.actorName
        let who = actor ?? visit.words.activity.system
        let time = visit.text(activity.at)
        let note = activity.verb == .added && activity.subject == NoteRecord.subject ? activity.subjectID.flatMap { notes[Note.ID($0)] } : nil
        let icon = note.map { Icon(NoteForm.icon($0.kind)) } ?? Self.icon(activity.verb)
        let sentence = note.map { said($0) } ?? ActivitySentence(visit: visit).text(activity)
        return """
            <li><span class="dot">\(icon.html)</span><div><p><b>\(who)</b> \(sentence)</p>\(note.map { body($0) })<time datetime="\(activity.at.iso)">\(time)</time>\(undo(activity))</div></li>
            """
    }

    private func said(_ note: Note) -> String {
        let words = visit.words.notes
        let contact = note.contactID.flatMap { contacts[$0] }.map { $0.name(english: visit.isEnglish) }
        let day = visit.text(note.happenedOn)
        return switch note.kind {
        case .note: words.noted
        case .call: words.called(contact ?? words.them, day)
        case .email: words.wrote(contact ?? words.them, day)
        case .meeting: words.met(contact ?? words.them, day)
        }
    }

    private func body(_ note: Note) -> HTML {
        let paragraphs = note.body.split(separator: "\n", omittingEmptySubsequences: false).map { "\(String($0))<br>" as HTML }
        let list = (files[note.id] ?? []).map { file -> HTML in
            "<li><a class=\"link\" href=\"\(Address.file(account.code, file.id.value).text)\" hx-boost=\"false\">\(Icon("paperclip").html)\(file.fileName)</a> <small>\(Format.bytes(file.size))</small></li>"
        }
        let attached: HTML = list.isEmpty ? .empty : "<ul class=\"files\">\(list)</ul>"
        let edit: HTML? = NoteForm.mayEdit(note, visit)
            ? "<a class=\"link s\" href=\"\(Address.note(account.code, note.id.value).text)\">\(visit.words.forms.editShort)</a> " : nil
        let edited: HTML? = note.editedAt.map { "<small class=\"muted\">\(visit.words.notes.edited(visit.text($0)))</small> " }
        return "<div class=\"note\"><p>\(paragraphs)</p>\(attached)\(edited)\(edit)</div>"
    }

    /// One's own latest actions can be taken back right here.
    private func undo(_ activity: Activity) -> HTML? {
        guard let batch = activity.batchID, activity.actorID == visit.user.id,
              visit.now.seconds(since: activity.at) <= Undo.window else { return nil }
        return """
            <form method="post" action="\(Address.undo(batch).text)" class="inline"><input type="hidden" name="token" value="\(visit.formToken)"><input type="hidden" name="once" value="\(visit.opened)"><input type="hidden" name="to" value="\(visit.here)"><button class="link s">\(visit.words.forms.undo)</button></form>
            """
    }

    private static func icon(_ verb: Activity.Verb) -> Icon {
        switch verb {
        case .tierChanged, .classified: Icon("clipboard-check")
        case .importFinished, .importUndone, .accountImported: Icon("upload")
        case .policyPublished: Icon("scale")
        case .added: Icon("plus")
        case .edited: Icon("pencil")
        case .removed: Icon("x")
        default: Icon("user-round-check")
        }
    }
}

/// An activity as a sentence that follows the name of who did it.
struct ActivitySentence {
    let visit: Context

    func text(_ activity: Activity) -> String {
        let words = visit.words.activity
        let before = activity.before ?? "", after = activity.after ?? ""
        return switch activity.verb {
        case .demoCreated: words.demoCreated
        case .userAdded: words.userAdded(after)
        case .userDisabled: words.userDisabled(after)
        case .signedIn: words.signedIn
        case .signedOut: words.signedOut
        case .preferencesChanged: words.preferencesChanged
        case .importFinished: words.importFinished(before, after)
        case .importUndone: words.importUndone(before)
        case .accountImported: words.accountImported
        case .policyPublished: words.policyPublished(after)
        case .classified: words.classified(after)
        case .tierChanged: before.isEmpty ? words.tierSet(after) : words.tierChanged(before, after)
        case .resetStarted: words.resetStarted(after)
        case .passwordChanged: words.passwordChanged
        case .codesOn: words.codesOn
        case .codesOff: words.codesOff
        case .signInFailed: words.signInFailed
        case .codesTakenAway: words.codesTakenAway(after)
        case .tokenAdded: words.tokenAdded(after)
        case .tokenEnded: words.tokenEnded
        case .teamChanged: words.teamChanged(after)
        case .organisationChanged: words.organisationChanged(after)
        case .added: words.added(subject(activity.subject), after)
        case .removed: words.removed(subject(activity.subject), before)
        case .edited: edited(ChangeText.decoded(activity.after))
        }
    }

    private func edited(_ changes: [FieldChange]) -> String {
        let words = visit.words
        let parts = changes.map { change in
            let label = words.fields.label(of: change.field)
            if change.before.isEmpty { return words.activity.setField(label, shown(change.field, change.afterText)) }
            if change.after.isEmpty { return words.activity.clearedField(label, shown(change.field, change.beforeText)) }
            return words.activity.changedField(label, shown(change.field, change.beforeText), shown(change.field, change.afterText))
        }
        return parts.joined(separator: visit.isEnglish ? "; " : "\u{FF1B}")
    }

    private func shown(_ field: String, _ text: String) -> String {
        if let day = Day(text), field.hasSuffix("On") || field.hasSuffix("from") || field.hasSuffix("to") || field == "customerSince" {
            return visit.text(day)
        }
        return text.count > 80 ? text.prefix(80) + "\u{2026}" : text
    }

    private func subject(_ kind: String) -> String {
        let words = visit.words.activity
        return switch kind {
        case AccountRecord.subject: words.anAccount
        case ContactRecord.subject: words.aContact
        case NoteRecord.subject: words.aNote
        case ProductRecord.subject: words.aProduct
        case CategoryRecord.subject: words.aCategory
        case PaymentRecord.subject: words.aPayment
        case DocumentRecord.subject: words.aDocument
        case OrderRecord.subject: words.anOrder
        case AttachmentRecord.subject: words.aFile
        default: kind
        }
    }
}
