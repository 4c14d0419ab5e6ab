import Basics
import Foundation
import Storage

/// What does not add up in a database and the folder beside it.
public struct Examination: Sendable {
    /// Where the file of the database is not as its engine writes it, in the engine's words; nothing else is looked at then.
    public var damage: [String] = []
    /// Accounts whose maintained totals, or kept facts, differ from their documents.
    public var accounts: [Account.ID] = []
    /// Documents whose amount differs from the sum of their lines.
    public var documents = 0
    /// Documents and payments that were taken back more than once, before the schema forbade it: what was booked stays, so that only people
    /// can put it right, by booking what is missing.
    public var repeatedReversals = 0
    /// Rows that refer to a row that is not there.
    public var danglingReferences = 0
    /// The first seal over activity that does not fit; nil when all do.
    public var brokenSeal: Int64?
    /// How many rows of activity are sealed, and the last seal.
    public var sealed = 0
    public var lastSeal: String?
    /// Attachments whose file is missing or has other bytes, by hash.
    public var damagedFiles: [String] = []
    /// Files more than a day old that nothing refers to; harmless, and removed by a repair.
    public var orphanedFiles: [String] = []

    public var isHealthy: Bool {
        damage.isEmpty && accounts.isEmpty && documents == 0 && danglingReferences == 0 && brokenSeal == nil && damagedFiles.isEmpty
    }
}

extension App {
    /// Looks whether the file is whole, then compares everything maintained with a recomputation, every sealed row with its seal and every attachment with its hash.
    public func examine() async throws -> Examination {
        let damage = try await database.read { try $0.damage() }
        guard damage.isEmpty else { return Examination(damage: damage) }
        let (hashes, used) = try await database.read { (try NoteStore.attachmentHashes(in: $0), try ImportStore.fileHashes(in: $0)) }
        var found = try await database.read { connection -> Examination in
            var found = Examination()
            let windows = try FactReading.lastWindows(in: connection)
            for part in try AccountStore.identifiers(in: connection).chunks(of: 400) {
                let facts = try windows.map { try KeptFacts.differing(part, in: $0, connection) } ?? []
                found.accounts += Set(try AccountTotals.differing(part, in: connection) + OpenInvoices.differing(part, in: connection) + facts).sorted()
            }
            found.documents = try SalesStore.differingDocuments(in: connection)
            found.repeatedReversals = try SalesStore.repeatedReversals(in: connection)
            found.danglingReferences = try connection.danglingReferences()
            let chain = try ActivityStore.verify(in: connection)
            (found.brokenSeal, found.sealed, found.lastSeal) = (chain.broken, chain.activities, chain.head)
            return found
        }
        found.damagedFiles = hashes.filter { files.hash(of: $0) != $0 }.sorted()
        found.orphanedFiles = files.kept(before: clock.now.adding(seconds: -86_400)).filter { !hashes.contains($0) && !used.contains($0) }.sorted()
        return found
    }

    /// Rebuilds maintained totals from the documents.
    public func rebuildTotals(of accounts: [Account.ID]) async throws {
        try await database.write { try AccountTotals.rebuild(accounts, in: $0) }
    }

    public func removeFiles(_ hashes: [String]) {
        for hash in hashes { try? FileManager.default.removeItem(atPath: files.path(of: hash)) }
    }
}
