import Basics
import Storage

/// Takes an import back: everything it booked that nothing else has touched since.
public enum ImportUndo {
    /// What was taken back and what had to stay.
    public struct Outcome: Sendable, Equatable {
        public var documents = 0
        public var lines = 0
        public var accounts = 0
        public var products = 0
        /// Numbers of documents that other imports or payments have touched since.
        public var keptDocuments: [String] = []
    }

    /// Undoes a finished or broken-off import in the current transaction; nil when there is no such import to undo.
    public static func undo(
        _ id: ImportRecord.ID, by actor: User.ID?, at now: Timestamp, in connection: Connection
    ) throws -> Outcome? {
        guard let record = try ImportStore.record(id, in: connection), record.status != .undone else { return nil }
        var outcome = Outcome()
        outcome.keptDocuments = try SalesUndo.touchedDocuments(importID: id.value, in: connection)
        let accounts = try SalesUndo.accounts(importID: id.value, in: connection)
        (outcome.documents, outcome.lines) = try SalesUndo.remove(importID: id.value, accounts, in: connection)
        try AccountTotals.rebuild(accounts, in: connection)
        outcome.accounts = try removeAccounts(of: id, in: connection)
        outcome.products = try ProductStore.removeUnused(importID: id.value, in: connection)
        try ImportStore.forgetDocuments(of: id, in: connection)
        try ImportStore.save(record.tally, status: .undone, finishedAt: now, of: id, in: connection)
        try ActivityStore.record(
            .importUndone, by: actor, at: now, subject: ("import", id.value), before: record.fileName,
            after: "\(outcome.documents) documents, \(outcome.lines) lines", in: connection
        )
        return outcome
    }

    /// Accounts that the import brought and that nothing else knows.
    private static func removeAccounts(of id: ImportRecord.ID, in connection: Connection) throws -> Int {
        let candidates = try AccountStore.untouched(importID: id.value, in: connection)
        let known = try ContactStore.accountsWithContacts(among: candidates, in: connection)
        let removable = candidates.filter { !known.contains($0) }
        try PolicyStore.removeScores(of: removable, in: connection)
        try KeptFacts.remove(removable, in: connection)
        try AccountStore.remove(removable, in: connection)
        return removable.count
    }
}
