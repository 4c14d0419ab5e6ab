import Basics
import Foundation
import Storage

/// Work that an installation does once, whatever the number of its servers: every night by itself, or because somebody wants it.
struct Duty: Sendable {
    enum Kind: String, CaseIterable, Sendable { case classification, backup }

    /// What is to be done.
    enum Work: String, Sendable {
        /// Scores, gates and what tier would come out.
        case night
        /// Tiers by points too, once a month.
        case monthly
        /// The same because somebody wants it.
        case classify
        /// What that would do; nothing changes.
        case preview
        case backup
    }

    var kind: Kind
    /// Whether it is done every night.
    var isOn: Bool
    /// 0…23, in the organisation's time zone.
    var hour: Int
    /// When the next night is due; nil until a server has looked.
    var dueAt: Timestamp?
    /// What somebody wants now.
    var wanted: Work?
    var wantedAt: Timestamp?
    var wantedBy: User.ID?
    /// The process that works on it, until when it holds it, and since when.
    var owner: String?
    var heldUntil: Timestamp?
    var beganAt: Timestamp?
    /// How much is done, in hundredths.
    var share: Int
    var isStopped: Bool
    /// The newest month whose beginning has given tiers by points; only of classification.
    var month: Month?
    /// Where backups lie, a folder of the server, and how many of them stay.
    var folder: String?
    var keeps: Int

    /// Whether somebody works on it, or will at once.
    func isUnderWay(at now: Timestamp) -> Bool { wanted != nil || isHeld(at: now) }

    func isHeld(at now: Timestamp) -> Bool { owner != nil && heldUntil.map { $0 > now } ?? false }

    /// The first time after a moment at which the clock on the wall says the hour.
    func next(after now: Timestamp, in zone: TimeZone) -> Timestamp {
        let today = now.day(in: zone)
        let tonight = Timestamp(today, hour: hour, in: zone)
        return tonight > now ? tonight : Timestamp(today.advanced(by: 1), hour: hour, in: zone)
    }
}

/// What doing a duty once came to.
struct DutyResult: Sendable {
    enum Outcome: String, Sendable { case done, stopped, failed }

    var kind: Duty.Kind
    var work: Duty.Work
    var outcome: Outcome
    var beganAt: Timestamp
    var endedAt: Timestamp
    var wantedBy: User.ID?
    /// Accounts looked at, of how many anything changed, and how many changed tier.
    var accounts = 0
    var changed = 0
    var rose = 0
    var fell = 0
    /// Data before this day counted.
    var asOf: Day?
    /// Why it failed, or the name of the file that was written.
    var detail: String?
    var bytes: Int64?
    /// Who wanted it.
    var name: String?
    var englishName: String?
}

/// Why a duty could not be done, as far as people can do something about it; kept as text.
enum DutyFailure: String, Error {
    case noPolicy, unreadablePolicy, noFolder, notWritable, noRoom, damaged, filesMissing

    /// What is kept of an error: its kind, or the error without values.
    static func text(_ error: any Error) -> String {
        switch error {
        case let failure as DutyFailure: failure.rawValue
        case Classification.Refusal.noPolicy: noPolicy.rawValue
        case Classification.Refusal.unreadablePolicy: unreadablePolicy.rawValue
        case StorageFailure.full: noRoom.rawValue
        default: ErrorText.of(error)
        }
    }
}
