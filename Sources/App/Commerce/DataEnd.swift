import Basics
import Storage

/// Up to which day the books are complete: for each source of documents and for the whole company.
///
/// A source reaches as far as its newest document, whatever its kind: order, invoice, return or payment. The company reaches as far as
/// the least of the sources that still deliver: those whose newest document lies within 35 days of the newest of all. It is the days of
/// the documents that count, not the moment of the import, so that a file of old years, or a system that was given up, holds nobody
/// back. A day that has not come yet counts as today.
///
/// What people book by hand never moves it: one invoice would let everybody else seem to have bought nothing since. Where nobody ever
/// delivered anything, everything is written by hand, and every day before today is complete.
public struct DataEnd: Sendable, Hashable {
    /// A system whose documents an import or a program brought.
    public struct Source: Sendable, Hashable {
        public var system: String
        public var newestOn: Day
        /// When it brought something last.
        public var deliveredAt: Timestamp
    }

    /// In the order of their names.
    public var sources: [Source] = []
    /// Whether there are documents, all of them written by hand.
    public var isByHand = false

    /// A source that is further behind than this many days delivers no more.
    public static let reach = 35

    /// The day after the last one that is complete; nil without documents.
    public func day(on today: Day) -> Day? {
        let last = sources.filter { isDelivering($0, on: today) }.map { min($0.newestOn, today) }.min()
        return last.map { $0.advanced(by: 1) } ?? (isByHand ? today : nil)
    }

    /// Whether the company waits for a source.
    public func isDelivering(_ source: Source, on today: Day) -> Bool {
        let newest = sources.map { min($0.newestOn, today) }.max() ?? today
        return min(source.newestOn, today) >= newest.advanced(by: -Self.reach)
    }
}

extension SalesStore {
    /// The run that stands for whatever a program wrote that no file brought.
    static let programRun: Int64 = 0
    /// The source of what such a program wrote.
    static let programSource = "demo"

    /// Up to where the data go.
    public static func dataEnd(in connection: Connection) throws -> DataEnd {
        var end = DataEnd(sources: try connection.rows("SELECT source_system, newest_on, delivered_at FROM data_source ORDER BY source_system") { row in
            DataEnd.Source(system: try row.get(0), newestOn: try row.get(1), deliveredAt: try row.get(2))
        })
        if end.sources.isEmpty {
            end.isByHand = try connection.first("SELECT 1 FROM account_summary WHERE last_order_on > \(AccountSummary.never) LIMIT 1") { _ in true } ?? false
        }
        return end
    }

    /// Notes that a run brought documents up to a day.
    static func deliver(run: Int64, of system: String, through newest: Day, at now: Timestamp, in connection: Connection) throws {
        try connection.execute("""
            INSERT INTO delivery (import_id, source_system, newest_on, delivered_at) VALUES (\(run), \(system), \(newest), \(now))
            ON CONFLICT (import_id) DO UPDATE SET delivered_at = excluded.delivered_at,
                newest_on = CASE WHEN excluded.newest_on > delivery.newest_on THEN excluded.newest_on ELSE delivery.newest_on END
            """)
        try connection.execute("""
            INSERT INTO data_source (source_system, newest_on, delivered_at) VALUES (\(system), \(newest), \(now))
            ON CONFLICT (source_system) DO UPDATE SET
                delivered_at = CASE WHEN excluded.delivered_at > data_source.delivered_at THEN excluded.delivered_at ELSE data_source.delivered_at END,
                newest_on = CASE WHEN excluded.newest_on > data_source.newest_on THEN excluded.newest_on ELSE data_source.newest_on END
            """)
    }

    /// What a run still has in the books after some of it was taken back; its source reaches as far as all of its runs.
    static func recountDelivery(of run: Int64, in connection: Connection) throws {
        guard let system = try connection.first("SELECT source_system FROM delivery WHERE import_id = \(run)", { try $0.get(0, as: String.self) }) else { return }
        if let newest = try newestDay(of: run, in: connection) {
            try connection.execute("UPDATE delivery SET newest_on = \(newest) WHERE import_id = \(run)")
        } else {
            try connection.execute("DELETE FROM delivery WHERE import_id = \(run)")
        }
        try recountSource(system, in: connection)
    }

    /// Works out anew what every run brought.
    static func repairDeliveries(in connection: Connection) throws {
        try connection.execute("DELETE FROM delivery WHERE import_id <> \(programRun) AND import_id NOT IN (SELECT id FROM import)")
        try connection.execute("""
            INSERT INTO delivery (import_id, source_system, newest_on, delivered_at)
            SELECT i.id, i.source_system, MAX(d.issued_on), MAX(COALESCE(i.finished_at, i.started_at)) FROM import i JOIN invoice d ON d.import_id = i.id
            WHERE i.id NOT IN (SELECT v.import_id FROM delivery v) GROUP BY i.id, i.source_system
            """)
        try connection.execute("UPDATE delivery SET source_system = (SELECT i.source_system FROM import i WHERE i.id = import_id) WHERE import_id IN (SELECT id FROM import)")
        for run in try connection.rows("SELECT import_id FROM delivery", { try $0.get(0, as: Int64.self) }) { try recountDelivery(of: run, in: connection) }
        try connection.execute("DELETE FROM data_source")
        try connection.execute("""
            INSERT INTO data_source (source_system, newest_on, delivered_at)
            SELECT source_system, MAX(newest_on), MAX(delivered_at) FROM delivery GROUP BY source_system
            """)
    }

    private static func recountSource(_ system: String, in connection: Connection) throws {
        let whole = try connection.first("SELECT MAX(newest_on), MAX(delivered_at) FROM delivery WHERE source_system = \(system)") { row in
            (newest: try row.get(0, as: Day?.self), at: try row.get(1, as: Timestamp?.self))
        }
        guard let newest = whole?.newest, let at = whole?.at else {
            try connection.execute("DELETE FROM data_source WHERE source_system = \(system)")
            return
        }
        try connection.execute("UPDATE data_source SET newest_on = \(newest), delivered_at = \(at) WHERE source_system = \(system)")
    }

    /// The newest document that a run brought.
    private static func newestDay(of run: Int64, in connection: Connection) throws -> Day? {
        try connection.first("""
            SELECT MAX(v.day) FROM (
                SELECT MAX(issued_on) AS day FROM invoice WHERE import_id = \(run) UNION ALL SELECT MAX(ordered_on) FROM sales_order WHERE import_id = \(run)
                UNION ALL SELECT MAX(paid_on) FROM payment WHERE import_id = \(run)
            ) v
            """) { try $0.get(0, as: Day?.self) }.flatMap(\.self)
    }
}
