import Basics
import Dispatch
import HTTPTypes
import Storage
import TestDatabases
import Testing

@testable import App

/// Work that one server does is known to all others, and two never write the same.
@Suite struct LeaseTests {
    /// Sales that stop before a row until somebody lets them go on, as a server does that was put to sleep.
    private struct SleepingRows: SourceRows {
        let count: Int
        let sleepsBefore: Int
        let gate: DispatchSemaphore
        private(set) var read = 0

        init(_ count: Int, sleepsBefore: Int, _ gate: DispatchSemaphore) {
            (self.count, self.sleepsBefore, self.gate) = (count, sleepsBefore, gate)
        }

        var progress: Double { Double(read) / Double(count) }

        mutating func next() throws -> SourceRow? {
            guard read < count else { return nil }
            read += 1
            if read == sleepsBefore { gate.wait() }
            return SourceRow(number: read + 1, fields: ["S-\(read / 3)", "2026-01-05", "SLEEP\(read / 3 % 7)", "I-1", "1", "10"], problem: nil)
        }
    }

    private static let header = ["document", "date", "account", "item", "quantity", "amount"]

    private func later(_ app: App, _ seconds: Int64 = WorkLease.seconds + 1) -> App {
        App(database: app.database, clock: .fixed(app.clock.now.adding(seconds: seconds)), random: .system, files: app.files, passwordCost: .quick)
    }

    private func count(_ sql: SQL, _ app: App) async throws -> Int {
        try await app.database.read { try $0.first(sql) { try $0.get(0, as: Int.self) } ?? 0 }
    }

    /// While the importing server lives, nobody takes the import back; once its lease has run out somebody does, wholly, and the server
    /// that wakes up again writes nothing more.
    @Test(arguments: TestEngine.available, [false, true]) func anImportTakenBackElsewhereIsTakenBackWholly(_ engine: TestEngine, _ isOver: Bool) async throws {
        try await ImportClerk.atWork(engine) { clerk in
            let app = clerk.app, size = app.database.rowsPerTransaction
            let before = try await count("SELECT COUNT(*) FROM invoice_line", app)
            let sample = try await clerk.upload(.sales, Self.header.joined(separator: ",") + "\nS-0,2026-01-05,SLEEP0,I-1,1,10\n")
            let draft = try #require(try await app.database.read { try ImportDraftStore.draft(ImportDraft.ID(sample), in: $0) })
            let layout = try draft.salesLayout(header: Self.header, base: .cny, in: app.files)
            let gate = DispatchSemaphore(value: 0)
            let running = Task(executorPreference: OwnThreads()) {
                var rows = SleepingRows(2 * size + 5, sleepsBefore: size + 1, gate)
                return try await SalesImport(app: app, actor: nil).run(
                    &rows, layout: layout, fileName: "sales.csv", sourceSystem: layout.name, setAside: { _ in }, progress: { _ in }
                )
            }
            defer { gate.signal() }
            var known: ImportRecord?
            while known?.tally.rows != size {
                try await Task.sleep(for: .milliseconds(10))
                known = try await app.database.read { try ImportStore.records(limit: 1, in: $0) }.first
            }
            let record = try #require(known)
            // What is told is what is booked.
            #expect(try await count("SELECT COUNT(*) FROM invoice_line", app) - before == record.tally.imported && record.tally.imported == size)
            let other = later(app, isOver ? WorkLease.seconds + 1 : WorkLease.seconds - 1)
            guard isOver else {
                await #expect(throws: ImportUndo.StillRunning.self) { _ = try await other.undoImport(record.id.value, by: nil) }
                let refused = try await clerk.post("/imports/\(record.id.value)", [("do", "undo")])
                #expect(refused.status == .conflict)
                #expect(try await clerk.get("/imports/\(record.id.value)").text.contains("<progress"))
                gate.signal()
                let done = try await running.value
                #expect(done.status == .finished && done.tally.imported == 2 * size + 5)
                #expect(try await count("SELECT COUNT(*) FROM invoice_line", app) - before == done.tally.imported)
                #expect(try await other.undoImport(record.id.value, by: nil)?.lines == done.tally.imported)
                return
            }
            let outcome = try #require(try await other.undoImport(record.id.value, by: nil))
            #expect(outcome.lines == size)
            gate.signal()
            await #expect(throws: WorkLease.Lost.self) { _ = try await running.value }
            #expect(try await clerk.record(record.id.value).status == .undone)
            #expect(try await count("SELECT COUNT(*) FROM invoice_line", app) == before)
            #expect(try await count("SELECT COUNT(*) FROM account WHERE code LIKE 'SLEEP%'", app) == 0)
            #expect(try await count("SELECT COUNT(*) FROM work_lease", app) == 0)
            #expect(try await app.examine().isHealthy)
        }
    }

    /// A lease is one owner's at a time, whatever happens at once; what was taken over cannot be renewed any more.
    @Test(arguments: TestEngine.available) func oneOwnerAtATime(_ engine: TestEngine) async throws {
        try await ImportClerk.atWork(engine) { clerk in
            let database = clerk.app.database, now = clerk.app.clock.now
            let taken = try await withThrowingTaskGroup(of: WorkLease?.self) { group in
                for place in 0..<8 {
                    group.addTask { try await database.write { try WorkStore.take(77, .run, as: "owner \(place)", by: nil, at: now, in: $0) } }
                }
                return try await group.reduce(into: [WorkLease]()) { if let lease = $1 { $0.append(lease) } }
            }
            #expect(taken.count == 1)
            let first = try #require(taken.first), end = now.adding(seconds: WorkLease.seconds)
            #expect(try await database.write { try WorkStore.take(77, .run, as: "late", by: nil, at: end, in: $0) } == nil)
            #expect(try await database.read { try WorkStore.standing(77, at: end.adding(seconds: 1), in: $0) } == .failed(.run, .ownerGone))
            // Renewing counts from then on.
            try await database.write { try WorkStore.renew(first, rows: 5, share: 0.25, at: end, in: $0) }
            #expect(try await database.read { try WorkStore.standing(77, at: end.adding(seconds: 1), in: $0) }
                == .running(.run, .init(rows: 5, share: 0.25, startedAt: now)))
            let over = end.adding(seconds: WorkLease.seconds + 1)
            let second = try #require(try await database.write { try WorkStore.take(77, .run, as: "late", by: nil, at: over, in: $0) })
            await #expect(throws: WorkLease.Lost.self) { try await database.write { try WorkStore.renew(first, at: over, in: $0) } }
            try await database.write { try WorkStore.end(first, in: $0) }
            #expect(try await database.write { try WorkStore.holds(second, in: $0) })
            try await database.write { try WorkStore.cancel(77, in: $0) }
            await #expect(throws: CancellationError.self) { try await database.write { try WorkStore.renew(second, at: over, in: $0) } }
        }
    }

    /// Stopped on one server, an import that another does stops with its next part, and tells what it has booked.
    @Test(arguments: TestEngine.available) func anImportIsStoppedFromElsewhere(_ engine: TestEngine) async throws {
        try await ImportClerk.atWork(engine) { clerk in
            let draft = try await clerk.check(.products, "code,name\n" + (1...90_000).map { "C\($0),Part \($0)" }.joined(separator: "\n")).draft
            let started = try await clerk.post("/imports/drafts/\(draft)/preview").location
            let id = try #require(Int64(started.split(separator: "/").last ?? ""))
            try await clerk.app.database.write { try WorkStore.cancel(id, in: $0) }
            try await clerk.settle(id)
            let record = try await clerk.record(id)
            #expect(record.status == .failed && record.tally.imported < 90_000)
            #expect(try await count("SELECT COUNT(*) FROM product WHERE code LIKE 'C%' AND name LIKE 'Part %'", clerk.app) == record.tally.imported)
            #expect(try await clerk.get("/imports/\(id)").text.contains("Cancelled"))
        }
    }

    /// A server dies while it takes an import back: another goes on until everything is taken back.
    @Test(arguments: TestEngine.available) func whatIsHalfTakenBackIsFinishedElsewhere(_ engine: TestEngine) async throws {
        try await ImportClerk.atWork(engine) { clerk in
            let rows = 2 * TakingBack.partSize + 7
            let record = try await clerk.bring(.products, "code,name\n" + (1...rows).map { "Z\($0),Part \($0)" }.joined(separator: "\n"))
            let (batch, now, user) = (try #require(record.batchID), clerk.app.clock.now, clerk.user.id)
            try await clerk.app.database.write { connection in
                _ = try WorkStore.take(record.id.value, .undo, as: "dead", by: user, at: now, in: connection)
                var taking = try TakingBack(batch, by: user, at: now, in: connection)
                _ = try taking.next(in: connection)
            }
            // Nobody interferes while it may still live.
            #expect(try await clerk.post("/imports/\(record.id.value)", [("do", "undo")]).location == "/imports/\(record.id.value)")
            #expect(clerk.app.jobs.progress(record.id.value) == nil)
            try await clerk.app.resumeUndos()
            #expect(try await count("SELECT COUNT(*) FROM product WHERE code LIKE 'Z%'", clerk.app) == rows - TakingBack.partSize)
            let other = later(clerk.app)
            try await other.resumeUndos()
            while other.jobs.progress(record.id.value) != nil { try await Task.sleep(for: .milliseconds(5)) }
            #expect(try await count("SELECT COUNT(*) FROM product WHERE code LIKE 'Z%'", clerk.app) == 0)
            #expect(try await clerk.record(record.id.value).status == .undone)
        }
    }
}
