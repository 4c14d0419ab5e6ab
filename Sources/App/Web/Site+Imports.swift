import Basics
import Hummingbird
import Interface
import Storage

/// The import wizard's requests; its long work goes on in the background.
extension Site {
    private var wizard: ImportWizard { ImportWizard(app: app) }

    func importPage(_ pattern: Address.Pattern, _ request: Request, _ context: RouteContext) async throws -> Response {
        let id = context.parameters.get("id").flatMap { Int64($0) }
        let step = context.parameters.get("step").flatMap { ImportStep(rawValue: $0) }
        let wizard = wizard
        return try await answer(request, context, isRemembered: false) { visit, query, connection in
            if pattern == .importRun { return try ImportRunPage.answer(id, query, visit, wizard, in: connection) }
            guard visit.user.role.may(.importFiles), let id, let draft = try ImportDraftStore.draft(ImportDraft.ID(id), in: connection) else { return .notFound }
            return switch step {
            case .columns: try ColumnsStep(draft: draft, visit: visit, wizard: wizard).answer(in: connection)
            case .check: try CheckStep(draft: draft, visit: visit, wizard: wizard).answer(query, in: connection)
            case .preview: try CheckStep(draft: draft, visit: visit, wizard: wizard).preview(in: connection)
            case .setAside: CheckStep(draft: draft, visit: visit, wizard: wizard).setAside()
            case nil: .notFound
            }
        }
    }

    func importChange(_ pattern: Address.Pattern, _ request: Request, _ context: RouteContext) async throws -> Response {
        let asked = Asked(request)
        let now = app.clock.now
        let id = context.parameters.get("id").flatMap { Int64($0) }
        let step = context.parameters.get("step").flatMap { ImportStep(rawValue: $0) }
        let wizard = wizard
        return try await respond(asked, context) {
            guard isOwn(request) else { return .forged }
            let buffer = try await request.body.collect(upTo: 4 << 20)
            let sent = Parameters(formText: String(buffer: buffer))
            let form = SentHere(pattern, asked, id: id, sent, once: SentForm.fingerprint(sent, asked.here), at: now)
            let outcome = try await judge(form) { visit, connection in
                wizard.forget()
                return try Self.importAnswer(pattern, step, id, sent, visit, wizard, connection)
            }
            wizard.begin()
            return outcome
        }
    }

    private static func importAnswer(
        _ pattern: Address.Pattern, _ step: ImportStep?, _ id: Int64?, _ sent: Parameters, _ visit: Context, _ wizard: ImportWizard,
        _ connection: Connection
    ) throws -> Answer {
        if pattern == .importRun { return try ImportRunPage.change(id, sent, visit, wizard, in: connection) }
        guard visit.user.role.may(.importFiles), let id, let draft = try ImportDraftStore.draft(ImportDraft.ID(id), in: connection) else { return .notFound }
        return switch step {
        case .columns: try ColumnsStep(draft: draft, visit: visit, wizard: wizard).save(sent, in: connection)
        case .check: try CheckStep(draft: draft, visit: visit, wizard: wizard).save(sent, in: connection)
        case .preview: try CheckStep(draft: draft, visit: visit, wizard: wizard).run(in: connection)
        case .setAside, nil: .notFound
        }
    }

    /// Takes a file to disk as it arrives and enters it as a draft.
    func uploadImport(_ request: Request, _ context: RouteContext) async throws -> Response {
        let asked = Asked(request)
        let now = app.clock.now
        return try await respond(asked, context) {
            guard isOwn(request), let boundary = Multipart.boundary(request.headers[.contentType]) else { return .forged }
            guard let visit = try await app.database.read({ try self.context(asked, at: now, in: $0) }) else { return .stranger }
            guard visit.user.role.may(.importFiles) else { return .answered(.notFound, visit.language, visit.theme) }
            let form = try await Multipart.read(request.body, boundary: boundary, files: 1) { fields in
                try self.incoming(fields, asked, limit: ImportUpload.limit)
            }
            // Throws away whatever is not kept below.
            defer { form.discard() }
            if form.isSurplus { throw Multipart.Failure.tooManyFiles }
            guard form.exceeded == nil else {
                return .answered(ImportUpload.answer(visit, problem: .tooLarge), visit.language, visit.theme)
            }
            let sent = Parameters(form.fields)
            guard visit.formSecret.matches(sent["token"]) else { return .forged }
            guard let upload = form.uploads.first(where: { $0.field == "file" }) else {
                return .answered(ImportUpload.answer(visit, problem: .noFile), visit.language, visit.theme)
            }
            guard ImportUpload.isAccepted(upload.fileName) else {
                return .answered(ImportUpload.answer(visit, problem: .kind(upload.fileName)), visit.language, visit.theme)
            }
            let (name, path) = (upload.fileName, upload.file.path)
            let problem = try await app.looks.run { ImportUpload.problem(of: path, named: name) }
            guard problem == .none else {
                return .answered(ImportUpload.answer(visit, problem: problem), visit.language, visit.theme)
            }
            let size = upload.file.size
            let hash = try app.files.keep(upload.file)
            let wizard = wizard
            let arrived = SentHere(.newImport, asked, sent, once: SentForm.fingerprint(sent, asked.here, file: [hash, name]), at: now)
            let outcome = try await judge(arrived) { visit, connection in
                wizard.forget()
                guard visit.user.role.may(.importFiles) else { return .notFound }
                let draft = try ImportUpload.create(sent, file: hash, name: name, size: size, visit, in: connection)
                try wizard.prepare(draft, sheet: nil, guesses: ImportUpload.guesses(sent), in: connection)
                return .redirect(.importStep(draft.id.value, .columns))
            }
            wizard.begin()
            return outcome
        }
    }

    // MARK: Drafts of policies

    func draftPage(_ pattern: Address.Pattern, _ request: Request, _ context: RouteContext) async throws -> Response {
        let id = context.parameters.get("id").flatMap { Int64($0) }
        let work = PolicyPreviewWork(app: app)
        return try await answer(request, context, isRemembered: pattern != .policyDraft) { visit, query, connection in
            guard let draft = try PolicyDraftPage.find(id, visit, in: connection) else { return .notFound }
            try work.look(at: draft.id, in: connection)
            let page = PolicyDraftPage(draft: draft, visit: visit, work: work)
            return switch pattern {
            case .policyMovers: try PolicyMoversPage(page: page, query: MoversQuery(query)).answer(in: connection)
            case .policyMoversCSV: try PolicyMoversPage(page: page, query: MoversQuery(query)).export(in: connection)
            default: try page.answer(in: connection)
            }
        }
    }

    func draftChange(_ request: Request, _ context: RouteContext) async throws -> Response {
        let asked = Asked(request)
        let now = app.clock.now
        let id = context.parameters.get("id").flatMap { Int64($0) }
        return try await respond(asked, context) {
            guard isOwn(request) else { return .forged }
            let buffer = try await request.body.collect(upTo: Self.formLimit)
            let sent = Parameters(formText: String(buffer: buffer))
            let work = PolicyPreviewWork(app: app)
            let form = SentHere(.policyDraft, asked, id: id, sent, once: SentForm.fingerprint(sent, asked.here), at: now)
            let outcome = try await judge(form) { visit, connection in
                work.forget()
                guard let draft = try PolicyDraftPage.find(id, visit, in: connection) else { return .notFound }
                try work.look(at: draft.id, in: connection)
                return try PolicyDraftPage(draft: draft, visit: visit, work: work).save(sent, in: connection)
            }
            work.begin()
            return outcome
        }
    }
}
