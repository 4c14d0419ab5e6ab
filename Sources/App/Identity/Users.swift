import Basics
import Storage

extension App {
    /// Why a person could not be added.
    public enum UserRefusal: Error, Equatable, Sendable {
        case signInTaken(String)
        case signInUnreadable(String)
        /// No name, or one that is too long.
        case nameUnreadable(limit: Int)
        case passwordTooShort(minimum: Int)
        case unknownTeam(String)
        /// Whoever is the only one to administer the installation.
        case lastAdministrator(String)
    }

    /// OWASP ASVS 5, 6.2.1: at least eight characters.
    public static let shortestPassword = 8

    /// Characters of a sign-in name.
    static let longestSignIn = TextLimit.signIn

    /// Adds a person who can sign in.
    /// - Throws: `UserRefusal` with what is wrong.
    public func addUser(
        signIn: String, name: String, englishName: String? = nil, role: Role, team: String? = nil, password: String, by actor: User.ID?
    ) async throws -> User {
        guard password.count >= Self.shortestPassword else { throw UserRefusal.passwordTooShort(minimum: Self.shortestPassword) }
        guard Self.isSignIn(signIn) else {
            throw UserRefusal.signInUnreadable(signIn)
        }
        guard case .success(let name) = Field(name: "name", label: "", kind: .line(limit: TextLimit.person), isRequired: true).read(name) else {
            throw UserRefusal.nameUnreadable(limit: TextLimit.person)
        }
        let stored = try await passwords.derived(from: password, random: random)
        let now = clock.now
        return try await database.writeJudged { connection in
            try Rule.lock([.people], in: connection)
            guard try UserStore.credentials(signIn: signIn, in: connection) == nil else { throw UserRefusal.signInTaken(signIn) }
            var teamID: Team.ID?
            if let team {
                teamID = try UserStore.teams(in: connection).first { $0.name == team || $0.englishName == team }?.id
                guard teamID != nil else { throw UserRefusal.unknownTeam(team) }
            }
            let user = User(
                id: try connection.newIdentifier("app_user", reserve: 1), signIn: signIn.lowercased(), name: name,
                englishName: englishName, role: role, teamID: teamID, language: nil, theme: nil, isDisabled: false
            )
            try UserStore.insert(user, password: stored, at: now, in: connection)
            try ActivityStore.record(
                .userAdded, by: actor, at: now, subject: ("app_user", user.id.value), after: "\(user.signIn) \(role.rawValue)",
                in: connection
            )
            return user
        }
    }

    /// Disables a person and ends their sessions; false when there is nobody to disable.
    /// - Throws: `UserRefusal.lastAdministrator` when nobody could administer the installation any more.
    public func disableUser(signIn: String, by actor: User.ID?) async throws -> Bool {
        let now = clock.now
        return try await database.write { connection in
            try Rule.lock([.people], in: connection)
            if let user = try UserStore.credentials(signIn: signIn, in: connection)?.0, try UserStore.isLastAdministrator(user.id, in: connection) {
                throw UserRefusal.lastAdministrator(signIn)
            }
            guard try UserStore.disable(signIn: signIn, at: now, in: connection) else { return false }
            try ActivityStore.record(
                .userDisabled, by: actor, at: now, subject: ("app_user", nil), after: signIn, in: connection
            )
            return true
        }
    }

    /// Lets somebody who lost what makes their one-time codes sign in with the password alone; false when they use none.
    public func turnOffCodes(signIn: String, by actor: User.ID?) async throws -> Bool {
        let now = clock.now
        return try await database.write { connection in
            guard let user = try UserStore.credentials(signIn: signIn, in: connection)?.0 else { return false }
            return try UserStore.takeAwayCodes(of: user, by: actor, at: now, in: connection)
        }
    }

    public func users() async throws -> [User] {
        try await database.read { try UserStore.users(in: $0) }
    }

    /// Checks a sign-in and starts a session; nil when name and password do not belong together.
    /// - Parameters:
    ///   - code: the one-time code of people who use one.
    ///   - once: what tells the form from others, where it is one; see `SentForm`.
    public func signIn(
        _ signIn: String, password: String, code: String = "", once: String? = nil, browser: String? = nil, address: String? = nil
    ) async throws -> (user: User, token: String)? {
        let outcome = try await tryToSignIn(signIn, password: password, code: code, once: once, browser: browser, address: address, isCounted: false)
        guard case .signedIn(let user, let token) = outcome else { return nil }
        return (user, token)
    }

    public func signOut(token: String, by actor: User.ID) async throws {
        let now = clock.now
        try await database.write { connection in
            try SessionStore.end(token: token, in: connection)
            try ActivityStore.record(.signedOut, by: actor, at: now, subject: ("app_user", actor.value), in: connection)
        }
    }
}
