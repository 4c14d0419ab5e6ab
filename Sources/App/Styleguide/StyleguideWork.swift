import Basics
import Interface
import Scoring
import Storage

/// The larger surfaces that people work with, filled with accounts that the reader sees: the list with all its tools, one account's
/// head and timeline, the way of an import, what a draft of a policy moves.
struct StyleguideWork {
    let visit: Context

    private static let rows = 3
    /// Pictures of this page are compared with those of other days.
    private static let time = Timestamp(milliseconds: 1_772_589_600_000)
    private var words: StyleguideWords { visit.words.styleguide }

    func html(in connection: Connection) throws -> HTML {
        let list = try list(in: connection)
        guard let account = list.page.accounts.first else { return steps }
        return "\(work(list))\(try one(account, in: connection))\(steps)\(try problems(account, in: connection))\(try impact(list.page.accounts, in: connection))"
    }

    // MARK: Many accounts

    private func list(in connection: Connection) throws -> AccountsPage.Model {
        var query = AccountsQuery()
        query.isChoosing = true
        query.filter.tiers = ["S", "A"]
        let views = try AccountViews(query, visit, in: connection)
        var model = try AccountsPage.model(query, views, visit, in: connection)
        model.page.accounts.removeLast(max(0, model.page.accounts.count - Self.rows))
        return model
    }

    private func work(_ model: AccountsPage.Model) -> HTML {
        let view = AccountsView(model: model, visit: visit)
        return StyleguidePage.specimen("work", words.work, "\(view.tabs)\(view.bar)\(view.grid)")
    }

    // MARK: One account

    private func one(_ account: AccountSummary, in connection: Connection) throws -> HTML {
        let head = AccountHead(account: account, tab: .activity, visit: visit)
        let changes = [FieldChange(field: "nextStep", before: words.first, after: words.second, beforeText: words.first, afterText: words.second)]
        let activities = [
            activity(.edited, AccountRecord.subject, after: try ChangeText.encoded(changes)), activity(.tierChanged, AccountRecord.subject, before: "B", after: "A"),
            activity(.added, ContactRecord.subject, after: words.samplePerson), activity(.removed, NoteRecord.subject, before: words.longName),
        ]
        let timeline = try Timeline(activities, of: account, visit, in: connection)
        return "\(StyleguidePage.specimen("one", words.one, head.html(headingLevel: 3)))\(StyleguidePage.specimen("happened", visit.words.account.activity, "<ol class=\"timeline\">\(activities.map { timeline.item($0) })</ol>"))"
    }

    private func activity(_ verb: Activity.Verb, _ subject: String, before: String? = nil, after: String? = nil) -> Activity {
        var activity = Activity(id: .init(0), at: Self.time, actorID: visit.user.id, verb: verb, subject: subject, before: before, after: after)
        activity.actorName = visit.user.name
        activity.actorEnglishName = visit.user.englishName
        return activity
    }

    // MARK: Files and policies

    private var steps: HTML {
        let words = visit.words.imports, drafts = visit.words.drafts
        let way = [
            Steps.Step(words.upload, address: "#steps"), Steps.Step(words.matchColumns, address: "#steps"), Steps.Step(words.check),
            Steps.Step(words.preview), Steps.Step(words.importVerb),
        ]
        let road = [Steps.Step(drafts.draft, note: "<small>\(visit.text(Self.time))</small>"), Steps.Step(drafts.previewed), Steps.Step(drafts.publishTitle)]
        let keys = visit.shell(title: "", section: .none, crumbs: []).keys
        return StyleguidePage.specimen("steps", self.words.steps, """
            \(Steps.html(way, current: 2, label: words.steps))\(Steps.html(road, current: 1, label: drafts.road))<div class="keys-help">\(keys)</div>
            """)
    }

    private func problems(_ account: AccountSummary, in connection: Connection) throws -> HTML {
        let labels = visit.words.fields
        let draft = ImportDraft(
            id: .init(0), kind: .accounts, fileName: "accounts.csv", isWorkbook: false, file: "", size: 0, columns: ["code": 0, "name": 1, "email": 2],
            createdBy: visit.user.id, createdAt: Self.time
        )
        let rows = ProblemRows(draft: draft, visit: visit, header: [labels.code, labels.name, labels.email], after: 0)
        return try rows.form([
            .init(row: 2, fields: ["", words.sampleName, "x@"], problems: [RowProblem(.badValue, field: "email", detail: .notAnEmail)]),
            .init(row: 7, fields: ["", account.name, ""], problems: [RowProblem(.possibleDuplicate, field: "name")], similar: account.code),
            .init(row: 9, fields: ["K9", words.longName, ""], problems: [RowProblem(.leftOut)]),
        ], 3, "<button type=\"button\" class=\"btn\">\(visit.words.imports.saveAndCheck)</button>", in: connection)
    }

    private func impact(_ accounts: [AccountSummary], in connection: Connection) throws -> HTML {
        guard let version = try PolicyStore.latestRun(in: connection).flatMap({ try PolicyStore.version($0.policyVersionID, in: connection) }),
              let policy = ReadPolicies.policy(version.document), let criterion = policy.criteria.first else { return .empty }
        let counts: [TierMoves.Move: Int] = [
            .init(from: "S", to: "S"): 9, .init(from: "A", to: "S"): 2, .init(from: "A", to: "A"): 40, .init(from: "A", to: "B"): 5,
            .init(from: "B", to: "A"): 3, .init(from: "B", to: "B"): 1_204, .init(from: "C", to: "C"): 98_765,
        ]
        let draft = PolicyDraft(id: .init(0), basedOn: version.id, document: version.document, changedAt: Self.time)
        let view = PolicyImpactView(draft: draft, policy: policy, moves: TierMoves(counts, tiers: policy.tiers.map(\.code)), compared: version, visit: visit)
        let movers = zip(accounts, [("A", "S", 8_000), ("A", "B", -12_500), ("B", "B", 0)]).enumerated().map { index, pair in
            let (account, move) = pair
            return PolicyDraft.Mover(code: account.code, name: account.name, englishName: account.englishName, place: index + 1, result: .init(
                account: account.id, oldTier: move.0, oldScore: 600_000, newTier: move.1, newScore: 600_000 + move.2, reason: criterion.id, reasonChange: move.2
            ))
        }
        // No file: the draft is none that is kept.
        return "\(view.matrix(tools: .empty))\(view.list(movers))"
    }
}
