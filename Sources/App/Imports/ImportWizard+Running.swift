import Basics
import Storage

/// The wizard's last step: books what was checked, in the background.
extension ImportWizard {
    func startUndoing(_ record: ImportRecord, _ visit: Context, _ lease: WorkLease) {
        app.begin(lease) { progress in
            _ = try await app.undoRecords(record, under: lease, by: visit.user.id, at: visit.now, progress: progress)
        }
    }

    /// Imports; the run's page exists already.
    func startRunning(_ draft: ImportDraft, as id: ImportRecord.ID, _ visit: Context, _ lease: WorkLease) {
        app.begin(lease) { progress in
            do {
                if draft.kind == .sales { try await runSales(draft, id, visit, lease, progress) } else { try await runRecords(draft, id, visit, lease, progress) }
            } catch {
                let now = app.clock.now
                try await app.database.writeRegardless { connection in
                    guard try WorkStore.holds(lease, in: connection), try ImportStore.record(id, in: connection)?.status == .running else { return }
                    try ImportStore.end(id, as: .failed, at: now, in: connection)
                }
                throw error
            }
        }
    }

    /// Gives work a file for the rows that it sets aside, and keeps what is in it however the work ends.
    private func settingAside(
        _ header: [String], of id: ImportRecord.ID, _ visit: Context, _ work: (SetAsideFile) async throws -> Void
    ) async throws {
        let left = try SetAsideFile(header, visit, app)
        defer { left.discard() }
        do {
            try await work(left)
        } catch {
            // What broke the work off is what people have to know, not that keeping the file failed too.
            try? await keep(left, of: id)
            throw error
        }
        try await keep(left, of: id)
    }

    private func keep(_ left: SetAsideFile, of id: ImportRecord.ID) async throws {
        let file = try left.keep(in: app)
        try await app.database.writeRegardless { try ImportStore.setFiles(id, setAsideFile: file, draft: nil, batch: nil, in: $0) }
    }

    private func runSales(
        _ draft: ImportDraft, _ id: ImportRecord.ID, _ visit: Context, _ lease: WorkLease, _ progress: @Sendable (Int, Double) -> Void
    ) async throws {
        var rows = try DraftRows(draft, in: app.files)
        let layout = try draft.salesLayout(header: rows.header, base: visit.organisation.baseCurrency, in: app.files)
        try await settingAside(rows.header, of: id, visit) { left in
            _ = try await SalesImport(app: app, actor: visit.user.id).run(
                &rows, layout: layout, fileName: draft.fileName, sourceSystem: layout.name, under: lease,
                setAside: { try left.write($0) }, progress: { progress($0.rows, $0.share) }
            )
        }
    }

    private func runRecords(
        _ draft: ImportDraft, _ id: ImportRecord.ID, _ visit: Context, _ lease: WorkLease, _ progress: @Sendable (Int, Double) -> Void
    ) async throws {
        let rows = try DraftRows(draft, in: app.files)
        let columns = draft.columns ?? draft.kind.match(rows.header), reading = try draft.told(columns, in: app.files)
        let begun = app.clock.now
        let (planner, batch) = try await app.database.write { connection in
            try WorkStore.renew(lease, at: begun, in: connection)
            let batch = try Batch(by: visit.user.id, at: visit.now, in: connection)
            try ImportStore.setFiles(id, setAsideFile: nil, draft: nil, batch: batch.id, in: connection)
            return (try RecordPlanner(kind: draft.kind, columns: columns, reading: reading, for: id, visit, in: connection), batch)
        }
        let work = RecordImport(kind: draft.kind, importID: id, batch: batch)
        var sum = ImportTally()
        try await settingAside(rows.header, of: id, visit) { left in
            sum = try await apply(rows, planner, work, left, lease, progress)
        }
        let tally = sum, now = app.clock.now
        try await app.database.write { connection in
            guard try WorkStore.holds(lease, in: connection) else { throw WorkLease.Lost() }
            try ImportStore.end(id, as: .finished, at: now, in: connection)
            try ActivityStore.record(
                .importFinished, by: batch.actor, at: now, subject: ("import", id.value), before: draft.fileName,
                after: "\(tally.imported)/\(tally.rows)", in: connection
            )
        }
    }

    /// Plans and writes part by part, each in a transaction of its own.
    private func apply(
        _ rows: DraftRows, _ planner: RecordPlanner, _ work: RecordImport, _ left: SetAsideFile, _ lease: WorkLease,
        _ progress: @Sendable (Int, Double) -> Void
    ) async throws -> ImportTally {
        var rows = rows, planner = planner, tally = ImportTally()
        var next = Result { try RecordPart.read(&rows, by: planner.reader, preparing: true) }
        while let part = try next.get() {
            try Task.checkCancellation()
            let before = planner, counted = tally, share = rows.progress, now = app.clock.now
            async let writing = app.database.writeJudged { connection in
                try Rule.lock([.catalogue, .codes, .hierarchy], in: connection)
                try WorkStore.renew(lease, rows: counted.rows + part.rows.count, share: share, at: now, in: connection)
                var planner = before, tally = counted
                let plans = try planner.plan(part, in: connection)
                try work.apply(plans, part.texts, &tally, in: connection)
                try ImportStore.count(tally, of: work.importID, in: connection)
                return (planner, plans, tally)
            }
            // The file is read on while the database's thread writes.
            next = Result { try RecordPart.read(&rows, by: before.reader, preparing: true) }
            let (after, plans, sum) = try await writing
            (planner, tally) = (after, sum)
            planner.settle()
            try left.write(zip(part.rows, plans).compactMap { row, plan in
                if case .setAside(let problems, _) = plan { SalesImport.SetAsideRow(row: row, problems: problems) } else { nil }
            })
            progress(tally.rows, share)
        }
        return tally
    }
}

extension Database {
    /// Writes even where the work that wants it was cancelled: how it ended has to be known.
    func writeRegardless<Value: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Value) async throws -> Value {
        try await Task { try await self.write(body) }.value
    }
}
