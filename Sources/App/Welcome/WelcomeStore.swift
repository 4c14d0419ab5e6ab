import Basics
import Interface
import Storage

/// All SQL that names the first visit and the first steps.
enum WelcomeStore {
    /// Whether somebody can sign in, or once could.
    static func hasPeople(in connection: Connection) throws -> Bool {
        try connection.first("SELECT 1 FROM app_user LIMIT 1") { _ in true } ?? false
    }

    /// The one token that counts from now on.
    static func set(tokenHash: String, in connection: Connection) throws {
        try connection.execute("UPDATE welcome SET token_hash = \(tokenHash) WHERE id = 1")
    }

    /// Whether a token still makes the first administrator.
    static func isOpen(tokenHash: String, in connection: Connection) throws -> Bool {
        try connection.first("SELECT 1 FROM welcome WHERE token_hash = \(tokenHash)") { _ in try !hasPeople(in: connection) } ?? false
    }

    /// Uses the token up; false where it has been used, also by somebody at this moment.
    static func use(tokenHash: String, in connection: Connection) throws -> Bool {
        try connection.execute("UPDATE welcome SET token_hash = NULL WHERE id = 1 AND token_hash = \(tokenHash)") == 1
            && !hasPeople(in: connection)
    }

    // MARK: First steps

    static func setDismissed(at moment: Timestamp?, in connection: Connection) throws {
        try connection.execute("UPDATE welcome SET dismissed_at = \(moment) WHERE id = 1")
    }

    /// How far an installation is: each step is taken when its trace is in the data.
    static func steps(in connection: Connection) throws -> FirstSteps {
        func has(_ question: SQL) -> SQL { "CASE WHEN EXISTS (\(question)) THEN 1 ELSE 0 END" }
        let found = try connection.first("""
            SELECT \(has("SELECT 1 FROM organisation WHERE name <> \(Organisation.unnamed.name)")),
                \(has("SELECT 1 FROM app_user u JOIN app_user o ON o.id > u.id WHERE u.disabled_at IS NULL AND o.disabled_at IS NULL")),
                \(has("SELECT 1 FROM account WHERE id > 0")), \(has("SELECT 1 FROM invoice WHERE account_id > 0")),
                \(has("SELECT 1 FROM policy_version WHERE published_by IS NOT NULL")),
                \(has("SELECT 1 FROM classification_run WHERE accounts > 0")), dismissed_at
            FROM welcome
            """) { row in
            var steps = FirstSteps()
            if try row.get(0) { steps.taken.insert(.organisation) }
            if try row.get(1) { steps.taken.insert(.people) }
            (steps.hasAccounts, steps.hasSales) = (try row.get(2), try row.get(3))
            if steps.hasAccounts, steps.hasSales { steps.taken.insert(.data) }
            let isClassified: Bool = try row.get(5)
            // Whoever has classified by the policy that came with the product has decided for it.
            if try row.get(4) || isClassified { steps.taken.insert(.policy) }
            if isClassified { steps.taken.insert(.classification) }
            steps.isDismissed = try row.get(6, as: Timestamp?.self) != nil
            return steps
        }
        return found ?? FirstSteps()
    }
}

/// The short way from an empty installation to the first tiers.
struct FirstSteps: Sendable {
    enum Step: Int, CaseIterable, Sendable { case organisation, people, data, policy, classification }

    var taken: Set<Step> = []
    var hasAccounts = false
    var hasSales = false
    var isDismissed = false

    var isDone: Bool { taken.count == Step.allCases.count }
    /// The first that is not taken.
    var next: Step? { Step.allCases.first { !taken.contains($0) } }
}

extension App {
    /// Makes the token with which the first visit makes the first administrator; the one before counts no longer.
    /// - Returns: nil where somebody can sign in.
    public func openFirstVisit() async throws -> String? {
        let token = random.bytes(24).hexadecimal
        return try await database.write { connection in
            guard try !WelcomeStore.hasPeople(in: connection) else { return nil }
            try WelcomeStore.set(tokenHash: SessionStore.hash(token), in: connection)
            return token
        }
    }

    /// Makes the first administrator and signs them in; nil where the token has been used, also by somebody at this moment.
    func makeFirstAdministrator(
        _ form: WelcomePage.Form, token: String, browser: String?, address: String?
    ) async throws -> String? {
        let hash = SessionStore.hash(token), random = random, now = clock.now
        // Strangers with made-up addresses cost nothing.
        guard try await database.read({ try WelcomeStore.isOpen(tokenHash: hash, in: $0) }) else { return nil }
        let password = try await passwords.derived(from: form.password, random: random)
        return try await database.write { connection in
            guard try WelcomeStore.use(tokenHash: hash, in: connection) else { return nil }
            let user = User(
                id: try connection.newIdentifier("app_user", reserve: 1), signIn: form.signIn.lowercased(), name: form.name, englishName: nil,
                role: .administrator, teamID: nil, language: form.language?.rawValue, theme: nil, isDisabled: false
            )
            try UserStore.insert(user, password: password, at: now, in: connection)
            try UserStore.setPreferences(language: form.language?.rawValue, theme: nil, of: user.id, in: connection)
            try ActivityStore.record(
                .userAdded, by: user.id, at: now, subject: ("app_user", user.id.value), after: "\(user.signIn) \(user.role.rawValue)", in: connection
            )
            return try SessionStore.start(user.id, browser: browser, address: address, random: random, at: now, in: connection)
        }
    }
}
