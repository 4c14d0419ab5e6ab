import Basics
import Storage

extension App {
    /// Takes an import of accounts, contacts or products back, part by part; one that was broken off is taken up where it stopped.
    /// - Returns: what had to stay; nil when the import is undone already.
    func undoRecords(
        _ record: ImportRecord, by actor: User.ID?, at now: Timestamp, progress: @Sendable (Int, Double) -> Void = { _, _ in }
    ) async throws -> ImportUndo.Outcome? {
        guard record.status != .undone else { return nil }
        var outcome = ImportUndo.Outcome()
        if let batch = record.batchID {
            var taking = try await database.write { try TakingBack(batch, by: actor, at: now, in: $0) }
            var rows = 0
            while true {
                try Task.checkCancellation()
                let before = taking
                let (after, part) = try await database.write { connection in
                    var taking = before
                    try Rule.lock([.catalogue, .codes, .hierarchy], in: connection)
                    let part = try taking.next(in: connection)
                    try KeptStore.keep(part?.kept ?? [], of: record.id, in: connection)
                    return (taking, part)
                }
                guard let part else { break }
                taking = after
                rows += part.rows
                if record.kind == ImportKind.accounts.rawValue { outcome.accounts += part.undone }
                if record.kind == ImportKind.products.rawValue { outcome.products += part.undone }
                outcome.keptRecords += part.kept.prefix(max(0, ImportUndo.named - outcome.keptRecords.count)).map(\.name)
                progress(rows, min(1, Double(rows) / Double(max(1, record.tally.new + record.tally.changed))))
            }
        }
        try await database.write { try ImportUndo.finish(record, by: actor, at: now, after: nil, in: $0) }
        return outcome
    }
}
