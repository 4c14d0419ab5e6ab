import HTTPTypes
import Hummingbird
import Interface
import Logging
import NIOCore
import enum NIOHTTP1.HTTPParserError
import Spreadsheets
import Storage

/// What kept a request from its answer, as whoever asked must know it: one status for pages and programs, and words that say what to do.
enum Trouble: Sendable, Equatable {
    case busy, full, readOnly, away
    /// A change was sent to the database, and no answer came.
    case unanswered
    /// More was sent than is taken.
    case tooLarge
    /// What was sent is no form, or breaks off.
    case unreadable
    /// The folder of the files takes nothing.
    case filesRefused
    case forged
    case notFound
    case methodNotAllowed
    case broken

    init(_ error: any Error) {
        self = switch error {
        case let failure as StorageFailure: Self.of(failure)
        case let failure as FileStore.Failure: if case .notWritable = failure { .filesRefused } else { .tooLarge }
        case let failure as WorkbookWriter.Failure: if case .notWritable = failure { .filesRefused } else { .tooLarge }
        case let failure as Multipart.Failure: Self.of(failure)
        case is NIOTooManyBytesError: .tooLarge
        // A body may stop being HTTP after its headers were read.
        case is HTTPParserError: .unreadable
        case let error as any HTTPResponseError: Self.of(error.status)
        default: .broken
        }
    }

    private static func of(_ failure: StorageFailure) -> Trouble {
        switch failure {
        case .busy: .busy
        case .full: .full
        case .readOnly: .readOnly
        case .unreachable, .closed: .away
        case .unanswered: .unanswered
        default: .broken
        }
    }

    private static func of(_ failure: Multipart.Failure) -> Trouble {
        switch failure {
        case .unreadable: .unreadable
        case .fieldsTooLarge, .tooManyFields, .tooManyFiles: .tooLarge
        case .unexpected: .forged
        }
    }

    private static func of(_ status: HTTPResponse.Status) -> Trouble {
        switch status {
        case .notFound: .notFound
        case .contentTooLarge: .tooLarge
        case .badRequest: .unreadable
        default: .broken
        }
    }

    var status: HTTPResponse.Status {
        switch self {
        case .busy, .full, .readOnly, .away, .unanswered, .filesRefused: .serviceUnavailable
        case .tooLarge: .contentTooLarge
        case .unreadable: .badRequest
        case .forged: .forbidden
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .broken: .internalServerError
        }
    }

    /// The installation's fault, which somebody has to look after.
    var isLogged: Bool {
        switch self {
        case .full, .readOnly, .away, .unanswered, .filesRefused, .broken: true
        case .busy, .tooLarge, .unreadable, .forged, .notFound, .methodNotAllowed: false
        }
    }

    /// Whether the page may ask the database who is there, to stand within the frame.
    var knowsWhoAsks: Bool {
        switch self {
        case .full, .readOnly, .tooLarge, .unreadable, .filesRefused, .notFound, .methodNotAllowed, .broken: true
        case .busy, .away, .unanswered, .forged: false
        }
    }

    func page(_ language: Language, _ theme: Theme?, reference: String) -> Response {
        let (title, hint) = text(language.words.errors, reference)
        return Answer.html(ErrorPage.html(language, theme, title: title, hint: hint), status: status)
    }

    /// Within the frame, for somebody who is signed in.
    func page(_ visit: Context, reference: String) -> Response {
        let (title, hint) = text(visit.words.errors, reference)
        return Answer.html(ErrorPage.html(visit, status == .notFound ? .noRights : .failed, title: title, hint: hint), status: status)
    }

    /// - Parameter reference: under which the log knows more.
    private func text(_ words: ErrorsWords, _ reference: String) -> (title: String, hint: String) {
        switch self {
        case .busy: (words.busyTitle, words.busyHint)
        case .full: (words.fullTitle, words.fullHint)
        case .readOnly: (words.readOnlyTitle, words.readOnlyHint)
        case .away: (words.awayTitle, words.awayHint)
        case .unanswered: (words.awayTitle, words.unansweredHint)
        case .tooLarge: (words.tooLargeTitle, words.tooLargeHint)
        case .unreadable: (words.unreadableTitle, words.unreadableHint)
        case .filesRefused: (words.filesTitle, words.filesHint)
        case .forged: (words.notFoundTitle, words.forged)
        case .notFound, .methodNotAllowed: (words.notFoundTitle, words.notFoundHint)
        case .broken: (words.brokenTitle, words.brokenHint(reference))
        }
    }

    func document(reference: String) -> Response {
        let answer: APIAnswer = switch self {
        case .notFound: .notFound
        case .broken: .broken(reference: reference)
        case .busy: .busy
        case .full, .readOnly, .away, .unanswered, .filesRefused: .unavailable
        case .methodNotAllowed: .methodNotAllowed
        case .tooLarge, .unreadable, .forged: .refused("The request cannot be read.")
        }
        return answer.response
    }
}

/// Answers every request that failed, whatever its route, and those whose address or method the site does not know.
struct FailurePages: RouterMiddleware {
    typealias Context = SiteContext

    let site: Site
    /// How long a page waits for each question to a database that hangs.
    static let patience = Duration.seconds(15)

    func handle(_ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response) async throws -> Response {
        do {
            return try await Database.$patience.withValue(Self.patience) { try await next(request, context) }
        } catch {
            // Only the router throws this, where nothing fits.
            let methods = (error as? HTTPError)?.status == .notFound ? Address.Pattern.methods(at: request.uri.path) : []
            let trouble = methods.isEmpty ? Trouble(error) : .methodNotAllowed
            let reference = "\(context.id)"
            if trouble.isLogged { site.logger.error("request failed", metadata: ["reference": "\(reference)", "error": "\(ErrorText.of(error))"]) }
            var response = await answer(trouble, to: request, reference)
            if !methods.isEmpty { response.headers[.allow] = methods.map(\.rawValue).joined(separator: ", ") }
            // A body where none may be would be read as the beginning of the connection's next answer.
            return request.method == .head ? response.createHeadResponse() : response
        }
    }

    private func answer(_ trouble: Trouble, to request: Request, _ reference: String) async -> Response {
        if request.uri.path.hasPrefix("/api/") { return trouble.document(reference: reference) }
        let asked = Asked(request)
        if trouble.knowsWhoAsks, let visit = await Database.$patience.withValue(Self.patience, operation: { await site.visit(asked) }) { return trouble.page(visit, reference: reference) }
        return trouble.page(asked.language, asked.theme, reference: reference)
    }
}

extension Address.Pattern {
    /// What a path may be asked for; nothing where it leads nowhere.
    static func methods(at path: String) -> [HTTPRequest.Method] {
        let parts = path.split(separator: "/")
        func fits(_ pattern: Address.Pattern) -> Bool {
            let own = pattern.rawValue.split(separator: "/")
            return own.count == parts.count && zip(own, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
        let fitting = allCases.filter(fits)
        // As the router does, what is written out goes before what may be anything.
        let most = fitting.max { left, right in left.rawValue.count { $0 == "{" } > right.rawValue.count { $0 == "{" } }
        return most?.methods ?? []
    }

    var methods: [HTTPRequest.Method] {
        switch self {
        case .signOut, .preferences, .undo, .accountsBulk, .savedViews, .oneTimeCodes, .sessions, .policyDrafts,
             .apiTokens, .password, .personReset: [.post]
        case .signIn, .newAccount, .accountEdit, .note, .notes, .payments, .reverse, .newContact, .contact, .newProduct, .product, .newCategory, .category, .newDocument,
             .accountCell, .person, .newTeam, .team, .organisation, .order, .newImport, .importRun, .importStep, .policyDraft, .newPerson, .reset,
             .classification, .backups, .firstSteps, .welcome:
            [.get, .head, .post]
        case .home, .accounts, .accountsCSV, .account, .accountMonthsCSV, .tierHistoryCSV, .log, .why, .whyTermsCSV, .whyLinesCSV, .documents, .documentsCSV, .document, .documentCSV,
             .contacts, .contactsCSV, .activity, .accountsXLSX, .receivables, .receivablesCSV, .receivablesXLSX, .returns, .returnsCSV, .imports, .importsCSV, .importSetAside, .search, .styleguide, .people,
             .peopleCSV, .teamsCSV, .tagsCSV, .ratesCSV, .sessionsCSV, .apiTokensCSV, .importDraftsCSV, .settings, .preview, .file, .orders, .ordersCSV, .orderCSV, .products, .productsCSV, .pick, .policies,
             .policy, .policiesCSV, .policyChanges, .importKeptCSV, .policyMovers, .policyMoversCSV, .backupsCSV, .classificationCSV,
             .classificationMovers, .classificationMoversCSV, .apiAccounts, .apiAccount, .health, .readiness, .metrics, .asset: [.get, .head]
        }
    }
}
