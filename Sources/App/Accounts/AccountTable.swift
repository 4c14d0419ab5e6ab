import Basics
import Interface
import Storage

/// The columns of the accounts list: headers, cells, sums and what exports write.
struct AccountTable {
    let query: AccountsQuery
    let visit: Context
    let totals: AccountStore.Totals?
    let accounts: [AccountSummary]
    /// One unit for all amounts of the page, told in the header; nil when they are of several currencies.
    let scale: (scale: Scale, currency: Currency)?
    var trends: [Account.ID: [Month: Int64]] = [:]
    var months: [Month] = []
    var tags: [Account.ID: [String]] = [:]
    /// What accounts bought in further currencies.
    var others: [Account.ID: [OtherSales]] = [:]
    /// Accounts whose orders have a page; the invoices of the others count as orders.
    var ordering: Set<Account.ID> = []

    init(query: AccountsQuery, visit: Context, totals: AccountStore.Totals? = nil, accounts: [AccountSummary] = []) {
        self.query = query
        self.visit = visit
        self.totals = totals
        self.accounts = accounts
        scale = Self.scale(accounts, visit.language)
    }

    /// What columns need besides the summaries.
    mutating func load(_ ids: [Account.ID], in connection: Connection) throws {
        let shown = query.shownColumns
        if shown.contains(.tags) { tags = try TagStore.names(of: ids, in: connection) }
        if shown.contains(where: \.isMoney) { others = try AccountStore.otherSales(of: ids, in: connection) }
    }

    private var words: AccountsWords { visit.words.accounts }
    private var mayEdit: Bool { visit.user.role.may(.editAccounts) }

    func label(_ column: AccountColumn) -> String {
        let fields = visit.words.fields
        return switch column {
        case .score: words.score
        case .sales: visit.words.year.netSales
        case .total: visit.words.year.allNetSales
        case .orders: visit.words.year.allOrders
        case .last: words.lastOrder
        case .contact: words.lastContact
        case .next: fields.nextStep
        case .owner: words.owner
        case .industry: words.industry
        case .region: words.region
        case .stage: fields.stage
        case .tags: fields.tags
        case .code: words.code
        case .gross: visit.words.year.grossSales
        case .returns: visit.words.year.returns
        case .invoices: visit.words.year.allInvoices
        case .first: words.firstOrder
        }
    }

    private static func scale(_ accounts: [AccountSummary], _ language: Language) -> (scale: Scale, currency: Currency)? {
        let amounts = accounts.compactMap { account in account.currency.map { Money(minor: account.year.net, $0) } }
        guard let first = amounts.first, amounts.allSatisfy({ $0.currency == first.currency }) else { return nil }
        let largest = amounts.max { $0.minor.magnitude < $1.minor.magnitude } ?? first
        return (.column(for: largest, language), first.currency)
    }

    private func css(_ column: AccountColumn) -> String {
        switch column {
        case .score: "h n"
        case .sales: "n r"
        case .orders, .invoices: "n o"
        case .last, .contact, .first: "c"
        case .stage, .code: "c w"
        case .next: "x"
        case .owner: "u"
        case .industry: "i"
        case .region: "p"
        case .tags: "tagged"
        case .gross, .returns, .total: "n sums"
        }
    }

    func header(_ column: AccountColumn) -> HTML {
        let unit = column.isMoney ? scale.map { " <small>\($0.scale.header($0.currency))</small>" as HTML } : nil
        guard let order = column.order else { return "<th scope=\"col\" class=\"\(css(column))\">\(label(column))\(unit)</th>" }
        return sortable(order, label(column), css: css(column), unit: unit)
    }

    func sortable(_ column: AccountOrder.Column, _ label: String, css: String, unit: HTML? = nil) -> HTML {
        let isSorted = query.order.column == column
        // Names begin at A, figures with the largest; a second click turns the order round.
        let descending = isSorted ? !query.order.isDescending : column != .name
        let arrow: HTML = isSorted ? "<span aria-hidden=\"true\">\(query.order.isDescending ? "▼" : "▲")</span>" : .empty
        let address = Address.accounts(query.with { $0.order = AccountOrder(column, descending: descending) }).text
        return """
            <th scope="col" class="\(css)"\(attribute: "aria-sort", isSorted ? (query.order.isDescending ? "descending" : "ascending") : nil)><a href="\(address)"><span>\(label)</span>\(unit)\(arrow)</a></th>
            """
    }

    // MARK: Cells

    func cell(_ column: AccountColumn, _ account: AccountSummary) -> HTML {
        switch column {
        case .next, .owner: editable(column, account)
        case .sales, .gross, .returns, .total: money(column, account)
        default: "<td class=\"\(css(column))\" data-label=\"\(label(column))\">\(contents(column, account))</td>"
        }
    }

    private func contents(_ column: AccountColumn, _ account: AccountSummary) -> HTML {
        switch column {
        case .score:
            account.score.map { "<a href=\"\(Address.why(account.code, .init()).text)\" title=\"\(Format.score($0))\">\(Format.points($0))</a>" } ?? "<span class=\"z\">–</span>"
        case .orders: "<a href=\"\(orders(account))\">\(Format.grouped(account.orders))</a>"
        case .invoices: "<a href=\"\(Address.documents(account.code, .init(kind: .invoice)).text)\">\(Format.grouped(account.invoices))</a>"
        case .contact:
            "<a href=\"\(Address.activity(account.code, before: nil, onlyNotes: true).text)\">\(account.lastContactOn.map { visit.text($0) } ?? words.never)</a>"
        case .last: HTML(text: account.lastOrderOn.map { visit.text($0) } ?? "–")
        case .first: HTML(text: account.firstOrderOn.map { visit.text($0) } ?? "–")
        case .tags: "\((tags[account.id] ?? []).map { Interface.Tag.html($0) })"
        default: HTML(text: plain(column, account).isEmpty ? "–" : plain(column, account))
        }
    }

    /// The orders where there are some; invoices that came without one count as orders too.
    private func orders(_ account: AccountSummary) -> String {
        ordering.contains(account.id) ? Address.orders(account.code, before: nil).text : Address.documents(account.code, .init(kind: .invoice)).text
    }

    /// An amount in the account's own currency, and what it bought in others before it, so that figures stay below each other.
    private func money(_ column: AccountColumn, _ account: AccountSummary) -> HTML {
        let part: DocumentsQuery.Part? = column == .gross ? .sales : column == .returns ? .returns : nil
        func of(_ year: SalesYear.Amounts, all: Int64) -> Int64 {
            switch column {
            case .total: all
            case .gross: year.gross
            case .returns: year.returns
            default: year.net
            }
        }
        let own = of(account.year, all: account.netSales)
        let further = (others[account.id] ?? []).map { Money(minor: of($0.year, all: $0.net), $0.currency) }.filter { $0.minor != 0 }
        let documents = DocumentsQuery(period: column == .total ? nil : visit.year.period, part: part)
        let exact = ([account.currency.map { Money(minor: own, $0) }].compactMap(\.self) + further).map { Format.full($0, visit.language) }.joined(separator: " + ")
        let also: HTML? = further.isEmpty ? nil : "<small class=\"also\">\(further.map { Format.short($0, visit.language) + " + " }.joined())</small>"
        let trend = column == .sales ? trends[account.id].map { found in Sparkline.html(months.map { found[$0] ?? 0 }) } : nil
        let unit = scale.map { " " + $0.scale.header($0.currency) } ?? ""
        return """
            <td class="\(css(column))" data-label="\(label(column) + unit)">\(also)<a href="\(Address.documents(account.code, documents).text)" title="\(exact)">\(amount(own, account))</a>\(trend)</td>
            """
    }

    /// Where its tier went; stands beside the tier.
    func direction(_ account: AccountSummary) -> HTML {
        switch account.moved {
        case 1: "<span class=\"up\" title=\"\(words.rose)\">▲</span>"
        case -1: "<span class=\"down\" title=\"\(words.fell)\">▼</span>"
        default: .empty
        }
    }

    /// A cell that can be changed in its place; without scripts the link leads to the form.
    private func editable(_ column: AccountColumn, _ account: AccountSummary) -> HTML {
        let field = column == .owner ? "owner" : "nextStep"
        let may = column == .owner ? visit.user.role.may(.assignOwners) : mayEdit
        let edit: HTML = may ? """
            <a class="cell-edit" hx-boost="false" href="\(Address.accountEdit(account.code).text + "#f-" + field)" aria-label="\(words.change(label(column), account.displayName(english: visit.isEnglish)))">\(Icon("pencil").html)</a>
            """ : .empty
        return """
            <td class="\(css(column))" data-label="\(label(column))"\(attribute: "data-cell", may ? Address.accountCell(account.code, column).text : nil)>\(value(column, account))\(edit)</td>
            """
    }

    func value(_ column: AccountColumn, _ account: AccountSummary) -> HTML {
        if column == .owner {
            return account.owner(english: visit.isEnglish).map { "\(Monogram.avatar($0, small: true))<span>\($0)</span>" } ?? "<span class=\"z\">\(words.unowned)</span>"
        }
        guard let step = account.nextStep else { return "<span class=\"z\">\(words.noNextStep)</span>" }
        let day = account.nextStepOn.map { on -> HTML in
            "<span class=\"due \(on < visit.today ? "neg" : "z")\">\(visit.text(on))</span> "
        }
        return "\(day)<span title=\"\(step)\">\(step)</span>"
    }

    // MARK: Amounts

    func amount(_ minor: Int64, _ account: AccountSummary) -> String {
        guard let currency = account.currency else { return "–" }
        let money = Money(minor: minor, currency)
        return scale.map { $0.scale.column(money) } ?? Format.short(money, visit.language)
    }

    private func sum(_ sums: [Money]) -> String {
        sums.map { money in
            if let scale, scale.currency == money.currency { return scale.scale.column(money) }
            return Format.short(money, visit.language)
        }.joined(separator: " + ")
    }

    /// A sum over rows; it leads to the list that it adds up.
    func total(_ column: AccountColumn, _ sales: [Money], _ orders: Int, of list: AccountsQuery) -> HTML {
        let door = Address.accounts(list).text
        switch column {
        case .sales:
            let unit = scale.map { " " + $0.scale.header($0.currency) } ?? ""
            let exact = sales.map { Format.full($0, visit.language) }.joined(separator: " + ")
            return "<td class=\"\(css(column))\" data-label=\"\(label(column) + unit)\"><a href=\"\(door)\" title=\"\(exact)\">\(sum(sales))</a></td>"
        case .orders: return "<td class=\"\(css(column))\" data-label=\"\(label(column))\"><a href=\"\(door)\">\(Format.grouped(orders))</a></td>"
        default: return "<td class=\"\(css(column))\"></td>"
        }
    }

    /// What all rows of this page bought, per currency.
    var pageSales: [Money] {
        var sums: [Currency: Int64] = [:]
        for account in accounts {
            if let currency = account.currency { sums[currency, default: 0] += account.year.net }
            for other in others[account.id] ?? [] { sums[other.currency, default: 0] += other.year.net }
        }
        return sums.sorted { $0.key < $1.key }.map { Money(minor: $0.value, $0.key) }
    }
}
