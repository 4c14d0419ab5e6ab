import Basics
import Scoring
import Storage

extension Comparison {
    /// Totals and kept facts against the documents.
    mutating func compareTotals() throws {
        let windows = try FactReading.lastWindows(in: connection)
        for part in try AccountStore.identifiers(in: connection).chunks(of: 400) {
            for difference in try AccountTotals.differences(part, in: connection) {
                accounts.insert(difference.account)
                differences.add(difference.table, difference.column, at: try code(of: difference.account))
            }
            for account in try OpenInvoices.differing(part, in: connection) {
                accounts.insert(account)
                differences.add("open_invoice", "rows", at: try code(of: account))
            }
            for account in try windows.map({ try KeptFacts.differing(part, in: $0, connection) }) ?? [] {
                accounts.insert(account)
                differences.add("account_fact", "facts", at: try code(of: account))
            }
        }
    }

    private func code(of account: Account.ID) throws -> String { try AccountStore.account(account, in: connection)?.code ?? "\(account.value)" }

    /// Every score against its scorecard and the one before, and how accounts moved.
    mutating func compareScores() throws {
        try compare("account_score", [Column("previous_tier", "v.previous_tier", "v.before")], from: """
            (SELECT account_id, run_id, previous_tier, LAG(tier) OVER (PARTITION BY account_id ORDER BY run_id) AS before FROM account_score) v
            """, row: "CAST(v.account_id AS TEXT)")
        var forms: [Int64: ScorecardForm] = [:]
        try connection.forEach("SELECT id, scorecard_form FROM classification_run WHERE scorecard_form IS NOT NULL") { row in
            forms[try row.get(0)] = try ScorecardForm(encoded: try row.get(1))
        }
        var found = differences
        try connection.forEach("SELECT run_id, account_id, score, tier, provisional, scorecard FROM account_score") { row in
            let form = forms[try row.get(0)], account = String(try row.get(1, as: Int64.self))
            guard let card = Scorecard(encoded: try row.get(5), form: form), card.score == card.sum else {
                return found.add("account_score", "scorecard", at: account)
            }
            if card.score != (try row.get(2, as: Int.self)) { found.add("account_score", "score", at: account) }
            if card.tier != (try row.get(3, as: String.self)) { found.add("account_score", "tier", at: account) }
            if card.isProvisional != (try row.get(4, as: Bool.self)) { found.add("account_score", "provisional", at: account) }
        }
        differences = found
        try compareMoves()
    }

    /// How the last classification moved each account; runs of the same policy and day are one.
    private mutating func compareMoves() throws {
        var expected: [Account.ID: Int] = [:], scored: Set<Account.ID> = []
        if let run = try PolicyStore.latestRun(in: connection), let policy = try PolicyStore.version(run.policyVersionID, in: connection)?.policy {
            let places = Dictionary(policy.tiers.enumerated().map { ($1.code, $0) }) { first, _ in first }
            let first = try beginningOfMoves()
            try connection.forEach("""
                SELECT account_id, tier, previous_tier FROM account_score WHERE run_id >= \(first) ORDER BY account_id, run_id
                """) { row in
                let account: Account.ID = try row.get(0), tier: String = try row.get(1)
                scored.insert(account)
                guard let before = try row.get(2, as: String?.self) else { return expected[account] = 2 }
                guard let old = places[before], let new = places[tier], old != new else { return }
                expected[account] = new < old ? 1 : -1
            }
        }
        var found = differences
        try connection.forEach("SELECT s.account_id, s.moved, s.tier FROM account_summary s") { row in
            let account: Account.ID = try row.get(0)
            guard try scored.contains(account) || row.get(2, as: String?.self) == nil else { return }
            if try row.get(1, as: Int.self) != expected[account] ?? 0 { found.add("account_summary", "moved", at: "\(account.value)") }
        }
        differences = found
    }

    /// The first run whose moves still count: nights add to those of the last classification, and one that repeats the run just before it,
    /// same policy and day, goes on with it.
    private func beginningOfMoves() throws -> Int64 {
        let runs = try connection.rows("SELECT id, kind, as_of, policy_version_id FROM classification_run ORDER BY id DESC") { row in
            (id: try row.get(0, as: Int64.self), isNight: try row.get(1, as: String.self) == ClassificationRun.Kind.night.rawValue,
             asOf: try row.get(2, as: Day.self), policy: try row.get(3, as: Int64.self))
        }
        var chain = runs.drop(while: \.isNight)
        guard var first = chain.popFirst() else { return 0 }
        while let before = chain.popFirst(), !before.isNight, before.asOf == first.asOf, before.policy == first.policy { first = before }
        return first.id
    }

    mutating func compareImports() throws {
        var found = differences
        try connection.forEach("SELECT id, row_count, set_aside_rows FROM import") { row in
            let id: ImportRecord.ID = try row.get(0), rows: Int = try row.get(1), left: Int = try row.get(2)
            guard let tally = try ImportStore.record(id, in: connection)?.tally else { return }
            // A run that is under way, or broke off hard, has not said its rows yet.
            if rows != tally.rows { found.add("import", "row_count", at: "\(id.value)") }
            if left != tally.setAsideRows { found.add("import", "set_aside_rows", at: "\(id.value)") }
        }
        differences = found
    }
}

extension Scorecard {
    /// What the contributions add up to, less what missing parts cost.
    fileprivate var sum: Int { max(0, terms.reduce(0) { $0 + $1.contribution } - penalty) }
}
