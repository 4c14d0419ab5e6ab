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

    /// Nil when there is no such action of this person within the window, or when they may not do such things any more.
    static func undo(_ batch: Int64, by user: User, within scope: Scope, at now: Timestamp, in connection: Connection) throws -> Outcome? {
        guard let first = try ActivityStore.firstRow(ofBatch: batch, in: connection), first.actorID == user.id,
              now.seconds(since: first.at) <= window, !first.isUndone,
              try UndoRight.covers(batch, of: user, within: scope, in: connection) else { return nil }
        var outcome = Outcome()
        var taking = try TakingBack(batch, by: user.id, at: now, in: connection)
        while let part = try taking.next(in: connection) {
            outcome.undone += part.undone
            outcome.kept += part.kept.count
        }
        return outcome
    }
}

/// Takes an action back part by part, the newest row first, whoever did it and however long ago; a part needs no memory of the others.
struct TakingBack: Sendable {
    /// Rows of one part.
    static let partSize = 500

    private let batch: Int64
    private let reverse: Batch
    private var cursor: Int64?

    struct Part: Sendable {
        var undone = 0
        var kept: [KeptRecord] = []
        var rows: Int { undone + kept.count }
    }

    /// Every kind of record whose changes can be taken back.
    private static let kinds: [String: any EditableRecord.Type] = Dictionary(
        uniqueKeysWithValues: EditableRecords.all.map { ($0.subject, $0) }
    )

    init(_ batch: Int64, by actor: User.ID?, at now: Timestamp, in connection: Connection) throws {
        self.batch = batch
        // Taking back what took something back is a change like any other: it brings that change into force again.
        let isReverse = try ActivityStore.firstRow(ofBatch: batch, in: connection)?.takesBack != nil
        reverse = try Batch(by: actor, at: now, takingBack: isReverse ? nil : batch, in: connection)
    }

    /// Takes the next rows back in the current transaction; nil when none is left.
    mutating func next(in connection: Connection) throws -> Part? {
        let rows = try ActivityStore.toTakeBack(batch, before: cursor, limit: Self.partSize, in: connection)
        guard let newest = rows.first, let oldest = rows.last else { return nil }
        // One order for everybody; the records themselves follow as they come.
        try AccountStore.lock(rows.compactMap(\.accountID), against: .reference, in: connection)
        let changes = try laterChanges(rows, in: connection)
        var part = Part()
        for row in rows {
            guard let id = row.subjectID, let kind = Self.kinds[row.subject] else { continue }
            guard let reason = try takeBack(row, kind, id, changes[row.subject]?[id], in: connection) else {
                part.undone += 1
                continue
            }
            let name = row.after.flatMap { $0.hasPrefix("[") ? nil : $0 } ?? row.before ?? "\(row.subject) \(id)"
            part.kept.append(KeptRecord(subject: row.subject, id: id, account: row.accountID, name: name, reason: reason))
        }
        // A tag that the action brought into the world goes with it.
        let tagged = rows.filter { $0.subject == AccountRecord.subject && $0.verb == .edited }
        try TagStore.removeUnused(Set(tagged.flatMap { ChangeText.tagsAdded($0.after) }), in: connection)
        try ActivityStore.setUndone(batch, from: oldest.id, through: newest.id, at: reverse.now, in: connection)
        cursor = oldest.id
        return part
    }

    /// What others did since to the records that the rows say were added.
    private func laterChanges(_ rows: [ActivityStore.BatchRow], in connection: Connection) throws -> [String: [Int64: Activity.Verb]] {
        let added = Dictionary(grouping: rows.filter { $0.verb == .added }, by: \.subject)
        return try added.reduce(into: [:]) { changes, group in
            changes[group.key] = try ActivityStore.lastChanges(of: group.key, group.value.compactMap(\.subjectID), besides: batch, in: connection)
        }
    }

    /// - Parameter later: what somebody else did last to the record.
    /// - Returns: why the record stays; nil when the row was taken back.
    private func takeBack<Record: EditableRecord>(
        _ row: ActivityStore.BatchRow, _ kind: Record.Type, _ id: Int64, _ later: Activity.Verb?, in connection: Connection
    ) throws -> KeptReason? {
        switch row.verb {
        case .added:
            // What somebody removed is gone already; what somebody changed is theirs now.
            if let later { return later == .removed ? nil : .changed }
            let isRemoved = try reverse.remove(kind, id, of: row.accountID, named: row.after ?? "", in: connection)
            return isRemoved ? nil : try Record.tie(of: id, in: connection)
        case .removed:
            try Record.lock([id], in: connection)
            guard try Record.restore(id, in: connection) else { return .changed }
            try reverse.added(kind, id, named: row.before ?? "", in: connection)
            return nil
        case .edited:
            try Record.lock([id], in: connection)
            guard let current = try Record.values(of: id, in: connection) else { return .changed }
            let changes = ChangeText.decoded(row.after)
            let back = changes.filter { (current[$0.field] ?? "") == $0.after }.map {
                FieldChange(field: $0.field, before: $0.after, after: $0.before, beforeText: $0.afterText, afterText: $0.beforeText)
            }
            let values = current.merging(back.map { ($0.field, $0.after) }) { $1 }
            guard !back.isEmpty else { return .changed }
            guard try Record.mayWrite(values, to: id, in: connection) else { return .referred }
            try reverse.write(back, to: kind, id, from: current, in: connection)
            return back.count == changes.count ? nil : .changed
        default: return .changed
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
