/// What stands around every page: navigation, top bar, and on phones the bar at the bottom.
public struct Shell: Sendable {
    /// One entry of the navigation.
    public struct Item: Sendable {
        var label: String
        var address: String
        var icon: Icon
        var isCurrent: Bool
        /// The letter that leads there after G.
        var key: String?

        public init(_ label: String, address: String, icon: Icon, isCurrent: Bool, key: String? = nil) {
            self.label = label
            self.address = address
            self.icon = icon
            self.isCurrent = isCurrent
            self.key = key
        }
    }

    /// One step of the way to this page; the last one is the page itself.
    public struct Crumb: Sendable {
        var label: String
        var address: String?

        public init(_ label: String, _ address: String? = nil) {
            self.label = label
            self.address = address
        }
    }

    public var title: String
    public var language: Language
    public var theme: Theme?
    public var items: [Item]
    public var manage: [Item]
    public var crumbs: [Crumb]
    /// Up to where the data go, in words.
    public var freshness: String
    /// Whether nothing new came for more than a day.
    public var isStale = false
    /// Whose accounts these are; nil until somebody has said it.
    public var organisation: String?
    public var userName: String
    public var formToken: String
    /// Where this page is, so that switching language or theme comes back to it.
    public var here: String
    /// What the page says about the action that led here.
    public var toast: HTML?
    /// What the menu under the person's name offers besides language, theme and leaving.
    public var menu: [Item] = []
    public var density: String?
    /// Whether single keys do something.
    public var hasShortcuts = true
    /// Where a conversation is written down: on the pages of an account, with that account.
    public var log: Item?
    /// Where something new is added when the page itself offers nothing.
    public var create: Item?
    /// What the bar of phones offers besides home, accounts and logging.
    public var workplace: Item?
    /// Tells whose drafts are kept in a browser.
    public var userID = ""
    /// What stands above a page on paper: the day, the person, the policy.
    public var printed = ""
    /// Whether the page is about work that goes on: without scripts it loads itself again.
    public var refreshes = false

    public init(
        title: String, language: Language, theme: Theme?, items: [Item], manage: [Item], crumbs: [Crumb], freshness: String,
        userName: String, formToken: String, here: String, toast: HTML? = nil
    ) {
        self.title = title
        self.language = language
        self.theme = theme
        self.items = items
        self.manage = manage
        self.crumbs = crumbs
        self.freshness = freshness
        self.userName = userName
        self.formToken = formToken
        self.here = here
        self.toast = toast
    }

    var words: ShellWords { language.words.shell }

    /// The whole document.
    public func html(_ main: HTML) -> HTML {
        Document.html(title: title, language: language, theme: theme, density: density, hasShortcuts: hasShortcuts, refreshes: refreshes, body: """
            <a class="skip" href="#main">\(words.skip)</a><p class="only-print">\(printed)</p>
            <div class="app">\(sidebar)<div>\(topbar)<main id="main">\(main)</main></div></div>\(tabbar)\(palette)\(keysDialog)<div class="toasts" role="status" aria-live="polite">\(toast)</div><p id="said" class="sr" role="status"></p>\(texts)
            """)
    }

    func link(_ item: Item) -> HTML { link(item, key: nil) }

    private func place(_ item: Item) -> HTML { link(item, key: item.key) }

    private func link(_ item: Item, key: String?) -> HTML {
        "<a href=\"\(item.address)\"\(attribute: "aria-current", item.isCurrent ? "page" : nil)\(attribute: "data-go", key)>\(item.icon.html)<span>\(item.label)</span></a>"
    }

    private var sidebar: HTML {
        let managed: HTML = manage.isEmpty ? .empty : "<p class=\"nav-label\">\(words.manage)</p>\(manage.map(place))"
        return """
            <nav class="sidebar" aria-label="\(words.mainNavigation)"><a class="brand" href="/">\(Document.logo)<span>\(words.product)\(organisation.map { "<small>\($0)</small>" as HTML })</span></a>
            <a class="find" href="/search" hx-boost="false">\(Icon("search").html)<span>\(words.search)</span><kbd>Ctrl K</kbd></a>
            <div class="nav">\(items.map(place))\(managed)</div>
            <details class="me menu account-menu"><summary>\(Monogram.avatar(userName))<span>\(userName)</span></summary><div class="sheetlet up">\(menu.map(link))<hr>\(preference("language", language.other.rawValue, HTML(text: language.other.ownName), css: ""))\(preference("theme", other.rawValue, HTML(text: other == .dark ? words.dark : words.light), css: ""))\(preference("density", nextDensity, HTML(text: densityLabel), css: ""))<hr><form method="post" action="/sign-out" hx-boost="false">\(token)<button>\(Icon("log-out").html)\(words.signOut)</button></form></div></details></nav>
            """
    }

    var other: Theme { theme == .dark ? .light : .dark }
    private var nextDensity: String { density == "compact" ? "standard" : density == "comfortable" ? "compact" : "comfortable" }
    private var densityLabel: String { density == "compact" ? words.standardRows : density == "comfortable" ? words.compactRows : words.comfortableRows }

    /// The search box over everything; what it finds comes from the server.
    private var palette: HTML {
        """
        <ms-palette><dialog class="palette" aria-label="\(words.search)"><form role="search" action="/search" method="get">\(Icon("search").html)<input type="search" name="q" role="combobox" aria-expanded="true" aria-controls="found" autocomplete="off" aria-label="\(words.search)" placeholder="\(words.search)"><kbd>Esc</kbd></form><div class="results" id="found" aria-live="polite"></div></dialog></ms-palette>
        """
    }

    var token: HTML { "<input type=\"hidden\" name=\"token\" value=\"\(formToken)\">" }

    func preference(_ name: StaticString, _ value: String, _ label: HTML, css: String) -> HTML {
        """
        <form method="post" action="/preferences" hx-boost="false">\(token)<input type="hidden" name="to" value="\(here)"><button class="\(css)" name="\(HTML(stringLiteral: name))" value="\(value)">\(label)</button></form>
        """
    }

    private var topbar: HTML {
        let parents = crumbs.dropLast().map { crumb -> HTML in
            "<a class=\"parent\" href=\"\(crumb.address ?? "#")\">\(crumb.label)</a>\(Icon("chevron-right", css: "parent").html)"
        }
        let back = crumbs.dropLast().last?.address.map { address -> HTML in
            "<a class=\"btn quiet icon-only only-mobile\" href=\"\(address)\" aria-label=\"\(words.back)\">\(Icon("chevron-right", css: "flip").html)</a>"
        }
        return """
            <div class="topbar">\(back)<p class="crumbs">\(Array(parents))<b>\(crumbs.last?.label ?? "")</b></p>
            <div class="tools"><span class="\(freshCSS + " wide")">\(freshness)</span>
            \(preference("language", language.other.rawValue, HTML(text: language.other.ownName), css: "btn quiet s"))<a class="btn quiet icon-only only-mobile" href="/search" aria-label="\(words.search)">\(Icon("search").html)</a></div></div>
            """
    }
}
