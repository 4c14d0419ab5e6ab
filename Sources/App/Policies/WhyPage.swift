import Basics
import Interface
import Scoring
import Storage

/// Why an account has its tier: from the gates down to the invoice lines.
enum WhyPage {
    static let shownLines = 12

    struct Model {
        var account: AccountSummary
        var score: AccountScore
        var version: PolicyVersion
        var policy: Policy
        var currency: Currency
        var query: WhyQuery
        /// The calendar months of the window, oldest first, and what each adds up to as the books stand; the first and the last may be
        /// part of a month.
        var months: [(period: Period, totals: SalesStore.LineTotals)]
        /// The newest lines of the window or of the chosen month.
        var lines: [SalesStore.ListedLine]
        var history: [PolicyStore.PastScore]
        /// The score without the chosen line.
        var without: (line: SalesStore.ListedLine, card: Scorecard)?
        /// What became of the books since.
        var since: BooksSince?
        /// The other result beside this one, where it was asked for.
        var comparison: RunComparison?

        /// Whether it is the account's newest result.
        var isNewest: Bool { history.last.map { $0.run == score.run.id } ?? true }

        var window: Period { Period.trailing(months: policy.window, before: score.run.asOf) }
        var card: Scorecard { score.scorecard }

        /// The period whose lines are listed.
        var opened: Period { query.month.flatMap { months.indices.contains($0) ? months[$0].period : nil } ?? window }

        var total: SalesStore.LineTotals { months.reduce(.init()) { $0 + $1.totals } }
    }

    static func answer(_ code: String, _ query: WhyQuery, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let account = try AccountStore.summary(code: code, within: visit.scope, in: connection) else { return .notFound }
        guard let model = try model(account, query, visit, in: connection) else { return query.run == nil ? .page(unscored(account, visit)) : .notFound }
        let title = visit.words.account.why
        var shell = AccountHead.shell(account, visit, page: title)
        shell.printed = visit.printed(policy: visit.words.why.policy(model.version.code, String(model.version.version)))
        return .page(shell.html(WhyView(model: model, visit: visit).html))
    }

    static func model(
        _ account: AccountSummary, _ query: WhyQuery, _ visit: Context, in connection: Connection
    ) throws -> Model? {
        guard let (score, version, policy) = try AccountPage.score(of: account.id, run: query.run, in: connection) else { return nil }
        let currency = account.currency ?? visit.organisation.baseCurrency
        let periods = Period.trailing(months: policy.window, before: score.run.asOf).months
        let totals = try SalesStore.totals(of: account.id, currency: currency, in: periods, in: connection)
        var model = Model(
            account: account, score: score, version: version, policy: policy, currency: currency, query: query,
            months: Array(zip(periods, totals)), lines: [],
            history: try PolicyStore.history(of: account.id, limit: 12, in: connection)
        )
        try SalesStore.forEachLine(of: account.id, in: model.opened, currency: currency, limit: shownLines, in: connection) { model.lines.append($0) }
        model.since = try BooksSince(
            score, policy, of: account.id, baseCurrency: visit.organisation.baseCurrency, isNewest: model.isNewest, in: connection
        )
        if let other = query.with { model.comparison = try RunComparison((score, version, policy), of: account.id, with: other, in: connection) }
        if let line = query.without, model.since?.canTry == true {
            let card = try WhatIf.scorecard(
                without: line, of: account.id, score, policy, baseCurrency: visit.organisation.baseCurrency, in: connection
            )
            let listed = try SalesStore.line(line, of: account.id, in: connection)
            model.without = card.flatMap { card in listed.map { ($0, card) } }
        }
        return model
    }

    private static func unscored(_ account: AccountSummary, _ visit: Context) -> HTML {
        let words = visit.words.account
        let head = AccountHead(account: account, tab: .evaluation, visit: visit)
        return AccountHead.shell(account, visit, page: words.why).html("""
            \(head.html)<div class="content"><section class="panel">\(EmptyState.html(title: words.noScoreTitle, hint: words.noScoreHint, action: ClassificationNotice.door(visit)))</section></div>
            """)
    }
}

/// What the why page shows, as CSV.
enum WhyExport {
    /// The table of terms.
    static func terms(_ code: String, _ query: WhyQuery, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let account = try AccountStore.summary(code: code, within: visit.scope, in: connection),
              let (score, _, policy) = try AccountPage.score(of: account.id, run: query.run, in: connection) else { return .notFound }
        let currency = account.currency ?? visit.organisation.baseCurrency
        return .csv(name: "\(code)-why.csv", WhyTerms.csv(score.scorecard, policy, currency, visit))
    }

    /// Every result that the account ever had, oldest first.
    static func history(_ code: String, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let account = try AccountStore.summary(code: code, within: visit.scope, in: connection) else { return .notFound }
        let header = [visit.words.why.asOf, visit.words.account.score, visit.words.accounts.tier]
        return .table("\(code)-tiers.csv", header, try PolicyStore.history(of: account.id, limit: .max, in: connection)) { entry in
            [entry.asOf.iso, FixedDecimal(units: Int64(entry.score), decimals: 4).trimmed(atLeast: 1), entry.tier]
        }
    }

    /// Every line of the window, of one month of it, or of other days.
    static func lines(_ code: String, _ query: WhyQuery, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let account = try AccountStore.summary(code: code, within: visit.scope, in: connection) else { return .notFound }
        if let period = query.period {
            let currency = account.currency ?? visit.organisation.baseCurrency
            return .csv(name: "\(code)-lines.csv", LineExport.bytes(try lines(of: account.id, in: period, currency, connection), currency, visit))
        }
        guard let model = try WhyPage.model(account, WhyQuery(month: query.month, run: query.run), visit, in: connection) else { return .notFound }
        let found = try lines(of: account.id, in: model.opened, model.currency, connection)
        return .csv(name: "\(code)-lines.csv", LineExport.bytes(found, model.currency, visit))
    }

    private static func lines(of account: Account.ID, in period: Period, _ currency: Currency, _ connection: Connection) throws -> [SalesStore.ListedLine] {
        var lines: [SalesStore.ListedLine] = []
        try SalesStore.forEachLine(of: account, in: period, currency: currency, in: connection) { lines.append($0) }
        return lines
    }
}
