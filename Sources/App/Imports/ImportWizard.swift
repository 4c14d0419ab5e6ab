import Basics
import Storage

/// The work behind the wizard's steps.
struct ImportWizard {
    let app: App
    private let wanted = WantedWork<ImportWork>()
    /// What was going on before the page's transaction began. It may be over since, and the transaction does not see what it left.
    private let earlier: ImportJobs.Progress?

    /// What goes on under a number, as far as a page may tell: who has just finished is looked for once more.
    func progress(_ id: Int64) -> ImportJobs.Progress? {
        app.jobs.progress(id) ?? (app.jobs.failure(id) == nil ? earlier : nil)
    }

    init(app: App, earlier: ImportJobs.Progress? = nil) {
        self.app = app
        self.earlier = earlier
    }

    /// Wants a workbook's rows prepared, and to know what the header tells of the kind of file.
    /// - Parameter guesses: whether nobody has said what the file holds.
    func prepare(_ draft: ImportDraft, sheet: String?, guesses: Bool = false) { wanted.set(.prepare(draft, sheet: sheet, guesses: guesses)) }
    /// Wants the whole file read, to say what importing it would do.
    func check(_ draft: ImportDraft, _ visit: Context) { wanted.set(.check(draft, visit)) }
    func run(_ draft: ImportDraft, as id: ImportRecord.ID, _ visit: Context) { wanted.set(.run(draft, id, visit)) }
    /// Wants records taken back: as many as an import can have are more than a request waits for.
    func undo(_ record: ImportRecord, _ visit: Context) { wanted.set(.undo(record, visit)) }
    /// A transaction begins, perhaps once more: what it wanted before counts for nothing.
    func forget() { wanted.set(nil) }

    /// Begins what a transaction wanted, now that it is committed and everybody sees what the work is about.
    func begin() {
        switch wanted.take() {
        case .prepare(let draft, let sheet, let guesses): startPreparing(draft, sheet: sheet, guesses: guesses)
        case .check(let draft, let visit): startChecking(draft, visit)
        case .run(let draft, let id, let visit): startRunning(draft, as: id, visit)
        case .undo(let record, let visit): startUndoing(record, visit)
        case nil: break
        }
    }

    private func startPreparing(_ draft: ImportDraft, sheet: String?, guesses: Bool) {
        app.jobs.start(draft.id.value, at: app.clock.now) { progress in
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
            let prepared = draft
            try await app.database.write { connection in
                var draft = prepared
                if guesses { draft.kind = try ImportDraftStore.kind(header: ImportDraft.signature(header), in: connection) ?? .guess(header) }
                try ImportDraftStore.save(draft, in: connection)
            }
        }
    }

    /// Writes nothing but what it found.
    private func startChecking(_ draft: ImportDraft, _ visit: Context) {
        app.jobs.start(draft.id.value, at: app.clock.now) { progress in
            let found = try FoundProblems(try DraftRows(draft, in: app.files).header, visit, app)
            defer { found.discard() }
            let review = draft.kind == .sales ? try await checkSales(draft, found, visit, progress) : try await checkRecords(draft, found, visit, progress)
            var checked = draft
            checked.review = review
            checked.setAsideFile = review.tally.setAsideRows > 0 ? try found.keep() : nil
            let (saved, problems) = (checked, found.problems)
            try await app.database.write { connection in
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
