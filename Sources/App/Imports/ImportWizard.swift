import Basics
import Foundation
import Interface
import Spreadsheets
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
        var review = ImportReview()
        // Hashes instead of texts: what was met must not grow with the length of names.
        var documents: [Int: Bool] = [:], accounts: Set<Int> = [], items: Set<Int> = []
        while let part = try SalesImport.Part.read(&rows, layout, size: 20_000) {
            try Task.checkCancellation()
            review.tally.rows += part.understood.count + part.refused.count
            for refused in part.refused { note(refused.row, refused.reason, nil, nil, &review) }
            let fresh = Set(part.understood.map(\.sales.documentNumber)).filter { documents[$0.hashValue] == nil }
            let known = try await app.database.read { connection in
                let returns = try DocumentSources.find(system: layout.name, kind: .return, numbers: Array(fresh), in: connection)
                let invoices = try DocumentSources.find(system: layout.name, kind: .invoice, numbers: Array(fresh), in: connection)
                return Set(returns.keys).union(invoices.keys)
            }
            for number in fresh { documents[number.hashValue] = known.contains(number) }
            for row in part.understood.map(\.sales) {
                if documents[row.documentNumber.hashValue] == true { review.tally.unchanged += 1 } else { review.tally.new += 1 }
                accounts.insert(row.accountCode.hashValue)
                items.insert(row.itemCode.hashValue)
                if row.kind.isReturn {
                    review.tally.returnLines += 1
                    review.tally.returns += row.amount
                } else {
                    review.tally.salesLines += 1
                    review.tally.grossSales += row.amount
                }
                review.tally.currency = review.tally.currency == nil || review.tally.currency == row.currency.code ? row.currency.code : ""
            }
            progress(review.tally.rows, rows.progress)
        }
        review.tally.invoices = documents.count
        review.knownDocuments = documents.values.filter { $0 }.count
        (review.tally.accounts, review.tally.items) = (accounts.count, items.count)
        return review
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
            for (row, plan) in zip(part, plans) {
                review.tally.rows += 1
                switch plan {
                case .new: review.tally.new += 1
                case .changed: review.tally.changed += 1
                case .unchanged: review.tally.unchanged += 1
                case .setAside(let reason, let field, let similar): note(row, reason, field, similar, &review)
                }
            }
            progress(review.tally.rows, rows.progress)
        }
        return review
    }

    private func note(_ row: SourceRow, _ reason: SetAsideReason, _ field: String?, _ similar: String?, _ review: inout ImportReview) {
        review.tally.setAside(reason)
        guard review.problems.count < ImportReview.shownProblems else { return }
        review.problems.append(.init(row: row.number, fields: row.fields, reason: reason.rawValue, similar: similar, field: field))
    }

    private static func part(_ rows: inout DraftRows) throws -> [SourceRow]? {
        var part: [SourceRow] = []
        while part.count < partSize, let row = try rows.next() { part.append(row) }
        return part.isEmpty ? nil : part
    }

    // MARK: Running

    /// Imports; the run's page exists already.
    func run(_ draft: ImportDraft, as id: ImportRecord.ID, _ visit: Context) {
        app.jobs.start(id.value, at: app.clock.now) { progress in
            do {
                if draft.kind == .sales { try await runSales(draft, id, visit, progress) } else { try await runRecords(draft, id, visit, progress) }
            } catch {
                let now = app.clock.now
                try await app.database.write { connection in
                    guard let record = try ImportStore.record(id, in: connection), record.status == .running else { return }
                    try ImportStore.save(record.tally, status: .failed, finishedAt: now, of: id, in: connection)
                }
                throw error
            }
        }
    }

    private func setAsideFile(_ header: [String], _ visit: Context) throws -> (SetAsideFile, String) {
        let folder = app.files.folder + "/incoming"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = folder + "/" + app.random.bytes(12).map { String($0, radix: 16) }.joined()
        let words = visit.words.imports
        return (try SetAsideFile(path: path, header: header, added: (words.row, words.reason)), path)
    }

    private func keep(_ path: String) throws -> String {
        let incoming = try app.files.incoming(limit: .max, random: app.random)
        guard let handle = FileHandle(forReadingAtPath: path) else { throw FileStore.Failure.notWritable(path: path) }
        while let data = try handle.read(upToCount: 1 << 20), !data.isEmpty { try incoming.write(data) }
        try? FileManager.default.removeItem(atPath: path)
        return try app.files.keep(incoming)
    }

    private func runSales(
        _ draft: ImportDraft, _ id: ImportRecord.ID, _ visit: Context, _ progress: @Sendable (Int, Double) -> Void
    ) async throws {
        var rows = try DraftRows(draft, in: app.files)
        let layout = try draft.salesLayout(header: rows.header, base: visit.organisation.baseCurrency, in: app.files)
        let (left, path) = try setAsideFile(rows.header, visit)
        _ = try await SalesImport(app: app, actor: visit.user.id).run(
            &rows, layout: layout, fileName: draft.fileName, sourceSystem: layout.name, id: id,
            setAside: { try left.write($0) }, progress: { progress($0.rows, $0.share) }
        )
        try left.close()
        let file = try keep(path)
        try await app.database.write { try ImportStore.setFiles(id, setAsideFile: file, draft: nil, batch: nil, in: $0) }
    }

    private func runRecords(
        _ draft: ImportDraft, _ id: ImportRecord.ID, _ visit: Context, _ progress: @Sendable (Int, Double) -> Void
    ) async throws {
        var rows = try DraftRows(draft, in: app.files)
        let columns = draft.columns ?? draft.kind.match(rows.header)
        let (left, path) = try setAsideFile(rows.header, visit)
        let (first, batch) = try await app.database.write { connection in
            let batch = try Batch(by: visit.user.id, at: visit.now, in: connection)
            try ImportStore.setFiles(id, setAsideFile: nil, draft: nil, batch: batch.id, in: connection)
            return (try RecordPlanner(kind: draft.kind, columns: columns, visit, in: connection), batch)
        }
        var planner = first
        var tally = ImportTally()
        while let part = try Self.part(&rows) {
            try Task.checkCancellation()
            let before = planner, counted = tally, decisions = draft.corrections
            let (after, plans, sum) = try await app.database.write { connection in
                var planner = before, tally = counted
                let plans = try planner.plan(part, decisions: { decisions[$0]?.decision }, in: connection)
                try RecordImport(kind: draft.kind, importID: id, batch: batch).apply(plans, &tally, in: connection)
                try ImportStore.save(tally, status: .running, finishedAt: nil, of: id, in: connection)
                return (planner, plans, tally)
            }
            (planner, tally) = (after, sum)
            try left.write(zip(part, plans).compactMap { row, plan in
                if case .setAside(let reason, _, _) = plan { SalesImport.SetAsideRow(row: row, reason: reason) } else { nil }
            })
            progress(tally.rows, rows.progress)
        }
        try left.close()
        let file = try keep(path), sum = tally, now = app.clock.now
        try await app.database.write { connection in
            try ImportStore.setFiles(id, setAsideFile: file, draft: nil, batch: nil, in: connection)
            try ImportStore.save(sum, status: .finished, finishedAt: now, of: id, in: connection)
            try ActivityStore.record(
                .importFinished, by: batch.actor, at: now, subject: ("import", id.value), before: draft.fileName, after: "\(sum.imported)/\(sum.rows)",
                in: connection
            )
        }
    }
}
