import Basics
import Scoring
import Storage

extension App {
    /// Scores every account by a draft and by the policy in force, on the same data, and keeps both.
    /// - Parameters:
    ///   - asOf: only data before this day counts.
    ///   - today: the draft is compared with what is in force on this day.
    ///   - lease: what the preview is made under; a newer preview has taken it away.
    /// - Throws: `Classification.Refusal` when nothing is in force.
    func preview(_ draft: PolicyDraft, asOf: Day, today: Day, under lease: WorkLease? = nil, progress: @Sendable (Int, Double) -> Void) async throws {
        guard case .policy(let policy) = PolicyDocument.read(draft.document) else { return }
        let currency = try await organisation().baseCurrency
        let old = try await database.read { connection in
            guard let version = try PolicyStore.inForce(on: today, in: connection) else { throw Classification.Refusal.noPolicy(on: today) }
            guard let policy = version.policy else { throw Classification.Refusal.unreadablePolicy(code: version.code, version: version.version) }
            return try Classification.compute(with: policy, version: version, asOf: asOf, baseCurrency: currency, in: connection)
        }
        progress(old.results.count, 0.45)
        try Task.checkCancellation()
        let version = old.version
        let new = try await database.read { connection in
            try Classification.compute(with: policy, version: version, asOf: asOf, baseCurrency: currency, in: connection)
        }
        progress(new.results.count, 0.9)
        try Task.checkCancellation()
        let results = Self.results(before: old.results, after: new.results, criteria: policy.criteria.map(\.id))
        let now = clock.now
        try await database.write { connection in
            if let lease { try WorkStore.renew(lease, at: now, in: connection) }
            try PolicyDraftStore.keep(results, of: draft, asOf: asOf, beside: version.id, at: now, in: connection)
        }
    }

    /// What becomes of every account that both runs have; one that came between them is left to the next preview.
    private static func results(
        before: [Classification.Result], after: [Classification.Result], criteria: [String]
    ) -> [PolicyDraft.Result] {
        let known = Dictionary(before.map { ($0.account, $0) }) { first, _ in first }
        return after.compactMap { after in
            guard let before = known[after.account] else { return nil }
            let changes = criteria.map { id in
                (id, (after.scorecard?.contribution(of: id) ?? 0) - (before.scorecard?.contribution(of: id) ?? 0))
            }
            let largest = changes.max { abs($0.1) < abs($1.1) }
            return PolicyDraft.Result(
                account: after.account, oldTier: before.tier, oldScore: before.score, newTier: after.tier, newScore: after.score,
                reason: largest.flatMap { $0.1 == 0 ? nil : $0.0 }, reasonChange: largest?.1 ?? 0
            )
        }
    }
}
