import Basics
import Interface
import Spreadsheets
import Storage

/// Exports of the list: the columns that are seen, every row that matches.
enum AccountExport {
    /// Rows that are read at a time.
    static let partSize = 2_000

    /// Code, name and tier stand before the chosen columns; amounts need their currency beside them.
    static func header(_ table: AccountTable) -> [String] {
        let words = table.visit.words.accounts
        return [words.code, words.account, words.fullName, words.tier] + columns(table).map(table.label) + [words.currency]
    }

    static func columns(_ table: AccountTable) -> [AccountColumn] { table.query.shownColumns.filter { $0 != .code } }

    static func row(_ account: AccountSummary, _ table: AccountTable) -> [String] {
        [account.code, account.displayName(english: table.visit.isEnglish), account.name, account.tier ?? ""]
            + columns(table).map { table.plain($0, account) } + [account.currency?.code ?? ""]
    }

    /// What a workbook's columns hold.
    static func kinds(_ table: AccountTable) -> [WorkbookWriter.Column] {
        let chosen = columns(table).map { column -> WorkbookWriter.Column in
            switch column {
            case .score: .decimal(places: 2)
            case .sales, .gross, .returns: .decimal(places: 2)
            case .orders, .invoices: .integer
            case .last, .first, .contact: .day
            default: .text
            }
        }
        return [.text, .text, .text, .text] + chosen + [.text]
    }

    /// A part of the rows, with what the columns need.
    static func part(
        _ query: AccountsQuery, only ids: [Account.ID]? = nil, after: AccountCursor?, _ visit: Context, in connection: Connection
    ) throws -> (table: AccountTable, next: AccountCursor?) {
        let page = try AccountStore.page(
            query.filter(for: visit, in: connection), query.order, only: ids, after: after, size: partSize, within: visit.scope, in: connection
        )
        var table = AccountTable(query: query, visit: visit, accounts: page.accounts)
        if query.shownColumns.contains(.tags) { table.tags = try TagStore.names(of: page.accounts.map(\.id), in: connection) }
        return (table, page.next)
    }

    static func csv(_ table: AccountTable, withHeader: Bool) -> [UInt8] {
        var writer = CSVWriter(byteOrderMark: withHeader, protectsFormulas: true)
        if withHeader { writer.write(header(table)) }
        for account in table.accounts { writer.write(row(account, table)) }
        return writer.bytes
    }
}
