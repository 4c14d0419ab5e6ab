import Basics
import Storage

/// A kind of record that people write by hand; what it offers is enough for conflicts, the timeline and undo.
protocol EditableRecord: Sendable {
    /// The name of the kind in activities, such as `account`.
    static var subject: String { get }
    /// Keeps records for this transaction, before anything of them is read: what two people write at the same moment is written one after
    /// the other, and the second sees what the first wrote. Nothing for kinds that belong to one account: its own row keeps them, and
    /// whoever changes them has locked that.
    static func lock(_ ids: [Int64], in connection: Connection) throws
    /// What the record holds now, by field; nil when there is no such record.
    static func values(of id: Int64, in connection: Connection) throws -> [String: String]?
    /// Writes values that have been read and checked.
    static func write(_ values: [String: String], to id: Int64, at now: Timestamp, in connection: Connection) throws
    /// Whether nothing stands against writing these values, such as that nobody could administer the installation any more.
    static func mayWrite(_ values: [String: String], to id: Int64, in connection: Connection) throws -> Bool
    /// Takes back the adding of a record; false when something else depends on it by now.
    static func remove(_ id: Int64, of account: Account.ID?, at now: Timestamp, in connection: Connection) throws -> Bool
    /// What keeps a record that could not be removed.
    static func tie(of id: Int64, in connection: Connection) throws -> KeptReason
    /// Takes back a removal; false when that is not possible.
    static func restore(_ id: Int64, in connection: Connection) throws -> Bool
    /// The account whose timeline shows changes; nil when it belongs to none or several.
    static func account(of id: Int64, in connection: Connection) throws -> Account.ID?
}

extension EditableRecord {
    static func lock(_ ids: [Int64], in connection: Connection) throws {}
    static func tie(of id: Int64, in connection: Connection) throws -> KeptReason { .referred }
    static func mayWrite(_ values: [String: String], to id: Int64, in connection: Connection) throws -> Bool { true }
    static func restore(_ id: Int64, in connection: Connection) throws -> Bool { false }
    static func account(of id: Int64, in connection: Connection) throws -> Account.ID? { nil }
}

/// One action of a person; its rows in the activity table are taken back together.
struct Batch: Sendable {
    let id: Int64
    /// Nil for the system itself.
    let actor: User.ID?
    let now: Timestamp
    /// Set for an action that adds one record and must not happen twice.
    private let once: String?
    /// The action that this one takes back.
    let takesBack: Int64?

    init(by actor: User.ID?, at now: Timestamp, once: String? = nil, takingBack other: Int64? = nil, in connection: Connection) throws {
        takesBack = other
        let fresh: Identifier<Batch> = try connection.newIdentifier("batch", reserve: 16)
        id = fresh.value
        self.actor = actor
        self.now = now
        self.once = once
    }

    /// What came of sending a form.
    enum Outcome: Sendable {
        case saved
        case unchanged
        /// Somebody wrote meanwhile; the form now says what.
        case changedMeanwhile
    }

    /// Writes a form's values unless somebody else changed the record since it was opened.
    func save<Record: EditableRecord>(
        _ form: inout RecordForm, to kind: Record.Type, _ id: Int64, in connection: Connection
    ) throws -> Outcome {
        try Record.lock([id], in: connection)
        guard let current = try Record.values(of: id, in: connection) else { return .unchanged }
        if form.noticeChanges(in: current) {
            form.editor = try ActivityStore.lastEditor(of: Record.subject, id, in: connection)
            return .changedMeanwhile
        }
        let changes = form.changes(from: current)
        guard !changes.isEmpty else { return .unchanged }
        try write(changes, to: kind, id, from: current, in: connection)
        return .saved
    }

    /// Changes some fields of a record, whatever they hold now; the caller has locked it before reading that.
    func write<Record: EditableRecord>(
        _ changes: [FieldChange], to kind: Record.Type, _ id: Int64, from current: [String: String], in connection: Connection
    ) throws {
        var values = current
        for change in changes { values[change.field] = change.after }
        try Record.write(values, to: id, at: now, in: connection)
        try ActivityStore.record(
            .edited, by: actor, at: now, subject: (Record.subject, id), account: try Record.account(of: id, in: connection),
            after: try ChangeText.encoded(changes), batch: self.id, takesBack: takesBack, in: connection
        )
    }

    /// Says that a record was added; the caller has inserted it.
    func added<Record: EditableRecord>(
        _ kind: Record.Type, _ id: Int64, of account: Account.ID? = nil, named name: String, in connection: Connection
    ) throws {
        try ActivityStore.record(
            .added, by: actor, at: now, subject: (Record.subject, id), account: try account ?? Record.account(of: id, in: connection),
            after: name, batch: self.id, once: once, takesBack: takesBack, in: connection
        )
    }

    /// Removes a record in a way that can be taken back.
    func remove<Record: EditableRecord>(
        _ kind: Record.Type, _ id: Int64, of account: Account.ID? = nil, named name: String, in connection: Connection
    ) throws -> Bool {
        try Record.lock([id], in: connection)
        let account = try account ?? Record.account(of: id, in: connection)
        guard try Record.remove(id, of: account, at: now, in: connection) else { return false }
        try ActivityStore.record(
            .removed, by: actor, at: now, subject: (Record.subject, id), account: account, before: name, batch: self.id,
            takesBack: takesBack, in: connection
        )
        return true
    }
}
