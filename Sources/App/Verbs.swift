import Basics
import Scoring
import Storage

/// Questions and verbs that the command line, and later the programming interface, share with the pages.
extension App {
    /// All accounts by net sales, largest first; at most `limit`.
    public func accounts(limit: Int? = nil, within scope: Scope = .all) async throws -> [AccountSummary] {
        var accounts: [AccountSummary] = []
        var cursor: AccountCursor?
        repeat {
            let after = cursor
            let size = min(2_000, (limit ?? .max) - accounts.count)
            let page = try await database.read { connection in
                try AccountStore.page(AccountFilter(), AccountOrder(.total, descending: true), after: after, size: size, within: scope, in: connection)
            }
            accounts += page.accounts
            cursor = page.next
        } while cursor != nil && accounts.count < limit ?? .max
        return accounts
    }

    public func account(code: String, within scope: Scope = .all) async throws -> AccountSummary? {
        try await database.read { try AccountStore.summary(code: code, within: scope, in: $0) }
    }

    /// The newest score of an account with all its terms; nil before the first classification.
    public func score(code: String, within scope: Scope = .all) async throws -> AccountScore? {
        try await database.read { connection in
            guard let account = try AccountStore.summary(code: code, within: scope, in: connection) else { return nil }
            return try PolicyStore.latestScore(of: account.id, in: connection)
        }
    }

    /// What the newest score would be without one line; nil when there is no such account, score or line.
    public func score(code: String, withoutDocument number: String, line: Int, within scope: Scope = .all) async throws -> Scorecard? {
        try await database.read { connection in
            guard let account = try AccountStore.summary(code: code, within: scope, in: connection),
                  let (score, _, policy) = try AccountPage.score(of: account.id, in: connection),
                  let document = try SalesStore.document(number: number, of: account.id, in: connection) else { return nil }
            let base = try UserStore.organisation(in: connection)?.baseCurrency ?? .cny
            return try WhatIf.scorecard(
                without: .init(document: document.id, number: line), of: account.id, score, policy, baseCurrency: base, in: connection
            )
        }
    }

    public func imports() async throws -> [ImportRecord] {
        try await database.read { try ImportStore.records(limit: .max, in: $0) }
    }

    /// Takes an import back; nil when there is none with that number, or it was taken back already.
    /// - Throws: `ImportUndo.StillRunning` while somebody works on it.
    public func undoImport(_ id: Int64, by actor: User.ID?) async throws -> ImportUndo.Outcome? {
        let now = clock.now
        guard let record = try await database.read({ try ImportStore.record(ImportRecord.ID(id), in: $0) }) else { return nil }
        if record.kind != ImportKind.sales.rawValue { return try await undoRecords(record, by: actor, at: now) }
        return try await database.write { try ImportUndo.undo(record.id, by: actor, at: now, in: $0) }
    }

    public func policyVersions() async throws -> [PolicyVersion] {
        try await database.read { try PolicyStore.versions(in: $0) }
    }

    /// Publishes a policy; `document` is the text that `policy` was read from.
    public func publish(
        _ document: String, _ policy: Policy, effectiveFrom: Day, note: String?, by actor: User.ID?
    ) async throws {
        let now = clock.now
        _ = try await database.writeJudged { connection in
            try Rule.lock([.policies], in: connection)
            return try PolicyStore.publish(
                document, code: policy.id, effectiveFrom: effectiveFrom, note: note, by: actor, at: now, in: connection
            )
        }
    }
}
