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
        return await respond(asked, context) {
            guard isOwn(request) else { return .forged }
            let (sent, kept, problem) = try await contents(request, asked)
            if pattern == .accountsBulk, let file = try await exportedChoice(sent, asked) { return file }
            let code = context.parameters.get("code").flatMap { Parameters.decode($0) } ?? ""
            let id = context.parameters.get("id").flatMap { Int64($0) }
            let fresh = pattern == .oneTimeCodes ? OneTimeCode.secret(app.random) : pattern == .apiTokens ? APITokenStore.newToken(app.random) : ""
            let token = asked.cookies[Self.sessionCookie] ?? ""
            let column = context.parameters.get("column").flatMap { AccountColumn(rawValue: $0) }
            let once = SentForm.fingerprint(sent, asked.here, files: kept)
            do {
                return try await app.database.write { connection -> Outcome in
                    guard var visit = try self.context(asked, at: now, in: connection) else { return .stranger }
                    guard visit.formSecret.matches(sent["token"]) else { return .forged }
                    visit.once = once
                    let wrong = problem.map { visit.words.notes.text(of: $0) }
                    let answer = switch pattern {
                    case .oneTimeCodes: try SettingsPage.setCodes(sent, fresh: fresh, visit, in: connection)
                    case .apiTokens: try TokensPanel.change(sent, fresh: fresh, visit, in: connection)
                    case .sessions: try SettingsPage.endSessions(sent, token: token, visit, in: connection)
                    case .notes: try NoteForm.create(code, sent, files: kept, problem: wrong, visit, in: connection)
                    case .note: try NoteEditForm.save(code, id, sent, files: kept, problem: wrong, visit, in: connection)
                    default: try Self.action(pattern, code, id, column, sent, visit, connection)
                    }
                    // What is wrong with a form that is sent again may be what it has added itself, such as a number.
                    if case .invalid = answer, let first = try SentForm.answer(visit, in: connection) { return .answered(first.within(visit), visit.language, visit.theme) }
                    return .answered(answer.within(visit), visit.language, visit.theme)
                }
            } catch is SentForm.Repeated {
                return try await app.database.read { connection -> Outcome in
                    guard var visit = try self.context(asked, at: now, in: connection) else { return .stranger }
                    visit.once = once
                    return .answered((try SentForm.answer(visit, in: connection) ?? .notFound).within(visit), visit.language, visit.theme)
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
        case .undo: try undo(id, sent, visit, connection)
        default: .notFound
        }
    }

    private static func undo(_ id: Int64?, _ sent: Parameters, _ visit: Context, _ connection: Connection) throws -> Answer {
        guard let id, let outcome = try Undo.undo(id, by: visit.user.id, at: visit.now, in: connection) else { return .notFound }
        return .there(Toast.undone(outcome, at: safeTarget(sent["to"])))
    }

    /// The fields of a form, and the files that came with it, kept already.
    private func contents(
        _ request: Request, _ asked: Asked
    ) async throws -> (sent: Parameters, kept: [NoteForm.Kept], problem: NoteFiles.Problem?) {
        guard let boundary = Multipart.boundary(request.headers[.contentType]) else {
            let buffer = try await request.body.collect(upTo: Self.formLimit)
            return (Parameters(formText: String(buffer: buffer)), [], nil)
        }
        // Nobody who is not signed in writes to the disk.
        let now = app.clock.now
        guard try await app.database.read({ try context(asked, at: now, in: $0) }) != nil else { return (Parameters(), [], nil) }
        let files = app.files, random = app.random
        let form = try await Multipart.read(request.body, boundary: boundary) {
            try files.incoming(limit: AttachmentRule.limit, random: random)
        }
        if let limit = form.exceeded {
            form.discard()
            return (Parameters(form.fields), [], .tooLarge(limit: limit))
        }
        let (kept, problem) = try NoteFiles.keep(form.uploads, in: files)
        return (Parameters(form.fields), kept, problem)
    }
}
