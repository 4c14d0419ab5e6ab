import Basics
import Hummingbird
import HTTPTypes
import Interface
import Storage
import Synchronization

extension Site {
    private func form(_ request: Request) async throws -> Parameters {
        let buffer = try await request.body.collect(upTo: Self.formLimit)
        return Parameters(formText: String(buffer: buffer))
    }

    /// Browsers say whether a form came from this site; old ones that do not say are let through to the token check.
    func isOwn(_ request: Request) -> Bool {
        guard let name = HTTPField.Name("Sec-Fetch-Site"), let site = request.headers[name] else { return true }
        return site == "same-origin" || site == "none"
    }

    /// Only paths of this site: an address elsewhere would make the sign-in a trap. Browsers leave out tabs and line breaks before they
    /// look at an address, so nothing that is not printed may be in it.
    static func safeTarget(_ target: String?) -> String {
        guard let target, target.hasPrefix("/"), !target.hasPrefix("//"), !target.contains("\\"),
              target.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return "/" }
        return target
    }

    func signInPage(_ request: Request) async throws -> Response {
        let asked = Asked(request)
        return try await signInPage(asked, target: asked.query["to"], status: .ok)
    }

    private func signInPage(
        _ asked: Asked, target: String?, name: String? = nil, problem: String? = nil, status: HTTPResponse.Status
    ) async throws -> Response {
        // Nobody can sign in before the first visit: the page says what to do instead.
        guard try await app.database.read({ try WelcomeStore.hasPeople(in: $0) }) else {
            return Answer.html(WelcomePage.nobodyYet(asked.language, asked.theme), status: status)
        }
        let people = try await app.database.read { connection -> [User] in
            guard try UserStore.organisation(in: connection)?.isDemo == true else { return [] }
            return try UserStore.users(in: connection)
        }
        let page = SignInPage.html(
            asked.language, asked.theme, opened: String(app.clock.now.milliseconds), target: target, name: name, demo: SignInPage.onePerRole(people), problem: problem
        )
        return Answer.html(page, status: status)
    }

    func signIn(_ request: Request, _ context: RouteContext) async throws -> Response {
        let asked = Asked(request)
        let words = asked.language.words.signIn
        guard isOwn(request) else { return forged(asked) }
        let fields = try await form(request)
        let name = (fields["name"] ?? "").lowercased()
        let peer = peer(request, context)
        func refused(_ problem: String, _ status: HTTPResponse.Status) async throws -> Response {
            try await signInPage(asked, target: fields["to"], name: fields["name"], problem: problem, status: status)
        }
        guard limiter.mayTry(name, from: peer, at: app.clock.now) else { return try await refused(words.tooMany, .tooManyRequests) }
        // Nobody has such a name; it need not reach the database.
        guard name.count <= App.longestSignIn else { return try await signInPage(asked, target: fields["to"], problem: words.wrong, status: .unprocessableContent) }
        let outcome = try await app.tryToSignIn(
            name, password: fields["password"] ?? "", code: fields["code"] ?? "", once: SentForm.fingerprint(fields, asked.here),
            browser: request.headers[.userAgent], address: peer
        )
        let token: String
        switch outcome {
        case .signedIn(_, let started): token = started
        case .wrong: return try await refused(words.wrong, .unprocessableContent)
        case .tooMany: return try await refused(words.tooMany, .tooManyRequests)
        case .tooManyCodes: return try await refused(words.tooManyCodes, .tooManyRequests)
        }
        limiter.forget(name, from: peer)
        // A browser has one session: the one it came with ends here, whoever gave it to the browser.
        if let former = asked.cookies[Self.sessionCookie] {
            try await app.database.write { try SessionStore.end(token: former, in: $0) }
        }
        var response = Answer.redirect(to: Self.safeTarget(fields["to"]))
        response.headers.append(cookie(Self.sessionCookie, token, days: 14, httpOnly: true))
        return response
    }

    /// Where a request comes from, as far as it can be believed.
    private func peer(_ request: Request, _ context: RouteContext) -> String? {
        guard settings.isBehindProxy, let forwarded = request.forwardedFor else { return context.peer }
        return forwarded.split(separator: ",").last.map { String($0).trimmed } ?? context.peer
    }

    func signOut(_ request: Request) async throws -> Response {
        let asked = Asked(request)
        let fields = try await form(request)
        guard let token = asked.cookies[Self.sessionCookie] else { return Answer.redirect(to: "/sign-in") }
        guard isOwn(request), SessionStore.formSecret(token).matches(fields["token"]) else { return forged(asked) }
        let now = app.clock.now
        if let user = try await app.database.read({ try SessionStore.user(token: token, at: now, in: $0) }) {
            try await app.signOut(token: token, by: user.id)
        }
        var response = Answer.redirect(to: "/sign-in")
        response.headers.append(cookie(Self.sessionCookie, "", days: 0, httpOnly: true))
        return response
    }

    /// Language and theme: kept with the person and in this browser.
    func setPreferences(_ request: Request) async throws -> Response {
        let asked = Asked(request)
        let fields = try await form(request)
        let language = fields["language"].flatMap { Language(rawValue: $0) }
        // Sent empty, it is the system's.
        let theme: Theme?? = fields.has("theme") ? .some(fields["theme"].flatMap { Theme(rawValue: $0) }) : nil
        let density = fields["density"].flatMap { ["compact", "standard", "comfortable"].contains($0) ? $0 : nil }
        let shortcuts = fields["shortcuts"].map { $0 == "on" }
        guard isOwn(request) else { return forged(asked) }
        if let token = asked.cookies[Self.sessionCookie] {
            guard SessionStore.formSecret(token).matches(fields["token"]) else { return forged(asked) }
            let now = app.clock.now
            try await app.database.write { connection in
                guard let user = try SessionStore.user(token: token, at: now, in: connection) else { return }
                try UserStore.setHabits(density: density, shortcuts: shortcuts, of: user.id, in: connection)
                try UserStore.setPreferences(
                    language: language?.rawValue, theme: theme.map { $0?.rawValue }, of: user.id, in: connection
                )
                try ActivityStore.record(
                    .preferencesChanged, by: user.id, at: now, subject: ("app_user", user.id.value),
                    after: [language?.rawValue, theme.flatMap { $0?.rawValue }].compactMap(\.self).joined(separator: " "), in: connection
                )
            }
        }
        var response = Answer.redirect(to: Self.safeTarget(fields["to"]))
        if let language { response.headers.append(cookie(Self.languageCookie, language.rawValue, days: 365, httpOnly: false)) }
        if let theme { response.headers.append(cookie(Self.themeCookie, theme?.rawValue ?? "", days: theme == nil ? 0 : 365, httpOnly: false)) }
        return response
    }

    private func forged(_ asked: Asked) -> Response { Trouble.forged.page(asked.language, asked.theme, reference: "") }

    func cookie(_ name: String, _ value: String, days: Int, httpOnly: Bool) -> HTTPField {
        let name = settings.isSecure && name == Self.sessionCookie ? SafetyHeaders.hostPrefix + name : name
        return HTTPField(name: .setCookie, value: "\(name)=\(value); Path=/; Max-Age=\(days * 86_400); SameSite=Lax\(httpOnly ? "; HttpOnly" : "")\(settings.isSecure ? "; Secure" : "")")
    }
}
