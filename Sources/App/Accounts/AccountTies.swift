import Basics
import Storage

/// What an account is needed for besides itself: whoever takes an account back asks here, one question per subject.
enum AccountTies {
    /// The first tie of each of some accounts; those that nothing holds are missing.
    static func find(_ accounts: [Account.ID], in connection: Connection) throws -> [Account.ID: KeptReason] {
        var ties: [Account.ID: KeptReason] = [:]
        func add(_ found: Set<Account.ID>, _ reason: KeptReason) { for account in found where ties[account] == nil { ties[account] = reason } }
        for part in accounts.chunks(of: 400) {
            add(try SalesStore.accountsWithFacts(among: part, in: connection), .documents)
            add(try NoteStore.accountsWithNotes(among: part, in: connection), .notes)
            add(try ContactStore.accountsWithContacts(among: part, in: connection), .contacts)
            add(try AccountStore.parents(among: part, in: connection), .subsidiaries)
        }
        return ties
    }

    /// Removes accounts that nothing holds, with the scores and facts that were worked out of them.
    static func remove(_ accounts: [Account.ID], in connection: Connection) throws {
        try PolicyStore.removeScores(of: accounts, in: connection)
        try KeptFacts.remove(accounts, in: connection)
        try AccountStore.remove(accounts, in: connection)
    }
}
