import Basics
import Interface
import Storage

/// The accounts that classifying now would move, as they were found out last.
struct ClassificationMoversPage {
    private static let size = 100

    let visit: Context
    let query: MoversQuery

    private var words: DraftsWords { visit.words.drafts }

    func answer(in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.classify) else { return .notFound }
        let own = visit.words.classification
        let crumbs = [
            Shell.Crumb(visit.words.policies.title, Address.policies.text), Shell.Crumb(own.title, Address.classification.text), Shell.Crumb(words.whoMoves),
        ]
        let (moves, line) = try found(in: connection)
        var movers = try movers(moves, limit: Self.size + 1, in: connection)
        let hasMore = movers.count > Self.size
        if hasMore { movers.removeLast() }
        let count = moves.count(query), title = title(count)
        var next = query, all = query
        next.after = movers.last?.place
        all.after = nil
        let pager = Pager(
            shown: hasMore || query.after != nil ? visit.words.accounts.shown(Format.grouped(movers.count), Format.grouped(count)) : nil,
            first: query.after.map { _ in Address.classificationMovers(all).text }, next: hasMore ? Address.classificationMovers(next).text : nil
        )
        let list: HTML = line.map { line in "<ul>\(movers.map(line.row))</ul>" } ?? .empty
        return .page(visit.shell(title: title, section: .policies, crumbs: crumbs).html("""
            <div class="head"><div class="lead"><h1>\(title)</h1></div></div><div class="content narrow"><section class="panel lines" aria-labelledby="movers"><header><h2 id="movers">\(words.whoMoves)</h2><div class="tools">\(DownloadLink.csv(Address.classificationMoversCSV(all).text))</div></header>\(movers.isEmpty ? EmptyState.html(title: own.nobodyMoves, hint: "") : list)\(pager.html(visit.words.accounts))</section></div>
            """))
    }

    func export(in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.classify) else { return .notFound }
        let labels = visit.words.accounts, own = visit.words.classification, (moves, line) = try found(in: connection)
        func score(_ value: Int) -> String { FixedDecimal(units: Int64(value), decimals: 4).trimmed(atLeast: 1) }
        let header = [labels.code, labels.account, own.today, labels.score, own.then, labels.score, words.reason]
        return .table("movers.csv", header, try movers(moves, limit: 1_000_000, in: connection)) { mover in
            let result = mover.result
            return [
                mover.code, mover.name(english: visit.isEnglish), result.oldTier, score(result.oldScore), result.newTier, score(result.newScore),
                line?.reason(result) ?? "",
            ]
        }
    }

    /// The moves of the newest preview, and how its accounts are shown; no moves before the first.
    private func found(in connection: Connection) throws -> (TierMoves, MoverLine?) {
        let preview = try PolicyStore.preview(in: connection)
        let policy = try preview.flatMap { try PolicyStore.version($0.version, in: connection) }?.policy
        return (preview?.tierMoves(policy) ?? TierMoves([:], tiers: []), policy.map { MoverLine(policy: $0, visit: visit) })
    }

    private func movers(_ moves: TierMoves, limit: Int, in connection: Connection) throws -> [PolicyDraft.Mover] {
        let wanted = moves.moves(query).filter { $0.from != $0.to }
        return wanted.isEmpty ? [] : try PolicyStore.movers(wanted, after: query.after, limit: limit, in: connection)
    }

    private func title(_ count: Int) -> String {
        let own = visit.words.classification
        return switch query.direction {
        case .up: words.movesUp(count)
        case .down: words.movesDown(count)
        case nil: count == 0 ? own.nobodyMoves : words.movers(count)
        }
    }
}
