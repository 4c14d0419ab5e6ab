import Basics
import Interface

/// Home as a page.
struct HomeView {
    let model: HomePage.Model
    let visit: Context
    /// The first steps of the installation, as long as they are not taken.
    var steps: FirstStepsPage?

    private var words: HomeWords { visit.words.home }
    private var role: Role { visit.user.role }

    var html: HTML {
        let day = visit.words.home.today(Format.weekday(visit.today, visit.language), Format.fullDay(visit.today, visit.language))
        // Before there is anything, zeros say nothing.
        guard model.count(.all).accounts > 0 || visit.scope != .all else { return empty(day) }
        return """
            <div class="head brief"><p class="date num">\(day)</p><h1>\(title)</h1></div>
            <div class="content">\(steps?.panel ?? .empty)\(HomeFigures(model: model, visit: visit).html)<div class="two"><div class="stack">\(work)</div><div class="stack">\(moves)\(imports)</div></div></div>
            """
    }

    private func empty(_ day: String) -> HTML {
        let welcome = visit.words.welcome
        let body = steps?.panel ?? "<section class=\"panel\">\(EmptyState.html(title: welcome.emptyTitle, hint: welcome.emptyHint, action: AccountsEmpty.ways(visit)))</section>"
        return """
            <div class="head brief"><p class="date num">\(day)</p><h1>\(steps?.title ?? welcome.emptyTitle)</h1></div><div class="content">\(body)</div>
            """
    }

    private var title: String {
        let all = model.total(), now = model.total(\.isUrgent)
        let things = all.things + model.imports.imports
        guard things > 0 else { return words.nothingUrgent }
        // Who can do nothing about it is told what happened.
        guard role.may(.writeNotes), HomeList.work(for: role).contains(where: \.isUrgent) else { return words.toKnow(Format.count(things, isExact: all.isExact), things) }
        return words.finding(Format.count(things, isExact: all.isExact), things, Format.count(now.things, isExact: now.isExact), now.things)
    }

    // MARK: Work

    private var work: HTML {
        guard !model.work.isEmpty else {
            return Panel.html(id: "work", title: words.work, EmptyState.html(title: words.nothingUrgent, hint: words.nothingHint, action: "<a class=\"btn\" href=\"\(Address.accounts(.init()).text)\">\(visit.words.shell.accounts)</a>"))
        }
        return """
            <section class="panel nba" aria-labelledby="work"><header><h2 id="work">\(words.work)</h2><p>\(words.workNote)</p></header>\(model.work.map(group))</section>
            """
    }

    private func group(_ list: HomeList) -> HTML {
        let rows = (model.accounts[list] ?? []).map { row(HomeItem(list, $0, visit)) }
        return "<h3 class=\"group\"><span>\(label(list))</span>\(door(list))</h3><ul class=\"actions\" data-rows>\(rows)</ul>"
    }

    private func door(_ list: HomeList) -> HTML {
        let count = model.count(list)
        return "<a class=\"link num\" href=\"\(list.address)\">\(words.all(Format.count(count.accounts, isExact: count.isExact)))</a>"
    }

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
        case .all, .key, .strategic, .unclassified: accounts.title
        }
    }

    private func row(_ item: HomeItem) -> HTML {
        let account = item.account
        let button = item.button.map { "<div class=\"do\"><a class=\"btn s\" href=\"\($0.address)\">\($0.label)</a></div>" as HTML }
        return """
            <li><span class="\("glyph " + item.mood.rawValue)">\(Icon(item.icon).html)</span><div><p class="what">\(item.what)</p><p class="why"><a class="acc" href="\(Address.account(account.code).text)">\(TierChip.mini(account.tier))<span>\(account.displayName(english: visit.isEnglish))</span></a><span>\(item.why)</span></p></div><p class="stake num">\(Interface.Tag.html(item.stake))</p>\(button)</li>
            """
    }

    // MARK: Changes

    private var moves: HTML {
        let rose = model.count(.rose), fell = model.count(.fell)
        let changed = Format.count(rose.accounts + fell.accounts, isExact: rose.isExact && fell.isExact)
        guard rose.accounts + fell.accounts > 0 else { return Panel.html(id: "moves", title: words.noMoves, "<p class=\"none-yet\">\(words.noMovesHint)</p>") }
        let items = (model.accounts[.rose] ?? []).map { account -> HTML in
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
        guard model.imports.imports > 0 else { return .empty }
        let rows = model.imports.newest.map { record -> HTML in
            """
            <li><span class="dot bad">\(Icon("upload").html)</span><div><p class="t"><a class="acc" href="\(Address.importRun(record.id.value).text)"><span>\(record.fileName)</span></a></p><p class="why"><span>\(visit.text(record.startedAt))</span></p></div><span class="val num">\(words.setAside(record.tally.setAsideRows))</span></li>
            """
        }
        let door: HTML = "<a class=\"link num\" href=\"\(Address.importsWithSetAside.text)\">\(words.allImports(Format.grouped(model.imports.imports)))</a>"
        return "<section class=\"panel lines\" aria-labelledby=\"imports\"><header><h2 id=\"imports\">\(words.importsTitle)</h2></header><ul>\(rows)</ul><p class=\"doors\">\(door)</p></section>"
    }
}
