import Basics
import Storage

extension App {
    /// A name for whoever takes a lease.
    func leaseOwner() -> String { random.bytes(12).hexadecimal }

    /// Begins work whose lease a transaction has taken, now that it is committed.
    func begin(_ lease: WorkLease, _ work: @escaping @Sendable (@escaping @Sendable (Int, Double) -> Void) async throws -> Void) {
        // Who did it before has lost the lease, or is just ending.
        jobs.start(lease.number, at: clock.now, replacing: true) { progress in
            let alive = keepAlive(lease)
            defer { alive.cancel() }
            do {
                try await work(progress)
                try await database.writeRegardless { try WorkStore.end(lease, in: $0) }
            } catch {
                let failure = ImportJobs.failure(error)
                try await database.writeRegardless { try WorkStore.end(lease, failure, in: $0) }
                throw error
            }
        }
    }

    /// Renews a lease beside work whose parts are long or write nothing, until it is cancelled.
    func keepAlive(_ lease: WorkLease) -> Task<Void, Never> {
        Task(priority: .utility) {
            while true {
                do {
                    try await Task.sleep(for: .seconds(WorkLease.seconds / 4))
                    let progress = jobs.progress(lease.number), now = clock.now
                    try await database.write { try WorkStore.renew(lease, rows: progress?.rows, share: progress?.share, at: now, in: $0) }
                } catch where Task.isCancelled {
                    return
                } catch is StorageFailure {
                    // Whoever cannot write finds that out at the next part, and the lease runs out meanwhile.
                    continue
                } catch {
                    // Stopped, or taken over: on another server, as this one cancels its work itself.
                    return jobs.cancel(lease.number)
                }
            }
        }
    }

    /// Goes on taking imports back where a server died over it: what is half taken back must not stay so.
    func resumeUndos() async throws {
        let now = clock.now
        for (number, actor) in try await database.read({ try WorkStore.abandonedUndos(at: now, in: $0) }) {
            let owner = leaseOwner()
            let taken = try await database.write { connection -> (ImportRecord, WorkLease)? in
                guard let lease = try WorkStore.take(number, .undo, as: owner, by: actor, at: now, in: connection) else { return nil }
                guard let record = try ImportStore.record(ImportRecord.ID(number), in: connection), record.status != .undone else {
                    try WorkStore.end(lease, in: connection)
                    return nil
                }
                return (record, lease)
            }
            guard let (record, lease) = taken else { continue }
            begin(lease) { progress in _ = try await undoRecords(record, under: lease, by: actor, at: now, progress: progress) }
        }
    }
}
