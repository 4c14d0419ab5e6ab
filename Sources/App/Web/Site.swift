import Basics
import Foundation
import HTTPTypes
import Hummingbird
import Interface
import Logging
import Storage

/// The web pages: reads who is asking, runs a question in one transaction on one thread, answers.
struct Site: Sendable {
    typealias Request = Hummingbird.Request
    typealias RouteContext = SiteContext

    let app: App
    let settings: ServerSettings
    let limiter = SignInLimiter()
    let sessionUse = SessionUse()
    let metrics: Metrics
    let logger: Logger

    init(app: App, settings: ServerSettings = ServerSettings(), logger: Logger = Logger(label: "mainstay")) {
        self.app = app
        self.settings = settings
        self.logger = logger
        metrics = Metrics(startedAt: app.clock.now)
    }

    static let sessionCookie = "mainstay_session"
    static let languageCookie = "mainstay_language"
    static let themeCookie = "mainstay_theme"

    /// Every path of `Address.Pattern`, and nothing else.
    func router() -> Router<RouteContext> {
        let router = Router(context: RouteContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: Watch(metrics: metrics, logger: logger, logsRequests: settings.logsRequests))
        router.add(middleware: SafetyHeaders(isSecure: settings.isSecure))
        router.add(middleware: FailurePages(site: self))
        router.add(middleware: HostRequired())
        for pattern in Address.Pattern.allCases { register(pattern, on: router) }
        return router
    }

    private func register(_ pattern: Address.Pattern, on router: Router<RouteContext>) {
        let path = RouterPath(pattern.rawValue)
        switch pattern {
        case .asset: router.get(path) { request, context in asset(request, context) }
        case .health: router.get(path) { _, _ in health() }
        case .readiness: router.get(path) { _, _ in await readiness() }
        case .metrics: router.get(path) { request, context in measurements(request, context) }
        case .signIn:
            router.get(path) { request, _ in try await signInPage(request) }
            router.post(path) { request, context in try await signIn(request, context) }
        case .signOut: router.post(path) { request, _ in try await signOut(request) }
        case .preferences: router.post(path) { request, _ in try await setPreferences(request) }
        case .newImport:
            router.get(path) { request, context in
                try await answer(request, context) { visit, _, _ in ImportUpload.answer(visit) }
            }
            router.post(path) { request, context in try await uploadImport(request, context) }
        case .importRun, .importStep:
            router.get(path) { request, context in try await importPage(pattern, request, context) }
            router.post(path) { request, context in try await importChange(pattern, request, context) }
        case .policyDraft, .policyMovers, .policyMoversCSV:
            router.get(path) { request, context in try await draftPage(pattern, request, context) }
            if pattern == .policyDraft { router.post(path) { request, context in try await draftChange(request, context) } }
        case .welcome:
            router.get(path) { request, context in try await welcomePage(request, context) }
            router.post(path) { request, context in try await welcome(request, context) }
        case .classification, .backups:
            router.get(path) { request, context in
                try await answer(request, context) { visit, query, connection in try Self.page(pattern, visit, query, context.parameters, connection) }
            }
            router.post(path) { request, context in try await dutyChange(pattern, request, context) }
        case .apiAccounts, .apiAccount: router.get(path) { request, context in try await answerAPI(pattern, request, context) }
        case .receivablesCSV: router.get(path) { request, context in try await exportReceivables(.csv, request, context) }
        case .receivablesXLSX: router.get(path) { request, context in try await exportReceivables(.workbook, request, context) }
        case .accountsXLSX: router.get(path) { request, context in try await exportAccounts(.workbook, request, context) }
        case .settings: router.get(path) { request, context in try await settingsPage(request, context) }
        case .password: router.post(path) { request, context in try await changePassword(request, context) }
        case .oneTimeCodes: router.post(path) { request, context in try await changeCodes(request, context) }
        case .newPerson:
            router.get(path) { request, context in
                try await answer(request, context) { visit, _, connection in try PersonForm.show(nil, visit, in: connection) }
            }
            router.post(path) { request, context in try await createPerson(request, context) }
        case .personReset: router.post(path) { request, context in try await startReset(request, context) }
        case .reset:
            router.get(path) { request, context in try await resetPage(request, context) }
            router.post(path) { request, context in try await reset(request, context) }
        case .accountsCSV: router.get(path) { request, context in try await exportAccounts(.csv, request, context) }
        default:
            if pattern.isPage {
                router.get(path) { request, context in
                    try await answer(request, context) { visit, query, connection in
                        try Self.page(pattern, visit, query, context.parameters, connection)
                    }
                }
            }
            if pattern.isForm {
                router.post(path) { request, context in try await change(pattern, request, context) }
            }
        }
    }

    // MARK: Answering

    enum Outcome: Sendable {
        case answered(Answer, Language, Theme?)
        case stranger
        case forged
    }

    /// - Parameter isRemembered: false for pages that tell of work in the background, whose progress is not in the database.
    func answer(
        _ request: Request, _ context: RouteContext, isRemembered: Bool = true,
        _ question: @escaping @Sendable (Context, Parameters, Connection) throws -> Answer
    ) async throws -> Response {
        let now = app.clock.now
        let asked = Asked(request)
        return try await respond(asked, context) {
            try await app.database.read { connection -> Outcome in
                guard let visitor = try self.visitor(asked, at: now, in: connection) else { return .stranger }
                let (language, theme) = (asked.language(of: visitor.user), asked.theme(of: visitor.user))
                func ask() throws -> Answer {
                    let visit = try self.context(asked, visitor, at: now, in: connection)
                    return try question(visit, asked.query, connection).within(visit).rendered(packed: asked.takesGzip)
                }
                guard isRemembered else { return .answered(try ask(), language, theme) }
                // What pages say of time is in minutes.
                let key = MemoryKey("answer", asked.signature + (asked.takesGzip ? "\nz" : ""))
                return .answered(try connection.remember(key, edition: now.milliseconds / 60_000, size: \.size, ask), language, theme)
            }
        }
    }

    /// Turns what came of a request into a response; failures become one in `FailurePages`.
    func respond(_ asked: Asked, _ context: RouteContext, _ work: () async throws -> Outcome) async throws -> Response {
        switch try await work() {
        case .answered(let answer, let language, let theme): return answer.marked(asked.hasMark).response(language, theme: theme)
        // A script that asks for a part of a page must not get the sign-in in its place.
        case .stranger where asked.isPart: return Response(status: .unauthorized)
        case .stranger: return Answer.redirect(to: Address.signIn(to: asked.here == "/" ? nil : asked.here).text)
        case .forged: return Trouble.forged.page(asked.language, asked.theme, reference: "\(context.id)")
        }
    }

    /// Who asked for what failed, where it can still be found out.
    func visit(_ asked: Asked) async -> Context? {
        guard asked.tokenHash != nil else { return nil }
        let now = app.clock.now
        return try? await app.database.read { try context(asked, at: now, in: $0) }
    }

    /// Who is asking; nil for strangers.
    func context(_ asked: Asked, at now: Timestamp, in connection: Connection) throws -> Context? {
        try visitor(asked, at: now, in: connection).map { try context(asked, $0, at: now, in: connection) }
    }

    private func visitor(_ asked: Asked, at now: Timestamp, in connection: Connection) throws -> Visitor? {
        guard let tokenHash = asked.tokenHash else { return nil }
        let visitor = try connection.remember(MemoryKey("visitor", tokenHash)) { try Visitor(tokenHash: tokenHash, in: connection) }
        guard let visitor, visitor.expiresAt > now else { return nil }
        sessionUse.note(tokenHash, endingAt: visitor.expiresAt, at: now, in: app.database)
        return visitor
    }

    private func context(_ asked: Asked, _ visitor: Visitor, at now: Timestamp, in connection: Connection) throws -> Context {
        Context(asked, visitor, at: now, toast: try Toast(asked.query, of: visitor.user.id, at: now, in: connection), files: app.files)
    }
}
/// What every answer says to browsers.
struct SafetyHeaders: RouterMiddleware {
    let isSecure: Bool
    /// Browsers take a cookie of such a name from this host only, over TLS only.
    static let hostPrefix = "__Host-"

    private static func withOwnCookies(_ request: Request) -> Request {
        var head = request.head
        head.headerFields[.cookie] = head.headerFields[.cookie].map(ownCookies)
        return Request(head: head, body: request.body)
    }

    /// Over TLS only the session that no neighbouring host can have set is one.
    static func ownCookies(_ header: String) -> String {
        let own = header.split(separator: ";").map { $0.drop { $0 == " " } }.compactMap { cookie -> Substring? in
            if cookie.hasPrefix(hostPrefix) { return cookie.dropFirst(hostPrefix.count) }
            return cookie.hasPrefix(Site.sessionCookie + "=") ? nil : cookie
        }
        return own.joined(separator: "; ")
    }

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(isSecure ? Self.withOwnCookies(request) : request, context)
        response.headers[.contentSecurityPolicy] = Answer.contentPolicy
        response.headers[.xContentTypeOptions] = "nosniff"
        if let name = HTTPField.Name("Referrer-Policy") { response.headers[name] = "same-origin" }
        if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        return response
    }
}
