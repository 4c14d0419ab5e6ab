import Basics
import Crypto
import Storage

/// A form that adds something and was sent twice, by a double click or a line that broke off: the second sending leads to what the
/// first one added.
///
/// What tells a form from others is when it was opened together with everything that was typed into it, because a page may be
/// remembered and shown to the same person twice. The activity that says what was added keeps it, so that no statement is spent on it; for
/// forms whose activity says nothing of the kind, a row of its own keeps it with where the form led.
enum SentForm {
    /// Thrown by whoever writes the activity; nothing of the second sending stays.
    struct Repeated: Error {}

    /// What nobody may guess from a mark that is kept: neither is part of it.
    private static let secrets: Set<String> = ["token", "password", "current"]
    /// How long a form may be sent again, in seconds.
    private static let lifetime: Int64 = 2 * 86_400

    /// Nil for forms that do not say when they were opened.
    static func fingerprint(_ sent: Parameters, _ path: String, files: [NoteForm.Sent]) -> String? {
        fingerprint(sent, path, file: files.map { $0.file.sha256 + $0.fileName })
    }

    /// - Parameter file: what tells the files apart that came with it.
    static func fingerprint(_ sent: Parameters, _ path: String, file: [String] = []) -> String? {
        guard sent["once"] != nil else { return nil }
        var hash = SHA256()
        func add(_ text: String) { hash.update(data: Array("\(text.utf8.count):\(text)".utf8)) }
        add(path)
        for (name, value) in sent.pairs where !secrets.contains(name) {
            add(name)
            add(value)
        }
        for file in file { add(file) }
        return hash.finalize().hexadecimal
    }

    /// Where what the first sending added is seen; nil when there was none.
    static func answer(_ visit: Context, in connection: Connection) throws -> Answer? {
        guard let once = visit.once else { return nil }
        if let location = try location(once: once, of: visit.user.id, in: connection) { return .there(location) }
        guard let first = try ActivityStore.added(once: once, by: visit.user.id, in: connection) else { return nil }
        guard let address = try address(of: first, in: connection) else { return nil }
        return first.batchID.map { .done(address, $0) } ?? .redirect(address)
    }

    /// Where a form of a person led; nil when it was not sent yet.
    static func location(once: String, of user: User.ID, in connection: Connection) throws -> String? {
        try connection.first("SELECT location FROM sent_form WHERE once = \(once) AND user_id = \(user)") { try $0.get(0) }
    }

    /// Whether a form was sent before, whoever sent it.
    static func isKnown(once: String, in connection: Connection) throws -> Bool {
        try connection.first("SELECT 1 FROM sent_form WHERE once = \(once) LIMIT 1") { _ in true } ?? false
    }

    /// Keeps where a form leads.
    /// - Throws: `Repeated` when it has led somewhere already.
    static func keep(_ location: String, _ visit: Context, in connection: Connection) throws {
        guard let once = visit.once else { return }
        try keep(location, once: once, of: visit.user.id, at: visit.now, in: connection)
    }

    static func keep(_ location: String, once: String, of user: User.ID, at now: Timestamp, in connection: Connection) throws {
        let written = try connection.execute("""
            INSERT INTO sent_form (once, user_id, location, sent_at) VALUES (\(once), \(user), \(location), \(now))
            ON CONFLICT (once, user_id) DO NOTHING
            """)
        guard written > 0 else { throw Repeated() }
        try connection.execute("DELETE FROM sent_form WHERE sent_at < \(now.adding(seconds: -lifetime))")
    }

    private static func address(of first: Activity, in connection: Connection) throws -> Address? {
        guard let id = first.subjectID else { return nil }
        if [ProductRecord.subject, CategoryRecord.subject].contains(first.subject) { return .products(category: nil, after: nil) }
        if first.subject == PolicyStore.versionSubject { return .policies }
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
