import Basics
import Foundation
import Interface
import Storage

/// Who is asking, what they may see, in which language and time zone, at what time.
public struct Context: Sendable {
    public var user: User
    public var scope: Scope
    public var organisation: Organisation
    public var language: Language
    public var theme: Theme?
    public var now: Timestamp
    /// What forms must send back, so that no other site can send them.
    public var formToken: String
    /// The same as the session knows it.
    var formSecret: FormToken
    /// The path and query of the request.
    public var here: String
    /// The day after the last one on which the books are complete; nil without data.
    public var dataEnd: Day?
    /// When the newest file was booked; nil when none was.
    var loadedAt: Timestamp?
    /// What the page says about the action that led here.
    var toast: Toast?
    var files: FileStore
    /// What tells the form that was sent from all others of this person; nil when it may be sent again.
    var once: String?

    init(_ asked: Asked, _ visitor: Visitor, at now: Timestamp, toast: Toast?, files: FileStore) {
        user = visitor.user
        scope = visitor.scope
        organisation = visitor.organisation
        language = asked.language(of: visitor.user)
        theme = asked.theme(of: visitor.user)
        self.now = now
        formSecret = visitor.formToken
        formToken = visitor.formToken.masked(for: "\(asked.here)\n\(now.milliseconds)")
        here = asked.here
        // What is maintained up to a day is shown up to that day.
        dataEnd = visitor.yearEnd ?? visitor.dataEnd.day(on: now.day(in: visitor.organisation.zone))
        loadedAt = visitor.loadedAt
        self.toast = toast
        self.files = files
    }

    /// What forms that add something carry, to be told from the same form opened at another time.
    var opened: String { String(now.milliseconds) }

    public var zone: TimeZone { organisation.zone }
    public var today: Day { now.day(in: zone) }
    /// The day before which data counts on pages: figures of a file that ended last year still say something.
    public var asOf: Day { min(dataEnd ?? today, today) }
    /// The twelve months before it.
    var year: SalesYear { SalesYear(end: asOf) }
    public var words: Phrases<Words> { language.words }
    public var isEnglish: Bool { language.isEnglish }
    public var userName: String { user.name(english: isEnglish) }

    /// A moment as people say it: day and time.
    func text(_ moment: Timestamp) -> String {
        let (hour, minute) = moment.clock(in: zone)
        return "\(text(moment.day(in: zone))) \(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }

    /// A day as people say it.
    public func text(_ day: Day) -> String { Format.day(day, today: today, language) }

    /// The first and the last day of a period: both say their year, or neither.
    func span(_ from: Day, _ last: Day) -> (from: String, last: String) {
        from.year == last.year && from.year == today.year ? (text(from), text(last)) : (Format.fullDay(from, language), Format.fullDay(last, language))
    }
}
