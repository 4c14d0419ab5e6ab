import Basics
import Storage
import Synchronization

/// Does one duty once: gets hold of it, says again and again that it still does, and keeps what it came to.
struct DutyWork: Sendable {
    let app: App
    /// Tells this process from all others.
    let owner: String
    /// How often the hold is renewed.
    var renewal = Duration.seconds(3)

    /// How much is done, as whoever works says it and whoever renews the hold passes it on.
    final class Progress: Sendable {
        private let hundredths = Mutex(0)

        var share: Int {
            get { hundredths.withLock { $0 } }
            set { hundredths.withLock { $0 = newValue } }
        }
    }

    /// - Returns: what it came to; nil where there was nothing to do, or somebody else does it.
    @discardableResult
    func run(_ kind: Duty.Kind) async throws -> DutyResult? {
        let owner = owner, now = app.clock.now
        let zone = try await app.organisation().zone
        let claim = try await app.database.write { connection in
            try DutyStore.plan(kind, at: now, in: zone, connection)
            return try DutyStore.claim(kind, for: owner, at: now, in: zone, connection)
        }
        guard let claim else { return nil }
        let progress = Progress(), stopped = Mutex(false)
        let work = Task { try await perform(claim, progress) }
        let watch = Task {
            while !Task.isCancelled {
                try await Task.sleep(for: renewal)
                let now = app.clock.now, share = progress.share
                switch try await app.database.write({ try DutyStore.renew(claim, share: share, at: now, in: $0) }) {
                case .held: continue
                case .stopped: stopped.withLock { $0 = true }
                case .lost: break
                }
                return work.cancel()
            }
        }
        defer { watch.cancel() }
        let ended = await withTaskCancellationHandler { await work.result } onCancel: { work.cancel() }
        switch ended {
        case .success(let result): return result
        case .failure(is DutyStore.Lost): return nil
        case .failure(let error): return try await giveUp(claim, error, isStopped: stopped.withLock { $0 })
        }
    }

    /// Does what is to be done and keeps it, in one transaction with the end of the duty.
    private func perform(_ claim: DutyStore.Claim, _ progress: Progress) async throws -> DutyResult {
        switch claim.work {
        case .night, .monthly, .classify: try await ClassificationDuty(app: app, claim: claim, progress: progress).run()
        case .preview: try await ClassificationDuty(app: app, claim: claim, progress: progress).preview()
        case .backup: try await BackupDuty(app: app, claim: claim, progress: progress).run()
        }
    }

    /// What broke off because this process ends is left to another one; what somebody stopped, or what cannot be done, is over.
    private func giveUp(_ claim: DutyStore.Claim, _ error: any Error, isStopped: Bool) async throws -> DutyResult? {
        guard isStopped || !(error is CancellationError || error as? StorageFailure == .cancelled) else {
            try await app.database.writeRegardless { try DutyStore.giveBack(claim, in: $0) }
            return nil
        }
        let result = DutyResult(
            kind: claim.duty.kind, work: claim.work, outcome: isStopped ? .stopped : .failed, beganAt: claim.beganAt, endedAt: app.clock.now,
            wantedBy: claim.duty.wantedBy, detail: isStopped ? nil : DutyFailure.text(error)
        )
        let zone = try await app.organisation().zone
        try await app.database.writeRegardless { try DutyStore.finish(claim, result, in: zone, $0) }
        return result
    }
}
