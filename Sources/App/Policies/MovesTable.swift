import Basics
import Interface
import Scoring

/// How many accounts go from which tier to which; every number is a door to its accounts.
struct MovesTable {
    let moves: TierMoves
    /// What the tiers of the rows and those of the columns are.
    let old: String
    let new: String
    let address: (MoversQuery) -> String
    let visit: Context
    /// Which numbers have a list behind them.
    var isDoor: (MoversQuery) -> Bool = { _ in true }

    private var words: DraftsWords { visit.words.drafts }

    func html(note: String, tools: HTML, remark: HTML) -> HTML {
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
        return Panel.html(id: "impact", title: words.distribution, note: note, tools: tools, """
            <div class="scroll" tabindex="0"><table class="list plain moves-table num"><thead><tr><th scope="col"><span class="sr">\(old)</span></th>\(heads)<th scope="col" class="n">\(old)</th></tr></thead><tbody>\(rows)</tbody><tfoot><tr><th scope="row">\(new)</th>\(sums)<td class="n">\(sum(.init(isWhole: true)))</td></tr><tr class="net"><th scope="row">\(words.tierChange)</th>\(changes)<td></td></tr></tfoot></table></div>
            <p class="remark num">\(directions)\(remark)</p>
            """)
    }

    private var directions: HTML {
        let (up, down) = (moves.count(.init(direction: .up)), moves.count(.init(direction: .down)))
        return """
            <a class="link up" href="\(address(.init(direction: .up)))">\(words.movesUp(up))</a><a class="link down" href="\(address(.init(direction: .down)))">\(words.movesDown(down))</a>
            """
    }

    private func cell(_ move: MoversQuery) -> HTML {
        let count = moves.count(move)
        guard count > 0, let from = move.from, let to = move.to else { return "<td class=\"n z\">0</td>" }
        let direction = moves.direction(.init(from: from, to: to))
        let css = switch direction {
        case nil: "n same"
        case .up: "n rose"
        case .down: "n sank"
        }
        let sign = direction.map { $0 == .up ? "▲\u{A0}" : "▼\u{A0}" } ?? ""
        guard isDoor(move) else { return "<td class=\"\(css)\">\(sign)\(Format.grouped(count))</td>" }
        return "<td class=\"\(css)\"><a href=\"\(address(move))\">\(sign)\(Format.grouped(count))</a></td>"
    }

    private func sum(_ query: MoversQuery) -> HTML {
        let count = moves.count(query)
        guard count > 0, isDoor(query) else { return "<b>\(Format.grouped(count))</b>" }
        return "<a href=\"\(address(query))\"><b>\(Format.grouped(count))</b></a>"
    }
}

/// An account that would change tier, as a line of a list.
struct MoverLine {
    let policy: Policy
    let visit: Context

    func row(_ mover: PolicyDraft.Mover) -> HTML {
        let result = mover.result
        let arrow: HTML = result.oldTier == result.newTier ? "=" : "→"
        return """
            <li class="mover"><span class="tiers">\(TierChip.mini(result.oldTier))\(arrow)\(TierChip.mini(result.newTier))</span><div><p class="t"><a class="acc" href="\(Address.account(mover.code).text)"><span>\(mover.name(english: visit.isEnglish))</span></a></p><p class="why">\(reason(result))</p></div><span class="val num">\(Format.score(result.oldScore / 1_000 * 1_000)) → \(Format.score(result.newScore / 1_000 * 1_000))</span></li>
            """
    }

    /// Why an account moves; nothing for one that stays.
    func reason(_ result: PolicyDraft.Result) -> String {
        let words = visit.words.drafts
        guard result.oldTier != result.newTier else { return words.stays }
        guard let id = result.reason, let criterion = policy.criteria.first(where: { $0.id == id }) else { return words.byTheLine }
        let change = Format.score(abs(result.reasonChange) / 100 * 100, atLeast: 1)
        return words.because(criterion.name.text(visit.language), (result.reasonChange < 0 ? "\u{2212}" : "+") + change)
    }
}
