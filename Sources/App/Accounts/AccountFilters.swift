import Basics
import Interface

/// The filter bar: every filter is a menu that works without scripts; one in force says its values and has a cross.
struct AccountFilters {
    let query: AccountsQuery
    let tiers: [String: Int]
    let choices: AccountsPage.Choices
    let visit: Context

    /// Longer menus have a box to find an entry.
    private static let longMenu = 60

    private var words: AccountsWords { visit.words.accounts }

    /// One filter: what it is called, what is chosen, what could be, and how to be without it.
    private struct Facet {
        var name: String
        var label: String
        var chosen: [String]
        var options: [(value: String, label: String)]
        /// One value at a time.
        var isSingle = false
        var remove: (inout AccountsQuery) -> Void
    }

    private var facets: [Facet] { kinds + states }

    private var kinds: [Facet] {
        let filter = query.filter, fields = visit.words.fields
        let known = ["S", "A", "B", "C"].filter { tiers[$0] != nil }
        let codes = known + tiers.keys.filter { !known.contains($0) }.sorted()
        let none = (AccountFilter.none, words.noValue)
        let owners = choices.owners.filter { $0.owns || filter.owners.contains($0.id) }.map { (String($0.id.value), $0.name(english: visit.isEnglish)) }
        return [
            Facet(name: "tier", label: words.tier, chosen: filter.tiers, options: codes.map { ($0, $0) } + [none]) { $0.filter.tiers = [] },
            Facet(
                name: "owner", label: words.owner,
                chosen: (query.isMine ? ["me"] : []) + (filter.isUnowned ? [AccountFilter.none] : []) + filter.owners.map { String($0.value) },
                options: [("me", words.mine)] + owners + [(AccountFilter.none, words.unowned)]
            ) {
                $0.filter.owners = []
                $0.filter.isUnowned = false
                $0.isMine = false
            },
            Facet(name: "stage", label: fields.stage, chosen: filter.stages.map(\.rawValue), options: Account.Stage.allCases.map { ($0.rawValue, fields.stageName($0.rawValue)) }) { $0.filter.stages = [] },
            Facet(name: "industry", label: words.industry, chosen: filter.industries, options: choices.industries.map { ($0, ReferenceNames.industry($0, visit.language)) } + [none]) { $0.filter.industries = [] },
            Facet(name: "region", label: words.region, chosen: filter.regions, options: choices.regions.map { ($0, ReferenceNames.region($0, visit.language)) } + [none]) { $0.filter.regions = [] },
            Facet(name: "tag", label: fields.tags, chosen: filter.tags.map { String($0.value) }, options: choices.tags.map { (String($0.id.value), $0.name) }) { $0.filter.tags = [] },
        ]
    }

    private var states: [Facet] {
        [
            Facet(name: "state", label: words.state, chosen: query.filter.state.map { [$0.rawValue] } ?? [], options: AccountFilter.State.allCases.map { ($0.rawValue, state($0)) }, isSingle: true) { $0.filter.state = nil },
            Facet(
                name: "quiet", label: words.quietFor, chosen: query.isSilent ? ["tier"] : query.quietDays.map { [String($0)] } ?? [],
                options: [("tier", words.longerThanAllowed)] + [14, 30, 45, 90, 180].map { (String($0), words.daysLong($0)) }, isSingle: true
            ) {
                $0.quietDays = nil
                $0.isSilent = false
            },
            Facet(name: "due", label: words.due, chosen: query.dueDays.map { [String($0)] } ?? [], options: query.dueDays.map { [(String($0), words.withinDays($0))] } ?? [], isSingle: true) { $0.dueDays = nil },
            Facet(name: "late", label: words.late, chosen: query.isLate ? ["1"] : [], options: [("1", words.yes)], isSingle: true) { $0.isLate = false },
            Facet(name: "q", label: words.words, chosen: query.filter.query.isEmpty ? [] : [query.filter.query], options: []) { $0.filter.query = "" },
        ]
    }

    private func state(_ state: AccountFilter.State) -> String {
        switch state {
        case .unowned: words.unownedState
        case .unclassified: words.unclassifiedState
        case .rose: words.rose
        case .fell: words.fell
        case .new: words.newState
        case .noNextStep: words.noNextStep
        }
    }

    var html: HTML {
        let facets = facets
        let chosen = facets.filter { !$0.chosen.isEmpty }, others = facets.filter { $0.chosen.isEmpty && $0.options.count > 1 }
        return """
            <div class="filters" role="group" aria-label="\(words.filters)">\(chosen.map(chip))\(others.map { menu($0, "<summary class=\"chip\"><span>\($0.label)</span>\(Icon("chevron-down").html)</summary>") })\(clear)</div>
            """
    }

    /// A link per filter that leaves it out, for a list that came out empty.
    var clearing: [HTML] {
        let links = facets.filter { !$0.chosen.isEmpty }.map { facet in
            "<a class=\"btn s\" href=\"\(Address.accounts(query.with(facet.remove)).text)\">\(words.clearOne(facet.label))</a>" as HTML
        }
        return links + ["<a class=\"btn s primary\" href=\"\(Address.accounts(query.unfiltered).text)\">\(words.clear)</a>"]
    }

    private var clear: HTML {
        query.isUnfiltered ? .empty : "<a class=\"btn quiet s\" href=\"\(Address.accounts(query.unfiltered).text)\">\(words.clear)</a>"
    }

    /// A filter in force: its menu with what is chosen, and a cross.
    private func chip(_ facet: Facet) -> HTML {
        let values = facet.chosen.map { value in facet.options.first { $0.value == value }?.label ?? value }
        let says: HTML = "<span>\(facet.label) <b>\(values.joined(separator: visit.isEnglish ? ", " : "\u{3001}"))</b></span>"
        let cross = Icon("x").html
        let body: HTML = facet.options.count > 1 ? menu(facet, "<summary>\(says)</summary>") : says
        return """
            <span class="chip on">\(body)<a class="x" href="\(Address.accounts(query.with(facet.remove)).text)" aria-label="\(words.remove(facet.label))">\(cross.isEmpty ? "×" : cross)</a></span>
            """
    }

    private func menu(_ facet: Facet, _ summary: HTML) -> HTML {
        let kept = query.with(facet.remove).hidden.map { "<input type=\"hidden\" name=\"\($0)\" value=\"\($1)\">" as HTML }
        let kind: HTML = facet.isSingle ? "radio" : "checkbox"
        let boxes = facet.options.map { option -> HTML in
            "<label><input type=\"\(kind)\" name=\"\(facet.name)\" value=\"\(option.value)\"\(flag: "checked", facet.chosen.contains(option.value))><span>\(option.label)</span></label>"
        }
        let find: HTML = facet.options.count <= Self.longMenu ? .empty : """
            <input type="search" data-narrow hidden aria-label="\(words.findIn(facet.label))" placeholder="\(words.findIn(facet.label))">
            """
        return """
            <details class="menu">\(summary)<form class="sheetlet" action="/accounts" method="get">\(kept)\(find)\(boxes)<button class="btn s primary">\(words.apply)</button></form></details>
            """
    }
}
