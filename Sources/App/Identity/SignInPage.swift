import Interface

/// Signing in; the demo company offers a person of each role.
enum SignInPage {
    /// The first person of each role, in the order of roles.
    static func onePerRole(_ users: [User]) -> [User] {
        Role.allCases.compactMap { role in users.first { $0.role == role && !$0.isDisabled } }
    }

    /// - Parameter opened: tells this opening of the form from others.
    static func html(_ language: Language, _ theme: Theme?, opened: String, target: String?, name: String? = nil, demo: [User], problem: String?) -> HTML {
        let words = language.words.signIn
        let to = target.map { "<input type=\"hidden\" name=\"to\" value=\"\($0)\">" as HTML }
        let offers = demo.map { user -> HTML in
            let name = user.name(english: language.isEnglish)
            return """
                <form method="post" action="/sign-in">\(to)<input type="hidden" name="name" value="\(user.signIn)"><input type="hidden" name="password" value="\(DemoCompany.password)"><button class="btn">\(user.role.name(language)) · \(name)</button></form>
                """
        }
        let offer: HTML = demo.isEmpty ? .empty : "<h2>\(words.demoTitle)</h2><div class=\"roles\">\(offers)</div>"
        return Document.bare(title: words.title, language: language, theme: theme, """
            <div class="card"><div class="brand">\(Document.logo)\(language.words.shell.product)</div><h1>\(words.title)</h1><p class="muted">\(words.lead)</p>
            \(problem.map { "<p class=\"problem\" role=\"alert\">\($0)</p>" as HTML })
            <form method="post" action="/sign-in">\(to)<input type="hidden" name="once" value="\(opened)"><label class="field"><span>\(words.name)</span><input name="name"\(name.map { " value=\"\($0)\"" as HTML }) autocomplete="username" autocapitalize="none" required></label><label class="field"><span>\(words.password)</span><input name="password" type="password" autocomplete="current-password" required></label><details class="muted"><summary>\(words.hasCode)</summary><label class="field"><span>\(words.code)</span><input name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="8"></label></details><button class="btn primary">\(words.submit)</button></form>
            \(offer)<div class="switches"><form method="post" action="/preferences"><input type="hidden" name="to" value="/sign-in"><button class="btn quiet s" name="language" value="\(language.other.rawValue)">\(language.other.ownName)</button></form></div></div>
            """)
    }
}

extension Role {
    /// What people call it.
    func name(_ language: Language) -> String {
        let words = language.words.roles
        return switch self {
        case .administrator: words.administrator
        case .director: words.director
        case .salesOperations: words.salesOperations
        case .keyAccountManager: words.keyAccountManager
        case .finance: words.finance
        case .service: words.service
        case .viewer: words.viewer
        }
    }
}
