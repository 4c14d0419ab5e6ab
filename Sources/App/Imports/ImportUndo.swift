import Basics
import Storage

/// Takes an import back: everything it brought that nothing else has touched since. What stays is kept with the import, with its reason.
public enum ImportUndo {
    /// What was taken back and what had to stay.
    public struct Outcome: Sendable, Equatable {
        public var documents = 0
        public var lines = 0
        public var accounts = 0
        public var products = 0
        /// Numbers of documents that other imports or payments have touched since.
        public var keptDocuments: [String] = []
        /// Codes of accounts, and names of other records, that somebody has worked with since.
        public var keptRecords: [String] = []
        /// How many there are of them; no more than the first `named` are listed.
        public var keptRecordCount = 0
    }

    /// Somebody is working on the import, here, on another server or in the command line: importing it, or taking it back.
    public struct StillRunning: Error, Sendable {}

    /// Names that an outcome lists; all of them are kept with the import.
    static let named = 200

    /// Undoes a finished or broken-off import of sales in the current transaction; nil when there is no such import to undo.
    /// - Throws: `StillRunning` while its owner lives; a former owner that wakes up later writes no further part.
    public static func undo(
        _ id: ImportRecord.ID, by actor: User.ID?, at now: Timestamp, in connection: Connection
    ) throws -> Outcome? {
        try Rule.lock([.catalogue, .codes, .documents, .imports], in: connection)
        // Taken and given back in one transaction: nobody else ever sees its owner.
        guard let lease = try WorkStore.take(id.value, .undo, as: "undo", by: actor, at: now, in: connection) else { throw StillRunning() }
        let outcome = try takeBack(id, by: actor, at: now, in: connection)
        try WorkStore.end(lease, in: connection)
        return outcome
    }

    private static func takeBack(_ id: ImportRecord.ID, by actor: User.ID?, at now: Timestamp, in connection: Connection) throws -> Outcome? {
        guard let record = try ImportStore.record(id, in: connection), record.kind == ImportKind.sales.rawValue, record.status != .undone else { return nil }
        var outcome = Outcome()
        let accounts = try SalesUndo.accounts(importID: id.value, in: connection)
        try AccountStore.lock(accounts, against: .reference, in: connection)
        let documents = try SalesUndo.touchedDocuments(importID: id.value, in: connection)
        try KeptStore.keep(documents, of: id, in: connection)
        outcome.keptDocuments = documents.map(\.name)
        (outcome.documents, outcome.lines) = try SalesUndo.remove(importID: id.value, accounts, in: connection)
        try SalesStore.recountDelivery(of: id.value, in: connection)
        try AccountTotals.rebuild(accounts, in: connection)
        try removeAccounts(of: id, &outcome, in: connection)
        let products = try ProductStore.removeUnused(importID: id.value, in: connection)
        outcome.products = products.removed
        outcome.keptRecordCount += products.kept.count
        outcome.keptRecords += products.kept.prefix(max(0, named - outcome.keptRecords.count)).map(\.name)
        try KeptStore.keep(products.kept, of: id, in: connection)
        try ImportStore.forgetDocuments(of: id, in: connection)
        try SalesYear.follow(at: now, in: connection)
        try finish(record, by: actor, at: now, after: "\(outcome.documents) documents, \(outcome.lines) lines", in: connection)
        return outcome
    }

    static func finish(_ record: ImportRecord, by actor: User.ID?, at now: Timestamp, after: String?, in connection: Connection) throws {
        try ImportStore.save(record.tally, status: .undone, finishedAt: now, of: record.id, in: connection)
        try ActivityStore.record(
            .importUndone, by: actor, at: now, subject: ("import", record.id.value), before: record.fileName, after: after, in: connection
        )
    }

    /// Removes the accounts that the import brought, part by part, and keeps those that somebody has worked with.
    private static func removeAccounts(of id: ImportRecord.ID, _ outcome: inout Outcome, in connection: Connection) throws {
        var cursor: Account.ID?
        while true {
            let part = try AccountStore.brought(by: id.value, after: cursor, limit: 400, in: connection)
            guard let last = part.last else { return }
            cursor = last.id
            try AccountStore.lock(part.map(\.id), against: .reference, in: connection)
            let changed = try ActivityStore.lastChanges(of: AccountRecord.subject, part.map(\.id.value), besides: nil, in: connection)
            let ties = try AccountTies.find(part.map(\.id), in: connection)
            let kept = part.compactMap { account, code, name -> KeptRecord? in
                guard let reason = changed[account.value] != nil ? .changed : ties[account] else { return nil }
                return KeptRecord(subject: AccountRecord.subject, id: account.value, account: account, name: name, reason: reason)
            }
            let stay = Set(kept.map(\.id))
            let free = part.map(\.id).filter { !stay.contains($0.value) }
            try AccountTies.remove(free, in: connection)
            try KeptStore.keep(kept, of: id, in: connection)
            outcome.accounts += free.count
            let codes = part.filter { stay.contains($0.id.value) }.map(\.code)
            outcome.keptRecordCount += codes.count
            outcome.keptRecords += codes.prefix(max(0, named - outcome.keptRecords.count))
        }
    }
}

/// All SQL that names what taking imports back has left.
enum KeptStore {
    /// A record that stayed, in its place in the list.
    struct Line: Sendable {
        var number: Int
        var record: KeptRecord
        /// The code of the account that it belongs to.
        var code: String?
    }

    /// How many records stayed.
    static func count(of id: ImportRecord.ID, in connection: Connection) throws -> Int {
        try connection.first("SELECT COALESCE(MAX(line), 0) FROM import_kept WHERE import_id = \(id)") { try $0.get(0) } ?? 0
    }

    static func keep(_ records: [KeptRecord], of id: ImportRecord.ID, in connection: Connection) throws {
        guard !records.isEmpty else { return }
        let first = try count(of: id, in: connection) + 1
        let table = Table("import_kept", "import_id", "line", "subject", "subject_id", "account_id", "name", "reason")
        try connection.insert(into: table, records.enumerated().map { place, record in
            [
                id.sqlValue, (first + place).sqlValue, .text(record.subject), .integer(record.id), record.account.sqlValue, .text(record.name),
                .text(record.reason.rawValue),
            ]
        })
    }

    static func lines(of id: ImportRecord.ID, after line: Int, limit: Int, in connection: Connection) throws -> [Line] {
        try connection.rows("""
            SELECT k.line, k.subject, k.subject_id, k.account_id, k.name, k.reason, a.code
            FROM import_kept k LEFT JOIN account a ON a.id = k.account_id
            WHERE k.import_id = \(id) AND k.line > \(line) ORDER BY k.line LIMIT \(limit)
            """) { row in
            let record = KeptRecord(
                subject: try row.get(1), id: try row.get(2), account: try row.get(3), name: try row.get(4),
                reason: KeptReason(rawValue: try row.get(5)) ?? .changed
            )
            return Line(number: try row.get(0), record: record, code: try row.get(6))
        }
    }
}
