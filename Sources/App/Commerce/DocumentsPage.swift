import Basics
import Interface
import Storage

/// The sales documents of an account, in a period, of a kind.
enum DocumentsPage {
    private static let pageSize = 50

    static func answer(_ code: String, _ query: DocumentsQuery, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let account = try AccountStore.summary(code: code, within: visit.scope, in: connection) else { return .notFound }
        let filter = DocumentFilter(query, overdueOn: visit.asOf)
        var found = try SalesStore.documents(of: account.id, filter, before: query.cursor, openOn: visit.asOf, limit: pageSize + 1, in: connection)
        let sums = try SalesStore.documentTotals(of: account.id, filter, in: connection)
        var start = query
        start.before = nil
        var pager = Pager(first: query.before.map { _ in Address.documents(code, start).text })
        if found.count > pageSize, let last = found.dropLast().last?.document {
            found.removeLast()
            var following = query
            following.before = "\(last.issuedOn.number).\(last.id.value)"
            pager.next = Address.documents(code, following).text
        }
        let words = visit.words.commerce
        let count = sums.reduce(0) { $0 + $1.count }
        let net = sums.map { Format.full(Money(minor: $0.amount, $0.currency), visit.language) }.joined(separator: " + ")
        let head = AccountHead(account: account, tab: .documents, visit: visit)
        let title = count == 0 ? words.noDocuments
            : query.isOverdue ? visit.words.year.overdueFinding(count, net) : words.documentsFinding(count, net)
        let export = DownloadLink.csv(Address.documentsCSV(code, query).text) as HTML
        pager.shown = visit.words.accounts.shown(Format.grouped(found.count), Format.grouped(count))
        let body: HTML = found.isEmpty
            ? EmptyState.html(title: words.noDocuments, hint: "")
            : "<div class=\"scroll\" tabindex=\"0\">\(DocumentTable(code: code, visit: visit, isOverdue: query.isOverdue).html(found))</div>\(pager.html(visit.words.accounts))"
        return .page(AccountHead.shell(account, visit, page: visit.words.account.documents).html("""
            \(head.html)<div class="content">\(bar(code, query, isOrders: false, visit))\(Panel.html(id: "all", title: title, tools: export, body))</div>
            """))
    }

    /// Which documents: a period, a kind, or orders; and booking new ones.
    static func bar(_ code: String, _ query: DocumentsQuery?, isOrders: Bool, _ visit: Context) -> HTML {
        let words = visit.words.commerce
        let chosen = query.map { chips(code, $0, visit) } ?? []
        let kinds: [(SalesDocument.Kind?, String)] = [(nil, words.allDocuments), (.invoice, words.invoice), (.return, words.returned)]
        let links = kinds.map { kind, label -> HTML in
            "<a href=\"\(Address.documents(code, .init(period: query?.period, kind: kind)).text)\"\(attribute: "aria-current", !isOrders && query?.kind == kind && query?.part == nil && query?.isOverdue != true ? "true" : nil)>\(label)</a>"
        }
        let orders: HTML = "<a href=\"\(Address.orders(code, before: nil).text)\"\(attribute: "aria-current", isOrders ? "true" : nil)>\(visit.words.booking.orders)</a>"
        let book: HTML = visit.user.role.may(.bookDocuments)
            ? "<div class=\"tools\"><a class=\"btn s\" href=\"\(Address.newDocument(code, isOrders ? .order : .invoice).text)\">\(Icon("plus").html)<span>\(isOrders ? visit.words.booking.newOrder : visit.words.booking.newInvoice)</span></a></div>" : .empty
        return "<div class=\"bar\"><div class=\"filters\">\(chosen)<span class=\"seg\" role=\"group\" aria-label=\"\(words.kinds)\">\(links)\(orders)</span></div>\(book)</div>"
    }

    /// What the list is narrowed to, each with a cross.
    private static func chips(_ code: String, _ query: DocumentsQuery, _ visit: Context) -> [HTML] {
        var chips: [HTML] = []
        func add(_ label: String, _ remove: (inout DocumentsQuery) -> Void) {
            var rest = query
            rest.before = nil
            remove(&rest)
            chips.append("""
                <span class="chip on"><b>\(label)</b><a class="x" href="\(Address.documents(code, rest).text)" aria-label="\(visit.words.accounts.remove(label))">×</a></span>
                """)
        }
        if let period = query.period {
            let span = visit.span(period.from, period.lastDay)
            add(visit.words.commerce.period(span.from, span.last)) { $0.period = nil }
        }
        if let part = query.part { add(part == .sales ? visit.words.year.salesOnly : visit.words.year.returnsOnly) { $0.part = nil } }
        if query.isOverdue { add(visit.words.year.overdueOnly) { $0.isOverdue = false } }
        return chips
    }

    static func export(_ code: String, _ query: DocumentsQuery, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let account = try AccountStore.summary(code: code, within: visit.scope, in: connection) else { return .notFound }
        let words = visit.words.commerce
        let header = [words.number, words.kind, words.issued, words.due, words.lines, words.currency, words.amount, words.paid, words.open]
        let filter = DocumentFilter(query, overdueOn: visit.asOf)
        let all = try SalesStore.documents(of: account.id, filter, openOn: visit.asOf, limit: .max, in: connection)
        return .table("\(code)-documents.csv", header, all) { entry in
            let document = entry.document
            return [
                document.number, DocumentTable.kind(document.kind, words), document.issuedOn.iso, document.dueOn?.iso ?? "",
                String(document.lines), document.currency.code, Money(minor: document.amount, document.currency).plain,
                Money(minor: entry.paid, document.currency).plain, document.dueOn == nil ? "" : Money(minor: entry.open, document.currency).plain,
            ]
        }
    }
}
