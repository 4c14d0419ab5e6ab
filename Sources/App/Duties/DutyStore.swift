import Basics
import Foundation
import Storage

/// All SQL that names duties and what they came to.
///
/// Whoever works holds the duty's row for a while and says again and again that it still does. Each question that decides is one
/// conditional UPDATE, which both engines put in an order: of two servers one gets the row.
enum DutyStore {
    /// How long a hold lasts without being renewed, in seconds: as long as a server may be busy writing, and not longer than people wait
    /// for work that a dead server has left.
    static let hold: Int64 = 90

    private static let columns: SQL = """
        kind, is_on, hour, due_at, wanted, wanted_at, wanted_by, owner, held_until, began_at, share, is_stopped, month, folder, keeps
        """

    static func duty(_ kind: Duty.Kind, in connection: Connection) throws -> Duty {
        let found = try connection.first("SELECT \(columns) FROM duty WHERE kind = \(kind.rawValue)") { row in
            Duty(
                kind: kind, isOn: try row.get(1), hour: try row.get(2), dueAt: try row.get(3),
                wanted: try row.get(4, as: String?.self).flatMap { Duty.Work(rawValue: $0) }, wantedAt: try row.get(5), wantedBy: try row.get(6),
                owner: try row.get(7), heldUntil: try row.get(8), beganAt: try row.get(9), share: try row.get(10), isStopped: try row.get(11),
                month: try row.get(12), folder: try row.get(13), keeps: try row.get(14)
            )
        }
        return found ?? Duty(kind: kind, isOn: false, hour: 0, share: 0, isStopped: false, keeps: 0)
    }

    /// Lets nobody else change what the duty is about until this transaction ends.
    static func lock(_ kind: Duty.Kind, in connection: Connection) throws {
        try connection.execute("UPDATE duty SET kind = kind WHERE kind = \(kind.rawValue)")
    }

    // MARK: What people want

    /// Whether it is done every night, and when; false where it was so already.
    @discardableResult
    static func schedule(_ kind: Duty.Kind, isOn: Bool, hour: Int, at now: Timestamp, in zone: TimeZone, _ connection: Connection) throws -> Bool {
        var duty = try duty(kind, in: connection)
        guard duty.isOn != isOn || duty.hour != hour else { return false }
        (duty.isOn, duty.hour) = (isOn, hour)
        let due = isOn ? duty.next(after: now, in: zone) : nil
        try connection.execute("UPDATE duty SET is_on = \(isOn), hour = \(hour), due_at = \(due) WHERE kind = \(kind.rawValue)")
        return true
    }

    static func setPlace(_ folder: String?, keeps: Int, in connection: Connection) throws {
        try connection.execute("UPDATE duty SET folder = \(folder), keeps = \(keeps) WHERE kind = \(Duty.Kind.backup.rawValue)")
    }

    /// Wants something done; false where something is under way already.
    static func want(_ kind: Duty.Kind, _ work: Duty.Work, by user: User.ID, at now: Timestamp, in connection: Connection) throws -> Bool {
        try connection.execute("""
            UPDATE duty SET wanted = \(work.rawValue), wanted_at = \(now), wanted_by = \(user), is_stopped = 0
            WHERE kind = \(kind.rawValue) AND wanted IS NULL AND (owner IS NULL OR held_until <= \(now))
            """) == 1
    }

    /// Wants what is under way given up.
    static func stop(_ kind: Duty.Kind, at now: Timestamp, in connection: Connection) throws {
        try connection.execute("""
            UPDATE duty SET is_stopped = CASE WHEN owner IS NOT NULL AND held_until > \(now) THEN 1 ELSE 0 END, wanted = NULL
            WHERE kind = \(kind.rawValue)
            """)
    }

    // MARK: Working

    /// What somebody got hold of.
    struct Claim: Sendable {
        var duty: Duty
        var work: Duty.Work
        var owner: String
        var beganAt: Timestamp
    }

    /// Says when the first night is due where nobody has said it yet: a night that was missed is one that was due.
    static func plan(_ kind: Duty.Kind, at now: Timestamp, in zone: TimeZone, _ connection: Connection) throws {
        let duty = try duty(kind, in: connection)
        guard duty.isOn, duty.dueAt == nil else { return }
        try connection.execute("""
            UPDATE duty SET due_at = \(duty.next(after: now, in: zone)), month = COALESCE(month, \(now.day(in: zone).month))
            WHERE kind = \(kind.rawValue) AND is_on = 1 AND due_at IS NULL
            """)
    }

    /// Gets hold of what is wanted or due; nil where there is nothing to do, or somebody else does it.
    static func claim(_ kind: Duty.Kind, for owner: String, at now: Timestamp, in zone: TimeZone, _ connection: Connection) throws -> Claim? {
        let isMine = try connection.execute("""
            UPDATE duty SET owner = \(owner), held_until = \(now.adding(seconds: hold)), began_at = \(now), share = 0, is_stopped = 0
            WHERE kind = \(kind.rawValue) AND (owner IS NULL OR held_until <= \(now)) AND (wanted IS NOT NULL OR (is_on = 1 AND due_at <= \(now)))
            """) == 1
        guard isMine else { return nil }
        let duty = try duty(kind, in: connection)
        let byItself: Duty.Work = switch kind {
        case .backup: .backup
        case .classification: duty.month.map { $0 < now.day(in: zone).month } ?? false ? .monthly : .night
        }
        return Claim(duty: duty, work: duty.wanted ?? byItself, owner: owner, beganAt: now)
    }

    enum Hold { case held, stopped, lost }

    /// Says that the work goes on; tells whether it should.
    static func renew(_ claim: Claim, share: Int, at now: Timestamp, in connection: Connection) throws -> Hold {
        let isMine = try connection.execute("""
            UPDATE duty SET held_until = \(now.adding(seconds: hold)), share = \(share)
            WHERE kind = \(claim.duty.kind.rawValue) AND owner = \(claim.owner)
            """) == 1
        guard isMine else { return .lost }
        return try duty(claim.duty.kind, in: connection).isStopped ? .stopped : .held
    }

    /// Gives the duty back undone: whoever looks next goes on with it.
    static func giveBack(_ claim: Claim, in connection: Connection) throws {
        try connection.execute("""
            UPDATE duty SET owner = NULL, held_until = NULL WHERE kind = \(claim.duty.kind.rawValue) AND owner = \(claim.owner)
            """)
    }

    /// Thrown where the work has gone to somebody else meanwhile: nothing of it may be kept.
    struct Lost: Error {}

    /// Ends the work in the transaction that keeps what it came to.
    static func finish(_ claim: Claim, _ result: DutyResult, in zone: TimeZone, _ connection: Connection) throws {
        // The hour may have been changed while this went on.
        let now = result.endedAt, isByItself = claim.duty.wanted == nil, duty = try duty(claim.duty.kind, in: connection)
        let due = isByItself ? duty.next(after: now, in: zone) : duty.dueAt
        let month = claim.work == .monthly && result.outcome == .done ? now.day(in: zone).month : claim.duty.month
        let isMine = try connection.execute("""
            UPDATE duty SET owner = NULL, held_until = NULL, wanted = NULL, wanted_at = NULL, wanted_by = NULL, share = 0, is_stopped = 0,
                due_at = CASE WHEN is_on = 1 THEN CAST(\(due) AS BIGINT) END, month = \(month)
            WHERE kind = \(claim.duty.kind.rawValue) AND owner = \(claim.owner)
            """) == 1
        guard isMine else { throw Lost() }
        try insert(result, in: connection)
    }
}
