import Basics
import Foundation
import Interface
import Spreadsheets
import Storage

/// Exports of the list: the columns that are seen in their order, every row that matches, all from one state of the data.
enum AccountExport {
    /// Rows that are read at a time.
    static let partSize = 2_000

    enum Format: String, Sendable { case csv, workbook = "xlsx" }

    /// What stands around the chosen columns: who it is before them, unless its code is one of them, and what amounts need behind.
    static func header(_ table: AccountTable) -> [String] {
        let words = table.visit.words.accounts
        return (hasCode(table) ? [] : [words.code]) + [words.account, words.fullName, words.tier] + table.query.shownColumns.map(table.label)
            + [words.currency] + (table.hasMoney ? [table.visit.words.year.otherCurrencies] : [])
    }

    static func row(_ account: AccountSummary, _ table: AccountTable) -> [String] {
        (hasCode(table) ? [] : [account.code]) + [account.displayName(english: table.visit.isEnglish), account.name, account.tier ?? ""]
            + table.query.shownColumns.map { table.plain($0, account) }
            + [account.currency?.code ?? ""] + (table.hasMoney ? [table.plainOthers(account)] : [])
    }

    private static func hasCode(_ table: AccountTable) -> Bool { table.query.shownColumns.contains(.code) }

    /// What a workbook's columns hold.
    static func kinds(_ table: AccountTable) -> [WorkbookWriter.Column] {
        let chosen = table.query.shownColumns.map { column -> WorkbookWriter.Column in
            switch column {
            case .score: .decimal(places: 2)
            case .sales, .gross, .returns, .total: .decimal(places: 2)
            case .orders, .invoices: .integer
            case .last, .first, .contact: .day
            default: .text
            }
        }
        return (hasCode(table) ? [] : [.text]) + [.text, .text, .text] + chosen + [.text] + (table.hasMoney ? [.text] : [])
    }

    /// Calls `body` with part after part, all within the transaction of `connection`.
    private static func forEachPart(
        _ query: AccountsQuery, only ids: [Account.ID]?, _ visit: Context, in connection: Connection, _ body: (AccountTable) throws -> Void
    ) throws {
        let filter = try query.filter(for: visit, in: connection)
        var cursor: AccountCursor?
        repeat {
            let page = try AccountStore.page(filter, query.order, only: ids, after: cursor, size: partSize, within: visit.scope, in: connection)
            var table = AccountTable(query: query, visit: visit, accounts: page.accounts)
            try table.load(page.accounts.map(\.id), in: connection)
            try body(table)
            cursor = page.next
        } while cursor != nil
    }

    /// Writes the list, or some accounts of it, to a file.
    /// - Parameter hasMark: whether CSV begins with the mark of UTF-8.
    static func write(
        _ format: Format, hasMark: Bool, to incoming: FileStore.Incoming, folder: String, _ query: AccountsQuery, only ids: [Account.ID]?,
        _ visit: Context, in connection: Connection
    ) throws {
        let groups = try ids == nil ? query.group.map { try AccountGroups($0, query, visit, in: connection) } : nil
        let empty = AccountTable(query: query, visit: visit)
        let header = groups?.header ?? header(empty)
        switch format {
        case .csv:
            var writer = CSVWriter(byteOrderMark: hasMark, protectsFormulas: true)
            writer.write(header)
            groups?.lines.forEach { writer.write($0) }
            try incoming.write(writer.take())
            guard groups == nil else { return }
            try forEachPart(query, only: ids, visit, in: connection) { table in
                for account in table.accounts { writer.write(row(account, table)) }
                try incoming.write(writer.take())
            }
        case .workbook:
            let writer = try WorkbookWriter(
                path: incoming.path, sheet: visit.words.accounts.title, header: header, columns: groups?.kinds ?? kinds(empty), folder: folder
            )
            for line in groups?.lines ?? [] { try writer.write(line) }
            if groups == nil {
                try forEachPart(query, only: ids, visit, in: connection) { table in
                    for account in table.accounts { try writer.write(row(account, table)) }
                }
            }
            try writer.finish()
        }
    }
}
