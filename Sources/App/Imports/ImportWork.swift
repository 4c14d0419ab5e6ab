import Synchronization

/// What the wizard does in the background.
enum ImportWork: Sendable {
    case prepare(ImportDraft, sheet: String?, guesses: Bool, WorkLease)
    case check(ImportDraft, Context, WorkLease)
    case run(ImportDraft, ImportRecord.ID, Context, WorkLease)
    case undo(ImportRecord, Context, WorkLease)
}

/// What a transaction wants done once it is committed: work that began earlier could be overtaken by it, and would not see it.
final class WantedWork<Work: Sendable>: Sendable {
    private let work = Mutex<Work?>(nil)

    func set(_ wanted: Work?) { work.withLock { $0 = wanted } }

    func take() -> Work? {
        work.withLock { work in
            defer { work = nil }
            return work
        }
    }
}
