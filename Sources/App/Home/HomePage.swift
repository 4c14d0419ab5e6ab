import Basics
import Interface
import Storage

/// Home: the figures that matter to this person and what needs doing, from maintained totals, each a door to its list.
enum HomePage {
    /// After so many days without a contact an account of a tier is overdue (the longest visit interval of each tier).
    static let longestSilence = ["S": 21, "A": 45]

    struct Model {
        var tiers: [String: Int]
        var moves: [Int: Int]
        var steps: [AccountSummary]
        /// By tier: the accounts that were not contacted in time, the largest first.
        var quiet: [(tier: String, days: Int, accounts: [AccountSummary])]
        var quietCount: AccountStore.Totals
        var fell: [AccountSummary]
        var rose: [AccountSummary]
        var new: [AccountSummary]
        var unowned: [AccountSummary]
        var imports: [ImportRecord]
    }

    static func answer(_ visit: Context, in connection: Connection) throws -> Answer {
        let role = visit.user.role
        func accounts(_ size: Int, _ change: (inout AccountFilter) -> Void) throws -> [AccountSummary] {
            var filter = AccountFilter()
            change(&filter)
            return try AccountStore.page(filter, .standard, after: nil, size: size, within: visit.scope, in: connection).accounts
        }
        let moves = try AccountStore.countsByMove(within: visit.scope, in: connection)
        var quietFilter = AccountFilter()
        quietFilter.tiers = ["S", "A"]
        quietFilter.quietSince = visit.today.advanced(by: -45)
        let model = Model(
            tiers: try AccountStore.countsByTier(within: visit.scope, in: connection), moves: moves,
            steps: try AccountStore.dueSteps(through: visit.today.advanced(by: 7), within: visit.scope, limit: 8, in: connection),
            quiet: try longestSilence.sorted { $0.value < $1.value }.map { tier, days in
                (tier, days, try accounts(4) {
                    $0.tiers = [tier]
                    $0.quietSince = visit.today.advanced(by: -days)
                })
            },
            quietCount: try AccountStore.totals(quietFilter, within: visit.scope, in: connection),
            fell: moves[-1] == nil ? [] : try accounts(5) { $0.state = .fell },
            rose: moves[1] == nil ? [] : try accounts(5) { $0.state = .rose },
            new: moves[2] == nil || moves.count == 1 ? [] : try accounts(3) { $0.state = .new },
            unowned: role.may(.assignOwners) ? try accounts(4) { $0.state = .unowned } : [],
            imports: role.may(.importFiles) ? try ImportStore.records(limit: 8, in: connection).filter { $0.tally.setAsideRows > 0 && $0.status == .finished } : []
        )
        let words = visit.words.home
        let shell = visit.shell(title: words.title, section: .home, crumbs: [.init(words.title)])
        return .page(shell.html(HomeView(model: model, visit: visit).html))
    }
}

extension AccountStore {
    /// How many accounts went up, down or got their first result in the last classification.
    static func countsByMove(within scope: Scope, in connection: Connection) throws -> [Int: Int] {
        let pairs = try connection.rows("""
            SELECT s.moved, COUNT(*) FROM account_summary s
            WHERE s.moved <> 0 AND \(AccountFilter().conditions(within: scope)) GROUP BY s.moved
            """) { (try $0.get(0, as: Int.self), try $0.get(1, as: Int.self)) }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    /// Accounts whose next step is due on a day or before it, the earliest first.
    static func dueSteps(through day: Day, within scope: Scope, limit: Int, in connection: Connection) throws -> [AccountSummary] {
        let codes: [String] = try connection.rows("""
            SELECT a.code FROM account a WHERE a.next_step_on <= \(day) AND \(scope.condition(account: "a.id", team: "a.team_id"))
            ORDER BY a.next_step_on, a.id LIMIT \(limit)
            """) { try $0.get(0) }
        guard !codes.isEmpty else { return [] }
        let found = try summaries(codes: codes, within: scope, in: connection)
        let byCode = Dictionary(uniqueKeysWithValues: found.map { ($0.code, $0) })
        return codes.compactMap { byCode[$0] }
    }
}
