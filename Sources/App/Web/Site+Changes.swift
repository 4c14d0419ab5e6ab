import Basics
import Hummingbird
import Interface
import Storage

extension Site {
    /// What a form may be at most, in bytes, files not counted.
    static let formLimit = 256 * 1_024

    /// Runs a form's action in one transaction, after checking that the form came from this site.
    func change(_ pattern: Address.Pattern, _ request: Request, _ context: RouteContext) async throws -> Response {
        let asked = Asked(request)
        let now = app.clock.now
        return try await respond(asked, context) {
            guard isOwn(request) else { return .forged }
            let code = context.parameters.get("code").flatMap { Parameters.decode($0) } ?? ""
            let id = context.parameters.get("id").flatMap { Int64($0) }
            let boundary = Multipart.boundary(request.headers[.contentType])
            if boundary != nil, let refused = try await refusal(pattern, code, id, asked) { return refused }
            let (sent, files, problem) = try await contents(request, asked, boundary)
            // What the note did not take is thrown away.
            defer { for sent in files { sent.file.discard() } }
            if pattern == .accountsBulk, let file = try await exportedChoice(sent, asked) { return file }
            let token = asked.cookies[Self.sessionCookie] ?? ""
            let fresh = pattern == .apiTokens ? APITokenStore.newToken(app.random, askedBy: SentForm.fingerprint(sent, asked.here), in: token) : ""
            let column = context.parameters.get("column").flatMap { AccountColumn(rawValue: $0) }
            let form = SentHere(pattern, asked, code: code, id: id, sent, once: SentForm.fingerprint(sent, asked.here, files: files), at: now)
            return try await judge(form) { visit, connection in
                let wrong = problem.map { visit.words.notes.text(of: $0) }
                return switch pattern {
                case .apiTokens: try TokensPanel.change(sent, fresh: fresh, session: token, visit, in: connection)
                case .sessions: try SettingsPage.endSessions(sent, token: token, visit, in: connection)
                case .notes: try NoteForm.create(code, sent, files: files, problem: wrong, visit, in: connection)
                case .note: try NoteEditForm.save(code, id, sent, files: files, problem: wrong, visit, in: connection)
                default: try Self.action(pattern, code, id, column, sent, visit, connection)
                }
            }
        }
    }

    private static func action(
        _ pattern: Address.Pattern, _ code: String, _ id: Int64?, _ column: AccountColumn?, _ sent: Parameters, _ visit: Context, _ connection: Connection
    ) throws -> Answer {
        switch pattern {
        case .newAccount: try AccountEditPage.create(sent, visit, in: connection)
        case .accountsBulk: try BulkChange.answer(sent, visit, in: connection)
        case .savedViews: try SavedViewForm.save(sent, visit, in: connection)
        case .accountCell: try CellEdit.save(code, column, sent, visit, in: connection)
        case .accountEdit: try AccountEditPage.save(code, sent, visit, in: connection)
        case .newContact: try ContactEditPage.create(code, sent, visit, in: connection)
        case .contact: try ContactEditPage.save(code, id, sent, visit, in: connection)
        case .newProduct: try CatalogueForm(kind: .product, visit: visit).save(nil, sent, in: connection)
        case .product: try CatalogueForm(kind: .product, visit: visit).save(id, sent, in: connection)
        case .newCategory: try CatalogueForm(kind: .category, visit: visit).save(nil, sent, in: connection)
        case .category: try CatalogueForm(kind: .category, visit: visit).save(id, sent, in: connection)
        case .newDocument: try DocumentForm(visit: visit, sent).save(code, sent, in: connection)
        case .order: try OrderForm.save(code, id, sent, visit, in: connection)
        case .payments: try PaymentForm.save(code, id, sent, visit, in: connection)
        case .reverse: try Reversal.book(code, id, visit, in: connection)
        case .policyDrafts: try PolicyDraftPage.create(sent, visit, in: connection)
        case .person: try PersonForm.save(id, sent, visit, in: connection)
        case .newTeam: try TeamForm.save(nil, sent, visit, in: connection)
        case .team: try TeamForm.save(id, sent, visit, in: connection)
        case .organisation: try OrganisationPage.save(sent, visit, in: connection)
        case .firstSteps: try FirstStepsPage.change(sent, visit, in: connection)
        case .undo: try undo(id, sent, visit, connection)
        default: .notFound
        }
    }

    private static func undo(_ id: Int64?, _ sent: Parameters, _ visit: Context, _ connection: Connection) throws -> Answer {
        guard let id, let outcome = try Undo.undo(id, by: visit.user, within: visit.scope, at: visit.now, in: connection) else { return .notFound }
        return .there(Toast.undone(outcome, at: safeTarget(sent["to"])))
    }

    /// What a form with files is answered with before it is read; nil when somebody sends it who may.
    private func refusal(_ pattern: Address.Pattern, _ code: String, _ id: Int64?, _ asked: Asked) async throws -> Outcome? {
        let now = app.clock.now
        return try await app.database.read { connection in
            guard let visit = try self.context(asked, at: now, in: connection) else { return .stranger }
            let isTaken = switch pattern {
            case .notes: try NoteFiles.maySend(to: code, nil, visit, in: connection)
            case .note: try id.map { try NoteFiles.maySend(to: code, $0, visit, in: connection) } ?? false
            default: false
            }
            return isTaken ? nil : .answered(.notFound, visit.language, visit.theme)
        }
    }

    /// The fields of a form, and the files that came with it.
    private func contents(
        _ request: Request, _ asked: Asked, _ boundary: String?
    ) async throws -> (sent: Parameters, files: [NoteForm.Sent], problem: NoteFiles.Problem?) {
        guard let boundary else {
            let buffer = try await request.body.collect(upTo: Self.formLimit)
            return (Parameters(formText: String(buffer: buffer)), [], nil)
        }
        let form = try await Multipart.read(request.body, boundary: boundary, files: AttachmentRule.perNote) { fields in
            try self.incoming(fields, asked, limit: AttachmentRule.limit)
        }
        let wrong = form.exceeded.map { NoteFiles.Problem.tooLarge(limit: $0) } ?? (form.isSurplus ? .tooMany(limit: AttachmentRule.perNote) : nil)
        if let wrong {
            form.discard()
            return (Parameters(form.fields), [], wrong)
        }
        let (files, problem) = NoteFiles.take(form.uploads)
        return (Parameters(form.fields), files, problem)
    }

    /// Opens a place for a file of a form whose earlier fields show that it is of this site.
    func incoming(_ fields: Parameters, _ asked: Asked, limit: Int) throws -> FileStore.Incoming {
        let session = asked.cookies[Self.sessionCookie] ?? ""
        guard SessionStore.formSecret(session).matches(fields["token"]) else { throw Multipart.Failure.unexpected }
        return try app.files.incoming(limit: limit, random: app.random)
    }
}
