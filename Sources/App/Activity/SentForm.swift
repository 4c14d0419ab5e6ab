import Basics
import Crypto
import Storage

/// A form that adds something and was sent twice, by a double click or a line that broke off: the second sending leads to what the
/// first one added.
///
/// What tells a form from others is when it was opened together with everything that was typed into it, because a page may be
/// remembered and shown to the same person twice. The activity that says what was added keeps it, so that no statement is spent on it.
enum SentForm {
    /// Thrown by whoever writes the activity; nothing of the second sending stays.
    struct Repeated: Error {}

    /// Nil for forms that do not say when they were opened.
    static func fingerprint(_ sent: Parameters, _ path: String, files: [NoteForm.Sent]) -> String? {
        guard sent["once"] != nil else { return nil }
        var hash = SHA256()
        func add(_ text: String) { hash.update(data: Array("\(text.utf8.count):\(text)".utf8)) }
        add(path)
        for (name, value) in sent.pairs where name != "token" {
            add(name)
            add(value)
        }
        for file in files { add(file.file.sha256 + file.fileName) }
        return hash.finalize().hexadecimal
    }

    /// Where what the first sending added is seen; nil when there was none.
    static func answer(_ visit: Context, in connection: Connection) throws -> Answer? {
        guard let once = visit.once, let first = try ActivityStore.added(once: once, by: visit.user.id, in: connection) else { return nil }
        guard let address = try address(of: first, in: connection) else { return nil }
        return first.batchID.map { .done(address, $0) } ?? .redirect(address)
    }

    private static func address(of first: Activity, in connection: Connection) throws -> Address? {
        guard let id = first.subjectID else { return nil }
        if [ProductRecord.subject, CategoryRecord.subject].contains(first.subject) { return .products(category: nil, after: nil) }
        guard let account = first.accountID, let code = try AccountStore.account(account, in: connection)?.code else { return nil }
        switch first.subject {
        case NoteRecord.subject: return .activity(code, before: nil, onlyNotes: false)
        case ContactRecord.subject: return .contacts(code)
        case DocumentRecord.subject: return .document(code, id)
        case OrderRecord.subject: return .order(code, id)
        case PaymentRecord.subject:
            return try SalesStore.invoice(ofPayment: .init(id), of: account, in: connection).map { .document(code, $0.value) }
        default: return .account(code)
        }
    }
}

extension ActivityStore {
    /// What a form of a person has added.
    static func added(once: String, by actor: User.ID, in connection: Connection) throws -> Activity? {
        try connection.first("""
            SELECT id, at, subject, subject_id, batch_id, account_id FROM activity WHERE actor_id = \(actor) AND once = \(once)
            """) { row in
            Activity(
                id: try row.get(0), at: try row.get(1), actorID: actor, verb: .added, subject: try row.get(2), subjectID: try row.get(3),
                batchID: try row.get(4), accountID: try row.get(5)
            )
        }
    }
}
