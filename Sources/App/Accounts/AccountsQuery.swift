import Basics
import Storage

/// The query of the accounts list: filter, columns, order, groups and page. It is an address, and a saved view is one with a name.
public struct AccountsQuery: Sendable, Hashable {
    public var filter = AccountFilter()
    public var order = AccountOrder.standard
    public var after: AccountCursor?
    /// Goes back to the page that ends before it.
    public var before: AccountCursor?
    /// Nil shows the standard columns.
    public var columns: [AccountColumn]?
    public var group: AccountGroup?
    /// Only accounts of whoever asks.
    public var isMine = false
    /// No contact for so many days; the day is found when the question is asked.
    public var quietDays: Int?
    /// No contact for longer than the tier allows.
    public var isSilent = false
    /// The next step is due within so many days, today among them.
    public var dueDays: Int?
    /// The next step is late.
    public var isLate = false
    /// The saved view that this is, or began as; 0 is none where a view would be shown first.
    public var view: Int64?
    /// The menu of columns is open.
    public var isChoosing = false

    public init() {}

    public init(_ parameters: Parameters) {
        filter.tiers = parameters.list("tier")
        isMine = parameters.list("owner").contains("me")
        filter.isUnowned = parameters.list("owner").contains(AccountFilter.none)
        filter.owners = parameters.list("owner").compactMap { Int64($0) }.map { User.ID($0) }
        filter.industries = parameters.list("industry")
        filter.regions = parameters.list("region")
        filter.stages = parameters.list("stage").compactMap { Account.Stage(rawValue: $0) }
        filter.tags = parameters.list("tag").compactMap { Int64($0) }.map { AccountTag.ID($0) }
        filter.query = String((parameters["q"] ?? "").prefix(100))
        filter.state = parameters["state"].flatMap { AccountFilter.State(rawValue: $0) }
        quietDays = parameters["quiet"].flatMap { Int($0) }.flatMap { (1...3_650).contains($0) ? $0 : nil }
        isSilent = parameters["quiet"] == "tier"
        isLate = parameters["late"] == "1"
        dueDays = parameters["due"].flatMap { Int($0) }.flatMap { (1...365).contains($0) ? $0 : nil }
        order = parameters["sort"].flatMap { AccountOrder($0) } ?? .standard
        after = parameters["after"].flatMap { AccountCursor($0) }
        before = parameters["before"].flatMap { AccountCursor($0) }
        let named = parameters.list("cols").compactMap { AccountColumn(rawValue: $0) }
        columns = named.isEmpty ? nil : Self.unique(named)
        group = parameters["group"].flatMap { AccountGroup(rawValue: $0) }
        view = parameters["view"].flatMap { Int64($0) }
        isChoosing = parameters["choose"] == "1"
    }

    private static func unique(_ columns: [AccountColumn]) -> [AccountColumn] {
        var seen: Set<AccountColumn> = []
        return columns.filter { seen.insert($0).inserted }
    }

    var pairs: [(String, String?)] {
        func list(_ values: [String]) -> String? { values.isEmpty ? nil : values.joined(separator: ",") }
        return [
            ("tier", list(filter.tiers)), ("owner", list((isMine ? ["me"] : []) + (filter.isUnowned ? [AccountFilter.none] : []) + filter.owners.map { String($0.value) })),
            ("industry", list(filter.industries)), ("region", list(filter.regions)), ("stage", list(filter.stages.map(\.rawValue))),
            ("tag", list(filter.tags.map { String($0.value) })), ("q", filter.query.isEmpty ? nil : filter.query),
            ("state", filter.state?.rawValue), ("quiet", isSilent ? "tier" : quietDays.map { String($0) }), ("late", isLate ? "1" : nil),
            ("due", dueDays.map { String($0) }),
            ("sort", order == .standard ? nil : order.text), ("cols", columns.flatMap { list($0.map(\.rawValue)) }),
            ("group", group?.rawValue), ("view", view.map { String($0) }), ("choose", isChoosing ? "1" : nil), ("after", after?.text),
            ("before", before?.text),
        ]
    }

    /// Whether every account within the person's reach is shown.
    var isUnfiltered: Bool { filter.isEmpty && !isMine && quietDays == nil && !isSilent && !isLate && dueDays == nil }

    /// The filter with "me" and "today" filled in, and with the way in which names are looked for.
    func filter(for visit: Context, in connection: Connection) throws -> AccountFilter {
        var filter = filter
        filter = try filter.planned(within: visit.scope, in: connection)
        if isMine { filter.owners.append(visit.user.id) }
        if let quietDays { filter.quietSince = visit.today.advanced(by: -quietDays) }
        if isSilent { filter.silentOn = visit.today }
        if isLate { filter.lateBefore = visit.today }
        if let dueDays { filter.dueIn = Period(from: visit.today, to: visit.today.advanced(by: dueDays)) }
        return filter
    }

    /// What decides which accounts are shown, and nothing else.
    func filterSignature(_ visit: Context) -> String {
        let others: Set<String> = ["sort", "cols", "group", "view", "choose", "after", "before"]
        return "\(visit.user.id.value) \(visit.today.number) " + Address.query(pairs.filter { !others.contains($0.0) })
    }

    var shownColumns: [AccountColumn] { columns ?? AccountColumn.standard }

    /// The same list from its beginning, changed by `change`; a saved view stays what it began as.
    public func with(_ change: (inout AccountsQuery) -> Void) -> AccountsQuery {
        var copy = self
        copy.after = nil
        copy.before = nil
        copy.isChoosing = false
        change(&copy)
        return copy
    }

    /// The same columns and order without any filter.
    var unfiltered: AccountsQuery {
        with { query in
            query.filter = AccountFilter()
            query.isMine = false
            query.quietDays = nil
            query.isSilent = false
            query.isLate = false
            query.dueDays = nil
        }
    }

    /// Hidden inputs that carry this query through a form.
    var hidden: [(String, String)] { pairs.compactMap { name, value in value.map { (name, $0) } } }
}

/// What a list can be grouped by; each group is a door to its list.
public enum AccountGroup: String, CaseIterable, Sendable {
    case tier, owner, industry, region, stage
}

/// What a list can show besides the name, in the order in which the chooser offers it.
public enum AccountColumn: String, CaseIterable, Sendable {
    case score, sales, orders, last, contact, next, owner, industry, region, stage, tags, code, gross, returns, total, invoices, first

    static let standard: [AccountColumn] = [.score, .sales, .orders, .last, .contact, .next, .owner, .industry]

    /// What sorting by this column compares; nil where no index answers.
    var order: AccountOrder.Column? {
        switch self {
        case .score: .score
        case .sales: .sales
        case .total: .total
        case .orders: .orders
        case .last: .last
        case .contact: .contact
        default: nil
        }
    }

    /// Amounts in the account's own currency; what it bought in others stands beside them.
    var isMoney: Bool { [.sales, .gross, .returns, .total].contains(self) }
}
