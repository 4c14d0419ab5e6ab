import Basics
import Interface

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

    init(query: AccountsQuery, visit: Context, totals: AccountStore.Totals? = nil, accounts: [AccountSummary] = []) {
        self.query = query
        self.visit = visit
        self.totals = totals
        self.accounts = accounts
        scale = Self.scale(accounts, visit.language)
    }

    private var words: AccountsWords { visit.words.accounts }
    private var mayEdit: Bool { visit.user.role.may(.editAccounts) }

    func label(_ column: AccountColumn) -> String {
        let fields = visit.words.fields
        return switch column {
        case .score: words.score
        case .sales: words.netSales
        case .orders: words.orders
        case .last: words.lastOrder
        case .contact: words.lastContact
        case .next: fields.nextStep
        case .owner: words.owner
        case .industry: words.industry
        case .region: words.region
        case .stage: fields.stage
        case .tags: fields.tags
        case .code: words.code
        case .gross: words.grossSales
        case .returns: words.returns
        case .invoices: words.invoices
        case .first: words.firstOrder
        }
    }

    private static func scale(_ accounts: [AccountSummary], _ language: Language) -> (scale: Scale, currency: Currency)? {
        let amounts = accounts.compactMap { account in account.currency.map { Money(minor: account.netSales, $0) } }
        guard let first = amounts.first, amounts.allSatisfy({ $0.currency == first.currency }) else { return nil }
        let largest = amounts.max { $0.minor.magnitude < $1.minor.magnitude } ?? first
        return (.column(for: largest, language), first.currency)
    }

    private func css(_ column: AccountColumn) -> String {
        switch column {
        case .score: "h n"
        case .sales: "n r"
        case .orders, .invoices: "n o"
        case .last, .contact, .first, .stage, .code: "c"
        case .next: "x"
        case .owner: "u"
        case .industry: "i"
        case .region: "p"
        case .tags: "g"
        case .gross, .returns: "n g"
        }
    }

    func header(_ column: AccountColumn) -> HTML {
        let unit = [.sales, .gross, .returns].contains(column) ? scale.map { " <small>\($0.scale.header($0.currency))</small>" as HTML } : nil
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
        let classes = css(column)
        switch column {
        case .score:
            let score: HTML = account.score.map { "<a href=\"\(Address.why(account.code, .init()).text)\">\(Format.score($0 / 1_000 * 1_000))</a>\(direction(account))" } ?? "<span class=\"z\">–</span>"
            return "<td class=\"\(classes)\">\(score)</td>"
        case .sales:
            let trend = trends[account.id].map { found in Sparkline.html(months.map { found[$0] ?? 0 }) }
            return """
                <td class="\(classes)" data-label="\(words.netSales)"><a href="\(Address.documents(account.code, .init()).text)" title="\(full(account.netSales, account))">\(amount(account.netSales, account))</a>\(trend)</td>
                """
        case .orders: return "<td class=\"\(classes)\"><a href=\"\(Address.documents(account.code, .init(kind: .invoice)).text)\">\(Format.grouped(account.orders))</a></td>"
        case .last: return "<td class=\"\(classes)\" data-label=\"\(words.lastOrder)\">\(account.lastOrderOn.map { visit.text($0) } ?? "–")</td>"
        case .contact: return "<td class=\"\(classes)\" data-label=\"\(words.lastContact)\"><a href=\"\(Address.activity(account.code, before: nil, onlyNotes: true).text)\">\(account.lastContactOn.map { visit.text($0) } ?? words.never)</a></td>"
        case .next, .owner: return editable(column, account)
        case .gross: return "<td class=\"\(classes)\" title=\"\(full(account.grossSales, account))\">\(amount(account.grossSales, account))</td>"
        case .returns: return "<td class=\"\(classes)\" title=\"\(full(account.returns, account))\"><a href=\"\(Address.documents(account.code, .init(kind: .return)).text)\">\(amount(account.returns, account))</a></td>"
        case .invoices: return "<td class=\"\(classes)\">\(Format.grouped(account.invoices))</td>"
        case .first: return "<td class=\"\(classes)\">\(account.firstOrderOn.map { visit.text($0) } ?? "–")</td>"
        case .tags:
            let list = (tags[account.id] ?? []).map { Interface.Tag.html($0) }
            return "<td class=\"\(classes)\">\(list)</td>"
        case .code, .industry, .region, .stage: return "<td class=\"\(classes)\">\(plain(column, account).isEmpty ? "–" : plain(column, account))</td>"
        }
    }

    private func direction(_ account: AccountSummary) -> HTML {
        switch account.moved {
        case 1: " <span class=\"up\" title=\"\(words.rose)\">▲</span>"
        case -1: " <span class=\"down\" title=\"\(words.fell)\">▼</span>"
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
            "<span class=\"\(on < visit.today ? "neg" : "z")\">\(visit.text(on))</span> "
        }
        return "\(day)<span title=\"\(step)\">\(step)</span>"
    }

    // MARK: Amounts

    func amount(_ minor: Int64, _ account: AccountSummary) -> String {
        guard let currency = account.currency else { return "–" }
        let money = Money(minor: minor, currency)
        return scale.map { $0.scale.column(money) } ?? Format.short(money, visit.language)
    }

    private func full(_ minor: Int64, _ account: AccountSummary) -> String {
        account.currency.map { Format.full(Money(minor: minor, $0), visit.language) } ?? ""
    }

    func sum(_ sums: [Money]) -> String {
        sums.map { money in
            if let scale, scale.currency == money.currency { return scale.scale.column(money) }
            return Format.short(money, visit.language)
        }.joined(separator: " + ")
    }

    func total(_ column: AccountColumn, _ sales: [Money], _ orders: Int) -> HTML {
        switch column {
        case .sales: "<td class=\"\(css(column))\" data-label=\"\(words.netSales)\">\(sum(sales))</td>"
        case .orders: "<td class=\"\(css(column))\">\(Format.grouped(orders))</td>"
        default: "<td class=\"\(css(column))\"></td>"
        }
    }

    // MARK: Exports

    /// A value as exports write it: plain numbers, ISO days.
    func plain(_ column: AccountColumn, _ account: AccountSummary) -> String {
        func money(_ minor: Int64) -> String { account.currency.map { Money(minor: minor, $0).plain } ?? "" }
        return switch column {
        case .score: account.score.map { FixedDecimal(units: Int64($0), decimals: 4).trimmed(atLeast: 1) } ?? ""
        case .sales: money(account.netSales)
        case .gross: money(account.grossSales)
        case .returns: money(account.returns)
        case .orders: String(account.orders)
        case .invoices: String(account.invoices)
        case .last: account.lastOrderOn?.iso ?? ""
        case .first: account.firstOrderOn?.iso ?? ""
        case .contact: account.lastContactOn?.iso ?? ""
        case .next: [account.nextStepOn?.iso, account.nextStep].compactMap(\.self).joined(separator: " ")
        case .owner: account.owner(english: visit.isEnglish) ?? ""
        case .industry: account.industry.map { ReferenceNames.industry($0, visit.language) } ?? ""
        case .region: account.region.map { ReferenceNames.region($0, visit.language) } ?? ""
        case .stage: visit.words.fields.stageName(account.stage.rawValue)
        case .tags: (tags[account.id] ?? []).joined(separator: ", ")
        case .code: account.code
        }
    }
}
