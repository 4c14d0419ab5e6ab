import Basics
import Interface
import Spreadsheets
import Storage

/// Invoices that are still to be paid, by how long they have been overdue, as far as somebody may see them.
struct ReceivablesPage {
    let query: ReceivablesQuery
    let visit: Context
    let parts: [ReceivablesStore.Part]
    private let items: [ReceivablesStore.Item]
    private let accounts: [Account.ID: AccountSummary]
    private let next: String?

    private static let pageSize = 100
    private var words: ReceivablesWords { visit.words.receivables }

    static func answer(_ query: ReceivablesQuery, _ visit: Context, in connection: Connection) throws -> Answer {
        let page = try ReceivablesPage(query, visit, in: connection)
        let shell = visit.shell(title: page.title, section: .receivables, crumbs: [.init(visit.words.receivables.title)])
        return .page(shell.html(page.html))
    }

    private init(_ query: ReceivablesQuery, _ visit: Context, in connection: Connection) throws {
        self.query = query
        self.visit = visit
        parts = try ReceivablesStore.parts(on: visit.asOf, within: visit.scope, in: connection)
        var items = try ReceivablesStore.items(query, on: visit.asOf, limit: Self.pageSize + 1, within: visit.scope, in: connection)
        if items.count > Self.pageSize {
            items.removeLast()
            next = items.last.map(Self.place)
        } else {
            next = nil
        }
        self.items = items
        accounts = try AccountStore.named(Set(items.map(\.account)), within: visit.scope, in: connection)
    }

    private static func place(_ item: ReceivablesStore.Item) -> String { "\(item.dueOn.number).\(item.account.value).\(item.invoice.value)" }

    // MARK: Sums

    private var shown: [ReceivablesStore.Part] { parts.filter { query.isOverdue ? $0.age != .notDue : query.age == nil || $0.age == query.age } }

    private var title: String {
        let count = shown.reduce(0) { $0 + $1.invoices }
        guard count > 0 else { return query.isOverdue || query.age != nil ? words.nothingOfAge : words.nothing }
        let sum = Self.sums(shown).map { Format.full($0, visit.language) }.joined(separator: " + ")
        return query.isOverdue ? words.overdueFinding(count, sum) : words.finding(count, sum)
    }

    /// Per currency: they do not add up.
    static func sums(_ parts: [ReceivablesStore.Part]) -> [Money] {
        let amounts = Dictionary(parts.map { ($0.currency, $0.amount) }, uniquingKeysWith: +)
        return amounts.sorted { $0.key < $1.key }.map { Money(minor: $0.value, $0.key) }
    }

    private func count(_ isWanted: (ReceivableAge) -> Bool) -> Int { parts.filter { isWanted($0.age) }.reduce(0) { $0 + $1.invoices } }

    // MARK: Page

    private var html: HTML {
        var tabs: [(label: String, count: Int?, address: String, isCurrent: Bool)] = [
            (words.all, count { _ in true }, Address.receivables(.init()).text, query.age == nil && !query.isOverdue),
            (words.overdue, count { $0 != .notDue }, Address.receivables(.init(isOverdue: true)).text, query.isOverdue),
        ]
        tabs += ReceivableAge.allCases.map { age in (words.name(age), count { $0 == age }, Address.receivables(.init(age: age)).text, query.age == age) }
        let tools: HTML = "\(DownloadLink.csv(Address.receivablesCSV(query).text))\(DownloadLink.workbook(Address.receivablesXLSX(query).text))"
        let note = words.note(visit.text(visit.asOf))
        return """
            <div class="head"><div class="lead"><h1>\(title)</h1></div>\(Tabs.html(tabs, label: words.ages))</div>
            <div class="content">\(Panel.html(id: "open", title: words.open, note: note, tools: tools, table))</div>
            """
    }

    private var table: HTML {
        guard !items.isEmpty else { return EmptyState.html(title: parts.isEmpty ? words.nothing : words.nothingOfAge, hint: words.nothingHint) }
        let commerce = visit.words.commerce
        var pager = Pager(first: query.after.map { _ in Address.receivables(.init(age: query.age, isOverdue: query.isOverdue)).text })
        if let next {
            var following = query
            following.after = next
            pager.next = Address.receivables(following).text
        }
        pager.shown = visit.words.accounts.shown(Format.grouped(items.count), Format.grouped(shown.reduce(0) { $0 + $1.invoices }))
        let currencies = Set(items.map(\.open.currency))
        let unit = currencies.count == 1 ? currencies.first?.code ?? "" : ""
        return """
            <div class="scroll" tabindex="0"><table class="list plain"><thead><tr><th scope="col">\(commerce.number)</th><th scope="col">\(visit.words.accounts.account)</th><th scope="col" class="narrow-off">\(commerce.issued)</th><th scope="col" class="narrow-off">\(commerce.due)</th><th scope="col" class="n">\(words.daysLate)</th><th scope="col" class="n narrow-off">\(commerce.amount) <small>\(unit)</small></th><th scope="col" class="n">\(commerce.open) <small>\(unit)</small></th></tr></thead><tbody>\(items.map { row($0, showsCurrency: currencies.count > 1) })</tbody></table></div>\(pager.html(visit.words.accounts))
            """
    }

    private func row(_ item: ReceivablesStore.Item, showsCurrency: Bool) -> HTML {
        let account = accounts[item.account], code = account?.code ?? ""
        let days = visit.asOf.number - item.dueOn.number
        let currency: HTML = showsCurrency ? " <small>\(item.open.currency.code)</small>" : .empty
        return """
            <tr><td><a class="link" href="\(Address.document(code, item.invoice.value).text)">\(item.number)</a></td><td class="wrap"><a class="acc" href="\(Address.account(code).text)">\(TierChip.mini(account?.tier))<span>\(account?.displayName(english: visit.isEnglish) ?? code)</span></a></td><td class="narrow-off">\(visit.text(item.issuedOn))</td><td class="narrow-off">\(visit.text(item.dueOn))</td><td class="n\(days > 0 ? " neg" : "")">\(days > 0 ? Format.grouped(days) : "–")</td><td class="n narrow-off">\(Format.exact(item.amount))\(currency)</td><td class="n">\(Format.exact(item.open))\(currency)</td></tr>
            """
    }
}

extension ReceivablesWords {
    func name(_ age: ReceivableAge) -> String {
        switch age {
        case .notDue: self.notDue
        case .upTo30: self.days(1, 30)
        case .upTo60: self.days(31, 60)
        case .upTo90: self.days(61, 90)
        case .over90: self.over90
        }
    }
}

/// The list as a file: every row of it, part by part.
enum ReceivablesExport {
    private static let partSize = 2_000

    static func write(
        _ format: AccountExport.Format, hasMark: Bool, to incoming: FileStore.Incoming, folder: String, _ query: ReceivablesQuery, _ visit: Context,
        in connection: Connection
    ) throws {
        let words = visit.words.receivables, commerce = visit.words.commerce
        let header = [
            commerce.number, visit.words.accounts.code, visit.words.accounts.account, commerce.issued, commerce.due, words.daysLate, commerce.currency,
            commerce.amount, commerce.open,
        ]
        switch format {
        case .csv:
            var writer = CSVWriter(byteOrderMark: hasMark, protectsFormulas: true)
            writer.write(header)
            try forEachPart(query, visit, in: connection) { rows in
                for row in rows { writer.write(row) }
                try incoming.write(writer.take())
            }
            try incoming.write(writer.take())
        case .workbook:
            let writer = try WorkbookWriter(
                path: incoming.path, sheet: words.title, header: header,
                columns: [.text, .text, .text, .day, .day, .integer, .text, .decimal(places: 2), .decimal(places: 2)], folder: folder
            )
            try forEachPart(query, visit, in: connection) { rows in
                for row in rows { try writer.write(row) }
            }
            try writer.finish()
        }
    }

    private static func forEachPart(
        _ query: ReceivablesQuery, _ visit: Context, in connection: Connection, _ body: ([[String]]) throws -> Void
    ) throws {
        var query = query
        query.after = nil
        while true {
            let items = try ReceivablesStore.items(query, on: visit.asOf, limit: partSize, within: visit.scope, in: connection)
            let accounts = try AccountStore.named(Set(items.map(\.account)), within: visit.scope, in: connection)
            try body(items.map { item in
                let account = accounts[item.account], days = visit.asOf.number - item.dueOn.number
                return [
                    item.number, account?.code ?? "", account?.displayName(english: visit.isEnglish) ?? "", item.issuedOn.iso, item.dueOn.iso,
                    String(max(0, days)), item.open.currency.code, item.amount.plain, item.open.plain,
                ]
            })
            guard items.count == partSize, let last = items.last else { return }
            query.after = "\(last.dueOn.number).\(last.account.value).\(last.invoice.value)"
        }
    }
}

extension AccountStore {
    /// Accounts by identifier, as lists of other things name them.
    static func named(_ ids: Set<Account.ID>, within scope: Scope, in connection: Connection) throws -> [Account.ID: AccountSummary] {
        guard !ids.isEmpty else { return [:] }
        let found = try ids.sorted().chunks(of: 500).flatMap { part in
            try page(AccountFilter(), .standard, only: part, after: nil, size: part.count, within: scope, in: connection).accounts
        }
        return Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
    }
}
