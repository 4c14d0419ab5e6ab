/// A titled surface: the title says what is true, tools sit at the right.
public enum Panel {
    public static func html(
        id: String, title: String, note: String? = nil, tools: HTML = .empty, css: String = "panel", _ body: HTML
    ) -> HTML {
        let remark = note.map { "<p>\($0)</p>" as HTML }
        let actions: HTML = tools.isEmpty ? .empty : "<div class=\"tools\">\(tools)</div>"
        return """
            <section class="\(css)" aria-labelledby="\(id)"><header><h2 id="\(id)">\(title)</h2>\(remark)\(actions)</header>\(body)</section>
            """
    }
}

/// One number that matters; it is always a door to the rows behind it.
public struct Figure: Sendable {
    public var name: String
    public var value: String
    public var unit: String
    public var note: HTML
    public var address: String
    /// What the number means, for those who ask.
    public var explanation: HTML?

    public init(_ name: String, value: String, unit: String = "", note: HTML, address: String, explanation: HTML? = nil) {
        self.name = name
        self.value = value
        self.unit = unit
        self.note = note
        self.address = address
        self.explanation = explanation
    }

    /// Several figures in one strip.
    public static func strip(_ figures: [Figure], label: String) -> HTML {
        let cells = figures.map { figure -> HTML in
            let door: HTML = """
                <a class="figure" href="\(figure.address)"><span class="name">\(figure.name)</span><span class="value num"><span>\(figure.value)</span> <small>\(figure.unit)</small></span><span class="note num">\(figure.note)</span>\(Icon("arrow-up-right", css: "go").html)</a>
                """
            // A link cannot hold what opens: the explanation stands beside it.
            return figure.explanation.map { "<div class=\"explained\">\(door)\($0)</div>" } ?? door
        }
        return "<section class=\"panel\" aria-label=\"\(label)\"><div class=\"figures\">\(cells)</div></section>"
    }
}

/// What stands where there is nothing: why, and what to do next.
public enum EmptyState: String, Sendable {
    /// Nothing has been entered yet.
    case never
    /// There is something, but a filter leaves it out.
    case filteredOut = "filtered"
    /// There may be something that this person does not see.
    case noRights = "rights"
    /// It could not be found out.
    case failed

    private var icon: Icon {
        switch self {
        case .never: Icon("package")
        case .filteredOut: Icon("search")
        case .noRights: Icon("users")
        case .failed: Icon("triangle-alert")
        }
    }

    public static func html(_ kind: EmptyState = .never, title: String, hint: String, action: HTML = .empty) -> HTML {
        "<div class=\"empty\" data-kind=\"\(kind.rawValue)\">\(kind.icon.html)<b>\(title)</b><p>\(hint)</p>\(action)</div>"
    }
}

/// Tabs that are addresses.
public enum Tabs {
    /// - Parameter limit: counts beyond it were not taken to their end.
    public static func html(_ tabs: [(label: String, count: Int?, address: String, isCurrent: Bool)], label: String, limit: Int = .max) -> HTML {
        let links = tabs.map { tab -> HTML in
            let count = tab.count.map { "<span class=\"count\">\(Format.count(min($0, limit), isExact: $0 <= limit))</span>" as HTML }
            return "<a href=\"\(tab.address)\"\(attribute: "aria-current", tab.isCurrent ? "page" : nil)><span>\(tab.label)</span>\(count)</a>"
        }
        return "<nav class=\"tabs\" aria-label=\"\(label)\">\(links)</nav>"
    }
}
