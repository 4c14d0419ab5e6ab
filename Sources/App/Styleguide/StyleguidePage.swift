import Basics
import Interface
import Storage

/// Every component in all its states, in the reader's language and theme; its pictures are the regression test of the looks.
enum StyleguidePage {
    static func answer(_ visit: Context, in connection: Connection) throws -> Answer {
        let words = visit.words.styleguide
        let sections = [buttons(visit), tags(visit), figures(visit), fields(visit), table(visit), lists(visit), charts(visit), states(visit), try StyleguideSurfaces(visit: visit).html(in: connection), try StyleguideWork(visit: visit).html(in: connection)]
        return .page(visit.shell(title: words.title, section: .none, crumbs: [.init(words.title)]).html("""
            <div class="head"><div class="lead"><h1>\(words.title)</h1></div>\(Tabs.html([(words.first, 12, "#one", true), (words.second, nil, "#two", false)], label: words.title))</div><div class="content">\(sections)</div>
            """))
    }

    /// A panel in which what floats elsewhere stands in its place.
    static func specimen(_ id: String, _ title: String, _ body: HTML) -> HTML { Panel.html(id: id, title: title, "<div class=\"body specimen\">\(body)</div>") }

    private static func panel(_ id: String, _ title: String, _ body: HTML) -> HTML { Panel.html(id: id, title: title, "<div class=\"body\">\(body)</div>") }

    private static func buttons(_ visit: Context) -> HTML {
        let words = visit.words.styleguide, save = visit.words.forms.save
        return panel("buttons", words.buttons, """
            <p class="filters"><button class="btn primary">\(save)</button><button class="btn">\(save)</button><button class="btn quiet">\(save)</button><button class="btn danger">\(visit.words.forms.remove)</button><button class="btn s">\(Icon("download").html)CSV</button><button class="btn" disabled>\(save)</button><button class="btn icon-only" aria-label="\(save)">\(Icon("pencil").html)</button><a class="link" href="#buttons">\(words.link)</a></p>
            """)
    }

    private static func tags(_ visit: Context) -> HTML {
        let words = visit.words.styleguide
        let tiers = ["S", "A", "B", "C"].map { (code: String) -> HTML in
            TierChip.mini(code) + TierChip.full(code, name: words.sampleTier)
        }
        return panel("tags", words.tags, """
            <p class="filters">\(tiers)</p><p class="filters">\(Interface.Tag.html(words.plain))\(Interface.Tag.html(words.good, .good))\(Interface.Tag.html(words.warning, .warn, icon: Icon("triangle-alert")))\(Interface.Tag.html(words.bad, .bad))<span class="up">▲ 2.1</span><span class="down">▼ 1.3</span>\(Monogram.avatar(words.samplePerson))\(Monogram.avatar(words.samplePerson, small: true))\(Monogram.square(words.sampleName))<kbd>Ctrl K</kbd></p>
            <p class="filters"><span class="chip on"><span>\(words.first) <b>S, A</b></span><a class="x" href="#tags" aria-label="\(words.close)">×</a></span><span class="seg"><a href="#tags" aria-current="true">\(words.first)</a><a href="#tags">\(words.second)</a></span></p>
            """)
    }

    private static func figures(_ visit: Context) -> HTML {
        let words = visit.words.styleguide
        let money = Format.figure(Money(minor: 5_430_120_055, .cny), visit.language)
        return Figure.strip([
            Figure(words.figure, value: money.value, unit: money.unit, note: "<span class=\"up\">▲ 7.2%</span>", address: "#figures"),
            Figure(words.figure, value: "23.3%", note: "<span>\(words.plain)</span>", address: "#figures"),
            Figure(words.longName, value: Format.grouped(Int64(-1_234_567)), note: "<span class=\"down\">\(words.bad)</span>", address: "#figures"),
        ], label: words.figure)
    }

    private static func fields(_ visit: Context) -> HTML {
        let words = visit.words.styleguide
        let options = [("1", words.first), ("2", words.second)]
        let list = [
            FormField(name: "g-text", label: words.field, control: .input(type: "text", limit: 80), value: words.sampleName, isRequired: true, hint: words.hint),
            FormField(name: "g-wrong", label: words.field, control: .input(type: "email", limit: 80), value: "x@", problem: visit.words.forms.notAnEmail),
            FormField(name: "g-other", label: words.field, control: .input(type: "text", limit: 80), value: words.first, meanwhile: .init(text: visit.words.forms.changedMeanwhile(words.second), isConflict: true)),
            FormField(name: "g-taken", label: words.field, control: .input(type: "text", limit: 80), value: words.first, meanwhile: .init(text: visit.words.forms.takenOver(words.first), isConflict: false)),
            FormField(name: "g-number", label: words.field, control: .number(unit: "CNY"), value: "1234.50"),
            FormField(name: "g-day", label: words.field, control: .day, value: "2026-03-04"),
            FormField(name: "g-select", label: words.field, control: .select(options, none: visit.words.forms.nothing), value: "2"),
            FormField(name: "g-pick", label: words.field, control: .pick(from: "/pick/accounts")),
            FormField(name: "g-flag", label: words.field, control: .flag, value: "1"),
            FormField(name: "g-area", label: words.field, control: .area(limit: 200), value: words.longName),
            FormField(name: "g-file", label: words.field, control: .file(accept: ".csv")),
        ]
        return Panel.html(id: "fields", title: words.fields, """
            <div class="form"><div class="notice bad">\(visit.words.forms.notSaved(1))</div><div class="notice warn">\(visit.words.forms.changedByOthers)</div><div class="notice good">\(visit.words.forms.saved)</div><div class="notice plain">\(words.hint)</div><div class="fields">\(list.map(\.html))</div><div class="form-actions"><button class="btn">\(visit.words.forms.cancel)</button><button class="btn primary">\(visit.words.forms.save)</button></div></div>
            """)
    }

    private static func table(_ visit: Context) -> HTML {
        let words = visit.words.styleguide
        return Panel.html(id: "table", title: words.table, """
            <div class="scroll" tabindex="0"><table class="list plain"><thead><tr><th scope="col">\(words.field)</th><th scope="col" class="n">\(words.figure)</th></tr></thead><tbody><tr><td><a class="link" href="#table">\(words.sampleName)</a></td><td class="n">1,234.50</td></tr><tr class="current"><td>\(words.longName)</td><td class="n neg">−99.00</td></tr></tbody><tfoot><tr><th scope="row">\(words.sum)</th><td class="n">1,135.50</td></tr></tfoot></table></div>\(Pager(shown: visit.words.accounts.shown("2", "6"), first: "#table", previous: "#table", next: "#table").html(visit.words.accounts))
            """)
    }

    private static func lists(_ visit: Context) -> HTML {
        let words = visit.words.styleguide
        return panel("lists", words.lists, """
            <ul class="people"><li>\(Monogram.avatar(words.samplePerson))<div><p class="name"><span>\(words.samplePerson)</span> \(Interface.Tag.html(words.plain))</p><p class="role">\(words.longName)</p></div><p class="last num">138 0013 8000</p></li></ul>
            <ol class="timeline"><li><span class="dot">\(Icon("phone").html)</span><div><p><b>\(words.samplePerson)</b> \(words.hint)</p><div class="note"><p>\(words.longName)</p></div><time>10:00</time></div></li><li><span class="dot">\(Icon("scale").html)</span><div><p><b>\(words.samplePerson)</b> \(words.first)</p><time>09:00</time></div></li></ol>
            <progress max="100" value="40">40%</progress>
            """)
    }

    private static func charts(_ visit: Context) -> HTML {
        let words = visit.words.styleguide
        let bars = (1...12).map { (month: Int) -> MonthChart.Bar in
            let now = Int64(month * 37 % 11 + 4), before = Int64(month * 23 % 9 + 3)
            let label = Format.shortMonth(Month(year: 2026, month: month), visit.language)
            return MonthChart.Bar(label: label, value: now * 10_000_000, before: before * 10_000_000)
        }
        let chart = MonthChart(bars, currency: .cny, language: visit.language, title: words.chart)
        return panel("charts", words.chart, "\(chart.html)<p>\(Sparkline.html([3, 5, 4, 8, 6, 9, 7, 10]))</p><ul class=\"bars num\"><li><span class=\"label\">\(words.figure)</span><span class=\"track-box\">\(Strip.html(share: 640))</span><span class=\"v\">64 <small>/ 100</small></span></li></ul>")
    }

    private static func states(_ visit: Context) -> HTML {
        let words = visit.words.accounts
        let clear: HTML = "<a class=\"btn\" href=\"#states\">\(words.clear)</a>"
        return """
            \(Panel.html(id: "states", title: visit.words.styleguide.states, EmptyState.html(title: words.emptyTitle, hint: words.emptyHint, action: "<a class=\"btn primary\" href=\"#states\">\(words.importFile)</a>")))
            \(Panel.html(id: "none", title: visit.words.styleguide.states, EmptyState.html(.filteredOut, title: words.noneTitle, hint: words.noneHint, action: clear)))
            \(Panel.html(id: "rights", title: visit.words.styleguide.states, EmptyState.html(.noRights, title: words.noneYoursTitle, hint: words.noneYoursHint)))
            \(Panel.html(id: "broken", title: visit.words.styleguide.states, EmptyState.html(.failed, title: visit.words.errors.busyTitle, hint: visit.words.errors.busyHint)))
            """
    }
}
