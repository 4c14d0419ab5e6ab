import Basics
import Interface

/// Home as a page.
struct HomeView {
    let model: HomePage.Model
    let visit: Context
    /// The first steps of the installation, as long as they are not taken.
    var steps: FirstStepsPage?

    private var words: HomeWords { visit.words.home }
    private var matters: MattersWords { visit.words.matters }
    private var role: Role { visit.user.role }
    private var money: HomeMoneyView { HomeMoneyView(money: model.money, visit: visit) }
    private var upkeep: HomeUpkeepView { HomeUpkeepView(model: model, visit: visit) }

    /// Who sees what everybody together bought.
    static func showsSales(_ role: Role) -> Bool { role != .service }
    /// Whose work it is to ask why an account buys less.
    static func namesFalls(_ role: Role) -> Bool { [.keyAccountManager, .director, .viewer].contains(role) }
    /// Who sees what is still to be paid.
    static func showsMoney(_ role: Role) -> Bool { [.keyAccountManager, .director, .finance].contains(role) }

    var html: HTML {
        let day = words.today(Format.weekday(visit.today, visit.language), Format.fullDay(visit.today, visit.language))
        // Before there is anything, zeros say nothing.
        guard model.count(.all).accounts > 0 || visit.scope != .all else { return empty(day) }
        let (left, right) = columns
        return """
            <div class="head brief"><p class="date num">\(day)</p><h1>\(title)</h1></div>
            <div class="content">\(steps?.panel ?? .empty)\(HomeFigures(model: model, visit: visit).html)<div class="two"><div class="stack">\(left)</div><div class="stack">\(right)</div></div></div>
            """
    }

    private func empty(_ day: String) -> HTML {
        let welcome = visit.words.welcome
        let body = steps?.panel ?? "<section class=\"panel\">\(EmptyState.html(title: welcome.emptyTitle, hint: welcome.emptyHint, action: AccountsEmpty.ways(visit)))</section>"
        return """
            <div class="head brief"><p class="date num">\(day)</p><h1>\(steps?.title ?? welcome.emptyTitle)</h1></div><div class="content">\(body)</div>
            """
    }

    /// What a role does stands left, what it should know right.
    private var columns: (left: HTML, right: HTML) {
        switch role {
        case .finance: ("\(money.ages)\(money.debtors)\(model.matters.isEmpty ? .empty : work)", "\(money.returns)\(chart)\(moves)")
        case .salesOperations, .administrator: ("\(upkeep.html)\(work)", "\(imports)\(chart)\(moves)")
        case .director: (work, "\(chart)\(money.ages)\(moves)")
        case .keyAccountManager: (work, "\(chart)\(moves)")
        case .viewer: (work, "\(chart)\(moves)")
        case .service: (work, moves)
        }
    }

    private var title: String {
        if role == .finance { return money.title }
        if HomePage.keepsUp(role), upkeep.count > 0 { return matters.jobs(upkeep.count) }
        guard !model.matters.isEmpty else { return words.nothingUrgent }
        // What everybody named bought in a year, per currency.
        let years = model.matters.compactMap { model.years[$0.account.id] }
        let sums = Dictionary(years.map { ($0.currency, $0.net) }, uniquingKeysWith: +).filter { $0.value > 0 }.sorted { $0.value > $1.value }
        let sum = sums.map { Format.short(Money(minor: $0.value, $0.key), visit.language) }.joined(separator: " + ")
        return sum.isEmpty ? matters.briefWithout(model.matters.count) : matters.brief(model.matters.count, sum)
    }

    // MARK: Work

    private var work: HTML {
        guard !model.matters.isEmpty else {
            return Panel.html(id: "work", title: words.work, EmptyState.html(title: words.nothingUrgent, hint: words.nothingHint, action: "<a class=\"btn\" href=\"\(Address.accounts(.init()).text)\">\(visit.words.shell.accounts)</a>"))
        }
        let now = model.matters.filter(\.kind.isUrgent), later = model.matters.filter { !$0.kind.isUrgent }
        // One kind of time needs no heads.
        let groups: HTML = now.isEmpty || later.isEmpty ? list(model.matters) : "\(group(matters.now, now))\(group(matters.soon, later))"
        let doors = model.work.map { list -> HTML in
            let count = model.count(list)
            return "<a class=\"link num\" href=\"\(list.address)\"><span>\(label(list))</span> \(Format.count(count.accounts, isExact: count.isExact))</a>"
        }
        let all: HTML = doors.isEmpty ? .empty : "<p class=\"doors\">\(doors)</p>"
        return """
            <section class="panel nba" aria-labelledby="work"><header><h2 id="work">\(words.work)</h2><p>\(matters.largestFirst)</p></header>\(groups)\(all)</section>
            """
    }

    private func group(_ name: String, _ matters: [HomeMatter]) -> HTML {
        "<h3 class=\"group\"><span>\(name)</span></h3>\(list(matters))"
    }

    private func list(_ matters: [HomeMatter]) -> HTML { "<ul class=\"actions\" data-rows>\(matters.map { row($0.account, HomeItem($0, visit)) })</ul>" }

    private func label(_ list: HomeList) -> String {
        let accounts = visit.words.accounts
        return switch list {
        case .late: accounts.late
        case .silent: words.silent
        case .due: accounts.due + " " + accounts.withinDays(7)
        case .unowned: accounts.unownedState
        case .fell: words.fell
        case .new: words.newInTier
        case .rose: words.rose
        case .all, .key, .strategic, .unclassified, .noIndustry, .noRegion: accounts.title
        }
    }

    private func row(_ account: AccountSummary, _ item: HomeItem) -> HTML {
        let button = item.button.map { "<div class=\"do\"><a class=\"btn s\" href=\"\($0.address)\">\($0.label)</a></div>" as HTML }
        let why = item.why.map { "<span>\($0)</span>" as HTML }
        let stake = item.stake.map { Interface.Tag.html($0, item.stakeMood) }, day = item.day.map { "<span>\($0)</span>" as HTML }
        return """
            <li><span class="\("glyph " + item.mood.rawValue)">\(Icon(item.icon).html)</span><div><p class="what">\(item.what)</p><p class="why"><a class="acc" href="\(Address.account(account.code).text)">\(TierChip.mini(account.tier))<span>\(account.displayName(english: visit.isEnglish))</span></a>\(why)</p></div><p class="stake num">\(stake)\(day)</p>\(button)</li>
            """
    }

    // MARK: What to know

    private var chart: HTML {
        guard let first = model.months.first?.month, let last = model.months.last?.month else { return .empty }
        // Bars are of one currency; where there are others, that is said.
        let code = (model.sales ?? []).count > 1 ? " · \(visit.organisation.baseCurrency.code)" : ""
        let title = matters.salesByMonth(Format.month(first, visit.language), Format.month(last, visit.language)) + code
        // The rail has no room for the names of all twelve.
        let bars = model.months.enumerated().map { place, sales in
            MonthChart.Bar(label: place % 2 == 1 ? Format.shortMonth(sales.month, visit.language) : "", value: sales.net, before: sales.before)
        }
        let drawing = MonthChart(bars, currency: visit.organisation.baseCurrency, language: visit.language, title: title)
        return Panel.html(id: "months", title: title, "<div class=\"body\">\(drawing.html)</div>")
    }

    private var moves: HTML {
        let rose = model.count(.rose), fell = model.count(.fell)
        let changed = Format.count(rose.accounts + fell.accounts, isExact: rose.isExact && fell.isExact)
        guard rose.accounts + fell.accounts > 0 else { return Panel.html(id: "moves", title: words.noMoves, "<p class=\"none-yet\">\(words.noMovesHint)</p>") }
        let items = model.rose.map { account -> HTML in
            """
            <li><span class="dot good">\(Icon("trending-up").html)</span><div><p class="t"><a class="acc" href="\(Address.account(account.code).text)"><span>\(account.displayName(english: visit.isEnglish))</span></a></p><p class="why"><a href="\(Address.why(account.code, .init()).text)">\(words.roseTo(account.tier ?? "–"))</a></p></div><span class="val num">\(account.score.map { Format.score($0 / 1_000 * 1_000) } ?? "")</span></li>
            """
        }
        let doors = [(HomeList.rose, "▲ ", "up"), (.fell, "▼ ", "down")].filter { model.count($0.0).accounts > 0 }.map { list, sign, css -> HTML in
            let count = model.count(list)
            return "<a class=\"link num\" href=\"\(list.address)\"><span class=\"\(css)\">\(sign)</span>\(label(list)) \(Format.count(count.accounts, isExact: count.isExact))</a>"
        }
        return "<section class=\"panel lines\" aria-labelledby=\"moves\"><header><h2 id=\"moves\">\(words.moves(changed, rose.accounts + fell.accounts))</h2></header><ul>\(items)</ul><p class=\"doors\">\(doors)</p></section>"
    }

    private var imports: HTML {
        let imports = model.upkeep.imports
        guard imports.imports > 0 else { return .empty }
        let rows = imports.newest.map { record -> HTML in
            """
            <li><span class="dot bad">\(Icon("upload").html)</span><div><p class="t"><a class="acc" href="\(Address.importRun(record.id.value).text)"><span>\(record.fileName)</span></a></p><p class="why"><span>\(visit.text(record.startedAt))</span></p></div><span class="val num">\(words.setAside(record.tally.setAsideRows))</span></li>
            """
        }
        let door: HTML = "<p class=\"doors\"><a class=\"link num\" href=\"\(Address.importsWithSetAside.text)\">\(words.allImports(Format.grouped(imports.imports)))</a></p>"
        return "<section class=\"panel lines\" aria-labelledby=\"imports\"><header><h2 id=\"imports\">\(words.importsTitle)</h2></header><ul>\(rows)</ul>\(door)</section>"
    }
}
