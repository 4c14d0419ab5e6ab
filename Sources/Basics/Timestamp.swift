import Foundation

/// An instant, as milliseconds since 1970-01-01T00:00:00Z; this is what the database stores.
public struct Timestamp: Hashable, Sendable, Comparable {
    public var milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// The business day of this instant in a time zone.
    public func day(in zone: TimeZone) -> Day {
        let local = milliseconds + Int64(zone.secondsFromGMT(for: date)) * 1_000
        return Day(number: Int(local >= 0 ? local / 86_400_000 : (local - 86_399_999) / 86_400_000))
    }

    /// Hour and minute of the wall clock in a time zone.
    public func clock(in zone: TimeZone) -> (hour: Int, minute: Int) {
        let local = milliseconds + Int64(zone.secondsFromGMT(for: date)) * 1_000
        let minutes = Int(local / 60_000 - Int64(day(in: zone).number) * 1_440)
        return (minutes / 60, minutes % 60)
    }

    /// An hour of a business day in a time zone.
    public init(_ day: Day, hour: Int, in zone: TimeZone) {
        let local = Int64(day.number) * 86_400_000 + Int64(hour) * 3_600_000
        let guess = Date(timeIntervalSince1970: Double(local) / 1_000)
        milliseconds = local - Int64(zone.secondsFromGMT(for: guess)) * 1_000
    }

    public func adding(seconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds + seconds * 1_000) }
    public func seconds(since earlier: Timestamp) -> Double { Double(milliseconds - earlier.milliseconds) / 1_000 }

    /// `2026-07-12T06:00:00Z`.
    public var iso: String {
        let utc = TimeZone.gmt
        let (hour, minute) = clock(in: utc)
        let second = Int(((milliseconds % 60_000) + 60_000) % 60_000) / 1_000
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(day(in: utc).iso)T\(two(hour)):\(two(minute)):\(two(second))Z"
    }

    private var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1_000) }
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }
}

/// Where the current time comes from: the system in production, a fixed instant in tests.
public struct Clock: Sendable {
    private let read: @Sendable () -> Timestamp

    public init(_ read: @escaping @Sendable () -> Timestamp) { self.read = read }

    public var now: Timestamp { read() }

    public static let system = Clock { Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down))) }
    public static func fixed(_ instant: Timestamp) -> Clock { Clock { instant } }
}
