import Basics
import Interface

/// The filter bar: filters in force are chips with a cross, the others are menus that work without scripts.
struct AccountFilters {
    let model: AccountsPage.Model
    let visit: Context

    private var words: AccountsWords { visit.words.accounts }
    private var query: AccountsQuery { model.query }

    /// One filter: what it is called, what is chosen, what could be, and how to be without it.
    private struct Facet {
        var name: String
        var label: String
        var chosen: [String]
        var options: [(value: String, label: String)]
        var remove: (inout AccountsQuery) -> Void
    }

    private var facets: [Facet] {
        let filter = query.filter, fields = visit.words.fields
        let known = ["S", "A", "B", "C"].filter { model.tiers[$0] != nil }
        let tiers = known + model.tiers.keys.filter { !known.contains($0) }.sorted()
        let owners = model.choices.owners.map { (String($0.id.value), visit.isEnglish ? $0.englishName ?? $0.name : $0.name) }
        return [
            Facet(name: "tier", label: words.tier, chosen: filter.tiers, options: tiers.map { ($0, $0) }) { $0.filter.tiers = [] },
            Facet(name: "owner", label: words.owner, chosen: (query.isMine ? ["me"] : []) + filter.owners.map { String($0.value) }, options: [("me", words.mine)] + owners) {
                $0.filter.owners = []
                $0.isMine = false
            },
            Facet(name: "stage", label: fields.stage, chosen: filter.stages.map(\.rawValue), options: Account.Stage.allCases.map { ($0.rawValue, fields.stageName($0.rawValue)) }) { $0.filter.stages = [] },
            Facet(name: "industry", label: words.industry, chosen: filter.industries, options: model.choices.industries.map { ($0, ReferenceNames.industry($0, visit.language)) }) { $0.filter.industries = [] },
            Facet(name: "region", label: words.region, chosen: filter.regions, options: model.choices.regions.map { ($0, ReferenceNames.region($0, visit.language)) }) { $0.filter.regions = [] },
            Facet(name: "tag", label: fields.tags, chosen: filter.tags.map { String($0.value) }, options: model.choices.tags.map { (String($0.id.value), $0.name) }) { $0.filter.tags = [] },
            Facet(name: "state", label: words.state, chosen: filter.state.map { [$0.rawValue] } ?? [], options: AccountFilter.State.allCases.map { ($0.rawValue, state($0)) }) { $0.filter.state = nil },
            Facet(name: "quiet", label: words.quietFor, chosen: query.isSilent ? ["tier"] : query.quietDays.map { [String($0)] } ?? [], options: [("tier", words.longerThanAllowed)] + [14, 30, 45, 90, 180].map { (String($0), words.daysLong($0)) }) {
                $0.quietDays = nil
                $0.isSilent = false
            },
        ]
    }

    private func state(_ state: AccountFilter.State) -> String {
        switch state {
        case .unowned: words.unownedState
        case .rose: words.rose
        case .fell: words.fell
        case .new: words.newState
        case .noNextStep: words.noNextStep
        }
    }

    var html: HTML {
        let facets = facets
        return """
            <div class="filters" role="group" aria-label="\(words.filters)">\(chips(facets))\(facets.map(menu))\(clear)</div>
            """
    }

    /// A link per filter that leaves it out, for a list that came out empty.
    var clearing: [HTML] {
        var links = facets.filter { !$0.chosen.isEmpty }.map { facet in
            "<a class=\"btn s\" href=\"\(Address.accounts(query.with(facet.remove)).text)\">\(words.clearOne(facet.label))</a>" as HTML
        }
        if !query.filter.query.isEmpty {
            links.append("<a class=\"btn s\" href=\"\(Address.accounts(query.with { $0.filter.query = "" }).text)\">\(words.clearOne(words.words))</a>")
        }
        return links + ["<a class=\"btn s primary\" href=\"\(Address.accounts(query.unfiltered).text)\">\(words.clear)</a>"]
    }

    private var clear: HTML {
        query.isUnfiltered ? .empty : "<a class=\"btn quiet s\" href=\"\(Address.accounts(query.unfiltered).text)\">\(words.clear)</a>"
    }

    private func chips(_ facets: [Facet]) -> HTML {
        var chips = facets.map { facet in
            chip(facet.label, facet.chosen.map { value in facet.options.first { $0.value == value }?.label ?? value }, remove: facet.remove)
        }
        if query.isLate { chips.append(chip(words.late, [words.yes]) { $0.isLate = false }) }
        if let days = query.dueDays { chips.append(chip(words.due, [words.withinDays(days)]) { $0.dueDays = nil }) }
        chips.append(chip(words.words, query.filter.query.isEmpty ? [] : [query.filter.query]) { $0.filter.query = "" })
        return "\(chips)"
    }

    private func chip(_ label: String, _ values: [String], remove: (inout AccountsQuery) -> Void) -> HTML {
        guard !values.isEmpty else { return .empty }
        let cross = Icon("x").html
        return """
            <span class="chip on"><span>\(label) <b>\(values.joined(separator: visit.isEnglish ? ", " : "\u{3001}"))</b></span><a class="x" href="\(Address.accounts(query.with(remove)).text)" aria-label="\(words.remove(label))">\(cross.isEmpty ? "×" : cross)</a></span>
            """
    }

    private func menu(_ facet: Facet) -> HTML {
        guard facet.options.count > 1, facet.chosen.isEmpty else { return .empty }
        let kept = query.with(facet.remove).hidden.map { "<input type=\"hidden\" name=\"\($0)\" value=\"\($1)\">" as HTML }
        let kind: HTML = facet.name == "state" || facet.name == "quiet" ? "radio" : "checkbox"
        let boxes = facet.options.prefix(60).map { option -> HTML in
            "<label><input type=\"\(kind)\" name=\"\(facet.name)\" value=\"\(option.value)\"><span>\(option.label)</span></label>"
        }
        return """
            <details class="menu"><summary class="chip"><span>\(facet.label)</span>\(Icon("chevron-down").html)</summary><form class="sheetlet" action="/accounts" method="get">\(kept)\(Array(boxes))<button class="btn s primary">\(words.apply)</button></form></details>
            """
    }
}
