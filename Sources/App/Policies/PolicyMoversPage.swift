import Basics
import Interface
import Scoring
import Storage

/// The accounts behind one number of a preview.
struct PolicyMoversPage {
    private static let size = 100

    let page: PolicyDraftPage
    let query: MoversQuery

    private var draft: PolicyDraft { page.draft }
    private var visit: Context { page.visit }
    private var words: DraftsWords { visit.words.drafts }

    func answer(in connection: Connection) throws -> Answer {
        guard let view = try page.impact(in: connection) else { return .notFound }
        var found = try movers(view, limit: Self.size + 1, in: connection)
        let hasMore = found.count > Self.size
        if hasMore { found.removeLast() }
        let title = title(view.moves.count(query))
        var next = query
        next.after = found.last?.place
        var all = query
        all.after = nil
        let pager = Pager(
            shown: hasMore || query.after != nil ? visit.words.accounts.shown(Format.grouped(found.count), Format.grouped(view.moves.count(query))) : nil,
            first: query.after.map { _ in Address.policyMovers(draft.id.value, all).text },
            next: hasMore ? Address.policyMovers(draft.id.value, next).text : nil
        )
        let csv = DownloadLink.csv(Address.policyMoversCSV(draft.id.value, all).text)
        let list: HTML = found.isEmpty ? EmptyState.html(title: words.nobodyMoves, hint: "") : "<ul>\(found.map(view.row))</ul>"
        let crumbs = [
            Shell.Crumb(visit.words.policies.title, Address.policies.text), Shell.Crumb(words.draft, Address.policyDraft(draft.id.value).text),
            Shell.Crumb(words.whoMoves),
        ]
        return .page(visit.shell(title: title, section: .policies, crumbs: crumbs).html("""
            <div class="head"><div class="lead"><h1>\(title)</h1></div></div><div class="content narrow"><section class="panel lines" aria-labelledby="movers"><header><h2 id="movers">\(words.whoMoves)</h2><div class="tools">\(csv)</div></header>\(list)\(pager.html(visit.words.accounts))</section></div>
            """))
    }

    private func movers(_ view: PolicyImpactView, limit: Int, in connection: Connection) throws -> [PolicyDraft.Mover] {
        try PolicyDraftStore.movers(of: draft.id, view.moves.moves(query), after: query.after, within: visit.scope, limit: limit, in: connection)
    }

    private func title(_ count: Int) -> String {
        switch (query.from, query.to, query.direction) {
        case (let from?, let to?, _): words.moversFromTo(count, from, to)
        case (let from?, nil, nil): words.moversFrom(count, from)
        case (nil, let to?, nil): words.moversTo(count, to)
        case (_, _, .up): words.movesUp(count)
        case (_, _, .down): words.movesDown(count)
        case (nil, nil, nil): query.isWhole ? words.everybody(count) : count == 0 ? words.nobodyMoves : words.movers(count)
        }
    }

    func export(in connection: Connection) throws -> Answer {
        guard let view = try page.impact(in: connection) else { return .notFound }
        let labels = visit.words.accounts
        let header = [labels.code, labels.account, words.inForce, labels.score, words.draft, labels.score, words.reason]
        func score(_ value: Int) -> String { FixedDecimal(units: Int64(value), decimals: 4).trimmed(atLeast: 1) }
        return .table("movers.csv", header, try movers(view, limit: .max, in: connection)) { mover in
            let result = mover.result
            return [
                mover.code, mover.name(english: visit.isEnglish), result.oldTier, score(result.oldScore), result.newTier,
                score(result.newScore), result.oldTier == result.newTier ? "" : view.reason(result),
            ]
        }
    }
}
