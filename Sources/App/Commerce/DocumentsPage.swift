import Basics
import Interface
import Storage

/// The sales documents of an account, in a period, of a kind.
enum DocumentsPage {
    private static let pageSize = 50

    static func answer(_ code: String, _ query: DocumentsQuery, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let account = try AccountStore.summary(code: code, within: visit.scope, in: connection) else { return .notFound }
        var found = try SalesStore.documents(
            of: account.id, in: query.period, kind: query.kind, before: query.cursor, limit: pageSize + 1, in: connection
        )
        let sums = try SalesStore.documentTotals(of: account.id, in: query.period, kind: query.kind, in: connection)
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
        let title = count == 0 ? words.noDocuments : words.documentsFinding(count, net)
        let export = DownloadLink.csv(Address.documentsCSV(code, query).text) as HTML
        pager.shown = visit.words.accounts.shown(Format.grouped(found.count), Format.grouped(count))
        let body: HTML = found.isEmpty
            ? EmptyState.html(title: words.noDocuments, hint: "")
            : "<div class=\"scroll\" tabindex=\"0\">\(DocumentTable(code: code, visit: visit).html(found))</div>\(pager.html(visit.words.accounts))"
        return .page(AccountHead.shell(account, visit, page: visit.words.account.documents).html("""
            \(head.html)<div class="content">\(bar(code, query, isOrders: false, visit))\(Panel.html(id: "all", title: title, tools: export, body))</div>
            """))
    }

    /// Which documents: a period, a kind, or orders; and booking new ones.
    static func bar(_ code: String, _ query: DocumentsQuery?, isOrders: Bool, _ visit: Context) -> HTML {
        let words = visit.words.commerce
        var period: HTML = .empty
        if let query, let given = query.period {
            let label = words.period(visit.text(given.from), visit.text(given.lastDay))
            period = """
                <span class="chip on"><b>\(label)</b><a class="x" href="\(Address.documents(code, .init(kind: query.kind)).text)" aria-label="\(visit.words.accounts.remove(label))">×</a></span>
                """
        }
        let kinds: [(SalesDocument.Kind?, String)] = [(nil, words.allDocuments), (.invoice, words.invoice), (.return, words.returned)]
        let links = kinds.map { kind, label -> HTML in
            "<a href=\"\(Address.documents(code, .init(period: query?.period, kind: kind)).text)\"\(attribute: "aria-current", !isOrders && query?.kind == kind ? "true" : nil)>\(label)</a>"
        }
        let orders: HTML = "<a href=\"\(Address.orders(code, before: nil).text)\"\(attribute: "aria-current", isOrders ? "true" : nil)>\(visit.words.booking.orders)</a>"
        let book: HTML = visit.user.role.may(.bookDocuments)
            ? "<div class=\"tools\"><a class=\"btn s\" href=\"\(Address.newDocument(code, isOrders ? .order : .invoice).text)\">\(Icon("plus").html)<span>\(visit.words.booking.book)</span></a></div>" : .empty
        return "<div class=\"bar\"><div class=\"filters\">\(period)<span class=\"seg\" role=\"group\" aria-label=\"\(words.kinds)\">\(links)\(orders)</span></div>\(book)</div>"
    }

    static func export(_ code: String, _ query: DocumentsQuery, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let account = try AccountStore.summary(code: code, within: visit.scope, in: connection) else { return .notFound }
        let words = visit.words.commerce
        let header = [words.number, words.kind, words.issued, words.due, words.lines, words.currency, words.amount, words.paid]
        let all = try SalesStore.documents(of: account.id, in: query.period, kind: query.kind, limit: .max, in: connection)
        return .table("\(code)-documents.csv", header, all) { entry in
            let document = entry.document
            return [
                document.number, DocumentTable.kind(document.kind, words), document.issuedOn.iso, document.dueOn?.iso ?? "",
                String(document.lines), document.currency.code, Money(minor: document.amount, document.currency).plain,
                Money(minor: entry.paid, document.currency).plain,
            ]
        }
    }
}

/// Documents in a table, on the account's page and in the full list.
struct DocumentTable {
    let code: String
    let visit: Context

    static func kind(_ kind: SalesDocument.Kind, _ words: CommerceWords) -> String {
        switch kind {
        case .invoice: words.invoice
        case .return: words.returned
        case .reversal: words.reversal
        }
    }

    func html(_ documents: [SalesStore.ListedDocument]) -> HTML {
        let words = visit.words.commerce
        let hasPayments = documents.contains { $0.paid != 0 || $0.document.dueOn != nil }
        let paymentHeads: HTML = hasPayments ? "<th scope=\"col\" class=\"narrow-off\">\(words.due)</th><th scope=\"col\" class=\"n narrow-off\">\(words.paid)</th>" : .empty
        let rows = documents.map { entry -> HTML in
            let document = entry.document
            let late = document.dueOn.map { $0 < visit.asOf && entry.paid < document.amount } ?? false
            let payment: HTML = hasPayments ? """
                <td class="narrow-off\(late ? " neg" : "")">\(document.dueOn.map { visit.text($0) } ?? "–")</td><td class="n narrow-off">\(entry.paid == 0 ? "–" : Format.exact(Money(minor: entry.paid, document.currency)))</td>
                """ : .empty
            return """
                <tr><td><a class="link" href="\(Address.document(code, document.id.value).text)">\(document.number)</a></td><td>\(Self.kind(document.kind, words))</td><td>\(visit.text(document.issuedOn))</td><td class="n narrow-off">\(document.lines)</td>\(payment)<td class="n\(document.amount < 0 ? " neg" : "")">\(Format.exact(Money(minor: document.amount, document.currency)))</td></tr>
                """
        }
        return """
            <table class="list plain"><thead><tr><th scope="col">\(words.number)</th><th scope="col">\(words.kind)</th><th scope="col">\(words.issued)</th><th scope="col" class="n narrow-off">\(words.lines)</th>\(paymentHeads)<th scope="col" class="n">\(words.amount) <small>\(currencies(documents))</small></th></tr></thead><tbody>\(rows)</tbody></table>
            """
    }

    private func currencies(_ documents: [SalesStore.ListedDocument]) -> String {
        Set(documents.map(\.document.currency)).sorted().map(\.code).joined(separator: ", ")
    }
}
