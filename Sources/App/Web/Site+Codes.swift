import Basics
import Hummingbird
import Interface
import Storage

/// Turning one-time codes on and off: whoever finds a browser open must not be able to.
extension Site {
    func changeCodes(_ request: Request, _ context: RouteContext) async throws -> Response {
        let now = app.clock.now
        return try await withForm(request, context) { visit, sent, _ in
            if sent["do"] == "on" {
                // The secret is the one that was given out after the password, whatever the form says.
                guard let secret = codes.secret(of: visit.user.id, at: now) else { return .redirect(.settings) }
                let answer = try await app.database.write { try SettingsPage.turnCodesOn(secret, code: sent["code"] ?? "", visit, in: $0) }
                if case .there = answer { codes.forget(visit.user.id) }
                return answer
            }
            guard try await isPassword(sent["current"] ?? "", of: visit.user) else { return .there("/settings?said=wrong#codes") }
            guard sent["do"] == "start" else { return try await app.database.write { try SettingsPage.turnCodesOff(visit, in: $0) } }
            let isOn = try await app.database.read { try UserStore.oneTimeSecret(of: visit.user.id, in: $0) != nil }
            guard !isOn else { return .redirect(.settings) }
            let secret = OneTimeCode.secret(app.random)
            codes.keep(secret, of: visit.user.id, at: now)
            return try await app.database.read { try SettingsPage.answer(Parameters(), pending: secret, visit, in: $0) }
        }
    }

    /// Whether somebody who is signed in knows their password. Guessing here is slowed down like guessing at the sign-in.
    func isPassword(_ text: String, of user: User) async throws -> Bool { try await knownPassword(text, of: user) != nil }

    /// The stored password that a text is; nil when it is not.
    func knownPassword(_ text: String, of user: User) async throws -> Password? {
        let stored = try await app.database.read { try UserStore.credentials(signIn: user.signIn, in: $0)?.1 }
        guard limiter.mayTry("password", from: "person \(user.id.value)", at: app.clock.now), let stored else { return nil }
        return try await app.passwords.check(text, against: stored) ? stored : nil
    }
}
