import Basics
import Interface
import Scoring
import Storage

/// The page of one account: how is it, why, and what happened?
enum AccountPage {
    struct Model {
        var account: AccountSummary
        var months: AccountMonths
        /// What it bought in further currencies.
        var others: [OtherSales]
        var receivables: SalesStore.Receivables
        var record: AccountOnRecord?
        var score: (score: AccountScore, version: PolicyVersion, policy: Policy)?
        var history: [PolicyStore.PastScore]
        var documents: [SalesStore.ListedDocument]
        var contacts: (shown: [Contact], count: Int)
        var activities: [Activity]
        var timeline: Timeline
    }

    static func answer(_ code: String, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let account = try AccountStore.summary(code: code, within: visit.scope, in: connection) else { return .notFound }
        let currency = account.currency ?? visit.organisation.baseCurrency
        let activities = try ActivityStore.activities(of: account.id, limit: 6, in: connection)
        let model = Model(
            account: account, months: try AccountMonths(of: account.id, currency: currency, in: visit.year, connection),
            others: try AccountStore.otherSales(of: [account.id], in: connection)[account.id] ?? [],
            receivables: try SalesStore.receivables(of: account.id, on: visit.asOf, in: connection),
            record: try AccountOnRecord(account, visit, in: connection), score: try score(of: account.id, in: connection),
            history: try PolicyStore.history(of: account.id, limit: 6, in: connection),
            documents: try SalesStore.documents(of: account.id, openOn: visit.asOf, limit: 8, in: connection),
            contacts: try ContactStore.contacts(of: account.id, on: visit.today, limit: 4, in: connection),
            activities: activities, timeline: try Timeline(activities, of: account, visit, in: connection)
        )
        var shell = AccountHead.shell(account, visit)
        shell.printed = visit.printed(policy: model.score.map { visit.words.why.policy($0.version.code, String($0.version.version)) })
        return .page(shell.html(AccountView(model: model, visit: visit, currency: currency).html))
    }

    /// A score with the policy that made it: of one run, or the newest.
    static func score(
        of account: Account.ID, run: ClassificationRun.ID? = nil, in connection: Connection
    ) throws -> (score: AccountScore, version: PolicyVersion, policy: Policy)? {
        guard let score = try PolicyStore.score(of: account, run: run, in: connection),
              let version = try PolicyStore.version(score.run.policyVersionID, in: connection), let policy = version.policy else { return nil }
        return (score, version, policy)
    }
}
