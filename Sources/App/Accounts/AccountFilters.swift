import Basics
import Interface

/// The filter bar: filters in force are chips with a cross, the others are menus that work without scripts.
struct AccountFilters {
    let model: AccountsPage.Model
    let visit: Context

    private var words: AccountsWords { visit.words.accounts }
    private var query: AccountsQuery { model.query }

    var html: HTML {
        let filter = query.filter
        let owners = model.choices.owners.map { owner in
            (String(owner.id.value), visit.isEnglish ? owner.englishName ?? owner.name : owner.name)
        }
        let tiers = ["S", "A", "B", "C"].filter { model.tiers[$0] != nil } + model.tiers.keys.filter { !["S", "A", "B", "C"].contains($0) }.sorted()
        return """
            <div class="filters" role="group" aria-label="\(words.filters)">\(chips)
            \(menu("tier", words.tier, tiers.map { ($0, $0) }, filter.tiers) { $0.filter.tiers = [] })
            \(menu("owner", words.owner, owners, filter.owners.map { String($0.value) }) { $0.filter.owners = [] })
            \(menu("industry", words.industry, model.choices.industries.map { ($0, ReferenceNames.industry($0, visit.language)) }, filter.industries) { $0.filter.industries = [] })
            \(menu("region", words.region, model.choices.regions.map { ($0, ReferenceNames.region($0, visit.language)) }, filter.regions) { $0.filter.regions = [] })
            \(clear)</div>
            """
    }

    private var clear: HTML {
        query.filter.isEmpty ? .empty : "<a class=\"btn quiet s\" href=\"\(Address.accounts(query.with { $0.filter = .init() }).text)\">\(words.clear)</a>"
    }

    private var chips: HTML {
        let filter = query.filter
        let owners = filter.owners.map { id in
            model.choices.owners.first { $0.id == id }.map { visit.isEnglish ? $0.englishName ?? $0.name : $0.name } ?? String(id.value)
        }
        return """
            \(chip(words.tier, filter.tiers) { $0.filter.tiers = [] })\(chip(words.owner, owners) { $0.filter.owners = [] })\(chip(words.industry, filter.industries.map { ReferenceNames.industry($0, visit.language) }) { $0.filter.industries = [] })\(chip(words.region, filter.regions.map { ReferenceNames.region($0, visit.language) }) { $0.filter.regions = [] })\(chip(words.words, filter.query.isEmpty ? [] : [filter.query]) { $0.filter.query = "" })
            """
    }

    private func chip(_ label: String, _ values: [String], remove: (inout AccountsQuery) -> Void) -> HTML {
        guard !values.isEmpty else { return .empty }
        let cross = Icon("x").html
        return """
            <span class="chip on"><span>\(label) <b>\(values.joined(separator: visit.isEnglish ? ", " : "\u{3001}"))</b></span><a class="x" href="\(Address.accounts(query.with(remove)).text)" aria-label="\(words.remove(label))">\(cross.isEmpty ? "×" : cross)</a></span>
            """
    }

    private func menu(
        _ name: String, _ label: String, _ options: [(value: String, label: String)], _ chosen: [String],
        without: (inout AccountsQuery) -> Void
    ) -> HTML {
        guard options.count > 1, chosen.isEmpty else { return .empty }
        let kept = query.with(without).pairs.compactMap { name, value -> HTML? in
            value.map { "<input type=\"hidden\" name=\"\(name)\" value=\"\($0)\">" }
        }
        let boxes = options.prefix(60).map { option -> HTML in
            "<label><input type=\"checkbox\" name=\"\(name)\" value=\"\(option.value)\"><span>\(option.label)</span></label>"
        }
        return """
            <details class="menu"><summary class="chip"><span>\(label)</span>\(Icon("chevron-down").html)</summary><form class="sheetlet" action="/accounts" method="get">\(kept)\(Array(boxes))<button class="btn s primary">\(words.apply)</button></form></details>
            """
    }
}
