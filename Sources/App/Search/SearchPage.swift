import Interface
import Storage

/// The search box's results, as a page and as a part for the palette.
enum SearchPage {
    static func answer(_ query: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        let search = Search(query["q"] ?? "", visit)
        let groups = try search.groups(in: connection)
        if query["part"] != nil { return .fragment(results(groups, search.query, visit)) }
        let words = visit.words.search
        let count = groups.reduce(0) { $0 + $1.hits.count }
        let title = search.query.isEmpty ? words.title : count == 0 ? words.nothing(search.query) : words.finding(search.query)
        return .page(visit.shell(title: words.title, section: .none, crumbs: [.init(words.title)]).html("""
            <div class="head"><div class="lead"><h1>\(title)</h1></div></div><div class="content narrow search-page"><form role="search" action="/search" method="get">\(Icon("search").html)<input type="search" name="q" value="\(search.query)" aria-label="\(words.placeholder)" placeholder="\(words.placeholder)" autofocus><button class="btn s primary">\(words.title)</button></form>
            <section class="panel"><div class="results">\(results(groups, search.query, visit))</div></section></div>
            """))
    }

    static func results(_ groups: [Search.Group], _ query: String, _ visit: Context) -> HTML {
        guard !groups.isEmpty else { return EmptyState.html(title: visit.words.search.nothing(query), hint: visit.words.search.nothingHint) }
        let parts = groups.map { group -> HTML in
            let items = group.hits.map { hit -> HTML in
                let mark = hit.tier.map { TierChip.mini($0) } ?? Icon(hit.icon).html
                return "<li><a href=\"\(hit.address)\">\(mark)<b>\(hit.title)</b><small>\(hit.reason)</small></a></li>"
            }
            return "<h3>\(group.label)</h3><ul>\(items)</ul>"
        }
        return "\(parts)"
    }
}
