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
    typealias RouteContext = BasicRequestContext

    let app: App
    let limiter = SignInLimiter()
    let logger = Logger(label: "mainstay")

    static let sessionCookie = "mainstay_session"
    static let languageCookie = "mainstay_language"
    static let themeCookie = "mainstay_theme"

    /// Every path of `Address.Pattern`, and nothing else.
    func router() -> Router<RouteContext> {
        let router = Router(context: RouteContext.self)
        router.add(middleware: SafetyHeaders())
        for pattern in Address.Pattern.allCases { register(pattern, on: router) }
        return router
    }

    private func register(_ pattern: Address.Pattern, on router: Router<RouteContext>) {
        let path = RouterPath(pattern.rawValue)
        switch pattern {
        case .asset: router.get(path) { request, context in asset(request, context) }
        case .signIn:
            router.get(path) { request, _ in try await signInPage(request) }
            router.post(path) { request, _ in try await signIn(request) }
        case .signOut: router.post(path) { request, _ in try await signOut(request) }
        case .preferences: router.post(path) { request, _ in try await setPreferences(request) }
        case .accountsCSV: router.get(path) { request, _ in try await exportAccounts(request) }
        default:
            router.get(path) { request, context in
                try await answer(request, context) { visit, parameters, connection in
                    try Self.question(pattern, visit, parameters, context.parameters, connection)
                }
            }
        }
    }

    /// Pages that are one question to the database.
    private static func question(
        _ pattern: Address.Pattern, _ visit: Context, _ query: Parameters, _ path: Hummingbird.Parameters, _ connection: Connection
    ) throws -> Answer {
        let code = path.get("code").flatMap { Parameters.decode($0) } ?? ""
        let id = path.get("id").flatMap { Int64($0) }
        return switch pattern {
        case .home: .redirect(.accounts(.init()))
        case .accounts: try AccountsPage.answer(AccountsQuery(query), visit, in: connection)
        case .account: try AccountPage.answer(code, visit, in: connection)
        case .why: try WhyPage.answer(code, WhyQuery(query), visit, in: connection)
        case .whyTermsCSV: try WhyExport.terms(code, visit, in: connection)
        case .whyLinesCSV: try WhyExport.lines(code, WhyQuery(query), visit, in: connection)
        case .documents: try DocumentsPage.answer(code, DocumentsQuery(query), visit, in: connection)
        case .documentsCSV: try DocumentsPage.export(code, DocumentsQuery(query), visit, in: connection)
        case .document: try DocumentPage.answer(code, id, visit, in: connection)
        case .documentCSV: try DocumentPage.export(code, id, visit, in: connection)
        case .contacts: try ContactsPage.answer(code, visit, in: connection)
        case .activity: try ActivityPage.answer(code, before: query["before"], visit, in: connection)
        case .policies: try PolicyPage.answer(nil, visit, in: connection)
        case .policy: try PolicyPage.answer(id, visit, in: connection)
        case .signIn, .signOut, .preferences, .accountsCSV, .asset: .notFound
        }
    }

    // MARK: Answering

    private enum Outcome: Sendable {
        case answered(Answer, Language, Theme?)
        case stranger
    }

    private func answer(
        _ request: Request, _ context: RouteContext,
        _ question: @escaping @Sendable (Context, Parameters, Connection) throws -> Answer
    ) async throws -> Response {
        let now = app.clock.now
        let asked = Asked(request)
        do {
            let outcome = try await app.database.read { connection -> Outcome in
                guard let visit = try Self.context(asked, at: now, in: connection) else { return .stranger }
                return .answered(try question(visit, asked.query, connection), visit.language, visit.theme)
            }
            switch outcome {
            case .answered(let answer, let language, let theme): return answer.response(language, theme: theme)
            case .stranger: return Answer.redirect(to: Address.signIn(to: asked.here == "/" ? nil : asked.here).text)
            }
        } catch StorageFailure.busy {
            let words = asked.language.words.errors
            return Answer.html(ErrorPage.html(asked.language, asked.theme, title: words.busyTitle, hint: words.busyHint), status: .serviceUnavailable)
        } catch {
            logger.error("request failed", metadata: ["reference": "\(context.id)", "error": "\(error)"])
            let words = asked.language.words.errors
            return Answer.html(
                ErrorPage.html(asked.language, asked.theme, title: words.brokenTitle, hint: words.brokenHint(context.id)),
                status: .internalServerError
            )
        }
    }

    /// Who is asking; nil for strangers.
    static func context(_ asked: Asked, at now: Timestamp, in connection: Connection) throws -> Context? {
        guard let token = asked.cookies[sessionCookie], let user = try SessionStore.user(token: token, at: now, in: connection) else {
            return nil
        }
        let language = asked.chosenLanguage ?? user.language.flatMap { Language(rawValue: $0) } ?? asked.language
        let theme = asked.theme ?? user.theme.flatMap { Theme(rawValue: $0) }
        return Context(
            user: user, scope: try Scope(of: user, in: connection),
            organisation: try UserStore.organisation(in: connection) ?? .unnamed, language: language, theme: theme, now: now,
            formToken: SessionStore.formToken(token), here: asked.here, dataEnd: try SalesStore.dataEnd(in: connection)
        )
    }

    private func asset(_ request: Request, _ context: RouteContext) -> Response {
        guard let name = context.parameters.get("name"), let asset = Asset[name], context.parameters.get("hash") == asset.hash else {
            return Response(status: .notFound)
        }
        var headers: HTTPFields = [
            .contentType: asset.contentType, .cacheControl: "public, max-age=31536000, immutable", .vary: "Accept-Encoding",
        ]
        guard let packed = asset.packed, request.headers[.acceptEncoding]?.contains("gzip") == true else {
            return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: asset.bytes)))
        }
        headers[.contentEncoding] = "gzip"
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: packed)))
    }

    /// Every account that matches, page by page, so that no export needs memory for all of it.
    private func exportAccounts(_ request: Request) async throws -> Response {
        let asked = Asked(request)
        let now = app.clock.now
        guard let visit = try await app.database.read({ try Self.context(asked, at: now, in: $0) }) else {
            return Answer.redirect(to: Address.signIn(to: asked.here).text)
        }
        let query = AccountsQuery(asked.query)
        let database = app.database
        return Response(status: .ok, headers: Answer.csvHeaders("accounts.csv"), body: .init { writer in
            var cursor: AccountCursor?
            var isFirst = true
            repeat {
                let after = cursor, withHeader = isFirst
                let part = try await database.read { connection in
                    try AccountsPage.export(query, after: after, withHeader: withHeader, visit, in: connection)
                }
                try await writer.write(ByteBuffer(bytes: part.bytes))
                cursor = part.next
                isFirst = false
            } while cursor != nil
            try await writer.finish(nil)
        })
    }
}

/// What a request says of itself before anybody knows who sent it.
struct Asked: Sendable {
    let here: String
    let query: Parameters
    let cookies: [String: String]
    /// Chosen in this browser.
    let chosenLanguage: Language?
    let language: Language
    let theme: Theme?

    init(_ request: Request) {
        here = request.uri.string
        query = Parameters(formText: request.uri.query ?? "")
        var cookies: [String: String] = [:]
        for pair in (request.headers[.cookie] ?? "").split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            if parts.count == 2 { cookies[parts[0].filter { $0 != " " }] = String(parts[1]) }
        }
        self.cookies = cookies
        chosenLanguage = cookies[Site.languageCookie].flatMap { Language(rawValue: $0) }
        language = chosenLanguage ?? request.headers[.acceptLanguage].flatMap { Language(acceptLanguage: $0) } ?? .english
        theme = cookies[Site.themeCookie].flatMap { Theme(rawValue: $0) }
    }
}

/// What every answer says to browsers.
struct SafetyHeaders: RouterMiddleware {
    func handle(
        _ request: Request, context: BasicRequestContext, next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound {
            let asked = Asked(request)
            response = Answer.notFound.response(asked.language, theme: asked.theme)
        }
        response.headers[.contentSecurityPolicy] = Answer.contentPolicy
        response.headers[.xContentTypeOptions] = "nosniff"
        if let name = HTTPField.Name("Referrer-Policy") { response.headers[name] = "same-origin" }
        return response
    }
}
