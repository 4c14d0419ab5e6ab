import Basics
import Storage

/// All SQL that names the leases of work.
enum WorkStore {
    /// How long it is known why work broke off, in seconds.
    private static let kept: Int64 = 30 * 86_400

    /// Takes work that nobody does, or whose owner is gone; the row stays locked until the transaction ends.
    /// - Parameter replacing: takes it away from whoever does it.
    /// - Returns: nil while its owner lives.
    static func take(
        _ number: Int64, _ kind: WorkLease.Kind, as owner: String, by actor: User.ID?, replacing: Bool = false, at now: Timestamp,
        in connection: Connection
    ) throws -> WorkLease? {
        try connection.execute("DELETE FROM work_lease WHERE leased_until < \(now.adding(seconds: -kept))")
        let isFree: SQL = replacing ? "1 = 1" : "(work_lease.failure IS NOT NULL OR work_lease.leased_until < \(now))"
        return try connection.first("""
            INSERT INTO work_lease (number, kind, owner, started_by, started_at, leased_until)
            VALUES (\(number), \(kind.rawValue), \(owner), \(actor), \(now), \(now.adding(seconds: WorkLease.seconds)))
            ON CONFLICT (number) DO UPDATE SET kind = excluded.kind, owner = excluded.owner, started_by = excluded.started_by,
                started_at = excluded.started_at, leased_until = excluded.leased_until, row_count = 0, share = 0, is_cancelled = 0, failure = NULL
            WHERE \(isFree) RETURNING number
            """) { WorkLease(number: try $0.get(0), owner: owner) }
    }

    /// Renews a lease at the beginning of a part, and tells the others how far the work is.
    /// - Parameters:
    ///   - rows: nil leaves what was said last.
    ///   - share: of the whole, 0…1.
    /// - Throws: `WorkLease.Lost` when somebody else has taken over, `CancellationError` when somebody has stopped the work.
    static func renew(_ lease: WorkLease, rows: Int? = nil, share: Double? = nil, at now: Timestamp, in connection: Connection) throws {
        let isCancelled = try connection.first("""
            UPDATE work_lease SET leased_until = \(now.adding(seconds: WorkLease.seconds)), row_count = COALESCE(\(rows), row_count),
                share = COALESCE(\(share.map { Int($0 * 10_000) }), share)
            WHERE number = \(lease.number) AND owner = \(lease.owner) AND failure IS NULL RETURNING is_cancelled
            """) { try $0.get(0, as: Bool.self) }
        guard let isCancelled else { throw WorkLease.Lost() }
        if isCancelled { throw CancellationError() }
    }

    /// Whether the lease is still its owner's; nobody takes it over before the transaction ends.
    static func holds(_ lease: WorkLease, in connection: Connection) throws -> Bool {
        try connection.execute("""
            UPDATE work_lease SET leased_until = leased_until WHERE number = \(lease.number) AND owner = \(lease.owner) AND failure IS NULL
            """) == 1
    }

    /// Gives a lease back; what was taken over meanwhile stays with its new owner.
    static func end(_ lease: WorkLease, _ failure: ImportJobs.Failure? = nil, in connection: Connection) throws {
        if let failure {
            try connection.execute("UPDATE work_lease SET failure = \(failure.text) WHERE number = \(lease.number) AND owner = \(lease.owner)")
        } else {
            try connection.execute("DELETE FROM work_lease WHERE number = \(lease.number) AND owner = \(lease.owner)")
        }
    }

    /// Asks whoever works to stop; the next part is not begun.
    static func cancel(_ number: Int64, in connection: Connection) throws {
        try connection.execute("UPDATE work_lease SET is_cancelled = 1 WHERE number = \(number) AND failure IS NULL")
    }

    /// How work stands; nil when nothing goes on under the number and nothing broke off.
    static func standing(_ number: Int64, at now: Timestamp, in connection: Connection) throws -> WorkLease.Standing? {
        try connection.first("""
            SELECT kind, started_at, leased_until, row_count, share, failure FROM work_lease WHERE number = \(number)
            """) { row in
            let kind = WorkLease.Kind(rawValue: try row.get(0)) ?? .run
            if let failure = try row.get(5, as: String?.self) { return .failed(kind, ImportJobs.Failure(text: failure)) }
            guard try row.get(2, as: Timestamp.self) >= now else { return .failed(kind, .ownerGone) }
            let share = Double(try row.get(4, as: Int.self)) / 10_000
            return .running(kind, ImportJobs.Progress(rows: try row.get(3), share: share, startedAt: try row.get(1)))
        }
    }

    /// Imports that somebody was taking back whose server is gone, with who wanted it.
    static func abandonedUndos(at now: Timestamp, in connection: Connection) throws -> [(number: Int64, actor: User.ID?)] {
        try connection.rows("""
            SELECT number, started_by FROM work_lease
            WHERE kind = \(WorkLease.Kind.undo.rawValue) AND failure IS NULL AND leased_until < \(now) ORDER BY number
            """) { (try $0.get(0), try $0.get(1)) }
    }
}

extension ImportJobs.Failure {
    private static let plain: [Self] = [
        .cancelled, .notAWorkbook, .encrypted, .tooLarge, .swollen, .damaged, .booksFull, .noRows, .ownerGone,
    ]
    private static let sheet = "no sheet: ", other = "other: "

    /// As it is kept.
    var text: String {
        switch self {
        case .noSheet(let name): Self.sheet + name
        case .other(let reason): Self.other + reason
        default: "\(self)"
        }
    }

    init(text: String) {
        func rest(after start: String) -> String? { text.hasPrefix(start) ? String(text.dropFirst(start.count)) : nil }
        self = Self.plain.first { $0.text == text } ?? rest(after: Self.sheet).map { .noSheet($0) } ?? .other(rest(after: Self.other) ?? text)
    }
}
