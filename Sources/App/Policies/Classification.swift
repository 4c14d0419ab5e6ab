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
        public var tier: String
        /// Ten-thousandths of a point.
        public var score: Int
        public var isProvisional: Bool
        /// Nil when it is certain to be the one of the run before, byte by byte.
        public var scorecard: Scorecard?
    }

    public var version: PolicyVersion
    public var policy: Policy
    public var asOf: Day
    public var results: [Result]
    var portfolio: Portfolio
    private var basis: String
    private var measured: [KeptFacts.Entry]
    /// The same policy was applied to the same day before: what moved then has still moved.
    private var isRepeated: Bool

    /// Accounts that shares of the company leave out, by the currency that has no rate on a day of theirs.
    public var unrated: [(currency: Currency, accounts: Int)] { portfolio.unrated(window: policy.window) }

    /// How many accounts each tier has, in the policy's order.
    public var counts: [(tier: String, accounts: Int)] {
        var counts: [String: Int] = [:]
        for result in results { counts[result.tier, default: 0] += 1 }
        return policy.tiers.map { ($0.code, counts[$0.code] ?? 0) }
    }

    /// Why nothing could be classified.
    public enum Refusal: Error, Equatable, Sendable {
        case noPolicy(on: Day)
        /// The document in force cannot be read by this version of the product.
        case unreadablePolicy(code: String, version: Int)
    }

    /// Measures and scores every account; changes nothing.
    /// - Parameters:
    ///   - asOf: only data before this day counts.
    ///   - onlyChanges: leaves scorecards out that are certain to be those of the run before.
    static func compute(
        asOf: Day, baseCurrency: Currency, onlyChanges: Bool = false, in connection: Connection
    ) throws -> Classification {
        guard let version = try PolicyStore.inForce(on: asOf, in: connection) else { throw Refusal.noPolicy(on: asOf) }
        guard let policy = version.policy else {
            throw Refusal.unreadablePolicy(code: version.code, version: version.version)
        }
        var last = onlyChanges ? try PolicyStore.latestRun(in: connection) : nil
        if last?.asOf != asOf || last?.policyVersionID != version.id { last = nil }
        return try compute(with: policy, version: version, asOf: asOf, baseCurrency: baseCurrency, since: last, in: connection)
    }

    /// The same with a policy that nobody has published; `version` is the one in force.
    /// - Parameter last: a run of the same policy and day; scorecards that are certain to be its own are left out.
    static func compute(
        with policy: Policy, version: PolicyVersion, asOf: Day, baseCurrency: Currency, since last: ClassificationRun? = nil,
        in connection: Connection
    ) throws -> Classification {
        let reading = try FactReading(policy, asOf: asOf, in: connection)
        let evaluation = Evaluation(policy, asOf: asOf)
        var portfolios: [Currency: [Int: PortfolioFacts]] = [:]
        let repetition = last.map { Repetition(of: $0, policy, reading) }
        var results: [Result] = []
        try AccountStore.forEachSubject(baseCurrency: baseCurrency, in: connection) { subject, code, name in
            let portfolio = portfolios[subject.currency] ?? reading.portfolio.facts(in: subject.currency)
            portfolios[subject.currency] = portfolio
            let facts = reading.facts(of: subject)
            var result = Result(
                account: subject.id, code: code, name: name, previousTier: subject.previousTier, tier: subject.previousTier ?? "",
                score: subject.score, isProvisional: subject.isProvisional
            )
            if repetition?.isCertain(subject, facts, portfolio) != true {
                result.set(evaluation.scorecard(facts: facts, portfolio: portfolio, previousTier: subject.previousTier))
            }
            results.append(result)
        }
        return Classification(
            version: version, policy: policy, asOf: asOf, results: results, portfolio: reading.portfolio, basis: reading.basis,
            measured: reading.measured, isRepeated: last != nil
        )
    }

    /// Keeps the outcome: scores with all their terms, tiers in the list, and a line of activity per changed tier.
    func save(started: Timestamp, by actor: User.ID?, at now: Timestamp, in connection: Connection) throws -> ClassificationRun {
        let run = ClassificationRun(
            id: try connection.newIdentifier("classification_run", reserve: 1), asOf: asOf, policyVersionID: version.id,
            startedAt: started, finishedAt: now, accounts: results.count, portfolio: portfolio
        )
        let form = ScorecardForm(policy)
        try PolicyStore.insert(run, form, by: actor, in: connection)
        let scored = results.filter { $0.scorecard != nil }
        for part in scored.chunks(of: 5_000) { try PolicyStore.insert(part, of: run.id, form, in: connection) }
        try AccountStore.setTiers(ofRun: run.id, tiers: policy.tiers.map(\.code), keepsMoves: isRepeated, in: connection)
        try KeptFacts.keep(measured, basis: basis, in: connection)
        let moved = scored.filter { $0.previousTier != $0.tier }
        try ActivityStore.record(
            .tierChanged, by: actor, at: now, subject: ("classification_run", run.id.value),
            accounts: moved.map { ($0.account, $0.previousTier, $0.tier) }, in: connection
        )
        try ActivityStore.record(
            .classified, by: actor, at: now, subject: ("classification_run", run.id.value),
            after: counts.map { "\($0.tier) \($0.accounts)" }.joined(separator: ", "), in: connection
        )
        return run
    }
}

extension Classification.Result {
    fileprivate mutating func set(_ card: Scorecard) {
        (tier, score, isProvisional, scorecard) = (card.tier, card.score, card.isProvisional, card)
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
            try Classification.compute(asOf: asOf, baseCurrency: currency, onlyChanges: keeping, in: connection)
        }
        guard keeping else { return classification }
        let now = clock.now
        _ = try await database.write { connection in
            try classification.save(started: started, by: actor, at: now, in: connection)
        }
        return classification
    }
}
