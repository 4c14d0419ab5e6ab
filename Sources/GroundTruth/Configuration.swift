import Basics

/// Which company to invent.
public struct Configuration: Sendable, Hashable {
    public var seed: UInt64
    public var accounts: Int
    /// Years of history before the end.
    public var years: Int
    /// The last day of the data.
    public var endingOn: Day
    /// Lines in an order relative to the demo company's, in hundredths.
    public var linesPerOrder: Int
    /// Whether what was said with customers goes back to the beginning; otherwise only the last weeks are told.
    public var talksThroughout = false
    /// The language in which people write down what was said, what comes next, titles and units; names have both.
    public var writesEnglish = true

    /// The demo company: about 400 accounts, 12 of them strategic, three years.
    public static func demo(endingOn day: Day) -> Configuration {
        Configuration(seed: 20_260, accounts: 400, years: 3, endingOn: day, linesPerOrder: 100)
    }

    /// A company of any size; about 100 lines and 20 conversations per account in three years.
    public static func large(accounts: Int, years: Int, seed: UInt64, endingOn day: Day) -> Configuration {
        Configuration(seed: seed, accounts: accounts, years: years, endingOn: day, linesPerOrder: 90, talksThroughout: true)
    }

    /// The first day of the data.
    public var startingOn: Day { endingOn.advanced(by: 1).adding(months: -12 * years) }
}
