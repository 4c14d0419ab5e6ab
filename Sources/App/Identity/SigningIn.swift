import Basics
import Storage

/// What a try to sign in came to.
enum SignInOutcome: Sendable {
    case signedIn(User, token: String)
    /// Name, password or code are wrong; which of them is not told.
    case wrong
    /// Too many tries were wrong lately; somebody else's tries at other places are not counted.
    case tooMany
    /// The password is right, but too many one-time codes were wrong lately, wherever they came from.
    case tooManyCodes
}

extension App {
    /// Signs somebody in, and counts what was wrong: a wrong password with the name and the network it was tried from, a wrong one-time
    /// code with the person, whatever the network. Whoever has not got the password never gets as far as that.
    /// - Parameters:
    ///   - once: what tells the form from others, where it is one; sent again, it signs in again.
    ///   - address: where the try comes from; nil when nobody knows.
    ///   - isCounted: whether wrong passwords count too.
    func tryToSignIn(
        _ signIn: String, password: String, code: String, once: String? = nil, browser: String?, address: String?, isCounted: Bool = true
    ) async throws -> SignInOutcome {
        let network = SignInLimiter.network(of: address ?? ""), now = clock.now
        let byName = FailedTry.name(signIn.lowercased(), network: network), tries = isCounted ? [byName, .network(network)] : []
        let (found, failures) = try await database.read { connection in
            (try UserStore.credentials(signIn: signIn, in: connection), try FailedTries.standing(tries, at: now, in: connection))
        }
        if failures.isTooMany { return .tooMany }
        let matches = try await passwords.check(password, against: found?.1)
        guard let user = found?.0, matches, !user.isDisabled else {
            let known = found?.0.id
            guard isCounted || known != nil else { return .wrong }
            try await database.write { connection in
                // Who tried is not known; at whose door is.
                if let known { try ActivityStore.record(.signInFailed, by: nil, at: now, subject: ("app_user", known.value), in: connection) }
                try FailedTries.forgetOld(at: now, in: connection)
                for one in tries { try FailedTries.count(one, at: now, in: connection) }
            }
            return .wrong
        }
        let random = random
        return try await database.write { connection in
            if try UserStore.oneTimeSecret(of: user.id, in: connection) != nil {
                // Whoever leaves the field empty guesses nothing.
                guard code.contains(where: \.isNumber) else { return .wrong }
                // Counted before it is judged: of many codes that come at the same moment no more are looked at than one after the other.
                let isTooMany = try FailedTries.count(.code(user.id), at: now, in: connection)
                guard try !isTooMany && OneTimeCode.admits(code, of: user.id, once: once, at: now, in: connection) else {
                    try ActivityStore.record(.signInFailed, by: nil, at: now, subject: ("app_user", user.id.value), in: connection)
                    return isTooMany ? .tooManyCodes : .wrong
                }
                try FailedTries.forget(.code(user.id), in: connection)
            }
            if failures.failed.contains(byName) { try FailedTries.forget(byName, in: connection) }
            try ActivityStore.record(.signedIn, by: user.id, at: now, subject: ("app_user", user.id.value), in: connection)
            return .signedIn(user, token: try SessionStore.start(user.id, browser: browser, address: address, random: random, at: now, in: connection))
        }
    }
}
