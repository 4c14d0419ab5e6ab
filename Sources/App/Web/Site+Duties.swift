import Basics
import Hummingbird
import Interface
import Storage

extension Site {
    /// Forms that want work done that an installation does once; it begins when the form's transaction is committed.
    func dutyChange(_ pattern: Address.Pattern, _ request: Request, _ context: RouteContext) async throws -> Response {
        let asked = Asked(request)
        let now = app.clock.now
        return try await respond(asked, context) {
            guard isOwn(request) else { return .forged }
            let buffer = try await request.body.collect(upTo: Self.formLimit)
            let sent = Parameters(formText: String(buffer: buffer))
            let outcome = try await app.database.write { connection -> Outcome in
                guard let visit = try self.context(asked, at: now, in: connection) else { return .stranger }
                guard visit.formSecret.matches(sent["token"]) else { return .forged }
                let answer = switch pattern {
                case .classification: try ClassificationPage.change(sent, visit, in: connection)
                case .backups: try BackupsPage.change(sent, visit, in: connection)
                default: Answer.notFound
                }
                return .answered(answer.within(visit), visit.language, visit.theme)
            }
            app.desk.look(pattern == .backups ? .backup : .classification, app, logger)
            return outcome
        }
    }
}
