import Basics
import Storage
import Synchronization

/// The previews of drafts in the background: what goes on, on whichever server, and what a transaction wants to run once it is committed.
struct PolicyPreviewWork: Sendable {
    private enum Wish: Sendable {
        case preview(PolicyDraft, asOf: Day, today: Day, WorkLease)
        case cancel(PolicyDraft.ID)
    }

    /// How the draft's preview stands in the transaction of the page.
    private final class Seen: Sendable {
        let standing = Mutex<WorkLease.Standing?>(nil)
    }

    let app: App
    private let wanted = WantedWork<Wish>()
    private let seen = Seen()

    init(app: App) { self.app = app }

    /// Drafts and imports share the numbers of work; those below zero are drafts of policies.
    private static func number(_ draft: PolicyDraft.ID) -> Int64 { -draft.value }

    /// Reads how the preview of a draft stands; what is told of it below is as old as this.
    func look(at draft: PolicyDraft.ID, in connection: Connection) throws {
        let standing = try WorkStore.standing(Self.number(draft), at: app.clock.now, in: connection)
        seen.standing.withLock { $0 = standing }
    }

    /// What goes on about a draft.
    func progress(_ draft: PolicyDraft.ID) -> ImportJobs.Progress? {
        guard case .running(_, let progress) = seen.standing.withLock({ $0 }) else { return nil }
        return app.jobs.progress(Self.number(draft)) ?? progress
    }

    /// Why the last preview broke off.
    func failure(_ draft: PolicyDraft.ID) -> ImportJobs.Failure? {
        guard case .failed(_, let failure) = seen.standing.withLock({ $0 }) else { return nil }
        return failure
    }

    /// Wants to know what a draft would do, in place of what is being found out of an earlier wording.
    func preview(_ draft: PolicyDraft, asOf: Day, today: Day, by actor: User.ID?, in connection: Connection) throws {
        let lease = try WorkStore.take(
            Self.number(draft.id), .preview, as: app.leaseOwner(), by: actor, replacing: true, at: app.clock.now, in: connection
        )
        wanted.set(lease.map { .preview(draft, asOf: asOf, today: today, $0) })
    }

    /// Wants what is being found out given up, wherever that is.
    func cancel(_ draft: PolicyDraft.ID, in connection: Connection) throws {
        try WorkStore.cancel(Self.number(draft), in: connection)
        wanted.set(.cancel(draft))
    }

    /// A transaction begins, perhaps once more: what it wanted before counts for nothing.
    func forget() { wanted.set(nil) }

    /// Begins what a transaction wanted, now that it is committed.
    func begin() {
        switch wanted.take() {
        case .preview(let draft, let asOf, let today, let lease):
            app.begin(lease) { [app] in try await app.preview(draft, asOf: asOf, today: today, under: lease, progress: $0) }
        case .cancel(let draft): app.jobs.cancel(Self.number(draft))
        case nil: break
        }
    }
}
