import Basics
import Scoring
import Storage

/// Applies the policy in force to every account.
public struct Classification: Sendable {
    /// One account's outcome.
    public struct Result: Sendable {
        public var account: Account.ID
        public var code: String
        public var name: String
        public var previousTier: String?
        public var scorecard: Scorecard
    }

    public var version: PolicyVersion
    public var policy: Policy
    public var asOf: Day
    public var results: [Result]
    var portfolio: Portfolio

    /// How many accounts each tier has, in the policy's order.
    public var counts: [(tier: String, accounts: Int)] {
        var counts: [String: Int] = [:]
        for result in results { counts[result.scorecard.tier, default: 0] += 1 }
        return policy.tiers.map { ($0.code, counts[$0.code] ?? 0) }
    }

    /// Why nothing could be classified.
    public enum Refusal: Error, Equatable, Sendable {
        case noPolicy(on: Day)
        /// The document in force cannot be read by this version of the product.
        case unreadablePolicy(code: String, version: Int)
    }

    /// Measures and scores every account; changes nothing.
    /// - Parameter asOf: only data before this day counts.
    static func compute(asOf: Day, baseCurrency: Currency, in connection: Connection) throws -> Classification {
        guard let version = try PolicyStore.inForce(on: asOf, in: connection) else { throw Refusal.noPolicy(on: asOf) }
        guard let policy = version.policy else {
            throw Refusal.unreadablePolicy(code: version.code, version: version.version)
        }
        return try compute(with: policy, version: version, asOf: asOf, baseCurrency: baseCurrency, in: connection)
    }

    /// The same with a policy that nobody has published; `version` is the one in force.
    static func compute(
        with policy: Policy, version: PolicyVersion, asOf: Day, baseCurrency: Currency, in connection: Connection
    ) throws -> Classification {
        let reading = try FactReading(policy, asOf: asOf, in: connection)
        let evaluation = Evaluation(policy, asOf: asOf)
        var portfolios: [Currency: [Int: PortfolioFacts]] = [:]
        var results: [Result] = []
        try AccountStore.forEachSubject(baseCurrency: baseCurrency, in: connection) { subject, code, name in
            let portfolio = portfolios[subject.currency] ?? reading.portfolio.facts(in: subject.currency)
            portfolios[subject.currency] = portfolio
            let card = evaluation.scorecard(
                facts: reading.facts(of: subject), portfolio: portfolio, previousTier: subject.previousTier
            )
            results.append(Result(
                account: subject.id, code: code, name: name, previousTier: subject.previousTier, scorecard: card
            ))
        }
        return Classification(
            version: version, policy: policy, asOf: asOf, results: results, portfolio: reading.portfolio
        )
    }

    /// 1 up, -1 down, 2 first result, 0 stayed.
    private func direction(_ result: Result) -> Int {
        guard let previous = result.previousTier else { return 2 }
        let places = policy.tiers.map(\.code)
        guard previous != result.scorecard.tier, let before = places.firstIndex(of: previous),
              let after = places.firstIndex(of: result.scorecard.tier) else { return 0 }
        return after < before ? 1 : -1
    }

    /// Keeps the outcome: scores with all their terms, tiers in the list, and a line of activity per changed tier.
    func save(started: Timestamp, by actor: User.ID?, at now: Timestamp, in connection: Connection) throws -> ClassificationRun {
        let run = ClassificationRun(
            id: try connection.newIdentifier("classification_run", reserve: 1), asOf: asOf, policyVersionID: version.id,
            startedAt: started, finishedAt: now, accounts: results.count, portfolio: portfolio
        )
        try PolicyStore.insert(run, by: actor, in: connection)
        for part in results.chunks(of: 5_000) { try PolicyStore.insert(part, of: run.id, in: connection) }
        try AccountStore.setTiers(results.map { result in
            (result.account, result.scorecard.tier, result.scorecard.score, result.scorecard.isProvisional, direction(result))
        }, in: connection)
        let moved = results.filter { $0.previousTier != $0.scorecard.tier }
        try ActivityStore.record(
            .tierChanged, by: actor, at: now, subject: ("classification_run", run.id.value),
            accounts: moved.map { ($0.account, $0.previousTier, $0.scorecard.tier) }, in: connection
        )
        try ActivityStore.record(
            .classified, by: actor, at: now, subject: ("classification_run", run.id.value),
            after: counts.map { "\($0.tier) \($0.accounts)" }.joined(separator: ", "), in: connection
        )
        return run
    }
}

extension App {
    /// Classifies every account with the policy in force on a day.
    /// - Parameter keeping: false computes the same and keeps nothing.
    /// - Throws: `Classification.Refusal` when no policy can be applied.
    public func classify(asOf: Day, keeping: Bool, by actor: User.ID?) async throws -> Classification {
        let started = clock.now
        let currency = try await organisation().baseCurrency
        let classification = try await database.read { connection in
            try Classification.compute(asOf: asOf, baseCurrency: currency, in: connection)
        }
        guard keeping else { return classification }
        let now = clock.now
        _ = try await database.write { connection in
            try classification.save(started: started, by: actor, at: now, in: connection)
        }
        return classification
    }
}
