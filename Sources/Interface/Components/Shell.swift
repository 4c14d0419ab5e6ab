/// What stands around every page: navigation, top bar, and on phones the bar at the bottom.
public struct Shell: Sendable {
    /// One entry of the navigation.
    public struct Item: Sendable {
        var label: String
        var address: String
        var icon: Icon
        var isCurrent: Bool

        public init(_ label: String, address: String, icon: Icon, isCurrent: Bool) {
            self.label = label
            self.address = address
            self.icon = icon
            self.isCurrent = isCurrent
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
    public var userName: String
    public var formToken: String
    /// Where this page is, so that switching language or theme comes back to it.
    public var here: String
    /// What the page says about the action that led here.
    public var toast: HTML?

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

    private var words: ShellWords { language.words.shell }

    /// The whole document.
    public func html(_ main: HTML) -> HTML {
        Document.html(title: title, language: language, theme: theme, body: """
            <a class="skip" href="#main">\(words.skip)</a>
            <div class="app">\(sidebar)<div>\(topbar)<main id="main">\(main)</main></div></div>\(tabbar)<div class="toasts" role="status" aria-live="polite">\(toast)</div>
            """)
    }

    private func link(_ item: Item) -> HTML {
        "<a href=\"\(item.address)\"\(attribute: "aria-current", item.isCurrent ? "page" : nil)>\(item.icon.html)<span>\(item.label)</span></a>"
    }

    private var sidebar: HTML {
        """
        <nav class="sidebar" aria-label="\(words.mainNavigation)"><a class="brand" href="/">\(Document.logo)Mainstay</a>
        <div class="nav">\(items.map(link))<p class="nav-label">\(words.manage)</p>\(manage.map(link))</div>
        <div class="me">\(Monogram.avatar(userName))<span>\(userName)</span><form method="post" action="/sign-out" hx-boost="false">\(token)<button class="btn quiet s">\(words.signOut)</button></form></div></nav>
        """
    }

    private var token: HTML { "<input type=\"hidden\" name=\"token\" value=\"\(formToken)\">" }

    private func preference(_ name: StaticString, _ value: String, _ label: HTML, css: String) -> HTML {
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
        let other = theme == .dark ? Theme.light : .dark
        return """
            <div class="topbar">\(back)<p class="crumbs">\(Array(parents))<b>\(crumbs.last?.label ?? "")</b></p>
            <div class="tools"><span class="fresh wide">\(freshness)</span>
            \(preference("language", language.other.rawValue, HTML(text: language.other.ownName), css: "btn quiet s"))
            \(preference("theme", other.rawValue, HTML(text: other == .dark ? words.dark : words.light), css: "btn quiet s wide"))</div></div>
            """
    }

    private var tabbar: HTML {
        """
        <nav class="tabbar" aria-label="\(words.quickAccess)">\((items + manage).map(link))<form method="post" action="/sign-out" hx-boost="false">\(token)<button class="btn quiet">\(words.signOut)</button></form></nav>
        """
    }
}

/// The outermost markup of a page.
public enum Document {
    /// The sign of the product.
    public static let logo: HTML = """
        <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true"><path d="M12 3v18M12 3 4 18M12 3l8 15M3.5 21h17"/></svg>
        """

    /// A page without the shell, such as the sign-in.
    public static func bare(title: String, language: Language, theme: Theme?, _ main: HTML) -> HTML {
        html(title: title, language: language, theme: theme, isBoosted: false, body: "<main id=\"main\" class=\"gate\">\(main)</main>")
    }

    static func html(title: String, language: Language, theme: Theme?, isBoosted: Bool = true, body: HTML) -> HTML {
        """
        <!doctype html>
        <html lang="\(language.rawValue)"\(attribute: "data-theme", theme?.rawValue)>
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"><meta name="htmx-config" content="{&quot;includeIndicatorStyles&quot;:false,&quot;allowEval&quot;:false,&quot;selfRequestsOnly&quot;:true,&quot;historyCacheSize&quot;:0}">
        <title>\(title) · Mainstay</title><link rel="icon" href="\(Asset["mark.svg"]?.path ?? "")" type="image/svg+xml">
        <link rel="stylesheet" href="\(Asset["app.css"]?.path ?? "")">\(script("htmx.min.js"))\(script("app.js"))</head>
        <body\(attribute: "hx-boost", isBoosted && Asset["htmx.min.js"] != nil ? "true" : nil)>\(body)</body></html>
        """
    }

    private static func script(_ name: String) -> HTML {
        Asset[name].map { "<script src=\"\($0.path)\" defer></script>" } ?? .empty
    }
}
