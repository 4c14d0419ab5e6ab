import Basics
import Foundation
import Storage

/// What does not add up in a database and the folder beside it.
public struct Examination: Sendable {
    /// Where the file of the database is not as its engine writes it, in the engine's words; nothing else is looked at then.
    public var damage: [String] = []
    /// Accounts whose maintained totals, or kept facts, differ from their documents.
    public var accounts: [Account.ID] = []
    /// Columns that are kept and differ from what they follow from.
    public var differences: [Difference] = []
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
        damage.isEmpty && accounts.isEmpty && differences.isEmpty && danglingReferences == 0 && brokenSeal == nil && damagedFiles.isEmpty
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
            (found.differences, found.accounts) = try Comparison.all(in: connection)
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

    /// Works out anew whatever follows from elsewhere and differs: totals, copies of the record, counts for filters, the data end.
    public func repair(_ found: Examination) async throws {
        try await database.write { connection in
            try AccountTotals.rebuild(found.accounts, in: connection)
            let tables = Set(found.differences.filter { $0.repair == .rebuild }.map(\.table))
            if tables.contains("account_summary") { try AccountStore.repairSummaries(in: connection) }
            if tables.contains("account_member") { try AccountStore.repairMembers(in: connection) }
            if tables.contains("account_facet") { try AccountStore.repairFacets(in: connection) }
            if tables.contains("import") { try ImportStore.repairCounts(in: connection) }
            if !tables.isDisjoint(with: ["delivery", "data_source"]) { try SalesStore.repairDeliveries(in: connection) }
        }
        if found.differences.contains(where: { $0.table == "account_summary" && $0.column == "last_contact_on" }) {
            try await database.write { connection in
                for account in try AccountStore.identifiers(in: connection) { try NoteStore.refreshLastContact(of: account, in: connection) }
            }
        }
    }

    public func removeFiles(_ hashes: [String]) {
        for hash in hashes { try? FileManager.default.removeItem(atPath: files.path(of: hash)) }
    }
}
