import Basics
import Storage

/// The twelve months before the data end: the same days for every account, on every page and in every list.
struct SalesYear: Sendable, Hashable {
    /// The day after the last one that counts.
    let end: Day
    let period: Period
    /// The twelve months before them.
    let before: Period

    init(end: Day) {
        self.end = end
        period = .trailing(months: 12, before: end)
        before = .trailing(months: 12, before: period.from)
    }

    /// What was sold in it, minor units of one currency.
    struct Amounts: Sendable, Hashable {
        var net: Int64 = 0
        /// Zero or negative.
        var returns: Int64 = 0
        /// In the twelve months before.
        var before: Int64 = 0

        var gross: Int64 { net - returns }
        var isZero: Bool { net == 0 && returns == 0 && before == 0 }
    }

    /// How often a day counts in the year and in the one before: once or not at all.
    fileprivate func shares(of day: Day) -> (year: Int64, before: Int64) {
        (period.contains(day) ? 1 : 0, before.contains(day) ? 1 : 0)
    }

    /// The twelve months that the maintained amounts are of; nil until something was sold.
    static func current(in connection: Connection) throws -> SalesYear? { try find(.empty, in: connection) }

    /// The same, and nobody moves them until the transaction ends: what is booked then is counted once.
    static func held(in connection: Connection) throws -> SalesYear? { try find(.shared, in: connection) }

    private static func find(_ lock: SQL, in connection: Connection) throws -> SalesYear? {
        let end = try connection.first("SELECT end_on FROM sales_year WHERE id = 1 \(lock)") { try $0.get(0, as: Day.self) }
        return end.flatMap { $0 == AccountSummary.never ? nil : SalesYear(end: $0) }
    }
}

extension SalesYear {
    /// Moves the twelve months of all accounts to where the data end now; what enters and leaves is read by its days.
    ///
    /// Data of days to come do not count yet.
    static func follow(at now: Timestamp, in connection: Connection) throws {
        let zone = (try UserStore.organisation(in: connection) ?? .unnamed).zone, today = now.day(in: zone)
        guard let dataEnd = try SalesStore.dataEnd(in: connection).day(on: today) else { return }
        let next = SalesYear(end: min(dataEnd, today))
        guard try current(in: connection) != next else { return }
        // Bookings hold the row while they add to the year, so the move waits for them and then sees what they booked.
        try connection.execute("UPDATE sales_year SET end_on = end_on WHERE id = 1")
        let last = try current(in: connection)
        try connection.execute("UPDATE sales_year SET end_on = \(next.end) WHERE id = 1")
        try AccountStore.moveYear(by: differences(from: last, to: next, in: connection), in: connection)
    }

    /// What the amounts of accounts change by when the year moves.
    private static func differences(from last: SalesYear?, to next: SalesYear, in connection: Connection) throws -> [AccountSalesChange.Key: Amounts] {
        var changes: [AccountSalesChange.Key: Amounts] = [:]
        let bounds = Set([last, next].compactMap(\.self).flatMap { [$0.before.from, $0.period.from, $0.end] }).sorted()
        for (from, to) in zip(bounds, bounds.dropFirst()) {
            let now = next.shares(of: from), then = last?.shares(of: from) ?? (year: 0, before: 0)
            let year = now.year - then.year, before = now.before - then.before
            guard year != 0 || before != 0 else { continue }
            try connection.forEach("""
                SELECT l.account_id, l.currency, SUM(l.amount), SUM(CASE WHEN l.is_return = 1 THEN l.amount ELSE 0 END)
                FROM invoice d JOIN invoice_line l ON l.account_id = d.account_id AND l.issued_on = d.issued_on AND l.invoice_id = d.id
                WHERE d.issued_on >= \(from) AND d.issued_on < \(to) GROUP BY l.account_id, l.currency
                """) { row in
                let key = AccountSalesChange.Key(account: try row.get(0), currency: try row.get(1))
                let net: Int64 = try row.get(2), returns: Int64 = try row.get(3)
                changes[key, default: Amounts()].net += year * net
                changes[key, default: Amounts()].returns += year * returns
                changes[key, default: Amounts()].before += before * net
            }
        }
        return changes.filter { !$0.value.isZero }
    }

    /// What some accounts bought in the year and the one before, added up from the lines.
    static func amounts(of accounts: [Account.ID], in connection: Connection) throws -> [AccountSalesChange.Key: Amounts] {
        guard let year = try current(in: connection) else { return [:] }
        var found: [AccountSalesChange.Key: Amounts] = [:]
        try connection.forEach("""
            SELECT l.account_id, l.currency, CASE WHEN l.issued_on >= \(year.period.from) THEN 1 ELSE 0 END AS is_now, SUM(l.amount),
                SUM(CASE WHEN l.is_return = 1 THEN l.amount ELSE 0 END)
            FROM invoice_line l WHERE l.account_id IN \(list: accounts) AND l.issued_on >= \(year.before.from) AND l.issued_on < \(year.end)
            GROUP BY l.account_id, l.currency, is_now
            """) { row in
            let key = AccountSalesChange.Key(account: try row.get(0), currency: try row.get(1))
            if try row.get(2, as: Bool.self) {
                found[key, default: Amounts()].net = try row.get(3)
                found[key, default: Amounts()].returns = try row.get(4)
            } else {
                found[key, default: Amounts()].before = try row.get(3)
            }
        }
        return found
    }
}

/// What a booking's lines add to each account's day, until it is known which twelve months count.
struct DatedSales: Sendable {
    private struct Key: Hashable {
        var sales: AccountSalesChange.Key
        var day: Day
    }

    private var sums: [Key: (net: Int64, returns: Int64)] = [:]

    /// The first and the last of the days.
    var days: [Day] { [sums.keys.lazy.map(\.day).min(), sums.keys.lazy.map(\.day).max()].compactMap(\.self) }

    mutating func add(_ amount: Int64, isReturn: Bool, on day: Day, to key: AccountSalesChange.Key) {
        var sum = sums[Key(sales: key, day: day)] ?? (0, 0)
        sum.net += amount
        if isReturn { sum.returns += amount }
        sums[Key(sales: key, day: day)] = sum
    }

    /// Adds what falls into the year, or the one before, to what the booking changes.
    func count(in year: SalesYear, _ changes: inout [AccountSalesChange.Key: AccountSalesChange]) {
        for (key, sum) in sums {
            let shares = year.shares(of: key.day)
            changes[key.sales]?.year.net += shares.year * sum.net
            changes[key.sales]?.year.returns += shares.year * sum.returns
            changes[key.sales]?.year.before += shares.before * sum.net
        }
    }
}
