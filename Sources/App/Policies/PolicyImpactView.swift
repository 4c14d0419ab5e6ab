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
        let heads = moves.tiers.map { "<th scope=\"col\" class=\"n\">\(TierChip.mini($0))</th>" as HTML }
        let rows = moves.tiers.map { old -> HTML in
            let cells = moves.tiers.map { cell(.init(from: old, to: $0)) }
            return "<tr><th scope=\"row\">\(TierChip.mini(old))</th>\(cells)<td class=\"n\">\(sum(.init(from: old)))</td></tr>"
        }
        let sums = moves.tiers.map { "<td class=\"n\">\(sum(.init(to: $0)))</td>" as HTML }
        let changes = moves.tiers.map { tier -> HTML in
            let change = moves.count(.init(to: tier)) - moves.count(.init(from: tier))
            return "<td class=\"n\">\(change > 0 ? "+" : "")\(Format.grouped(change))</td>"
        }
        return Panel.html(id: "impact", title: words.distribution, note: words.matrixNote(label), tools: tools, """
            <div class="scroll" tabindex="0"><table class="list plain moves-table num"><thead><tr><th scope="col"><span class="sr">\(words.inForce)</span></th>\(heads)<th scope="col" class="n">\(words.inForce)</th></tr></thead><tbody>\(rows)</tbody><tfoot><tr><th scope="row">\(words.draft)</th>\(sums)<td class="n">\(sum(.init(isWhole: true)))</td></tr><tr class="net"><th scope="row">\(words.tierChange)</th>\(changes)<td></td></tr></tfoot></table></div>
            <p class="remark num">\(directions)\(basis)</p>
            """)
    }

    private var label: String { compared.map { $0.label(visit.language) } ?? "" }

    /// On which data, and beside what.
    private var basis: HTML {
        guard let preview = draft.preview else { return .empty }
        return "<span>\(words.basis(visit.text(preview.asOf.advanced(by: -1)), label))</span>"
    }

    private var directions: HTML {
        let (up, down) = (moves.count(.init(direction: .up)), moves.count(.init(direction: .down)))
        return """
            <a class="link up" href="\(address(.init(direction: .up)))">\(words.movesUp(up))</a><a class="link down" href="\(address(.init(direction: .down)))">\(words.movesDown(down))</a>
            """
    }

    private func cell(_ move: TierMoves.Move) -> HTML {
        guard let count = moves.counts[move], count > 0 else { return "<td class=\"n z\">0</td>" }
        let direction = moves.direction(move)
        let css = switch direction {
        case nil: "n same"
        case .up: "n rose"
        case .down: "n sank"
        }
        let sign = direction.map { $0 == .up ? "▲\u{A0}" : "▼\u{A0}" } ?? ""
        return "<td class=\"\(css)\"><a href=\"\(address(.init(from: move.from, to: move.to)))\">\(sign)\(Format.grouped(count))</a></td>"
    }

    private func sum(_ query: MoversQuery) -> HTML {
        let count = moves.count(query)
        return count == 0 ? "<b>0</b>" : "<a href=\"\(address(query))\"><b>\(Format.grouped(count))</b></a>"
    }

    // MARK: Who moves

    func list(_ movers: [PolicyDraft.Mover]) -> HTML {
        guard !movers.isEmpty else { return .empty }
        let all: HTML = "<a class=\"btn quiet s\" href=\"\(address(.init()))\">\(words.all(moving))</a>"
        return "<section class=\"panel lines\" aria-labelledby=\"movers\"><header><h2 id=\"movers\">\(words.whoMoves)</h2><div class=\"tools\">\(all)</div></header><ul>\(movers.map(row))</ul></section>"
    }

    func row(_ mover: PolicyDraft.Mover) -> HTML {
        let result = mover.result
        let arrow: HTML = result.oldTier == result.newTier ? "=" : "→"
        return """
            <li class="mover"><span class="tiers">\(TierChip.mini(result.oldTier))\(arrow)\(TierChip.mini(result.newTier))</span><div><p class="t"><a class="acc" href="\(Address.account(mover.code).text)"><span>\(mover.name(english: visit.isEnglish))</span></a></p><p class="why">\(reason(result))</p></div><span class="val num">\(Format.score(result.oldScore / 1_000 * 1_000)) → \(Format.score(result.newScore / 1_000 * 1_000))</span></li>
            """
    }

    /// Why an account moves; nothing for one that stays.
    func reason(_ result: PolicyDraft.Result) -> String {
        guard result.oldTier != result.newTier else { return words.stays }
        guard let id = result.reason, let criterion = policy.criteria.first(where: { $0.id == id }) else { return words.byTheLine }
        let change = Format.score(abs(result.reasonChange) / 100 * 100, atLeast: 1)
        return words.because(criterion.name.text(visit.language), (result.reasonChange < 0 ? "\u{2212}" : "+") + change)
    }
}
