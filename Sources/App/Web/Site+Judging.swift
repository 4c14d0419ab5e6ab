import Basics
import Hummingbird
import Interface
import Storage

extension Site {
    /// A form on its way to being judged.
    struct SentHere: Sendable {
        let pattern: Address.Pattern
        let asked: Asked
        /// The account's code in the address, empty without one.
        var code = ""
        /// The number in the address.
        var id: Int64?
        let sent: Parameters
        /// See `SentForm.fingerprint`.
        let once: String?
        let now: Timestamp

        init(_ pattern: Address.Pattern, _ asked: Asked, code: String = "", id: Int64? = nil, _ sent: Parameters, once: String?, at now: Timestamp) {
            (self.pattern, self.asked, self.code, self.id, self.sent, self.once, self.now) = (pattern, asked, code, id, sent, once, now)
        }
    }

    /// Runs a form's action in one transaction. What it is judged by is locked before anything is read, also before the right to do it is; a
    /// form that is sent again is answered as its first sending was.
    /// - Parameter action: may run more than once.
    func judge(_ form: SentHere, _ action: @escaping @Sendable (Context, Connection) throws -> Answer) async throws -> Outcome {
        do {
            return try await app.database.writeJudged { connection -> Outcome in
                guard form.asked.tokenHash != nil else { return .stranger }
                try form.pattern.lock(form.sent, code: form.code, id: form.id, in: connection)
                guard var visit = try self.context(form.asked, at: form.now, in: connection) else { return .stranger }
                guard visit.formSecret.matches(form.sent["token"]) else { return .forged }
                visit.once = form.once
                let answer = try action(visit, connection)
                if answer.isRefusal, let first = try SentForm.answer(visit, in: connection) {
                    // What is wrong with a form that is sent again may be what it has added itself, such as a number.
                    return .answered(first.within(visit), visit.language, visit.theme)
                }
                if form.pattern.guarding?.repetition == .kept, let once = form.once, let location = answer.location {
                    try SentForm.keep(location, batch: answer.batch, once: once, of: visit.user.id, at: visit.now, in: connection)
                }
                return .answered(answer.within(visit), visit.language, visit.theme)
            }
        } catch is SentForm.Repeated {
            return try await firstAnswer(form)
        }
    }

    private func firstAnswer(_ form: SentHere) async throws -> Outcome {
        try await app.database.read { connection -> Outcome in
            guard var visit = try self.context(form.asked, at: form.now, in: connection) else { return .stranger }
            visit.once = form.once
            return .answered((try SentForm.answer(visit, in: connection) ?? .notFound).within(visit), visit.language, visit.theme)
        }
    }
}

extension Answer {
    /// Where it leads; nil for an answer that stays.
    var location: String? {
        switch self {
        case .redirect(let address): address.text
        case .done(let address, let batch): Toast.done(batch, at: address.text)
        case .doneThere(let path, let batch): Toast.done(batch, at: path)
        case .there(let path): path
        default: nil
        }
    }

    /// What it did can be taken back by this.
    fileprivate var batch: Int64? {
        switch self {
        case .done(_, let batch), .doneThere(_, let batch): batch
        default: nil
        }
    }

    /// Nothing was done.
    fileprivate var isRefusal: Bool {
        switch self {
        case .invalid, .conflict, .notFound, .missing: true
        default: false
        }
    }
}
