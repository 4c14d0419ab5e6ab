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
    /// How long it is kept where a form led, in seconds: a browser that tries again does so soon.
    private static let lifetime: Int64 = 3_600

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
        if let location = try location(once: once, of: visit.user.id, since: visit.now.adding(seconds: -lifetime), in: connection) { return .there(location) }
        guard let first = try ActivityStore.added(once: once, by: visit.user.id, in: connection) else { return nil }
        guard let address = try address(of: first, in: connection) else { return nil }
        return first.batchID.map { .done(address, $0) } ?? .redirect(address)
    }

    /// Where a form of a person led; nil when it was not sent yet.
    private static func location(once: String, of user: User.ID, since moment: Timestamp, in connection: Connection) throws -> String? {
        try connection.first("SELECT location FROM sent_form WHERE once = \(once) AND user_id = \(user) AND sent_at >= \(moment)") { try $0.get(0) }
    }

    /// Whether a form was sent before, whoever sent it.
    static func isKnown(once: String, in connection: Connection) throws -> Bool {
        try connection.first("SELECT 1 FROM sent_form WHERE once = \(once) LIMIT 1") { _ in true } ?? false
    }

    /// Whether a person sent a form, not longer ago than seconds.
    static func isKnown(
        once: String, of user: User.ID, within seconds: Int64 = lifetime, at now: Timestamp, in connection: Connection
    ) throws -> Bool {
        try location(once: once, of: user, since: now.adding(seconds: -seconds), in: connection) != nil
    }

    /// Keeps where a form leads.
    /// - Parameter batch: the action by which what it did is taken back.
    /// - Throws: `Repeated` when it has led somewhere already.
    static func keep(
        _ location: String, batch: Int64? = nil, once: String, of user: User.ID, at now: Timestamp, in connection: Connection
    ) throws {
        try connection.execute("DELETE FROM sent_form WHERE sent_at < \(now.adding(seconds: -lifetime))")
        let written = try connection.execute("""
            INSERT INTO sent_form (once, user_id, location, batch_id, sent_at) VALUES (\(once), \(user), \(location), \(batch), \(now))
            ON CONFLICT (once, user_id) DO NOTHING
            """)
        guard written > 0 else { throw Repeated() }
    }

    /// What was taken back may be asked for once more by the same form.
    static func forget(batch: Int64, in connection: Connection) throws {
        try connection.execute("DELETE FROM sent_form WHERE batch_id = \(batch)")
    }

    /// The same where what forms led to is gone.
    /// - Parameter start: how the places begin.
    static func forget(leadingTo start: String, in connection: Connection) throws {
        try connection.execute("DELETE FROM sent_form WHERE SUBSTR(location, 1, \(start.utf8.count)) = \(start)")
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
