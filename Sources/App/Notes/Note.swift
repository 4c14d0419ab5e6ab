import Basics
import Storage

/// Something that was said with a customer, or is worth remembering about them.
public struct Note: Sendable, Hashable {
    public typealias ID = Identifier<Note>

    public var id: ID
    public var accountID: Account.ID
    public var kind: Kind
    public var happenedOn: Day
    public var body: String
    public var contactID: Contact.ID?
    public var authorID: User.ID?
    public var editedAt: Timestamp?

    /// How it was said; all but a plain note are contacts with the customer.
    public enum Kind: String, CaseIterable, Sendable {
        case note, call, email, meeting

        var isContact: Bool { self != .note }
    }
}

/// A file that came with a note.
public struct Attachment: Sendable, Hashable {
    public typealias ID = Identifier<Attachment>

    public var id: ID
    public var accountID: Account.ID
    public var noteID: Note.ID
    public var fileName: String
    public var mediaType: String
    /// Bytes.
    public var size: Int64
    public var sha256: String
}

/// A note as a record that people edit.
enum NoteRecord: EditableRecord {
    static let subject = "note"

    static func values(of id: Int64, in connection: Connection) throws -> [String: String]? {
        guard let note = try NoteStore.note(Note.ID(id), in: connection) else { return nil }
        return [
            "kind": note.kind.rawValue, "happenedOn": note.happenedOn.iso, "body": note.body,
            "contact": note.contactID.map { String($0.value) } ?? "",
        ]
    }

    static func write(_ values: [String: String], to id: Int64, at now: Timestamp, in connection: Connection) throws {
        guard var note = try NoteStore.note(Note.ID(id), in: connection) else { return }
        fill(&note, from: values)
        try NoteStore.update(note, at: now, in: connection)
    }

    static func fill(_ note: inout Note, from values: [String: String]) {
        note.kind = values["kind"].flatMap { Note.Kind(rawValue: $0) } ?? note.kind
        note.happenedOn = values["happenedOn"].flatMap { Day($0) } ?? note.happenedOn
        note.body = values["body"] ?? note.body
        note.contactID = values["contact"].flatMap { Int64($0) }.map { Contact.ID($0) }
    }

    static func remove(_ id: Int64, of account: Account.ID?, at now: Timestamp, in connection: Connection) throws -> Bool {
        try NoteStore.setRemoved(Note.ID(id), at: now, in: connection)
    }

    static func restore(_ id: Int64, in connection: Connection) throws -> Bool {
        try NoteStore.setRemoved(Note.ID(id), at: nil, in: connection)
    }

    static func account(of id: Int64, in connection: Connection) throws -> Account.ID? {
        try NoteStore.account(of: Note.ID(id), in: connection)
    }
}

/// A file of a note. Its bytes stay when it is removed, so that removing can be taken back.
enum AttachmentRecord: EditableRecord {
    static let subject = "attachment"

    static func values(of id: Int64, in connection: Connection) throws -> [String: String]? { nil }
    static func write(_ values: [String: String], to id: Int64, at now: Timestamp, in connection: Connection) throws {}

    static func remove(_ id: Int64, of account: Account.ID?, at now: Timestamp, in connection: Connection) throws -> Bool {
        try NoteStore.setRemoved(Attachment.ID(id), at: now, in: connection)
    }

    static func restore(_ id: Int64, in connection: Connection) throws -> Bool {
        try NoteStore.setRemoved(Attachment.ID(id), at: nil, in: connection)
    }

    static func account(of id: Int64, in connection: Connection) throws -> Account.ID? {
        try NoteStore.account(of: Attachment.ID(id), in: connection)
    }
}
