import Basics
import Interface
import Storage

/// Returns of the last thirty days, to be looked at: what came back, and of which invoice.
enum ReturnsPage {
    static let days = 30
    /// What one page shows; a month of more goes into the file.
    private static let pageSize = 200
    private static let fileSize = 100_000

    static func period(_ visit: Context) -> Period { Period(from: visit.asOf.advanced(by: -days), to: visit.asOf) }

    static func answer(_ visit: Context, in connection: Connection) throws -> Answer {
        let words = visit.words.receivables, commerce = visit.words.commerce
        let all = try ReceivablesStore.returns(in: period(visit), limit: fileSize, within: visit.scope, in: connection)
        let found = all.prefix(pageSize)
        let accounts = try AccountStore.named(Set(found.map(\.account)), within: visit.scope, in: connection)
        let sums = Dictionary(all.map { ($0.amount.currency, $0.amount.minor) }, uniquingKeysWith: +).sorted { $0.key < $1.key }
        let sum = sums.map { Format.full(Money(minor: $0.value, $0.key), visit.language) }.joined(separator: " + ")
        let title = all.isEmpty ? words.noReturns(days) : words.returnsFinding(all.count, sum, days)
        let rows = found.map { entry -> HTML in
            let account = accounts[entry.account], code = account?.code ?? ""
            return """
                <tr><td><a class="link" href="\(Address.document(code, entry.document.value).text)">\(entry.number)</a></td><td class="wrap"><a class="acc" href="\(Address.account(code).text)">\(TierChip.mini(account?.tier))<span>\(account?.displayName(english: visit.isEnglish) ?? code)</span></a></td><td>\(visit.text(entry.issuedOn))</td><td class="narrow-off">\(entry.invoice ?? words.noInvoice)</td><td class="n neg">\(Format.exact(entry.amount)) <small>\(entry.amount.currency.code)</small></td></tr>
                """
        }
        let shown: HTML = all.count > found.count ? "<p class=\"remark\">\(visit.words.accounts.shown(Format.grouped(found.count), Format.grouped(all.count)))</p>" : .empty
        let table: HTML = found.isEmpty ? EmptyState.html(title: title, hint: "") : """
            <div class="scroll" tabindex="0"><table class="list plain"><thead><tr><th scope="col">\(commerce.number)</th><th scope="col">\(visit.words.accounts.account)</th><th scope="col">\(commerce.issued)</th><th scope="col" class="narrow-off">\(visit.words.booking.ofInvoice)</th><th scope="col" class="n">\(commerce.amount)</th></tr></thead><tbody>\(rows)</tbody></table></div>\(shown)
            """
        let shell = visit.shell(title: title, section: .receivables, crumbs: [.init(words.title, Address.receivables(.init()).text), .init(words.returnsTitle)])
        return .page(shell.html("""
            <div class="head"><div class="lead"><h1>\(title)</h1></div></div>
            <div class="content">\(Panel.html(id: "returns", title: words.returnsTitle, tools: DownloadLink.csv(Address.returnsCSV.text), table))</div>
            """))
    }

    static func export(_ visit: Context, in connection: Connection) throws -> Answer {
        let commerce = visit.words.commerce
        let all = try ReceivablesStore.returns(in: period(visit), limit: fileSize, within: visit.scope, in: connection)
        let accounts = try AccountStore.named(Set(all.map(\.account)), within: visit.scope, in: connection)
        let header = [
            commerce.number, visit.words.accounts.code, visit.words.accounts.account, commerce.issued, visit.words.booking.ofInvoice, commerce.currency, commerce.amount,
        ]
        return .table("returns.csv", header, all) { entry in
            let account = accounts[entry.account]
            return [
                entry.number, account?.code ?? "", account?.displayName(english: visit.isEnglish) ?? "", entry.issuedOn.iso, entry.invoice ?? "",
                entry.amount.currency.code, entry.amount.plain,
            ]
        }
    }
}
