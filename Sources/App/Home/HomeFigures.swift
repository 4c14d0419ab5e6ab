import Basics
import Interface

/// The figures of the first page: others for every role.
struct HomeFigures {
    let model: HomePage.Model
    let visit: Context

    private var words: HomeWords { visit.words.home }

    var html: HTML {
        Figure.strip(HomeFigure.figures(for: visit.user.role).compactMap(figure), label: words.figures)
    }

    private func figure(_ figure: HomeFigure) -> Figure? {
        switch figure {
        case .list(let list): count(list)
        case .sales: sales
        case .returns: returns
        case .setAside:
            Figure(
                words.setAsideRows, value: Format.grouped(model.upkeep.imports.rows), unit: words.rows,
                note: "<span>\(words.imports(model.upkeep.imports.imports))</span>", address: Address.importsWithSetAside.text
            )
        case .open: receivable(visit.words.matters.openAmount, .init()) { _ in true }
        case .overdue: receivable(visit.words.receivables.overdue, .init(isOverdue: true)) { $0 != .notDue }
        }
    }

    /// Nil where no invoice has a due day.
    private func receivable(_ name: String, _ query: ReceivablesQuery, _ isWanted: (ReceivableAge) -> Bool) -> Figure? {
        guard !model.money.parts.isEmpty else { return nil }
        let sums = model.money.sums(base: visit.organisation.baseCurrency, isWanted)
        let count = model.money.parts.filter { isWanted($0.age) }.reduce(0) { $0 + $1.invoices }
        let (value, unit) = sums.first.map { Format.figure($0, visit.language) } ?? ("0", "")
        let others = sums.dropFirst().map { "+ " + Format.short($0, visit.language) }.joined(separator: " ")
        let note: HTML = "<span>\(visit.words.matters.invoices(count))</span>\(others.isEmpty ? .empty : "<span>\(others)</span>" as HTML)"
        return Figure(name, value: value, unit: unit, note: note, address: Address.receivables(query).text)
    }

    private func count(_ list: HomeList) -> Figure {
        let count = model.count(list)
        let (name, note) = texts(list)
        return Figure(name, value: Format.count(count.accounts, isExact: count.isExact), unit: words.unit, note: note, address: list.address)
    }

    private func texts(_ list: HomeList) -> (name: String, note: HTML) {
        let accounts = visit.words.accounts
        return switch list {
        case .all: (accounts.title, "<span>\(words.inReach)</span>")
        case .key, .strategic: (words.keyAccounts, "<span>\(words.strategicOf(Format.grouped(model.count(.strategic).accounts)))</span>")
        case .unclassified: (words.unclassified, "<span>\(words.unclassifiedNote)</span>")
        // Nobody rose, nobody fell: neither good nor bad.
        case .rose: (words.rose, moved(list, "up", "▲ "))
        case .fell: (words.fell, moved(list, "down", "▼ "))
        case .new: (words.newInTier, "<span>\(words.lastRun)</span>")
        case .late: (accounts.late, "<span>\(words.lateNote)</span>")
        case .due: (accounts.due, "<span>\(accounts.withinDays(7))</span>")
        case .silent: (words.quiet, "<span>\(words.quietNote)</span>")
        case .unowned: (accounts.unownedState, "<span>\(visit.words.matters.hasNoOwner)</span>")
        case .noIndustry, .noRegion: (accounts.title, .empty)
        }
    }

    private func moved(_ list: HomeList, _ css: String, _ sign: String) -> HTML {
        model.count(list).accounts == 0 ? "<span>\(words.lastRun)</span>" : "<span class=\"\(css)\">\(sign)\(words.lastRun)</span>"
    }

    // MARK: Money

    private var largest: SalesStore.YearSales? {
        let base = visit.organisation.baseCurrency
        return model.sales?.first { $0.currency == base } ?? model.sales?.max { $0.net < $1.net }
    }

    private func short(_ amount: Int64, _ currency: Currency) -> String { Format.short(Money(minor: amount, currency), visit.language) }

    /// One currency in the figure, the others beside it: they do not add up.
    private var sales: Figure? {
        guard let shown = largest else { return nil }
        let (value, unit) = Format.figure(Money(minor: shown.net, shown.currency), visit.language)
        let others = (model.sales ?? []).filter { $0.currency != shown.currency }.map { "+ " + short($0.net, $0.currency) }.joined(separator: " ")
        var note: HTML = shown.before == 0 ? .empty : "<span>\(words.yearBefore) \(short(shown.before, shown.currency))</span>"
        if shown.before > 0 {
            let ppm = Int64(clamping: (Int128(shown.net - shown.before) * 1_000_000).roundedDivision(by: Int128(shown.before)))
            note = "<span class=\"\(ppm >= 0 ? "up" : "down")\">\(ppm >= 0 ? "▲" : "▼") \(Format.percent(ppm: abs(ppm)))</span>\(note)"
        }
        return Figure(words.sales, value: value, unit: unit, note: "\(note)\(others.isEmpty ? .empty : "<span>\(others)</span>" as HTML)", address: list([.sales, .orders, .last]))
    }

    private var returns: Figure? {
        guard let shown = largest else { return nil }
        let (value, unit) = Format.figure(Money(minor: shown.returns, shown.currency), visit.language)
        let gross = shown.net - shown.returns
        let share = gross > 0 ? Int64(clamping: (Int128(-shown.returns) * 1_000_000).roundedDivision(by: Int128(gross))) : 0
        return Figure(words.returns, value: value, unit: unit, note: "<span>\(words.ofGross(Format.share(ppm: share)))</span>", address: list([.gross, .returns, .sales]))
    }

    private func list(_ columns: [AccountColumn]) -> String {
        Address.accounts(AccountsQuery().with { $0.columns = columns }).text
    }
}
