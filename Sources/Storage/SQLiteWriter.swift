import GRDB

/// The one connection of a SQLite database that writes: it takes all waiting jobs and commits once, so that they share a flush.
struct SQLiteWriter {
    let connection: Connection
    let database: GRDB.Database

    /// At most this many jobs share one commit.
    private static let groupLimit = 256
    /// After a commit of more rows than this the log is emptied: the next start would have to read all of it.
    private static let largeCommit = 20_000

    /// Works until the queue is closed and empty.
    func run(_ jobs: WorkQueue<Job>) {
        while let first = jobs.pop() {
            var groups = commit([first]) { jobs.popNow() }
            while !groups.isEmpty { groups = commit(groups.removeFirst()) { nil } + groups }
        }
    }

    /// Runs jobs in one transaction and tells them what came of it once that has ended.
    ///
    /// None has a savepoint: SQLite would copy every page that a job touches, first to memory and then to a file. A job that fails takes
    /// its neighbours along instead, and they run again without it. Whoever then looks for what a neighbour has done, such as the row
    /// that was there already, finds it: the neighbour has been committed before.
    /// - Parameter more: jobs that have come meanwhile and may join.
    /// - Returns: the groups that are to run again, in this order; they have not been told anything.
    private func commit(_ group: [Job], more: () -> Job?) -> [[Job]] {
        var waiting = group[...], done: [(job: Job, tell: @Sendable () -> Void)] = []
        let before = database.totalChangesCount
        do {
            try database.run("BEGIN IMMEDIATE")
        } catch {
            for job in group { job.fail(SQLiteThreads.translated(error)) }
            return []
        }
        while database.isInsideTransaction, done.count < Self.groupLimit, let job = waiting.popFirst() ?? more() {
            // A write is not interrupted: its neighbours in the group would pay for it.
            guard job.ticket.start(interrupt: {}) else {
                job.fail(CancellationError())
                continue
            }
            do {
                done.append((job, try job.run(connection)))
                job.ticket.finish()
            } catch {
                job.ticket.finish()
                rollBack()
                // Alone in its transaction, it has nobody else to blame.
                if done.isEmpty { job.fail(SQLiteThreads.translated(error)) }
                return again([done.map(\.job), done.isEmpty ? [] : [job], Array(waiting)])
            }
        }
        do {
            // A full disk may have ended the whole transaction.
            guard database.isInsideTransaction else { throw StorageFailure.full("the transaction was rolled back") }
            if database.totalChangesCount != before { try ChangeWatch.mark(database) }
            try database.run("COMMIT")
        } catch {
            rollBack()
            for job in done.map(\.job) + waiting { job.fail(SQLiteThreads.translated(error)) }
            return []
        }
        if database.totalChangesCount - before > Self.largeCommit { try? database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        for member in done { member.tell() }
        return []
    }

    private func again(_ groups: [[Job]]) -> [[Job]] {
        for job in groups.joined() { job.ticket.wait() }
        return groups.filter { !$0.isEmpty }
    }

    private func rollBack() {
        database.rollBack()
        connection.forgetIdentifiers()
    }
}
