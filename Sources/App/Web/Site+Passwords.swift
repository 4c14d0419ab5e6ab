import Basics
import Crypto
import Hummingbird
import Interface
import Storage

/// Forms with passwords: the slow part happens before the transaction.
extension Site {
    /// Changes one's own password and ends every session and token, this one too, which is replaced.
    func changePassword(_ request: Request, _ context: RouteContext) async throws -> Response {
        var renewed: String?
        let peer = context.peer, here = request.uri.string
        var response = try await withForm(request, context) { visit, sent, session in
            let new = sent["password"] ?? "", now = app.clock.now
            guard new.count >= App.shortestPassword else { return try await said(.shortPassword, "password", session, at: now) }
            guard let known = try await knownPassword(sent["current"] ?? "", of: visit.user) else {
                return try await said(.wrongPassword, "password", session, at: now)
            }
            let random = app.random, browser = request.headers[.userAgent]
            let once = SentForm.fingerprint(sent, here)
            let password = try await app.passwords.derived(from: new, random: random)
            renewed = try await app.database.writeJudged { connection -> String? in
                try UserStore.lock(visit.user.id, in: connection)
                // The form was sent twice: this browser goes on, with a session of its own.
                let isRepeated = try once.map { try SentForm.isKnown(once: $0, of: visit.user.id, at: now, in: connection) } ?? false
                if !isRepeated {
                    // Somebody else may have changed it since the former one was checked.
                    guard try UserStore.credentials(signIn: visit.user.signIn, in: connection)?.1.stored == known.stored else { return nil }
                    try Self.replacePassword(of: visit.user.id, password, at: now, in: connection)
                    if let once { try SentForm.keep(Address.settings.text, once: once, of: visit.user.id, at: now, in: connection) }
                }
                let session = try SessionStore.start(visit.user.id, browser: browser, address: peer, random: random, at: now, in: connection)
                try ShownOnce.message.keep(SettingsPage.Message.passwordChanged.rawValue, for: session, at: now, in: connection)
                return session
            }
            return renewed == nil ? try await said(.wrongPassword, "password", session, at: now) : .redirect(.settings)
        }
        if let renewed { response.headers.append(cookie(Self.sessionCookie, renewed, days: 14, httpOnly: true)) }
        return response
    }

    /// Whoever knew the former password may have signed in with it, or made tokens.
    private static func replacePassword(of user: User.ID, _ password: Password, at now: Timestamp, in connection: Connection) throws {
        try UserStore.setPassword(password, of: user, keeping: nil, in: connection)
        try APITokenStore.endAll(of: user, in: connection)
        try ActivityStore.record(.passwordChanged, by: user, at: now, subject: ("app_user", user.value), in: connection)
    }

    /// Adds a person, whose first password is what a link will set.
    func createPerson(_ request: Request, _ context: RouteContext) async throws -> Response {
        try await withJudgedForm(.newPerson, request, context) { form, _ in
            let unknown = app.random.bytes(24).map { String($0) }.joined()
            let password = try await app.passwords.derived(from: unknown, random: app.random)
            return try await judge(form) { try PersonForm.create(form.sent, password, $0, in: $1) }
        }
    }

    func startReset(_ request: Request, _ context: RouteContext) async throws -> Response {
        try await withJudgedForm(.personReset, request, context) { form, session in
            let token = Self.resetToken(app.random, askedBy: form.once, in: session)
            return try await judge(form) { try PersonForm.reset(form.id, token: token, $0, in: $1) }
        }
    }

    /// The link that a form asks for: the same however often it is sent, so that whoever presses twice sees the one that counts.
    private static func resetToken(_ random: SecureRandom, askedBy once: String?, in session: String) -> String {
        guard let once else { return random.bytes(32).hexadecimal }
        return HMAC<SHA256>.authenticationCode(for: Array("reset \(once)".utf8), using: SymmetricKey(data: Array(session.utf8))).hexadecimal
    }

    /// The page behind a link for a forgotten password.
    func resetPage(_ request: Request, _ context: RouteContext, problem: String? = nil) async throws -> Response {
        let asked = Asked(request)
        let token = context.parameters.get("token") ?? ""
        let now = app.clock.now
        let user = try await app.database.read { try UserStore.resetting(SessionStore.hash(token), at: now, in: $0) }
        let words = asked.language.words
        guard let user else {
            return Answer.html(ErrorPage.html(asked.language, asked.theme, title: words.settings.linkOver, hint: words.settings.linkOverHint), status: .notFound)
        }
        let name = user.name(english: asked.language.isEnglish)
        let field = FormField(
            name: "password", label: words.settings.newPassword, control: .password(isNew: true), isRequired: true,
            hint: words.settings.passwordHint(App.shortestPassword), problem: problem
        )
        let page = Document.bare(title: words.settings.setPassword, language: asked.language, theme: asked.theme, """
            <div class="card"><div class="brand">\(Document.logo)\(words.shell.product)</div><h1>\(words.settings.setPassword)</h1><p class="muted">\(name)</p><form class="form" method="post" action="\(Address.reset(token).text)"><input type="hidden" name="once" value="\(String(now.milliseconds))">\(field.html)<button class="btn primary">\(words.forms.save)</button></form></div>
            """)
        return Answer.html(page, status: problem == nil ? .ok : .unprocessableContent)
    }

    func reset(_ request: Request, _ context: RouteContext) async throws -> Response {
        let asked = Asked(request)
        guard isOwn(request) else { return Trouble.forged.page(asked.language, asked.theme, reference: "") }
        let token = context.parameters.get("token") ?? ""
        let buffer = try await request.body.collect(upTo: Self.formLimit)
        let sent = Parameters(formText: String(buffer: buffer)), new = sent["password"] ?? ""
        guard new.count >= App.shortestPassword else {
            return try await resetPage(request, context, problem: asked.language.words.settings.shortPassword(App.shortestPassword))
        }
        let now = app.clock.now, random = app.random
        // Strangers with made-up links cost nothing.
        let mark = SentForm.fingerprint(sent, asked.here)
        guard try await app.database.read({ connection in
            try UserStore.resetting(SessionStore.hash(token), at: now, in: connection) != nil
                || mark.map { try SentForm.isKnown(once: $0, in: connection) } ?? false
        }) else {
            return try await resetPage(request, context)
        }
        let password = try await app.passwords.derived(from: new, random: random)
        let isDone = try await app.database.write { connection in
            try Rule.lock([.people], in: connection)
            guard let user = try UserStore.resetting(SessionStore.hash(token), at: now, in: connection) else {
                return try mark.map { try SentForm.isKnown(once: $0, in: connection) } ?? false
            }
            try Self.replacePassword(of: user.id, password, at: now, in: connection)
            if let mark { try SentForm.keep("/sign-in", once: mark, of: user.id, at: now, in: connection) }
            return true
        }
        return isDone ? Answer.redirect(to: "/sign-in") : try await resetPage(request, context)
    }

    /// Reads a form of somebody who is signed in, outside any transaction.
    func withForm(
        _ request: Request, _ context: RouteContext, _ work: (Context, Parameters, _ token: String) async throws -> Answer
    ) async throws -> Response {
        try await withOwnForm(request, context) { _, visit, sent, session in
            .answered(try await work(visit, sent, session), visit.language, visit.theme)
        }
    }

    /// Reads a form of somebody who is signed in, so that slow work may come before its transaction; that judges everything anew.
    func withJudgedForm(
        _ pattern: Address.Pattern, _ request: Request, _ context: RouteContext, _ work: (SentHere, _ session: String) async throws -> Outcome
    ) async throws -> Response {
        try await withOwnForm(request, context) { asked, visit, sent, session in
            let id = context.parameters.get("id").flatMap { Int64($0) }
            return try await work(SentHere(pattern, asked, id: id, sent, once: SentForm.fingerprint(sent, asked.here), at: visit.now), session)
        }
    }

    /// Reads a form of this site by the session that opened it.
    private func withOwnForm(
        _ request: Request, _ context: RouteContext, _ work: (Asked, Context, Parameters, _ session: String) async throws -> Outcome
    ) async throws -> Response {
        let asked = Asked(request)
        let now = app.clock.now
        return try await respond(asked, context) {
            guard isOwn(request) else { return .forged }
            let buffer = try await request.body.collect(upTo: Self.formLimit)
            let sent = Parameters(formText: String(buffer: buffer))
            guard let visit = try await app.database.read({ try self.context(asked, at: now, in: $0) }),
                  let session = asked.cookies[Self.sessionCookie] else { return .stranger }
            guard visit.formSecret.matches(sent["token"]) else { return .forged }
            return try await work(asked, visit, sent, session)
        }
    }
}
