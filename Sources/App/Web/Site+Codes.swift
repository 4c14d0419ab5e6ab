import Basics
import Hummingbird
import Interface
import Storage

/// Turning one-time codes on and off: whoever finds a browser open must not be able to.
extension Site {
    func changeCodes(_ request: Request, _ context: RouteContext) async throws -> Response {
        let now = app.clock.now
        return try await withForm(request, context) { visit, sent, session in
            if sent["do"] == "on" {
                // The secret is the one that was given out after the password, whatever the form says.
                return try await app.database.write { connection in
                    guard let secret = try ShownOnce.codes.text(for: session, at: now, in: connection) else { return .redirect(.settings) }
                    return try SettingsPage.turnCodesOn(secret, code: sent["code"] ?? "", session, visit, in: connection)
                }
            }
            guard try await isPassword(sent["current"] ?? "", of: visit.user) else { return try await said(.wrongPassword, "codes", session, at: now) }
            guard sent["do"] == "start" else { return try await app.database.write { try SettingsPage.turnCodesOff(session, visit, in: $0) } }
            let isOn = try await app.database.read { try UserStore.oneTimeSecret(of: visit.user.id, in: $0) != nil }
            guard !isOn else { return .redirect(.settings) }
            let fresh = OneTimeCode.secret(app.random)
            return try await app.database.write { connection in
                try UserStore.lock(visit.user.id, in: connection)
                // Asked for twice, it stays the one that the first page shows.
                let secret = try ShownOnce.codes.text(for: session, at: now, in: connection) ?? fresh
                try ShownOnce.codes.keep(secret, for: session, at: now, in: connection)
                return try SettingsPage.answer(.init(pending: secret), visit, in: connection)
            }
        }
    }

    /// Leads to the settings, which say it once: to this session, and not to whoever follows a link.
    func said(_ message: SettingsPage.Message, _ place: String = "", _ session: String, at now: Timestamp) async throws -> Answer {
        try await app.database.write { try ShownOnce.message.keep(message.rawValue, for: session, at: now, in: $0) }
        return .there(Address.settings.text + (place.isEmpty ? "" : "#" + place))
    }

    /// The settings, with what waits to be shown to this session once.
    func settingsPage(_ request: Request, _ context: RouteContext) async throws -> Response {
        let asked = Asked(request), session = asked.cookies[Self.sessionCookie] ?? "", now = app.clock.now
        let kinds: [ShownOnce] = [.token, .message]
        var told = SettingsPage.Told()
        if try await app.database.read({ try ShownOnce.waits(kinds, for: session, at: now, in: $0) }) {
            told = try await app.database.write { connection in
                // Whoever is not signed in any more is shown nothing, and nothing is lost by their asking.
                guard try self.context(asked, at: now, in: connection) != nil else { return .init() }
                let message = try ShownOnce.message.take(for: session, at: now, in: connection)
                return .init(newToken: try ShownOnce.token.take(for: session, at: now, in: connection), message: message.flatMap { .init(rawValue: $0) })
            }
        }
        return try await answer(request, context, isRemembered: false) { [told] visit, query, connection in
            try SettingsPage.answer(told, query: query, visit, in: connection)
        }
    }

    /// Whether somebody who is signed in knows their password. Guessing here is slowed down like guessing at the sign-in.
    func isPassword(_ text: String, of user: User) async throws -> Bool { try await knownPassword(text, of: user) != nil }

    /// The stored password that a text is; nil when it is not.
    func knownPassword(_ text: String, of user: User) async throws -> Password? {
        let now = app.clock.now, proof = FailedTry.password(user.id)
        guard limiter.mayTry("password", from: "person \(user.id.value)", at: now) else { return nil }
        let (stored, failures) = try await app.database.read { connection in
            (try UserStore.credentials(signIn: user.signIn, in: connection)?.1, try FailedTries.standing([proof], at: now, in: connection))
        }
        guard let stored, !failures.isTooMany else { return nil }
        guard try await app.passwords.check(text, against: stored) else {
            try await app.database.write { connection in
                try FailedTries.forgetOld(at: now, in: connection)
                try FailedTries.count(proof, at: now, in: connection)
            }
            return nil
        }
        if !failures.failed.isEmpty { try await app.database.write { try FailedTries.forget(proof, in: $0) } }
        return stored
    }
}
