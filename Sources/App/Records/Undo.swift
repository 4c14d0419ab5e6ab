import Basics
import Storage

/// Takes an action of a person back, as far as nobody has changed the same since.
enum Undo {
    /// How long an action can be taken back, in seconds.
    static let window = 600.0

    struct Outcome: Sendable, Equatable {
        var undone = 0
        /// Rows that somebody changed since; they stay as they are.
        var kept = 0
    }

    /// Every kind of record whose changes can be taken back.
    private static let kinds: [String: any EditableRecord.Type] = Dictionary(
        uniqueKeysWithValues: EditableRecords.all.map { ($0.subject, $0) }
    )

    /// Nil when there is no such action of this person within the window.
    static func undo(_ batch: Int64, by actor: User.ID, at now: Timestamp, in connection: Connection) throws -> Outcome? {
        let rows = try ActivityStore.batch(batch, in: connection)
        guard let first = rows.first, first.actorID == actor, now.seconds(since: first.at) <= window, !first.isUndone else { return nil }
        return try takeBack(rows, batch, by: actor, at: now, in: connection).outcome
    }

    /// Takes an action back whoever did it and however long ago, such as an import.
    /// - Returns: the names of records that stay, because somebody changed them since.
    static func takeBack(_ batch: Int64, by actor: User.ID, at now: Timestamp, in connection: Connection) throws -> [String] {
        let rows = try ActivityStore.batch(batch, limit: 1_000_000, in: connection)
        return try takeBack(rows, batch, by: actor, at: now, in: connection).kept
    }

    private static func takeBack(
        _ rows: [ActivityStore.BatchRow], _ batch: Int64, by actor: User.ID, at now: Timestamp, in connection: Connection
    ) throws -> (outcome: Outcome, kept: [String]) {
        var outcome = Outcome()
        var kept: [String] = []
        let reverse = try Batch(by: actor, at: now, in: connection)
        for row in rows.reversed() {
            guard let id = row.subjectID, let kind = kinds[row.subject] else { continue }
            if try takeBack(row, kind, id, reverse, in: connection) {
                outcome.undone += 1
            } else {
                outcome.kept += 1
                kept.append(row.after.flatMap { $0.hasPrefix("[") ? nil : $0 } ?? "\(row.subject) \(id)")
            }
        }
        try ActivityStore.setUndone(batch, at: now, in: connection)
        return (outcome, kept)
    }

    private static func takeBack<Record: EditableRecord>(
        _ row: ActivityStore.BatchRow, _ kind: Record.Type, _ id: Int64, _ reverse: Batch, in connection: Connection
    ) throws -> Bool {
        switch row.verb {
        case .added: return try reverse.remove(kind, id, of: row.accountID, named: row.after ?? "", in: connection)
        case .removed:
            guard try Record.restore(id, in: connection) else { return false }
            try reverse.added(kind, id, named: row.before ?? "", in: connection)
            return true
        case .edited:
            guard let current = try Record.values(of: id, in: connection) else { return false }
            let changes = ChangeText.decoded(row.after)
            let back = changes.filter { (current[$0.field] ?? "") == $0.after }.map {
                FieldChange(field: $0.field, before: $0.after, after: $0.before, beforeText: $0.afterText, afterText: $0.beforeText)
            }
            guard !back.isEmpty else { return false }
            try reverse.write(back, to: kind, id, from: current, in: connection)
            return back.count == changes.count
        default: return false
        }
    }
}

/// The kinds of records that people write by hand.
enum EditableRecords {
    static let all: [any (EditableRecord & Sendable).Type] = [
        AccountRecord.self, ContactRecord.self, NoteRecord.self, AttachmentRecord.self, ProductRecord.self,
        CategoryRecord.self, DocumentRecord.self, OrderRecord.self, PaymentRecord.self, UserRecord.self,
    ]
}
