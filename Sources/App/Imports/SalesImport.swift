import Basics
import Foundation
import Storage

/// Rows of a file, one after the other; row numbers count from 1 and include the header.
protocol SourceRows {
    /// The next row's number and texts; nil at the end. A row that cannot be read has a reason instead of texts.
    mutating func next() throws -> SourceRow?
    /// How much of the file has been read, 0…1.
    var progress: Double { get }
}

struct SourceRow: Sendable {
    var number: Int
    var fields: [String]
    var problem: SetAsideReason?
}

/// Imports a sales file: reads, understands, books part by part, and says what became of every row.
struct SalesImport {
    let app: App
    let actor: User.ID?
    /// Rows that are looked at, or written, at a time. While a part is written the next one is in memory too.
    private var partSize: Int { app.database.rowsPerTransaction }

    /// What a running import tells.
    struct Progress: Sendable {
        var rows: Int
        var share: Double
    }

    /// A row that was not booked, for the file of set-aside rows.
    struct SetAsideRow: Sendable {
        var row: SourceRow
        /// The first is what the row is counted under.
        var problems: [RowProblem]

        var reason: SetAsideReason { problems.first?.reason ?? .unreadable }
    }

    /// Imports everything; each part is committed by itself, so that a killed import can simply be run again.
    /// - Parameter lease: under which the wizard has entered its run already, so that its page exists before the first row is read; nil
    ///   enters the run here.
    /// - Throws: `WorkLease.Lost` when somebody else has taken the run over or taken it back; no part of it is written then.
    func run<Rows: SourceRows>(
        _ rows: inout Rows, layout: SalesLayout, fileName: String, sourceSystem: String, under given: WorkLease? = nil,
        setAside: ([SetAsideRow]) throws -> Void, progress: (Progress) -> Void
    ) async throws -> ImportRecord {
        let now = app.clock.now
        let lease = if let given { given } else { try await enter(layout.name, fileName, sourceSystem, at: now) }
        let alive = given == nil ? app.keepAlive(lease) : nil
        defer { alive?.cancel() }
        var importer = SalesImporter(importID: ImportRecord.ID(lease.number), sourceSystem: sourceSystem, actor: actor, at: now)
        do {
            var next = Result { try Part.read(&rows, layout, size: partSize) }
            while let part = try next.get() {
                try Task.checkCancellation()
                let share = rows.progress
                let known = importer
                async let booking = book(part, known, share, lease)
                // The file is read on while the database's thread writes.
                next = Result { try Part.read(&rows, layout, size: partSize) }
                let booked = try await booking
                importer = booked.importer
                try setAside(booked.left)
                progress(Progress(rows: importer.tally.rows, share: share))
            }
        } catch {
            _ = try await finish(lease, .failed, ImportJobs.failure(error), ends: given == nil)
            throw error
        }
        guard let record = try await finish(lease, .finished, nil, ends: given == nil) else { throw WorkLease.Lost() }
        return record
    }

    /// Enters a run that nobody has entered yet.
    private func enter(_ layout: String, _ fileName: String, _ sourceSystem: String, at now: Timestamp) async throws -> WorkLease {
        let (actor, owner) = (actor, app.leaseOwner())
        return try await app.database.write { connection in
            let record = ImportRecord(
                id: try connection.newIdentifier("import", reserve: 1), fileName: fileName, layout: layout, sourceSystem: sourceSystem,
                status: .running, startedAt: now, tally: ImportTally()
            )
            try ImportStore.start(record, by: actor, in: connection)
            guard let lease = try WorkStore.take(record.id.value, .run, as: owner, by: actor, at: now, in: connection) else { throw WorkLease.Lost() }
            return lease
        }
    }

    /// Leaves a transaction so that nothing of it stays, and carries out what it found.
    private struct Rehearsed: Error { var tally: ImportTally }

    /// Says what an import would do and books nothing.
    func rehearse(path: String, layout: SalesLayout, sourceSystem: String) async throws -> ImportTally {
        let now = app.clock.now
        let actor = actor
        do {
            try await app.database.write { connection in
                var rows = try SalesFile.Rows(path: path)
                let id: ImportRecord.ID = try connection.newIdentifier("import", reserve: 1)
                try ImportStore.start(
                    ImportRecord(
                        id: id, fileName: "", layout: layout.name, sourceSystem: sourceSystem, status: .running, startedAt: now,
                        tally: ImportTally()
                    ), by: actor, in: connection
                )
                var importer = SalesImporter(importID: id, sourceSystem: sourceSystem, actor: actor, at: now)
                while let part = try Part.read(&rows, layout, size: partSize) {
                    for refused in part.refused { importer.setAside(refused.reason) }
                    _ = try importer.book(part.understood.map(\.sales), in: connection)
                }
                // Leaving by an error is what undoes everything.
                throw Rehearsed(tally: importer.tally)
            }
            return ImportTally()
        } catch let rehearsed as Rehearsed {
            return rehearsed.tally
        }
    }

    /// Books a part in one transaction; gives the importer that knows it, and the rows that were left.
    private func book(
        _ part: Part, _ importer: SalesImporter, _ share: Double, _ lease: WorkLease
    ) async throws -> (importer: SalesImporter, left: [SetAsideRow]) {
        let sales = part.understood.map(\.sales)
        let refusals = part.refused.map(\.reason)
        let now = app.clock.now, rows = importer.tally.rows + sales.count + refusals.count
        let (booked, outcomes) = try await app.database.writeJudged { connection in
            try SalesImporter.lock(in: connection)
            try WorkStore.renew(lease, rows: rows, share: share, at: now, in: connection)
            var importer = importer
            for reason in refusals { importer.setAside(reason) }
            let outcomes = try importer.book(sales, in: connection)
            try ImportStore.count(importer.tally, of: importer.importID, in: connection)
            return (importer, outcomes)
        }
        var left = part.refused
        for (entry, reason) in zip(part.understood, outcomes) {
            if let reason, reason != .alreadyImported { left.append(SetAsideRow(row: entry.row, problems: [RowProblem(reason)])) }
        }
        return (booked, left.sorted { $0.row.number < $1.row.number })
    }

    /// Says how the run ended, unless somebody else has it now.
    /// - Parameter ends: gives the lease back too.
    /// - Returns: the run as it is known from now on.
    private func finish(
        _ lease: WorkLease, _ status: ImportRecord.Status, _ failure: ImportJobs.Failure?, ends: Bool
    ) async throws -> ImportRecord? {
        let (actor, now) = (actor, app.clock.now)
        return try await app.database.writeRegardless { connection in
            guard try WorkStore.holds(lease, in: connection), var record = try ImportStore.record(ImportRecord.ID(lease.number), in: connection),
                  record.status == .running else { return nil }
            (record.status, record.finishedAt) = (status, now)
            try ImportStore.end(record.id, as: status, at: now, in: connection)
            if ends { try WorkStore.end(lease, failure, in: connection) }
            try SalesYear.follow(at: now, in: connection)
            try ActivityStore.record(
                .importFinished, by: actor, at: now, subject: ("import", record.id.value), before: record.fileName,
                after: "\(record.tally.imported)/\(record.tally.rows)", reason: status.rawValue, in: connection
            )
            return record
        }
    }

    /// Rows of one transaction: what was understood and what was not.
    struct Part: Sendable {
        var understood: [(row: SourceRow, sales: SalesRow)] = []
        var refused: [SetAsideRow] = []

        /// Nil at the end of the file.
        static func read<Rows: SourceRows>(_ rows: inout Rows, _ layout: SalesLayout, size: Int) throws -> Part? {
            var part = Part()
            while part.understood.count + part.refused.count < size, let row = try rows.next() {
                if let problem = row.problem {
                    part.refused.append(SetAsideRow(row: row, problems: [RowProblem(problem)]))
                    continue
                }
                switch layout.read(row.fields) {
                case .success(let sales): part.understood.append((row, sales))
                case .failure(let refusal): part.refused.append(SetAsideRow(row: row, problems: refusal.problems))
                }
            }
            return part.understood.isEmpty && part.refused.isEmpty ? nil : part
        }
    }
}
