import Basics
import Storage

/// The accounts that words mean, in the order of a list or all of them: the index names the candidates, these questions look at the rows.
extension AccountStore {
    /// What is kept of some accounts' names.
    static func keptNames(_ ids: [Int64], in connection: Connection) throws -> [(id: Int64, kept: String)] {
        try connection.rows("SELECT s.account_id, s.search_text FROM account_summary s WHERE s.account_id IN \(SQL.among(ids))") { (try $0.get(0), try $0.get(1)) }
    }

    /// The first accounts of an order that a filter with words matches.
    ///
    /// Few candidates are handed to the database. With many, rows are read in the order that is wanted: so many match that a page of
    /// them is met soon.
    /// - Parameter matches: how many accounts match, if that is known; it decides only how fast the answer comes.
    static func walk(
        _ filter: AccountFilter, _ order: AccountOrder, from start: AccountCursor?, size: Int, within scope: Scope,
        expecting matches: Int? = nil, in connection: Connection
    ) throws -> [Account.ID] {
        guard let names = filter.names, !names.candidates.isEmpty else { return [] }
        let isPassed = names.candidates.count <= AccountFilter.passed
        let isWide = !isPassed && (matches.map { $0 > many } ?? filter.hasOnlyWords(within: scope))
        var conditions = [filter.conditionsBesideNames(within: scope, path: isWide ? .wide : .narrow)]
        if isPassed { conditions.append("s.account_id IN \(SQL.among(names.candidates.ids))") }
        let kept: SQL = names.isExact ? "''" : "s.search_text"
        let direction: SQL = order.isDescending ? "DESC" : "ASC", sign: SQL = order.isDescending ? "<" : ">"
        var found: [Account.ID] = [], cursor = start, part = isPassed ? names.isExact ? min(size, AccountFilter.passed) : AccountFilter.passed : 1_000
        while found.count < size {
            var read = 0
            let place = cursor.map { "(\(order.key), s.account_id) \(sign) (\($0.value), \($0.id))" as SQL }
            try connection.forEach("""
                SELECT s.account_id, \(order.key), \(kept) FROM account_summary s WHERE \(SQL.all(conditions + [place].compactMap(\.self)))
                ORDER BY \(order.key) \(direction), s.account_id \(direction) LIMIT \(part)
                """) { row in
                read += 1
                let id: Account.ID = try row.get(0)
                cursor = AccountCursor(value: row[1], id: id)
                guard found.count < size, names.candidates.contains(id.value), try names.isExact || names.matches(row.get(2)) else { return }
                found.append(id)
            }
            if read < part { break }
            part = min(part * 2, 16_000)
        }
        return found
    }

    /// Which accounts a filter's words leave.
    enum Named {
        /// The filter's own conditions say it.
        case any
        case these([Int64])
        /// More than are counted.
        case tooMany
    }

    /// Everybody whom a filter with words matches, counted no further than `countLimit`.
    static func named(_ filter: AccountFilter, within scope: Scope, in connection: Connection) throws -> Named {
        guard let names = filter.names else { return .any }
        let count = names.candidates.count, isMany = count > countLimit
        if names.isExact, !isMany { return .any }
        if names.isExact, filter.hasOnlyWords(within: scope) { return .tooMany }
        let among: [SQL] = isMany ? [] : ["s.account_id IN \(SQL.among(names.candidates.ids))"]
        let conditions = SQL.all([filter.conditionsBesideNames(within: scope)] + among), kept: SQL = names.isExact ? "''" : "s.search_text"
        var found: [Int64] = [], last: Int64 = -1, read = countLimit
        while read == countLimit {
            read = 0
            try connection.forEach("""
                SELECT s.account_id, \(kept) FROM account_summary s WHERE \(conditions) AND s.account_id > \(last)
                ORDER BY s.account_id LIMIT \(countLimit)
                """) { row in
                read += 1
                last = try row.get(0)
                guard found.count <= countLimit, names.candidates.contains(last), try names.isExact || names.matches(row.get(1)) else { return }
                found.append(last)
            }
            if found.count > countLimit { return .tooMany }
        }
        return .these(found)
    }
}
