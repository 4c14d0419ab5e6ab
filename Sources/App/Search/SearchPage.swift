import Interface
import Storage

/// The search box's results, as a page and as a part for the palette.
enum SearchPage {
    static func answer(_ query: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        let search = Search(query["q"] ?? "", only: query["kind"].flatMap { Search.Kind(rawValue: $0) }, visit)
        let groups = try search.groups(in: connection)
        if query["part"] != nil { return .fragment(results(groups, search, visit)) }
        let words = visit.words.search
        let count = groups.reduce(0) { $0 + $1.hits.count }
        let title = search.query.isEmpty ? words.title : count == 0 ? words.nothing(search.query) : words.finding(search.query)
        let back: HTML = search.only == nil ? .empty : "<a class=\"btn s\" href=\"\(Address.search(search.query, kind: nil).text)\">\(words.allGroups)</a>"
        return .page(visit.shell(title: words.title, section: .none, crumbs: [.init(words.title)]).html("""
            <div class="head"><div class="lead"><h1>\(title)</h1></div>\(back)</div><div class="content narrow search-page"><form role="search" action="/search" method="get">\(Icon("search").html)<input type="search" name="q" value="\(search.query)" aria-label="\(words.placeholder)" placeholder="\(words.placeholder)" autofocus><button class="btn s primary">\(words.title)</button></form>
            <section class="panel"><div class="results">\(results(groups, search, visit))</div></section></div>
            """))
    }

    private static func results(_ groups: [Search.Group], _ search: Search, _ visit: Context) -> HTML {
        guard !groups.isEmpty else { return EmptyState.html(title: visit.words.search.nothing(search.query), hint: visit.words.search.nothingHint) }
        let parts = groups.map { group -> HTML in
            let items = group.hits.map { hit -> HTML in
                let mark = hit.tier.map { TierChip.mini($0) } ?? Icon(hit.icon).html
                let file: HTML = hit.isFile ? " hx-boost=\"false\"" : .empty
                return "<li><a href=\"\(hit.address)\"\(file)>\(mark)<b>\(hit.title)</b><small>\(hit.reason)</small></a></li>"
            }
            let count = search.query.isEmpty ? nil : "<span class=\"num\">\(Format.count(min(group.count, Search.countLimit), isExact: group.isExact))</span>" as HTML?
            return "<h3>\(label(group.kind, visit.words.search)) \(count)</h3><ul>\(items)\(more(group, search, visit))</ul>"
        }
        return "\(parts)"
    }

    /// The way to the rest of a group.
    private static func more(_ group: Search.Group, _ search: Search, _ visit: Context) -> HTML? {
        guard group.count > group.hits.count else { return nil }
        guard search.only == nil else { return "<li class=\"note\">\(visit.words.search.firstOnes(group.hits.count))</li>" }
        let count = Format.count(min(group.count, Search.countLimit), isExact: group.isExact)
        return "<li><a class=\"more\" href=\"\(Address.search(search.query, kind: group.kind).text)\">\(Icon("arrow-right").html)<b>\(visit.words.search.all(count))</b></a></li>"
    }

    private static func label(_ kind: Search.Kind, _ words: SearchWords) -> String {
        switch kind {
        case .accounts: words.accounts
        case .contacts: words.contacts
        case .documents: words.documents
        case .products: words.products
        case .commands: words.commands
        }
    }
}
