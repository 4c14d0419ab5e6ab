import Basics
import Storage

/// The work behind the wizard's steps.
struct ImportWizard {
    let app: App
    private let wanted = WantedWork<ImportWork>()

    /// What goes on under a number, as far as a page may tell: as the database says, with newer numbers where this process does the work.
    func progress(_ id: Int64, in connection: Connection) throws -> ImportJobs.Progress? {
        guard case .running(_, let progress) = try standing(id, in: connection) else { return nil }
        return progress
    }

    /// How work under a number stands.
    func standing(_ id: Int64, in connection: Connection) throws -> WorkLease.Standing? {
        switch try WorkStore.standing(id, at: app.clock.now, in: connection) {
        case .running(let kind, let progress): .running(kind, app.jobs.progress(id) ?? progress)
        case let other: other
        }
    }

    /// Why the last work under a number broke off.
    func failure(_ id: Int64, in connection: Connection) throws -> ImportJobs.Failure? {
        guard case .failed(_, let failure) = try standing(id, in: connection) else { return nil }
        return failure
    }

    init(app: App) { self.app = app }

    /// Wants a workbook's rows prepared, and to know what the header tells of the kind of file; instead of what goes on about the draft.
    /// - Parameter guesses: whether nobody has said what the file holds.
    func prepare(_ draft: ImportDraft, sheet: String?, guesses: Bool = false, in connection: Connection) throws {
        let lease = try take(draft.id.value, .prepare, by: draft.createdBy, replacing: true, in: connection)
        wanted.set(lease.map { .prepare(draft, sheet: sheet, guesses: guesses, $0) })
    }

    /// Wants the whole file read, to say what importing it would do; instead of what goes on about the draft.
    func check(_ draft: ImportDraft, _ visit: Context, in connection: Connection) throws {
        let lease = try take(draft.id.value, .check, by: visit.user.id, replacing: true, in: connection)
        wanted.set(lease.map { .check(draft, visit, $0) })
    }

    func run(_ draft: ImportDraft, as id: ImportRecord.ID, _ visit: Context, in connection: Connection) throws {
        wanted.set(try take(id.value, .run, by: visit.user.id, in: connection).map { .run(draft, id, visit, $0) })
    }

    /// Wants records taken back: as many as an import can have are more than a request waits for.
    /// - Throws: `ImportUndo.StillRunning`.
    func undo(_ record: ImportRecord, _ visit: Context, in connection: Connection) throws {
        guard let lease = try take(record.id.value, .undo, by: visit.user.id, in: connection) else { throw ImportUndo.StillRunning() }
        wanted.set(.undo(record, visit, lease))
    }

    private func take(
        _ number: Int64, _ kind: WorkLease.Kind, by actor: User.ID?, replacing: Bool = false, in connection: Connection
    ) throws -> WorkLease? {
        try WorkStore.take(number, kind, as: app.leaseOwner(), by: actor, replacing: replacing, at: app.clock.now, in: connection)
    }

    /// Asks whoever works under a number to stop, on this server and on every other.
    func cancel(_ number: Int64, in connection: Connection) throws {
        try WorkStore.cancel(number, in: connection)
        app.jobs.cancel(number)
    }

    /// A transaction begins, perhaps once more: what it wanted before counts for nothing.
    func forget() { wanted.set(nil) }

    /// Begins what a transaction wanted, now that it is committed and everybody sees what the work is about.
    func begin() {
        switch wanted.take() {
        case .prepare(let draft, let sheet, let guesses, let lease): startPreparing(draft, sheet: sheet, guesses: guesses, lease)
        case .check(let draft, let visit, let lease): startChecking(draft, visit, lease)
        case .run(let draft, let id, let visit, let lease): startRunning(draft, as: id, visit, lease)
        case .undo(let record, let visit, let lease): startUndoing(record, visit, lease)
        case nil: break
        }
    }

    private func startPreparing(_ draft: ImportDraft, sheet: String?, guesses: Bool, _ lease: WorkLease) {
        app.begin(lease) { progress in
            var draft = draft
            if draft.isWorkbook {
                let unpacked = try ImportDraft.unpack(draft.file, sheet: sheet, in: app.files, random: app.random)
                (draft.sheet, draft.rowsFile) = (unpacked.chosen, unpacked.rowsFile)
            } else {
                draft.rowsFile = draft.file
            }
            progress(0, 1)
            var rows = try DraftRows(draft, in: app.files)
            let header = rows.header
            guard try rows.next() != nil else { throw SalesFile.Refusal.empty(path: draft.fileName) }
            let prepared = draft, now = app.clock.now
            try await app.database.write { connection in
                try WorkStore.renew(lease, at: now, in: connection)
                var draft = prepared
                if guesses { draft.kind = try ImportDraftStore.kind(header: ImportDraft.signature(header), in: connection) ?? .guess(header) }
                try ImportDraftStore.save(draft, in: connection)
            }
        }
    }

    /// Writes nothing but what it found.
    private func startChecking(_ draft: ImportDraft, _ visit: Context, _ lease: WorkLease) {
        app.begin(lease) { progress in
            let found = try FoundProblems(try DraftRows(draft, in: app.files).header, visit, app)
            defer { found.discard() }
            let review = draft.kind == .sales ? try await checkSales(draft, found, visit, progress) : try await checkRecords(draft, found, visit, progress)
            var checked = draft
            checked.review = review
            checked.setAsideFile = review.tally.setAsideRows > 0 ? try found.keep() : nil
            let (saved, problems, now) = (checked, found.problems, app.clock.now)
            try await app.database.write { connection in
                try WorkStore.renew(lease, at: now, in: connection)
                try ImportDraftStore.save(saved, in: connection)
                try ImportDraftStore.save(problems, of: saved.id, in: connection)
            }
        }
    }

    private func checkSales(
        _ draft: ImportDraft, _ found: FoundProblems, _ visit: Context, _ progress: @Sendable (Int, Double) -> Void
    ) async throws -> ImportReview {
        var rows = try DraftRows(draft, in: app.files)
        let layout = try draft.salesLayout(header: rows.header, base: visit.organisation.baseCurrency, in: app.files)
        var sales = SalesReview(sourceSystem: layout.name)
        while let part = try SalesImport.Part.read(&rows, layout, size: app.database.rowsPerTransaction) {
            try Task.checkCancellation()
            try found.note(try await sales.judge(part, in: app.database).map { ($0, nil) })
            progress(sales.review.tally.rows, rows.progress)
        }
        return sales.review
    }

    private func checkRecords(
        _ draft: ImportDraft, _ found: FoundProblems, _ visit: Context, _ progress: @Sendable (Int, Double) -> Void
    ) async throws -> ImportReview {
        var rows = try DraftRows(draft, in: app.files)
        let columns = draft.columns ?? draft.kind.match(rows.header), reading = try draft.told(columns, in: app.files)
        var planner = try await app.database.read { try RecordPlanner(kind: draft.kind, columns: columns, reading: reading, visit, in: $0) }
        var review = ImportReview()
        var next = Result { try RecordPart.read(&rows, by: planner.reader, preparing: false) }
        while let part = try next.get() {
            try Task.checkCancellation()
            let before = planner, share = rows.progress
            async let planning = app.database.read { connection in
                var planner = before
                let plans = try planner.plan(part, in: connection)
                return (planner, plans)
            }
            next = Result { try RecordPart.read(&rows, by: before.reader, preparing: false) }
            let (after, plans) = try await planning
            planner = after
            planner.settle()
            for (row, plan) in zip(part.rows, plans) {
                review.tally.rows += 1
                switch plan {
                case .new: review.tally.new += 1
                case .changed: review.tally.changed += 1
                case .unchanged: review.tally.unchanged += 1
                case .setAside(let problems, let similar):
                    let left = SalesImport.SetAsideRow(row: row, problems: problems)
                    review.tally.setAside(left.reason)
                    try found.note([(left, similar)])
                }
            }
            progress(review.tally.rows, share)
        }
        return review
    }
}
