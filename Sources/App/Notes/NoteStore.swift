import Basics
import Storage

/// All SQL that names notes and their files.
enum NoteStore {
    /// The hashes of all files that notes have.
    static func attachmentHashes(in connection: Connection) throws -> Set<String> {
        Set(try connection.rows("SELECT DISTINCT sha256 FROM attachment") { try $0.get(0, as: String.self) })
    }

    private static let columns: SQL = "n.id, n.account_id, n.kind, n.happened_on, n.body, n.contact_id, n.author_id, n.edited_at"

    private static func note(_ row: Row) throws -> Note {
        Note(
            id: try row.get(0), accountID: try row.get(1), kind: Note.Kind(rawValue: try row.get(2)) ?? .note,
            happenedOn: try row.get(3), body: try row.get(4), contactID: try row.get(5), authorID: try row.get(6), editedAt: try row.get(7)
        )
    }

    /// Nil when there is none, or it was removed.
    static func note(_ id: Note.ID, in connection: Connection) throws -> Note? {
        try connection.first("SELECT \(columns) FROM note n WHERE n.id = \(id) AND n.deleted_at IS NULL", note)
    }

    /// Also of a note that was removed.
    static func account(of id: Note.ID, in connection: Connection) throws -> Account.ID? {
        try connection.first("SELECT account_id FROM note WHERE id = \(id)") { try $0.get(0) }
    }

    static func notes(_ ids: [Note.ID], of account: Account.ID, in connection: Connection) throws -> [Note.ID: Note] {
        guard !ids.isEmpty else { return [:] }
        let found = try connection.rows("""
            SELECT \(columns) FROM note n WHERE n.account_id = \(account) AND n.id IN \(list: ids) AND n.deleted_at IS NULL
            """, note)
        return Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
    }

    /// Which of some accounts have notes, also such as were removed: those can be brought back.
    static func accountsWithNotes(among accounts: [Account.ID], in connection: Connection) throws -> Set<Account.ID> {
        Set(try connection.rows("SELECT DISTINCT account_id FROM note WHERE account_id IN \(list: accounts)") { try $0.get(0) })
    }

    static func insert(_ note: Note, at now: Timestamp, in connection: Connection) throws {
        try connection.execute("""
            INSERT INTO note (account_id, id, kind, happened_on, body, contact_id, author_id, created_at)
            VALUES (\(note.accountID), \(note.id), \(note.kind.rawValue), \(note.happenedOn), \(note.body), \(note.contactID),
                \(note.authorID), \(now))
            """)
        if note.kind != .note { try AccountStore.setLastContact(atLeast: note.happenedOn, of: note.accountID, in: connection) }
    }

    /// Writes many notes of accounts that have none yet.
    static func insert(_ notes: [(note: Note, at: Timestamp)], in connection: Connection) throws {
        let table = Table("note", "account_id", "id", "kind", "happened_on", "body", "contact_id", "author_id", "created_at")
        try connection.insert(into: table, notes.map { note, at in
            [
                note.accountID.sqlValue, note.id.sqlValue, .text(note.kind.rawValue), note.happenedOn.sqlValue, .text(note.body),
                note.contactID.sqlValue, note.authorID.sqlValue, at.sqlValue,
            ]
        })
        for account in Set(notes.map(\.note.accountID)).sorted() { try refreshLastContact(of: account, in: connection) }
    }

    static func update(_ note: Note, at now: Timestamp, in connection: Connection) throws {
        try connection.execute("""
            UPDATE note SET kind = \(note.kind.rawValue), happened_on = \(note.happenedOn), body = \(note.body),
                contact_id = \(note.contactID), edited_at = \(now) WHERE account_id = \(note.accountID) AND id = \(note.id)
            """)
        try refreshLastContact(of: note.accountID, in: connection)
    }

    /// Removes a note, or brings it back; false when that is how it is already.
    static func setRemoved(_ id: Note.ID, at moment: Timestamp?, in connection: Connection) throws -> Bool {
        guard let account = try account(of: id, in: connection) else { return false }
        let state: SQL = moment == nil ? "deleted_at IS NOT NULL" : "deleted_at IS NULL"
        let count = try connection.execute("""
            UPDATE note SET deleted_at = \(moment) WHERE account_id = \(account) AND id = \(id) AND \(state)
            """)
        try refreshLastContact(of: account, in: connection)
        return count > 0
    }

    static func refreshLastContact(of account: Account.ID, in connection: Connection) throws {
        // Notes that are just being written refer to the account: they are waited for, so that none is overlooked.
        try AccountStore.lock([account], against: .reference, in: connection)
        let day = try connection.first("""
            SELECT MAX(happened_on) FROM note WHERE account_id = \(account) AND kind <> 'note' AND deleted_at IS NULL
            """) { try $0.get(0, as: Day?.self) }
        try AccountStore.setLastContact(day.flatMap { $0 }, of: account, in: connection)
    }

    // MARK: Files

    static func insert(_ attachment: Attachment, in connection: Connection) throws {
        try connection.execute("""
            INSERT INTO attachment (id, account_id, note_id, file_name, media_type, size, sha256)
            VALUES (\(attachment.id), \(attachment.accountID), \(attachment.noteID), \(attachment.fileName),
                \(attachment.mediaType), \(attachment.size), \(attachment.sha256))
            """)
    }

    /// Removes a file, or brings it back; false when that is how it is already.
    static func setRemoved(_ id: Attachment.ID, at moment: Timestamp?, in connection: Connection) throws -> Bool {
        let state: SQL = moment == nil ? "removed_at IS NOT NULL" : "removed_at IS NULL"
        return try connection.execute("UPDATE attachment SET removed_at = \(moment) WHERE id = \(id) AND \(state)") > 0
    }

    /// Also of a file that was removed.
    static func account(of id: Attachment.ID, in connection: Connection) throws -> Account.ID? {
        try connection.first("SELECT account_id FROM attachment WHERE id = \(id)") { try $0.get(0) }
    }

    private static func attachment(_ row: Row) throws -> Attachment {
        Attachment(
            id: try row.get(0), accountID: try row.get(1), noteID: try row.get(2), fileName: try row.get(3),
            mediaType: try row.get(4), size: try row.get(5), sha256: try row.get(6)
        )
    }

    static func attachments(
        of notes: [Note.ID], account: Account.ID, in connection: Connection
    ) throws -> [Note.ID: [Attachment]] {
        guard !notes.isEmpty else { return [:] }
        let found = try connection.rows("""
            SELECT id, account_id, note_id, file_name, media_type, size, sha256 FROM attachment
            WHERE account_id = \(account) AND note_id IN \(list: notes) AND removed_at IS NULL ORDER BY id
            """, attachment)
        return Dictionary(grouping: found, by: \.noteID)
    }

    /// A file of a note that is still there.
    static func attachment(_ id: Attachment.ID, of account: Account.ID, in connection: Connection) throws -> Attachment? {
        try connection.first("""
            SELECT f.id, f.account_id, f.note_id, f.file_name, f.media_type, f.size, f.sha256 FROM attachment f
            JOIN note n ON n.account_id = f.account_id AND n.id = f.note_id
            WHERE f.id = \(id) AND f.account_id = \(account) AND n.deleted_at IS NULL AND f.removed_at IS NULL
            """, attachment)
    }
}
