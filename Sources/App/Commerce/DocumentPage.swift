import Basics
import Interface
import Spreadsheets
import Storage

/// One sales document, down to its lines.
enum DocumentPage {
    /// Lines on a page; a document may have tens of thousands.
    static let pageSize = 200

    private static func find(
        _ code: String, _ id: Int64?, _ visit: Context, in connection: Connection
    ) throws -> (account: AccountSummary, document: SalesDocument)? {
        guard let id, let account = try AccountStore.summary(code: code, within: visit.scope, in: connection),
              let document = try SalesStore.document(SalesDocument.ID(id), of: account.id, in: connection) else { return nil }
        return (account, document)
    }

    static func answer(
        _ code: String, _ id: Int64?, _ visit: Context, after line: Int? = nil, payment: RecordForm? = nil, in connection: Connection
    ) throws -> Answer {
        guard let (account, document) = try find(code, id, visit, in: connection) else { return .notFound }
        var lines = try SalesStore.lines(of: document, after: line ?? 0, limit: pageSize + 1, in: connection)
        let here = Address.document(code, document.id.value).text
        var pager = Pager(first: line.map { _ in here })
        if lines.count > pageSize {
            lines.removeLast()
            pager.next = lines.last.map { "\(here)?after=\($0.number)" }
        }
        pager.shown = visit.words.accounts.shown(Format.grouped(lines.count), Format.grouped(document.lines))
        let isPart = pager.first != nil || pager.next != nil
        let words = visit.words.commerce
        let amount = Format.full(Money(minor: document.amount, document.currency), visit.language)
        let title = words.documentTitle(DocumentTable.kind(document.kind, words), document.number, amount)
        let head = AccountHead(account: account, tab: .documents, visit: visit)
        let rows = lines.map { line -> HTML in
            """
            <tr><td class="n narrow-off">\(line.number)</td><td>\(line.productCode)</td><td class="wrap">\(line.productName(english: visit.isEnglish))</td><td class="n">\(Format.decimal(FixedDecimal(units: line.quantity.millionths, decimals: 6), atLeast: 0))</td><td class="n narrow-off">\(Format.decimal(FixedDecimal(units: line.unitPrice.millionths, decimals: 6), atLeast: 2))</td><td class="n\(line.amount < 0 ? " neg" : "")">\(Format.exact(Money(minor: line.amount, document.currency)))</td></tr>
            """
        }
        let payments = PaymentForm.panel(
            document, try SalesStore.settlement(of: document, in: connection), code: code, visit, sent: payment
        )
        let part: HTML = isPart ? sum(visit.words.accounts.thisPage(lines.count), lines.reduce(0) { $0 + $1.amount }, document) : .empty
        let export = DownloadLink.csv(Address.documentCSV(code, document.id.value).text) as HTML
        let due = document.dueOn.map { " · \(words.due) \(visit.text($0))" } ?? ""
        let origin = try document.reversesID.flatMap { try SalesStore.document($0, of: account.id, in: connection) }
        let belongs = origin.map { origin -> HTML in
            let name = visit.words.booking.ofDocument("\(DocumentTable.kind(origin.kind, words)) \(origin.number)")
            return "<a class=\"link s\" href=\"\(Address.document(code, origin.id.value).text)\">\(name)</a>"
        }
        return .page(AccountHead.shell(account, visit, page: document.number).html("""
            \(head.html)<div class="content">\(Panel.html(id: "document", title: title, note: "\(words.issued) \(visit.text(document.issuedOn))\(due) · \(words.linesFinding(document.lines))", tools: "\(belongs)\(export)", """
            <div class="scroll" tabindex="0"><table class="list plain"><thead><tr><th scope="col" class="n narrow-off">\(words.line)</th><th scope="col">\(words.productCode)</th><th scope="col">\(words.product)</th><th scope="col" class="n">\(words.quantity)</th><th scope="col" class="n narrow-off">\(words.unitPrice)</th><th scope="col" class="n">\(words.amount) <small>\(document.currency.code)</small></th></tr></thead><tbody>\(rows)</tbody><tfoot>\(part)\(sum(words.total, document.amount, document))</tfoot></table></div>\(isPart ? pager.html(visit.words.accounts) : .empty)
            """))\(payments)</div>
            """))
    }

    private static func sum(_ label: String, _ minor: Int64, _ document: SalesDocument) -> HTML {
        """
        <tr><th scope="row" class="narrow-off"></th><th scope="row">\(label)</th><td></td><td></td><td class="narrow-off"></td><td class="n">\(Format.exact(Money(minor: minor, document.currency)))</td></tr>
        """
    }

    /// The document as it stands, for somebody whose form was overtaken by somebody else's.
    static func standing(_ code: String, _ id: Int64, _ visit: Context, in connection: Connection) throws -> Answer {
        guard case .page(let html) = try answer(code, id, visit, in: connection) else { return .notFound }
        return .conflict(html)
    }

    static func export(_ code: String, _ id: Int64?, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let (_, document) = try find(code, id, visit, in: connection) else { return .notFound }
        let lines = try SalesStore.lines(of: document, in: connection)
        return .csv(name: "\(document.number).csv", LineExport.bytes(lines, document.currency, visit))
    }
}

/// Lines of documents as CSV.
enum LineExport {
    static func bytes(_ lines: [SalesStore.ListedLine], _ currency: Currency, _ visit: Context) -> [UInt8] {
        let words = visit.words.commerce
        var writer = CSVWriter(byteOrderMark: true, protectsFormulas: true)
        writer.write([
            words.issued, words.number, words.line, words.kind, words.productCode, words.product, words.quantity, words.unitPrice,
            words.currency, words.amount, words.cost,
        ])
        for line in lines {
            writer.write([
                line.issuedOn.iso, line.documentNumber, String(line.number), DocumentTable.kind(line.kind, words), line.productCode,
                line.productName(english: visit.isEnglish), line.quantity.plain, line.unitPrice.plain, currency.code,
                Money(minor: line.amount, currency).plain, line.cost.map { Money(minor: $0, currency).plain } ?? "",
            ])
        }
        return writer.bytes
    }
}

extension SalesStore.ListedLine {
    func productName(english: Bool) -> String { english ? productEnglishName ?? productName : productName }
}
