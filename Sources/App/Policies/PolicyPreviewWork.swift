import Basics

/// The previews of drafts in the background: what runs, and what a transaction wants to run once it is committed.
struct PolicyPreviewWork: Sendable {
    private enum Wish: Sendable {
        case preview(PolicyDraft, asOf: Day, today: Day)
        case cancel(PolicyDraft.ID)
    }

    let app: App
    private let wanted = WantedWork<Wish>()
    /// What was going on before the page's transaction began. It may be over since, and the transaction does not see what it left.
    private let earlier: ImportJobs.Progress?

    /// - Parameter page: the draft whose page is about to be read.
    init(app: App, page: PolicyDraft.ID? = nil) {
        self.app = app
        earlier = page.flatMap { app.jobs.progress(Self.number($0)) }
    }

    /// Drafts and imports share the list of running work; numbers below zero are drafts.
    private static func number(_ draft: PolicyDraft.ID) -> Int64 { -draft.value }

    /// What goes on about a draft, as far as a page may tell: what has just finished is looked for once more.
    func progress(_ draft: PolicyDraft.ID) -> ImportJobs.Progress? {
        app.jobs.progress(Self.number(draft)) ?? (failure(draft) == nil ? earlier : nil)
    }

    func failure(_ draft: PolicyDraft.ID) -> ImportJobs.Failure? { app.jobs.failure(Self.number(draft)) }

    /// Wants to know what a draft would do, in place of what is being found out of an earlier wording.
    func preview(_ draft: PolicyDraft, asOf: Day, today: Day) { wanted.set(.preview(draft, asOf: asOf, today: today)) }
    /// Wants what is being found out given up.
    func cancel(_ draft: PolicyDraft.ID) { wanted.set(.cancel(draft)) }
    /// A transaction begins, perhaps once more: what it wanted before counts for nothing.
    func forget() { wanted.set(nil) }

    /// Begins what a transaction wanted, now that it is committed.
    func begin() {
        switch wanted.take() {
        case .preview(let draft, let asOf, let today):
            app.jobs.start(Self.number(draft.id), at: app.clock.now, replacing: true) { [app] in
                try await app.preview(draft, asOf: asOf, today: today, progress: $0)
            }
        case .cancel(let draft): app.jobs.cancel(Self.number(draft))
        case nil: break
        }
    }
}
