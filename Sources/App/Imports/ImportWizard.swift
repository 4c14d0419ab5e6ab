import Basics
import Storage

/// The work behind the wizard's steps.
struct ImportWizard {
    let app: App
    /// Rows that are looked at, or written, at a time.
    private static let partSize = 2_000

    /// Prepares a workbook's rows, then looks for a header that is known.
    func prepare(_ draft: ImportDraft, sheet: String?) {
        app.jobs.start(draft.id.value, at: app.clock.now) { progress in
            var draft = draft
            if draft.isWorkbook {
                let unpacked = try ImportDraft.unpack(draft.file, sheet: sheet, in: app.files, random: app.random)
                (draft.sheet, draft.rowsFile) = (unpacked.chosen, unpacked.rowsFile)
            } else {
                draft.rowsFile = draft.file
            }
            progress(0, 1)
            let saved = draft
            try await app.database.write { try ImportDraftStore.save(saved, in: $0) }
        }
    }

    /// Reads the whole file and says what importing it would do; writes nothing but what it found.
    func check(_ draft: ImportDraft, _ visit: Context) {
        app.jobs.start(draft.id.value, at: app.clock.now) { progress in
            let review = draft.kind == .sales ? try await checkSales(draft, visit, progress) : try await checkRecords(draft, visit, progress)
            var checked = draft
            checked.review = review
            let saved = checked
            try await app.database.write { try ImportDraftStore.save(saved, in: $0) }
        }
    }

    private func checkSales(
        _ draft: ImportDraft, _ visit: Context, _ progress: @Sendable (Int, Double) -> Void
    ) async throws -> ImportReview {
        var rows = try DraftRows(draft, in: app.files)
        let layout = try draft.salesLayout(header: rows.header, base: visit.organisation.baseCurrency, in: app.files)
        var sales = SalesReview(sourceSystem: layout.name)
        while let part = try SalesImport.Part.read(&rows, layout, size: SalesImport.partSize) {
            try Task.checkCancellation()
            try await sales.judge(part, in: app.database)
            progress(sales.review.tally.rows, rows.progress)
        }
        return sales.review
    }

    private func checkRecords(
        _ draft: ImportDraft, _ visit: Context, _ progress: @Sendable (Int, Double) -> Void
    ) async throws -> ImportReview {
        var rows = try DraftRows(draft, in: app.files)
        let columns = draft.columns ?? draft.kind.match(rows.header)
        var planner = try await app.database.read { try RecordPlanner(kind: draft.kind, columns: columns, visit, in: $0) }
        var review = ImportReview()
        while let part = try Self.part(&rows) {
            try Task.checkCancellation()
            let before = planner
            let decisions = draft.corrections
            let (after, plans) = try await app.database.read { connection in
                var planner = before
                let plans = try planner.plan(part, decisions: { decisions[$0]?.decision }, in: connection)
                return (planner, plans)
            }
            planner = after
            planner.settle()
            for (row, plan) in zip(part, plans) {
                review.tally.rows += 1
                switch plan {
                case .new: review.tally.new += 1
                case .changed: review.tally.changed += 1
                case .unchanged: review.tally.unchanged += 1
                case .setAside(let reason, let field, let similar): review.note(row, reason, field: field, similar: similar)
                }
            }
            progress(review.tally.rows, rows.progress)
        }
        return review
    }

    static func part(_ rows: inout DraftRows) throws -> [SourceRow]? {
        var part: [SourceRow] = []
        while part.count < partSize, let row = try rows.next() { part.append(row) }
        return part.isEmpty ? nil : part
    }
}
