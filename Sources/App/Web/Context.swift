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
    /// The path and query of the request.
    public var here: String
    /// The day after the last booked document; nil without data.
    public var dataEnd: Day?
    /// What the page says about the action that led here.
    var toast: Toast?
    var files: FileStore

    public var zone: TimeZone { organisation.zone }
    public var today: Day { now.day(in: zone) }
    /// The day before which data counts on pages: figures of a file that ended last year still say something.
    public var asOf: Day { min(dataEnd ?? today, today) }
    public var words: Words { language.words }
    public var isEnglish: Bool { language.isEnglish }
    public var userName: String { isEnglish ? user.englishName ?? user.name : user.name }

    /// A moment as people say it: day and time.
    func text(_ moment: Timestamp) -> String {
        let (hour, minute) = moment.clock(in: zone)
        return "\(text(moment.day(in: zone))) \(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }

    /// A day as people say it.
    public func text(_ day: Day) -> String { Format.day(day, today: today, language) }

    /// The frame around a page.
    func shell(title: String, section: Section, crumbs: [Shell.Crumb]) -> Shell {
        let words = words.shell
        return Shell(
            title: title, language: language, theme: theme,
            items: [Shell.Item(words.accounts, address: Address.accounts(.init()).text, icon: Icon("building-2"), isCurrent: section == .accounts)],
            manage: [Shell.Item(words.policies, address: Address.policies.text, icon: Icon("scale"), isCurrent: section == .policies)],
            crumbs: crumbs, freshness: dataEnd.map { words.dataThrough(text($0.advanced(by: -1))) } ?? words.noData,
            userName: userName, formToken: formToken, here: here, toast: toast?.html(self)
        )
    }

    /// A part of the site.
    enum Section { case home, accounts, policies, products, imports, people, settings, none }
}
