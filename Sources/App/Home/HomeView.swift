import Basics
import Interface

/// Home as a page.
struct HomeView {
    let model: HomePage.Model
    let visit: Context

    private var words: HomeWords { visit.words.home }

    /// Something that needs doing.
    private struct Item {
        var icon: String
        var mood: Interface.Tag.Mood
        var what: String
        var account: AccountSummary?
        var why: String
        var stake: String
        var button: (label: String, address: String)
    }

    var html: HTML {
        let now = urgent, later = soon
        let count = now.count + later.count
        let title = count == 0 ? words.nothingUrgent : words.finding(count, now.count)
        let day = visit.words.home.today(Format.weekday(visit.today, visit.language), Format.fullDay(visit.today, visit.language))
        return """
            <div class="head brief"><p class="date num">\(day)</p><h1>\(title)</h1></div>
            <div class="content">\(figures)<div class="two"><div class="stack">\(work(now, later))</div><div class="stack">\(moves)\(imports)</div></div></div>
            """
    }

    // MARK: Figures

    private var figures: HTML {
        let total = model.tiers.values.reduce(0, +)
        func door(_ change: (inout AccountsQuery) -> Void) -> String { Address.accounts(AccountsQuery().with(change)).text }
        let key = ["S", "A"].reduce(0) { $0 + (model.tiers[$1] ?? 0) }
        let parts = model.tiers.keys.sorted { ($0 == "S" ? "" : $0) < ($1 == "S" ? "" : $1) }.map { "\($0) \(Format.grouped(model.tiers[$0] ?? 0))" }
        let quiet = model.quietCount
        let list = [
            Figure(words.keyAccounts, value: Format.grouped(key), unit: words.unit, note: "<span>\(parts.joined(separator: " · "))</span>", address: door { $0.filter.tiers = ["S", "A"] }),
            Figure(words.classified, value: Format.grouped(total), unit: words.unit, note: "<span>\(words.inReach)</span>", address: Address.accounts(.init()).text),
            Figure(words.rose, value: Format.grouped(model.moves[1] ?? 0), unit: words.unit, note: "<span class=\"up\">▲ \(words.lastRun)</span>", address: door { $0.filter.state = .rose }),
            Figure(words.fell, value: Format.grouped(model.moves[-1] ?? 0), unit: words.unit, note: "<span class=\"down\">▼ \(words.lastRun)</span>", address: door { $0.filter.state = .fell }),
            Figure(words.quiet, value: Format.count(quiet.accounts, isExact: quiet.isExact), unit: words.unit, note: "<span>\(words.quietNote)</span>", address: door {
                $0.filter.tiers = ["S", "A"]
                $0.quietDays = 45
            }),
        ]
        return Figure.strip(list, label: words.figures)
    }

    // MARK: Work

    private func stake(_ account: AccountSummary) -> String {
        account.currency.map { Format.short(Money(minor: account.netSales, $0), visit.language) } ?? "–"
    }

    private func step(_ account: AccountSummary) -> Item? {
        guard let text = account.nextStep, let day = account.nextStepOn else { return nil }
        let late = visit.today.number - day.number
        return Item(
            icon: late > 0 ? "clock-alert" : "clock", mood: late > 0 ? .bad : .plain, what: text, account: account,
            why: late > 0 ? words.lateBy(late) : words.dueOn(visit.text(day)), stake: stake(account),
            button: (words.done, Address.accountEdit(account.code).text + "#f-nextStep")
        )
    }

    private var urgent: [Item] {
        let late = model.steps.filter { ($0.nextStepOn ?? visit.today) <= visit.today }.compactMap(step)
        let quiet = model.quiet.flatMap { tier, days, accounts in
            accounts.map { account -> Item in
                let silent = account.lastContactOn.map { visit.today.number - $0.number }
                return Item(
                    icon: "phone", mood: .warn, what: words.getInTouch, account: account,
                    why: silent.map { words.silentFor($0, days) } ?? words.neverSpoken, stake: stake(account),
                    button: (words.log, Address.activity(account.code, before: nil, onlyNotes: false).text)
                )
            }
        }
        return late + quiet
    }

    private var soon: [Item] {
        let steps = model.steps.filter { ($0.nextStepOn ?? visit.today) > visit.today }.compactMap(step)
        let unowned = model.unowned.map { account in
            Item(
                icon: "user-round-check", mood: .warn, what: words.assignOwner, account: account, why: words.hasNoOwner, stake: stake(account),
                button: (words.assign, Address.accountEdit(account.code).text + "#f-owner")
            )
        }
        let fell = model.fell.map { account in
            Item(
                icon: "trending-down", mood: .bad, what: words.askWhyFell, account: account, why: words.fellTo(account.tier ?? "–"), stake: stake(account),
                button: (words.why, Address.why(account.code, .init()).text)
            )
        }
        return steps + fell + unowned
    }

    private func work(_ now: [Item], _ later: [Item]) -> HTML {
        guard !now.isEmpty || !later.isEmpty else {
            return Panel.html(id: "work", title: words.work, EmptyState.html(title: words.nothingUrgent, hint: words.nothingHint, action: "<a class=\"btn\" href=\"\(Address.accounts(.init()).text)\">\(visit.words.shell.accounts)</a>"))
        }
        func group(_ label: String, _ items: [Item]) -> HTML {
            items.isEmpty ? .empty : "<h3 class=\"group\"><span>\(label)</span><span class=\"muted num\">\(Format.grouped(items.count))</span></h3><ul class=\"actions\" data-rows>\(items.map(row))</ul>"
        }
        return """
            <section class="panel nba" aria-labelledby="work"><header><h2 id="work">\(words.work)</h2><p>\(words.workNote)</p></header>\(group(words.now, now))\(group(words.soon, later))</section>
            """
    }

    private func row(_ item: Item) -> HTML {
        let account = item.account.map { account -> HTML in
            "<a class=\"acc\" href=\"\(Address.account(account.code).text)\">\(TierChip.mini(account.tier))<span>\(account.displayName(english: visit.isEnglish))</span></a>"
        }
        return """
            <li><span class="\("glyph " + item.mood.rawValue)">\(Icon(item.icon).html)</span><div><p class="what">\(item.what)</p><p class="why">\(account)<span>\(item.why)</span></p></div><p class="stake num">\(Interface.Tag.html(item.stake))</p><div class="do"><a class="btn s" href="\(item.button.address)">\(item.button.label)</a></div></li>
            """
    }

    // MARK: Changes

    private var moves: HTML {
        let rows = model.rose.map { ($0, "trending-up", "good", words.roseTo($0.tier ?? "–")) }
            + model.fell.map { ($0, "trending-down", "bad", words.fellTo($0.tier ?? "–")) } + model.new.map { ($0, "star", "", words.newIn($0.tier ?? "–")) }
        let count = [1, -1].reduce(0) { $0 + (model.moves[$1] ?? 0) }
        guard !rows.isEmpty else { return Panel.html(id: "moves", title: words.noMoves, "<p class=\"none-yet\">\(words.noMovesHint)</p>") }
        let items = rows.map { account, icon, mood, text -> HTML in
            """
            <li><span class="\("dot " + mood)">\(Icon(icon).html)</span><div><p class="t"><a class="acc" href="\(Address.account(account.code).text)"><span>\(account.displayName(english: visit.isEnglish))</span></a></p><p class="why"><a href="\(Address.why(account.code, .init()).text)">\(text)</a></p></div><span class="val num">\(account.score.map { Format.score($0 / 1_000 * 1_000) } ?? "")</span></li>
            """
        }
        return "<section class=\"panel lines\" aria-labelledby=\"moves\"><header><h2 id=\"moves\">\(words.moves(count))</h2></header><ul>\(items)</ul></section>"
    }

    private var imports: HTML {
        guard !model.imports.isEmpty else { return .empty }
        let rows = model.imports.map { record -> HTML in
            """
            <li><span class="dot bad">\(Icon("upload").html)</span><div><p class="t"><a class="acc" href="\(Address.importRun(record.id.value).text)"><span>\(record.fileName)</span></a></p><p class="why"><span>\(visit.text(record.startedAt))</span></p></div><span class="val num">\(words.setAside(record.tally.setAsideRows))</span></li>
            """
        }
        return "<section class=\"panel lines\" aria-labelledby=\"imports\"><header><h2 id=\"imports\">\(words.importsTitle)</h2></header><ul>\(rows)</ul></section>"
    }
}
