import Synchronization

/// What the wizard does in the background.
enum ImportWork: Sendable {
    case prepare(ImportDraft, sheet: String?, guesses: Bool)
    case check(ImportDraft, Context)
    case run(ImportDraft, ImportRecord.ID, Context)
    case undo(ImportRecord, Context)
}

/// What a transaction wants done once it is committed: work that began earlier could be overtaken by it, and would not see it.
final class WantedWork: Sendable {
    private let work = Mutex<ImportWork?>(nil)

    func set(_ wanted: ImportWork?) { work.withLock { $0 = wanted } }

    func take() -> ImportWork? {
        work.withLock { work in
            defer { work = nil }
            return work
        }
    }
}
