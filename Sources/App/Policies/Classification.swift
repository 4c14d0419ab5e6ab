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
        /// By points, before gates and history have their say.
        var pointsTier: String?
        /// Whether anything of it differs from what stands; only then it is kept.
        var isChanged = false
    }

    public var version: PolicyVersion
    public var policy: Policy
    public var asOf: Day
    public var results: [Result]
    var portfolio: Portfolio
    private var basis: String
    private var measured: [KeptFacts.Entry]
    /// The last change of the books before they were read.
    private var books: Int64
    /// The same policy was applied to the same day before: what moved then has still moved.
    private var isRepeated: Bool
    private var kind: ClassificationRun.Kind
    /// The run whose scorecards the outcome was compared with.
    private var latest: ClassificationRun.ID?

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

    /// Another run was kept while this one was computed.
    struct Overtaken: Error {}

    /// Measures and scores every account; changes nothing.
    /// - Parameters:
    ///   - asOf: only data before this day counts.
    ///   - day: the policy is the one in force on this day; nil for `asOf`.
    ///   - onlyChanges: leaves scorecards out that are certain to be those of the run before.
    static func compute(
        asOf: Day, inForceOn day: Day? = nil, baseCurrency: Currency, onlyChanges: Bool = false, in connection: Connection
    ) throws -> Classification {
        let day = day ?? asOf
        guard let version = try PolicyStore.inForce(on: day, in: connection) else { throw Refusal.noPolicy(on: day) }
        guard let policy = version.policy else {
            throw Refusal.unreadablePolicy(code: version.code, version: version.version)
        }
        var last = onlyChanges ? try PolicyStore.latestRun(in: connection) : nil
        if last?.asOf != asOf || last?.policyVersionID != version.id || last?.kind != .classification { last = nil }
        return try compute(with: policy, version: version, asOf: asOf, baseCurrency: baseCurrency, since: last, in: connection)
    }

    /// What a night finds: scores, gates and what tier would come out, by the policy that the tiers stand on. By points no tier changes;
    /// accounts without a tier get their first.
    /// - Returns: nil before the first classification.
    static func night(asOf: Day, baseCurrency: Currency, in connection: Connection) throws -> Classification? {
        guard let last = try PolicyStore.latestRun(in: connection),
              let version = try PolicyStore.version(last.policyVersionID, in: connection) else { return nil }
        guard let policy = version.policy else { throw Refusal.unreadablePolicy(code: version.code, version: version.version) }
        return try compute(with: policy, version: version, asOf: asOf, baseCurrency: baseCurrency, as: .night, in: connection)
    }

    /// The same with a policy that nobody has published; `version` is the one in force.
    /// - Parameter last: a run of the same policy and day; scorecards that are certain to be its own are left out.
    static func compute(
        with policy: Policy, version: PolicyVersion, asOf: Day, baseCurrency: Currency, since last: ClassificationRun? = nil,
        as kind: ClassificationRun.Kind = .classification, in connection: Connection
    ) throws -> Classification {
        let books = try BookChanges.last(in: connection)
        let reading = try FactReading(policy, asOf: asOf, in: connection)
        let form = ScorecardForm(policy), latest = try PolicyStore.latestRun(in: connection)
        let standing = try PolicyStore.standing(of: version, form, in: connection)
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
                let before = standing[subject.id], held = kind == .night ? before?.pointsTier : nil
                let card = evaluation.scorecard(facts: facts, portfolio: portfolio, previousTier: subject.previousTier, holding: held)
                result.set(card)
                result.pointsTier = held ?? evaluation.pointsTier(at: card.score, previousTier: subject.previousTier).tier?.code
                result.isChanged = before?.card != form.encoded(card) || before?.pointsTier != result.pointsTier || subject.previousTier != card.tier
            }
            results.append(result)
        }
        return Classification(
            version: version, policy: policy, asOf: asOf, results: results, portfolio: reading.portfolio, basis: reading.basis,
            measured: reading.measured, books: books, isRepeated: last != nil, kind: kind, latest: latest?.id
        )
    }

    /// Keeps the outcome: what differs of the scores with all their terms, tiers in the list, and a line of activity per changed tier.
    ///
    /// A run has the scorecards that it keeps and, of all other accounts, the newest of the runs before it.
    /// - Throws: `Overtaken` where what it was compared with stands no longer.
    func save(started: Timestamp, by actor: User.ID?, at now: Timestamp, in connection: Connection) throws -> ClassificationRun {
        try DutyStore.lock(.classification, in: connection)
        guard try PolicyStore.latestRun(in: connection)?.id == latest else { throw Overtaken() }
        let run = ClassificationRun(
            id: try connection.newIdentifier("classification_run", reserve: 1), asOf: asOf, policyVersionID: version.id,
            startedAt: started, finishedAt: now, accounts: results.count, portfolio: portfolio, kind: kind, books: books
        )
        let form = ScorecardForm(policy)
        try PolicyStore.insert(run, form, by: actor, in: connection)
        let scored = results.filter { $0.scorecard != nil && $0.isChanged }
        for part in scored.chunks(of: 5_000) { try PolicyStore.insert(part, of: run.id, form, in: connection) }
        try AccountStore.setTiers(ofRun: run.id, tiers: policy.tiers.map(\.code), keepsMoves: isRepeated || kind == .night, in: connection)
        try KeptFacts.keep(measured, basis: basis, in: connection)
        try SalesYear.follow(at: now, in: connection)
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

extension Classification {
    /// How many went to a better tier, how many to a worse one, and of how many anything differs.
    var tally: (rose: Int, fell: Int, changed: Int) {
        let moves = results.compactMap { result in
            result.previousTier.flatMap { policy.rank(of: $0) }.map { ($0, policy.rank(of: result.tier) ?? $0) }
        }
        return (moves.filter { $1 < $0 }.count, moves.filter { $1 > $0 }.count, results.filter(\.isChanged).count)
    }
}

extension App {
    /// Classifies every account with the policy in force on a day.
    /// - Parameter keeping: false computes the same and keeps nothing.
    /// - Throws: `Classification.Refusal` when no policy can be applied.
    public func classify(asOf: Day, keeping: Bool, by actor: User.ID?) async throws -> Classification {
        let currency = try await organisation().baseCurrency
        while true {
            let started = clock.now
            let classification = try await database.read { connection in
                try Classification.compute(asOf: asOf, baseCurrency: currency, onlyChanges: keeping, in: connection)
            }
            guard keeping else { return classification }
            let now = clock.now
            do {
                _ = try await database.write { try classification.save(started: started, by: actor, at: now, in: $0) }
                return classification
            } catch is Classification.Overtaken {
                try Task.checkCancellation()
            }
        }
    }
}
