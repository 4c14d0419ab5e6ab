import Basics
import Interface
import Storage

/// An account's year by calendar months, each beside the same days a year earlier; its first and last may be part of a month.
struct AccountMonths {
    let year: SalesYear
    let months: [(period: Period, now: SalesStore.LineTotals, before: SalesStore.LineTotals)]

    init(of account: Account.ID, currency: Currency, in year: SalesYear, _ connection: Connection) throws {
        self.year = year
        let periods = year.period.months
        let totals = try SalesStore.totals(of: account, currency: currency, in: periods + periods.map { $0.shifted(months: -12) }, in: connection)
        months = zip(periods, zip(totals, totals.dropFirst(periods.count))).map { ($0, $1.0, $1.1) }
    }

    var now: SalesStore.LineTotals { months.reduce(.init()) { $0 + $1.now } }
    var before: SalesStore.LineTotals { months.reduce(.init()) { $0 + $1.before } }

    /// The table beside the chart, as CSV.
    static func export(_ code: String, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let account = try AccountStore.summary(code: code, within: visit.scope, in: connection) else { return .notFound }
        let currency = account.currency ?? visit.organisation.baseCurrency
        let year = try AccountMonths(of: account.id, currency: currency, in: visit.year, connection)
        let words = visit.words.account, commerce = visit.words.commerce
        let header = [words.month, visit.words.fields.from, visit.words.fields.to, words.thisYear, words.lastYear, words.change, commerce.currency]
        return .table("\(code)-months.csv", header, year.months) { period, now, before in
            [period.from.month.iso, period.from.iso, period.lastDay.iso]
                + [now.net, before.net, now.net - before.net].map { Money(minor: $0, currency).plain } + [currency.code]
        }
    }
}

extension Context {
    /// A month by its name, a part of one with its days: `Nov 2025`, `29–30 Nov 2025`.
    func text(month period: Period) -> String {
        let month = Format.month(period.from.month, language)
        return period.isWholeMonth ? month : words.year.daysOf(month, period.from.dayOfMonth, period.lastDay.dayOfMonth)
    }
}
