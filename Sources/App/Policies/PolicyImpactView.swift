import Basics
import Interface
import Scoring

/// What a previewed draft does to the accounts that somebody sees: from tier to tier, and who moves.
struct PolicyImpactView {
    let draft: PolicyDraft
    let policy: Policy
    let moves: TierMoves
    /// The version beside, as people call it, and from when it is in force.
    let compared: PolicyVersion?
    let visit: Context

    private var words: DraftsWords { visit.words.drafts }

    private func address(_ query: MoversQuery) -> String { Address.policyMovers(draft.id.value, query).text }
    private var moving: Int { moves.count(.init()) }

    /// What happens, in words.
    var title: String {
        moving == 0 ? words.nobodyMoves : words.finding(moving, moves.count(.init(direction: .up)), moves.count(.init(direction: .down)))
    }

    // MARK: From tier to tier

    var matrix: HTML { matrix(tools: DownloadLink.csv(Address.policyMoversCSV(draft.id.value, .init()).text)) }

    func matrix(tools: HTML) -> HTML {
        let note = words.matrixNote(label)
        return MovesTable(moves: moves, old: words.inForce, new: words.draft, address: address, visit: visit).html(note: note, tools: tools, remark: basis)
    }

    private var label: String { compared.map { $0.label(visit.language) } ?? "" }

    /// On which data, and beside what.
    private var basis: HTML {
        guard let preview = draft.preview else { return .empty }
        return "<span>\(words.basis(visit.text(preview.asOf.advanced(by: -1)), label))</span>"
    }

    // MARK: Who moves

    func list(_ movers: [PolicyDraft.Mover]) -> HTML {
        guard !movers.isEmpty else { return .empty }
        let all: HTML = "<a class=\"btn quiet s\" href=\"\(address(.init()))\">\(words.all(moving))</a>"
        return "<section class=\"panel lines\" aria-labelledby=\"movers\"><header><h2 id=\"movers\">\(words.whoMoves)</h2><div class=\"tools\">\(all)</div></header><ul>\(movers.map(row))</ul></section>"
    }

    func row(_ mover: PolicyDraft.Mover) -> HTML { MoverLine(policy: policy, visit: visit).row(mover) }

    /// Why an account moves; nothing for one that stays.
    func reason(_ result: PolicyDraft.Result) -> String { MoverLine(policy: policy, visit: visit).reason(result) }
}
