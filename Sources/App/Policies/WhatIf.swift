import Basics
import Scoring
import Storage

/// What an account's score would be without one of its lines: what classifying the same day again gives when the line is not there.
enum WhatIf {
    /// Nil when there is no such line, or it was issued after the score's day.
    static func scorecard(
        without line: FactStore.Line, of account: Account.ID, _ score: AccountScore, _ policy: Policy, baseCurrency: Currency,
        in connection: Connection
    ) throws -> Scorecard? {
        let asOf = score.run.asOf
        guard let (line, issuedOn, currency) = try FactStore.line(line, of: account, in: connection), issuedOn < asOf else { return nil }
        var subject: AccountSubject?
        try AccountStore.forEachSubject(only: account, baseCurrency: baseCurrency, in: connection) { one, _, _ in subject = one }
        guard var subject else { return nil }
        subject.previousTier = score.previousTier
        if line.isAlone, subject.firstOrderOn == issuedOn {
            subject.firstOrderOn = try FactStore.firstOrder(of: account, without: line.document, in: connection)
        }
        if currency == subject.currency {
            subject.currency = try FactStore.currency(of: account, without: line, on: issuedOn, in: currency, base: baseCurrency, connection)
        }
        let reading = try FactReading(policy, asOf: asOf, of: account, without: line, in: connection)
        return Evaluation(policy, asOf: asOf).scorecard(
            facts: reading.facts(of: subject), portfolio: reading.portfolio.facts(in: subject.currency), previousTier: subject.previousTier,
            holding: score.held
        )
    }
}
