extension Shell {
    /// What scripts say, in the reader's language; without scripts nobody needs it.
    var texts: HTML {
        """
        <template id="texts" data-user="\(userID)" data-leave="\(words.leave)" data-offline="\(words.offline)" data-failed="\(words.failed)" data-draft="\(words.draft)" data-restore="\(words.restore)" data-discard="\(words.discard)"></template>
        """
    }

    var freshCSS: String { isStale ? "fresh stale" : "fresh" }

    /// The bar at the bottom of phones: home, accounts, writing down a conversation, the role's workplace, and everything else.
    var tabbar: HTML {
        let all = items + manage
        let shown = items.prefix(2) + [workplace ?? manage.first].compactMap(\.self)
        let rest = all.filter { item in !shown.contains { $0.address == item.address } }
        let logging = log.map { "<a class=\"log\" href=\"\($0.address)\">\($0.icon.html)<span>\($0.label)</span></a>" as HTML }
        return """
            <nav class="tabbar" aria-label="\(words.quickAccess)">\(shown.prefix(2).map(link))\(logging)\(shown.dropFirst(2).map(link))<details class="menu account-menu"><summary>\(Icon("menu").html)<span>\(words.more)</span></summary><div class="sheetlet">\(organisation.map { "<p class=\"org\">\($0)</p>" as HTML })<p class="\(freshCSS)">\(freshness)</p>\(rest.map(link))\(menu.map(link))<hr>\(preference("theme", other.rawValue, HTML(text: other == .dark ? words.dark : words.light), css: ""))<form method="post" action="/sign-out" hx-boost="false">\(token)<button>\(words.signOut)</button></form></div></details></nav>
            """
    }

    var keysDialog: HTML {
        "<dialog id=\"keys\" class=\"keys-help\" aria-label=\"\(words.keysHelp)\"><h2>\(words.keysHelp)</h2>\(keys)<button class=\"btn\" data-close>\(words.close)</button></dialog>"
    }

    /// Every key that does something for this reader, with what it does; where a page offers nothing of its own, the links here act.
    public var keys: HTML {
        let places = (items + manage).compactMap { item in item.key.map { ("G " + $0.uppercased(), HTML(text: item.label)) } }
        func act(_ item: Item?, _ key: String) -> (String, HTML)? {
            item.map { (key.uppercased(), "<a class=\"link\" href=\"\($0.address)\" aria-keyshortcuts=\"\(key)\">\($0.label)</a>") }
        }
        let fixed: [(String, String)] = [
            ("J  K", words.keysMove), ("Enter", words.keysOpen), ("Space", words.keysPreview), ("X", words.keysSelect), ("E", words.keysEdit),
            ("Z", words.keysUndo), ("Esc", words.close), ("?", words.keysHelp),
        ]
        let rows = [("Ctrl K  /", HTML(text: words.search))] + places + [act(create, "c"), act(log, "v")].compactMap(\.self)
            + fixed.map { ($0, HTML(text: $1)) }
        return "<dl>\(rows.map { "<dt><kbd>\($0)</kbd></dt><dd>\($1)</dd>" as HTML })</dl>"
    }
}
