import Basics
import Interface
import Scoring
import Storage

/// How the accounts that somebody sees spread over the tiers; every number is a door to its accounts.
enum TierStrip {
    static func html(_ policy: Policy, _ visit: Context, in connection: Connection) throws -> HTML {
        let words = visit.words.policies
        let counts = try AccountsPage.tiers(visit, in: connection)
        let run = try PolicyStore.latestRun(in: connection)
        let total = counts.values.reduce(0, +)
        guard total > 0, let run else { return .empty }
        let known = policy.tiers.map { (code: $0.code, name: $0.name.text(visit.language)) }
        let others = counts.keys.filter { policy.rank(of: $0) == nil }.sorted().map { (code: $0, name: "") }
        let cells = (known + others).map { tier -> HTML in
            let count = counts[tier.code] ?? 0
            var query = AccountsQuery()
            query.filter.tiers = [tier.code]
            let share = Format.percent(ppm: Int64(count) * 1_000_000 / Int64(total), decimals: 1)
            return """
                <li><a href="\(Address.accounts(query).text)">\(TierChip.mini(tier.code))<span class="name">\(tier.name)</span><b>\(Format.grouped(count))</b><small>\(share)</small></a></li>
                """
        }
        let by = try PolicyStore.version(run.policyVersionID, in: connection).map { $0.label(visit.language) } ?? ""
        return Panel.html(id: "tiers", title: words.spread(Format.grouped(total)), note: words.classifiedBy(by, visit.text(run.asOf.advanced(by: -1))), """
            \(bar(known.map(\.code) + others.map(\.code), counts, total))<ul class="tier-strip num">\(cells)</ul>
            """)
    }

    /// The same as lengths; whoever does not see it has the numbers.
    private static func bar(_ tiers: [String], _ counts: [String: Int], _ total: Int) -> HTML {
        var left = 0
        let parts = tiers.map { tier -> HTML in
            let width = (counts[tier] ?? 0) * 1_000 / total
            defer { left += width }
            return "<rect class=\"\(TierChip.css(tier))\" x=\"\(left)\" width=\"\(max(width - 2, 0))\" height=\"20\"/>"
        }
        return "<svg class=\"tier-bar\" viewBox=\"0 0 1000 20\" preserveAspectRatio=\"none\" width=\"100%\" height=\"20\" aria-hidden=\"true\">\(parts)</svg>"
    }
}
