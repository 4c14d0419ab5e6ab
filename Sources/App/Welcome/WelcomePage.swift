import HTTPTypes
import Hummingbird
import Interface
import Storage

/// The first visit: makes the first administrator.
enum WelcomePage {
    struct Form: Sendable {
        var name = ""
        var signIn = ""
        var password = ""
        var language: Language?

        init() {}

        init(_ sent: Parameters) {
            name = (sent["name"] ?? "").trimmed
            signIn = (sent["signIn"] ?? "").trimmed
            password = sent["password"] ?? ""
            language = sent["language"].flatMap { Language(rawValue: $0) }
        }

        enum Problem: Sendable { case noName, badSignIn, shortPassword }

        var problem: Problem? {
            if name.isEmpty || name.count > 100 { return .noName }
            if !App.isSignIn(signIn) { return .badSignIn }
            return password.count < App.shortestPassword ? .shortPassword : nil
        }
    }

    static func html(_ token: String, _ form: Form, problem: Form.Problem?, _ language: Language, _ theme: Theme?) -> HTML {
        let words = language.words.welcome, settings = language.words.settings
        let fields = [
            FormField(
                name: "name", label: words.yourName, control: .input(type: "text", limit: 100), value: form.name, isRequired: true,
                problem: problem == .noName ? words.nameMissing : nil
            ),
            FormField(
                name: "signIn", label: language.words.signIn.name, control: .input(type: "text", limit: 60), value: form.signIn, isRequired: true,
                hint: words.signInHint, problem: problem == .badSignIn ? words.signInWrong : nil
            ),
            FormField(
                name: "password", label: settings.newPassword, control: .password(isNew: true), isRequired: true,
                hint: settings.passwordHint(App.shortestPassword), problem: problem == .shortPassword ? settings.shortPassword(App.shortestPassword) : nil
            ),
            FormField(
                name: "language", label: settings.language, control: .select(Language.allCases.map { ($0.rawValue, $0.ownName) }, none: nil),
                value: (form.language ?? language).rawValue
            ),
        ]
        return Document.bare(title: words.title, language: language, theme: theme, """
            <div class="card"><div class="brand">\(Document.logo)Mainstay</div><h1>\(words.title)</h1><p class="muted">\(words.lead)</p>
            <form class="form" method="post" action="\(Address.welcome(token).text)">\(fields.map(\.html))<button class="btn primary">\(words.begin)</button></form>
            <div class="switches"><form method="post" action="\(Address.preferences.text)"><input type="hidden" name="to" value="\(Address.welcome(token).text)"><button class="btn quiet s" name="language" value="\(language.other.rawValue)">\(language.other.ownName)</button></form></div></div>
            """)
    }

    /// What stands in the place of the sign-in while nobody can sign in.
    static func nobodyYet(_ language: Language, _ theme: Theme?) -> HTML {
        let words = language.words.welcome
        return Document.bare(title: words.nobodyTitle, language: language, theme: theme, """
            <div class="card"><div class="brand">\(Document.logo)Mainstay</div><h1>\(words.nobodyTitle)</h1><p>\(words.nobodyHint)</p><p class="muted">\(words.nobodyAgain)</p>
            <div class="switches"><form method="post" action="\(Address.preferences.text)"><input type="hidden" name="to" value="/sign-in"><button class="btn quiet s" name="language" value="\(language.other.rawValue)">\(language.other.ownName)</button></form></div></div>
            """)
    }
}

extension App {
    /// Whether people could sign in by a name.
    static func isSignIn(_ name: String) -> Bool {
        (1...longestSignIn).contains(name.count) && name.allSatisfy { $0.isLetter || $0.isNumber || "@._-+".contains($0) }
    }
}

extension Site {
    func welcomePage(_ request: Request, _ context: RouteContext) async throws -> Response {
        let asked = Asked(request), token = context.parameters.get("token") ?? ""
        guard try await app.database.read({ try WelcomeStore.isOpen(tokenHash: SessionStore.hash(token), in: $0) }) else { return over(asked) }
        return Answer.html(WelcomePage.html(token, .init(), problem: nil, asked.language, asked.theme), status: .ok)
    }

    func welcome(_ request: Request, _ context: RouteContext) async throws -> Response {
        let asked = Asked(request), token = context.parameters.get("token") ?? ""
        guard isOwn(request) else { return Trouble.forged.page(asked.language, asked.theme, reference: "") }
        let buffer = try await request.body.collect(upTo: Self.formLimit)
        let form = WelcomePage.Form(Parameters(formText: String(buffer: buffer)))
        if let problem = form.problem {
            guard try await app.database.read({ try WelcomeStore.isOpen(tokenHash: SessionStore.hash(token), in: $0) }) else { return over(asked) }
            return Answer.html(WelcomePage.html(token, form, problem: problem, asked.language, asked.theme), status: .unprocessableContent)
        }
        let session = try await app.makeFirstAdministrator(form, token: token, browser: request.headers[.userAgent], address: context.peer)
        guard let session else { return over(asked) }
        var response = Answer.redirect(to: Address.home.text)
        response.headers.append(cookie(Self.sessionCookie, session, days: 14, httpOnly: true))
        return response
    }

    private func over(_ asked: Asked) -> Response {
        let words = asked.language.words.welcome
        return Answer.html(ErrorPage.html(asked.language, asked.theme, title: words.overTitle, hint: words.overHint), status: .notFound)
    }
}
