import Basics
import Interface
import Storage

/// Home: the figures that matter to this person and what needs doing, ranked by what is at stake, each a door to its list.
enum HomePage {
    /// Accounts asked for of each kind, and matters shown of all.
    static let perKind = 6, shown = 10, shownBesideUpkeep = 6

    struct Model: Sendable {
        var counts: [HomeList: AccountStore.Count]
        /// What needs doing, the most at stake first, one per account.
        var matters: [HomeMatter] = []
        var rose: [AccountSummary] = []
        /// Twelve months of the accounts that are named.
        var years: [Account.ID: SalesStore.AccountYear] = [:]
        /// Per currency; nil where too many accounts are within reach to add them up while somebody waits.
        var sales: [SalesStore.YearSales]?
        /// In the base currency; none where they are not shown or too many.
        var months: [SalesStore.MonthSales] = []
        var money = HomeMoney()
        var upkeep = HomeUpkeep()
        /// The lists with something that this person can do.
        var work: [HomeList]

        /// Roughly, in bytes.
        var size: Int { 4_000 + 900 * (matters.count + rose.count + money.accounts.count) }

        func count(_ list: HomeList) -> AccountStore.Count { counts[list] ?? .init(found: 0) }
    }

    /// Whether somebody looks after the data and the rules.
    static func keepsUp(_ role: Role) -> Bool { role == .salesOperations || role == .administrator }

    static func answer(_ visit: Context, in connection: Connection) throws -> Answer {
        let key = MemoryKey("home", "\(visit.scope.signature) \(visit.user.role.rawValue) \(visit.today.number) \(visit.asOf.number)")
        let model: Model = try connection.remember(key, size: \.size) { try self.model(visit, in: connection) }
        let words = visit.words.home, steps = try FirstStepsPage.home(visit, in: connection)
        let shell = visit.shell(title: words.title, section: .home, crumbs: [.init(words.title)])
        return .page(shell.html(HomeView(model: model, visit: visit, steps: steps).html))
    }

    private static func model(_ visit: Context, in connection: Connection) throws -> Model {
        let role = visit.user.role, base = visit.organisation.baseCurrency, end = visit.asOf.advanced(by: -1).month.advanced(by: 1)
        var model = Model(counts: try counts(visit, in: connection), work: [])
        // After the first classification every account is new in its tier, which is no news.
        let moved = model.count(.rose).accounts + model.count(.fell).accounts, new = model.count(.new)
        let isFirst = moved == 0 && (new.accounts >= model.count(.all).accounts - model.count(.unclassified).accounts || !new.isExact)
        model.work = HomeList.work(for: role).filter { model.count($0).accounts > 0 && !($0 == .new && isFirst) }
        let lists = model.work + [.rose]
        let largest = try AccountStore.largest(
            perKind, of: lists.map { (try $0.query.filter(for: visit, in: connection), model.count($0)) }, within: visit.scope, in: connection
        )
        let accounts = Dictionary(uniqueKeysWithValues: zip(lists, largest))
        model.rose = Array((accounts[.rose] ?? []).prefix(4))
        model.money = try HomeMoney(visit, in: connection)
        if keepsUp(role) { model.upkeep = try HomeUpkeep(visit, in: connection) }
        // Sums over everybody are made for at most as many accounts as lists count.
        var falls: [SalesStore.AccountYear] = []
        if HomeView.showsSales(role), model.count(.all).isExact {
            model.sales = try SalesStore.yearSales(within: visit.scope, in: connection)
            model.months = try SalesStore.monthSales(before: end, in: base, within: visit.scope, in: connection)
            if HomeView.namesFalls(role) { falls = try SalesStore.largestFalls(perKind, in: base, within: visit.scope, in: connection) }
        }
        let named = try AccountStore.named(Set(falls.map(\.account)), within: visit.scope, in: connection)
        let listed = accounts.filter { $0.key != .rose }.values.joined()
        model.years = try SalesStore.years(of: Set(listed.map(\.id) + falls.map(\.account) + model.money.debts.map(\.account)), in: connection)
        var matters: [HomeMatter] = []
        for list in model.work {
            guard let kind = HomeMatter.Kind(list) else { continue }
            matters += (accounts[list] ?? []).map { account in
                HomeMatter(kind: kind, account: account, stake: model.years[account.id].map { Money(minor: $0.net, $0.currency) })
            }
        }
        matters += falls.compactMap { fall in
            named[fall.account].map { .init(kind: .salesFell(now: fall.net, before: fall.before), account: $0, stake: Money(minor: fall.before - fall.net, fall.currency)) }
        }
        // Who collects has a list of their own.
        if role != .finance {
            matters += model.money.debts.prefix(perKind).compactMap { debt in
                model.money.accounts[debt.account].map { .init(kind: .overdue(invoices: debt.invoices, oldest: debt.oldest), account: $0, stake: debt.open) }
            }
        }
        model.matters = HomeMatter.ranked(matters, base: base, limit: keepsUp(role) ? shownBesideUpkeep : shown)
        return model
    }

    private static func counts(_ visit: Context, in connection: Connection) throws -> [HomeList: AccountStore.Count] {
        let counted = HomeList.counted(for: visit.user.role)
        let filters = try counted.map { try $0.query.filter(for: visit, in: connection) }
        let found = try AccountStore.counts(filters, within: visit.scope, in: connection).map { AccountStore.Count(found: $0) }
        return Dictionary(uniqueKeysWithValues: zip(counted, found))
    }
}
