/// The outermost markup of a page.
public enum Document {
    /// The sign of the product.
    public static let logo: HTML = """
        <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true"><path d="M12 3v18M12 3 4 18M12 3l8 15M3.5 21h17"/></svg>
        """

    /// A page without the shell, such as the sign-in.
    public static func bare(title: String, language: Language, theme: Theme?, _ main: HTML) -> HTML {
        html(title: title, language: language, theme: theme, density: nil, hasShortcuts: true, isBoosted: false, body: "<main id=\"main\" class=\"gate\">\(main)</main>")
    }

    static func html(title: String, language: Language, theme: Theme?, density: String?, hasShortcuts: Bool, isBoosted: Bool = true, refreshes: Bool = false, body: HTML) -> HTML {
        """
        <!doctype html>
        <html lang="\(language.rawValue)"\(attribute: "data-theme", theme?.rawValue)\(attribute: "data-density", density)\(attribute: "data-shortcuts", hasShortcuts ? nil : "off")>
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"><meta name="htmx-config" content="{&quot;includeIndicatorStyles&quot;:false,&quot;allowEval&quot;:false,&quot;selfRequestsOnly&quot;:true,&quot;historyCacheSize&quot;:0,&quot;responseHandling&quot;:[{&quot;code&quot;:&quot;204&quot;,&quot;swap&quot;:false},{&quot;code&quot;:&quot;[234]..&quot;,&quot;swap&quot;:true},{&quot;code&quot;:&quot;5..&quot;,&quot;swap&quot;:false,&quot;error&quot;:true}]}">
        <title>\(title) · \(language.words.shell.product)</title><link rel="icon" href="\(Asset["mark.svg"]?.path ?? "")" type="image/svg+xml">\(manifest)\(refreshes ? "<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>" : .empty)
        <link rel="stylesheet" href="\(Asset["app.css"]?.path ?? "")">\(script("htmx.min.js"))\(script("app.js"))</head>
        <body\(attribute: "hx-boost", isBoosted && Asset["htmx.min.js"] != nil ? "true" : nil)>\(body)</body></html>
        """
    }

    /// What a phone that keeps the site on its home screen reads.
    private static let manifest: HTML = {
        guard let manifest = Asset["app.webmanifest"], let icon = Asset["icon-180.png"] else { return .empty }
        return "<link rel=\"manifest\" href=\"\(manifest.path)\"><link rel=\"apple-touch-icon\" href=\"\(icon.path)\">"
    }()

    private static func script(_ name: String) -> HTML {
        Asset[name].map { "<script src=\"\($0.path)\" defer></script>" } ?? .empty
    }
}
