import Basics
import Hummingbird
import Interface
import Storage

/// Forms with passwords: the slow part happens before the transaction.
extension Site {
    /// Changes one's own password and ends every other session.
    func changePassword(_ request: Request, _ context: RouteContext) async throws -> Response {
        try await withForm(request, context) { visit, sent, token in
            let new = sent["password"] ?? ""
            guard new.count >= App.shortestPassword else { return .there("/settings?said=short#password") }
            let signIn = visit.user.signIn
            let stored = try await app.database.read { try UserStore.credentials(signIn: signIn, in: $0)?.1 }
            // Guessing here is slowed down like guessing at the sign-in.
            guard limiter.mayTry("password", from: "session of " + signIn, at: app.clock.now), stored?.matches(sent["current"] ?? "") == true else {
                return .there("/settings?said=wrong#password")
            }
            let password = try Password(new, random: app.random)
            let now = app.clock.now
            try await app.database.write { connection in
                try UserStore.setPassword(password, of: visit.user.id, keeping: token, in: connection)
                try ActivityStore.record(.passwordChanged, by: visit.user.id, at: now, subject: ("app_user", visit.user.id.value), in: connection)
            }
            return .there("/settings?said=password")
        }
    }

    /// Adds a person, whose first password is what a link will set.
    func createPerson(_ request: Request, _ context: RouteContext) async throws -> Response {
        try await withForm(request, context) { visit, sent, _ in
            let password = try Password(app.random.bytes(24).map { String($0) }.joined(), random: app.random)
            return try await app.database.write { try PersonForm.create(sent, password, visit, in: $0) }
        }
    }

    func startReset(_ request: Request, _ context: RouteContext) async throws -> Response {
        let id = context.parameters.get("id").flatMap { Int64($0) }
        return try await withForm(request, context) { visit, _, _ in
            let token = app.random.bytes(32).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
            return try await app.database.write { try PersonForm.reset(id, token: token, visit, in: $0) }
        }
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
        let name = asked.language.isEnglish ? user.englishName ?? user.name : user.name
        let field = FormField(
            name: "password", label: words.settings.newPassword, control: .password(isNew: true), isRequired: true,
            hint: words.settings.passwordHint(App.shortestPassword), problem: problem
        )
        let page = Document.bare(title: words.settings.setPassword, language: asked.language, theme: asked.theme, """
            <div class="card"><div class="brand">\(Document.logo)Mainstay</div><h1>\(words.settings.setPassword)</h1><p class="muted">\(name)</p><form class="form" method="post" action="\(Address.reset(token).text)">\(field.html)<button class="btn primary">\(words.forms.save)</button></form></div>
            """)
        return Answer.html(page, status: problem == nil ? .ok : .unprocessableContent)
    }

    func reset(_ request: Request, _ context: RouteContext) async throws -> Response {
        let asked = Asked(request)
        guard isOwn(request) else { return Trouble.forged.page(asked.language, asked.theme, reference: "") }
        let token = context.parameters.get("token") ?? ""
        let buffer = try await request.body.collect(upTo: Self.formLimit)
        let new = Parameters(formText: String(buffer: buffer))["password"] ?? ""
        guard new.count >= App.shortestPassword else {
            return try await resetPage(request, context, problem: asked.language.words.settings.shortPassword(App.shortestPassword))
        }
        let password = try Password(new, random: app.random)
        let now = app.clock.now
        let isDone = try await app.database.write { connection in
            guard let user = try UserStore.resetting(SessionStore.hash(token), at: now, in: connection) else { return false }
            try UserStore.setPassword(password, of: user.id, keeping: nil, in: connection)
            try ActivityStore.record(.passwordChanged, by: user.id, at: now, subject: ("app_user", user.id.value), in: connection)
            return true
        }
        return isDone ? Answer.redirect(to: "/sign-in") : try await resetPage(request, context)
    }

    /// Reads a form of somebody who is signed in, outside any transaction.
    private func withForm(
        _ request: Request, _ context: RouteContext, _ work: (Context, Parameters, _ token: String) async throws -> Answer
    ) async throws -> Response {
        let asked = Asked(request)
        let now = app.clock.now
        return try await respond(asked, context) {
            guard isOwn(request) else { return .forged }
            let buffer = try await request.body.collect(upTo: Self.formLimit)
            let sent = Parameters(formText: String(buffer: buffer))
            guard let visit = try await app.database.read({ try self.context(asked, at: now, in: $0) }),
                  let token = asked.cookies[Self.sessionCookie] else { return .stranger }
            guard visit.formSecret.matches(sent["token"]) else { return .forged }
            return .answered(try await work(visit, sent, token), visit.language, visit.theme)
        }
    }
}
