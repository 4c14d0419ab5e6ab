import Basics
import Scoring
import Storage

/// What an account's score would be without one of its lines: the same evaluation on facts that lack the line.
enum WhatIf {
    /// Nil when there is no such line, or it does not lie in any of the policy's windows.
    static func scorecard(
        without line: FactStore.Line, of account: Account.ID, _ score: AccountScore, _ policy: Policy, baseCurrency: Currency,
        in connection: Connection
    ) throws -> Scorecard? {
        guard let found = try FactStore.line(line, of: account, in: connection) else { return nil }
        var line = line
        line.amount = found.amount
        let asOf = score.run.asOf
        var subject: AccountSubject?
        try AccountStore.forEachSubject(only: account, baseCurrency: baseCurrency, in: connection) { one, _, _ in subject = one }
        guard var subject, found.issuedOn < asOf else { return nil }
        subject.previousTier = score.previousTier
        if found.isAlone, subject.firstOrderOn == found.issuedOn {
            subject.firstOrderOn = try FactStore.firstOrder(of: account, without: line.document, in: connection)
        }
        let run = score.run.portfolio
        let reading = try FactReading(policy, asOf: asOf, of: account, without: line, beside: run, in: connection)
        var portfolio = run.facts(in: subject.currency)
        if !run.company.isEmpty {
            let whole = try FactReading(policy, asOf: asOf, of: account, without: nil, beside: run, in: connection).facts(of: subject), rest = reading.facts(of: subject)
            for window in run.company.keys {
                portfolio[window]?.lose(whole[window]?.converted, rest[window]?.converted)
            }
        }
        if found.currency == subject.currency {
            for (window, var sum) in portfolio {
                let period = Period.trailing(months: window, before: asOf)
                guard period.contains(found.issuedOn) else { continue }
                if run.company[window] == nil {
                    sum.netSales -= found.amount
                    sum.margin = sum.margin.flatMap { margin in found.cost.map { margin - (found.amount - $0) } }
                }
                if let category = found.category, !found.isReturn,
                   try !FactStore.isSold(category, in: period, without: line, of: account, in: connection) { sum.categories -= 1 }
                portfolio[window] = sum
            }
        }
        return Evaluation(policy, asOf: asOf).scorecard(
            facts: reading.facts(of: subject), portfolio: portfolio, previousTier: subject.previousTier
        )
    }
}

extension PortfolioFacts {
    /// What the company's sums are without a line of an account, whose amounts are then others.
    fileprivate mutating func lose(_ whole: AccountFacts.Converted?, _ rest: AccountFacts.Converted?) {
        if let before = whole?.netSales, let after = rest?.netSales { netSales += after - before }
        margin = margin.flatMap { sum in whole?.margin.flatMap { before in rest?.margin.map { sum + $0 - before } } }
    }
}
