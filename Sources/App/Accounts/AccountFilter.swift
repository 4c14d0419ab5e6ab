import Basics
import Storage

/// Which accounts a list shows; it is also an address and a title.
public struct AccountFilter: Sendable, Hashable {
    /// Among the values of a filter: accounts that have no value at all.
    static let none = "none"

    public var tiers: [String] = []
    public var owners: [User.ID] = []
    /// Accounts without an owner, besides those of `owners`.
    public var isUnowned = false
    public var industries: [String] = []
    public var regions: [String] = []
    public var stages: [Account.Stage] = []
    public var tags: [AccountTag.ID] = []
    /// Words to find in names and codes.
    public var query = ""
    /// Those that the index names for the words, once it was asked; see `planned`.
    var names: NamePlan?
    public var state: State?
    /// Nobody called, wrote or met since this day.
    public var quietSince: Day?
    /// On this day nobody had been in touch for longer than the account's tier allows.
    public var silentOn: Day?
    /// The next step was due before this day.
    public var lateBefore: Day?
    /// The next step is due from the first of these days to before the second.
    public var dueIn: Period?

    /// What needs doing about an account.
    public enum State: String, CaseIterable, Sendable {
        case unowned, unclassified, rose, fell, new, noNextStep = "no-next-step"
    }

    public init() {}

    public var isEmpty: Bool {
        tiers.isEmpty && owners.isEmpty && !isUnowned && industries.isEmpty && regions.isEmpty && query.isEmpty && stages.isEmpty && tags.isEmpty
            && state == nil && quietSince == nil && silentOn == nil && lateBefore == nil && dueIn == nil
    }

    /// Whether nothing but its words decides what of a scope is shown.
    func hasOnlyWords(within scope: Scope) -> Bool {
        var others = self
        (others.query, others.names) = ("", nil)
        return scope == .all && others.isEmpty
    }

    /// How a question with these conditions is best answered; its answer is the same.
    enum Path: Sendable {
        /// Few accounts match: find them, then sort.
        case narrow
        /// Many match: read in the order that is wanted and leave out the others, until the page is full.
        case wide
    }

    /// The conditions on `account_summary s`; the same for rows, counts, sums and exports.
    ///
    /// Words of a filter that was not planned match nobody: no door goes round the index.
    func conditions(within scope: Scope, path: Path = .narrow) -> SQL {
        let others = conditionsBesideNames(within: scope, path: path)
        guard !query.trimmed.isEmpty else { return others }
        let u: SQL = path == .wide ? .unindexed : .empty
        return .all([others, "\(u)s.account_id IN \(SQL.among(names?.candidates.ids ?? []))"])
    }

    /// The same without the words of the query.
    func conditionsBesideNames(within scope: Scope, path: Path = .narrow) -> SQL {
        let u: SQL = path == .wide ? .unindexed : .empty
        var conditions = [scope.condition(account: "\(u)s.account_id", team: "\(u)s.team_id")]
        conditions += among(tiers, "\(u)s.tier")
        conditions += Self.among(owners, orNone: isUnowned, "\(u)s.owner_id")
        conditions += among(industries, "\(u)s.industry")
        conditions += among(regions, "\(u)s.region")
        if !stages.isEmpty { conditions.append("\(u)s.stage IN \(list: stages.map(\.rawValue))") }
        if !tags.isEmpty { conditions.append("\(u)s.account_id IN (SELECT x.account_id FROM account_tag x WHERE x.tag_id IN \(list: tags))") }
        if let state { conditions.append(condition(state, u)) }
        if let quietSince { conditions.append("\(u)s.last_contact_on < \(quietSince)") }
        if let silentOn { conditions.append("\(u)(\(SQL.contactDue)) < \(silentOn)") }
        if let lateBefore { conditions.append("\(u)s.account_id IN (SELECT n.id FROM account n WHERE n.next_step_on < \(lateBefore))") }
        if let dueIn {
            conditions.append("\(u)s.account_id IN (SELECT n.id FROM account n WHERE n.next_step_on >= \(dueIn.from) AND n.next_step_on < \(dueIn.to))")
        }
        return .all(conditions)
    }

    private func among(_ values: [String], _ column: SQL) -> [SQL] {
        Self.among(values.filter { $0 != Self.none }, orNone: values.contains(Self.none), column)
    }

    /// The rows with one of these values; none of them, and not asked for those without, leaves nothing out.
    private static func among(_ values: [some SQLEncodable], orNone: Bool, _ column: SQL) -> [SQL] {
        switch (values.isEmpty, orNone) {
        case (true, false): []
        case (true, true): ["\(column) IS NULL"]
        case (false, false): ["\(column) IN \(list: values)"]
        case (false, true): ["(\(column) IS NULL OR \(column) IN \(list: values))"]
        }
    }

    private func condition(_ state: State, _ u: SQL) -> SQL {
        switch state {
        case .unowned: "\(u)s.owner_id IS NULL"
        case .unclassified: "\(u)s.tier IS NULL"
        case .rose: "\(u)s.moved = 1"
        case .fell: "\(u)s.moved = -1"
        case .new: "\(u)s.moved = 2"
        // Most accounts have none: asked account by account. A step without a day is one; a day without a step is none.
        case .noNextStep: "(SELECT n.next_step FROM account n WHERE n.id = s.account_id) IS NULL"
        }
    }
}
