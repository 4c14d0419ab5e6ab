import Basics
import Storage

extension App {
    /// Takes an import of accounts, contacts or products back, part by part; one that was broken off is taken up where it stopped.
    /// - Parameter given: a lease on the import that somebody holds for this already; nil takes one.
    /// - Returns: what had to stay; nil when the import is undone already.
    /// - Throws: `ImportUndo.StillRunning` while somebody else works on the import, `WorkLease.Lost` when somebody else has taken over.
    func undoRecords(
        _ record: ImportRecord, under given: WorkLease? = nil, by actor: User.ID?, at now: Timestamp,
        progress: @Sendable (Int, Double) -> Void = { _, _ in }
    ) async throws -> ImportUndo.Outcome? {
        guard let given else {
            let owner = leaseOwner()
            let lease = try await database.write { try WorkStore.take(record.id.value, .undo, as: owner, by: actor, at: now, in: $0) }
            guard let lease else { throw ImportUndo.StillRunning() }
            let alive = keepAlive(lease)
            defer { alive.cancel() }
            do {
                return try await undoRecords(record, under: lease, by: actor, at: now, progress: progress)
            } catch {
                let failure = ImportJobs.failure(error)
                try await database.writeRegardless { try WorkStore.end(lease, failure, in: $0) }
                throw error
            }
        }
        // Whoever held the lease before may have taken it back meanwhile.
        let isOpen = try await database.read { try ImportStore.record(record.id, in: $0).map { $0.status != .undone } ?? false }
        guard isOpen else {
            try await database.write { try WorkStore.end(given, in: $0) }
            return nil
        }
        return try await takeBack(record, under: given, by: actor, at: now, progress)
    }

    private func takeBack(
        _ record: ImportRecord, under lease: WorkLease, by actor: User.ID?, at now: Timestamp, _ progress: @Sendable (Int, Double) -> Void
    ) async throws -> ImportUndo.Outcome {
        var outcome = ImportUndo.Outcome()
        if let batch = record.batchID {
            var taking = try await database.write { connection in
                try WorkStore.renew(lease, at: now, in: connection)
                return try TakingBack(batch, by: actor, at: now, in: connection)
            }
            var rows = 0
            while true {
                try Task.checkCancellation()
                let before = taking, renewed = clock.now, share = min(1, Double(rows) / Double(max(1, record.tally.new + record.tally.changed)))
                progress(rows, share)
                let done = rows
                let (after, part) = try await database.write { connection in
                    try Rule.lock([.catalogue, .codes, .hierarchy], in: connection)
                    try WorkStore.renew(lease, rows: done, share: share, at: renewed, in: connection)
                    var taking = before
                    let part = try taking.next(in: connection)
                    try KeptStore.keep(part?.kept ?? [], of: record.id, in: connection)
                    return (taking, part)
                }
                guard let part else { break }
                taking = after
                rows += part.rows
                if record.kind == ImportKind.accounts.rawValue { outcome.accounts += part.undone }
                if record.kind == ImportKind.products.rawValue { outcome.products += part.undone }
                outcome.keptRecordCount += part.kept.count
                outcome.keptRecords += part.kept.prefix(max(0, ImportUndo.named - outcome.keptRecords.count)).map(\.name)
            }
        }
        try await database.write { connection in
            guard try WorkStore.holds(lease, in: connection) else { throw WorkLease.Lost() }
            try ImportUndo.finish(record, by: actor, at: now, after: nil, in: connection)
            try WorkStore.end(lease, in: connection)
        }
        return outcome
    }
}
