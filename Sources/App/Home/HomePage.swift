import Basics
import Interface
import Storage

/// Home: the figures that matter to this person and what needs doing, from maintained totals, each a door to its list.
enum HomePage {
    /// Accounts shown of each list.
    static let shown = 3

    struct Model: Sendable {
        var counts: [HomeList: AccountStore.Count]
        /// What needs doing, and what rose; the largest accounts of each.
        var accounts: [HomeList: [AccountSummary]]
        /// Per currency; nil where too many accounts are within reach to add them up while somebody waits.
        var sales: [SalesStore.YearSales]?
        var imports: (imports: Int, rows: Int, newest: [ImportRecord])

        /// The lists with something that this person can do.
        var work: [HomeList]

        /// Roughly, in bytes.
        var size: Int { 2_000 + 800 * accounts.values.map(\.count).reduce(0, +) }

        func count(_ list: HomeList) -> AccountStore.Count { counts[list] ?? .init(found: 0) }

        /// How many things need somebody, and whether that is all.
        func total(_ isWanted: (HomeList) -> Bool = { _ in true }) -> (things: Int, isExact: Bool) {
            let counted = work.filter(isWanted).map(count)
            return (counted.reduce(0) { $0 + $1.accounts }, counted.allSatisfy(\.isExact))
        }
    }

    static func answer(_ visit: Context, in connection: Connection) throws -> Answer {
        let key = MemoryKey("home", "\(visit.scope.signature) \(visit.user.role.rawValue) \(visit.today.number) \(visit.asOf.number)")
        let model: Model = try connection.remember(key, size: \.size) { try self.model(visit, in: connection) }
        let words = visit.words.home
        let shell = visit.shell(title: words.title, section: .home, crumbs: [.init(words.title)])
        return .page(shell.html(HomeView(model: model, visit: visit).html))
    }

    private static func model(_ visit: Context, in connection: Connection) throws -> Model {
        let role = visit.user.role
        let counted = HomeList.counted(for: role)
        let filters = try counted.map { try $0.query.filter(for: visit, in: connection) }
        let found = try AccountStore.counts(filters, within: visit.scope, in: connection).map { AccountStore.Count(found: $0) }
        var counts = Dictionary(uniqueKeysWithValues: zip(counted, found))
        // After the first classification every account is new in its tier, which is no news.
        let moved = [HomeList.rose, .fell].reduce(0) { $0 + (counts[$1]?.accounts ?? 0) }
        let classified = (counts[.all]?.accounts ?? 0) - (counts[.unclassified]?.accounts ?? 0)
        if moved == 0, let new = counts[.new], new.accounts >= classified || !new.isExact { counts[.new] = .init(found: 0) }
        let work = HomeList.work(for: role).filter { (counts[$0]?.accounts ?? 0) > 0 }
        let lists = work + [.rose]
        let largest = try AccountStore.largest(
            shown, of: lists.map { (try $0.query.filter(for: visit, in: connection), counts[$0] ?? .init(found: 0)) }, within: visit.scope, in: connection
        )
        let isWanted = HomeFigure.figures(for: role).contains { if case .sales = $0 { true } else { false } }
        return Model(
            counts: counts, accounts: Dictionary(uniqueKeysWithValues: zip(lists, largest)),
            sales: isWanted && counts[.all]?.isExact == true
                ? try SalesStore.yearSales(within: visit.scope, in: connection) : nil,
            imports: role.may(.importFiles) ? try ImportStore.recordsWithSetAside(limit: shown, in: connection) : (0, 0, []), work: work
        )
    }
}
