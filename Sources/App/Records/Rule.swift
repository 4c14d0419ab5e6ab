import Basics
import Storage

/// What must hold over more than one record. Each rule has a row, and whoever judges it locks that row before reading anything, so that
/// no two people can each find it kept and break it together.
///
/// The order in which everything is locked, so that no two wait for each other: the action that is taken back, rules, the lease of
/// work, accounts by number, then other records. Rules that concern one account have no row here; the account's own row is theirs.
enum Rule: String, CaseIterable, Sendable {
    /// Products and categories: their codes, and that none is removed while it is used.
    case catalogue
    /// One run at a time follows from the run before.
    case classification
    /// Codes and credit codes of accounts belong to one account each.
    case codes
    /// Numbers of documents are booked once, whatever account they arrive under.
    case documents
    /// No account is above itself.
    case hierarchy
    /// A file is run once, and a run taken back once.
    case imports
    /// The organisation with its rates and tags, and the tree of its teams.
    case organisation
    /// Sign-in names belong to one person each, and somebody may administer the installation.
    case people
    /// Versions follow one another, and a draft is published once.
    case policies
    /// Each seal covers the one before it.
    case seals
    /// What somebody keeps of lists.
    case views

    static func lock(_ rules: Set<Rule>, in connection: Connection) throws {
        guard !rules.isEmpty else { return }
        let names = rules.map(\.rawValue).sorted()
        try connection.lock("SELECT name FROM rule_lock WHERE name IN \(list: names) ORDER BY name")
    }
}

extension AccountStore {
    /// Keeps accounts for this transaction; in the order of their numbers, as everybody does.
    static func lock(_ ids: some Sequence<Account.ID>, against strength: Connection.LockStrength = .change, in connection: Connection) throws {
        for part in Set(ids).sorted().chunks(of: 1_000) {
            try connection.lock("SELECT id FROM account WHERE id IN \(list: part) ORDER BY id", against: strength)
        }
    }
}

extension Database {
    /// How often a change is judged anew.
    private static var attempts: Int { 3 }

    /// Runs a transaction that judges before it writes. What a rival did between the two is met as a constraint, such as a code that is
    /// taken by now; judged once more it is seen, and the person is told.
    func writeJudged<Value: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Value) async throws -> Value {
        for _ in 1..<Self.attempts {
            do {
                return try await write(body)
            } catch StorageFailure.constraint {
                continue
            }
        }
        return try await write(body)
    }
}
