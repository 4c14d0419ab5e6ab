import Basics

/// Something about an account that somebody should look at, and the money that hangs on it.
struct HomeMatter: Sendable {
    enum Kind: Sendable, Hashable {
        case late, silent, due, unowned, fell, new
        /// Net sales of twelve months against the twelve before, minor units.
        case salesFell(now: Int64, before: Int64)
        case overdue(invoices: Int, oldest: Day)

        /// Whether it cannot wait.
        var isUrgent: Bool {
            switch self {
            case .late, .silent, .overdue: true
            case .due, .unowned, .fell, .new, .salesFell: false
            }
        }

        /// In which order kinds take their turns.
        fileprivate var place: Int {
            switch self {
            case .overdue: 0
            case .salesFell: 1
            case .late: 2
            case .silent: 3
            case .unowned: 4
            case .fell: 5
            case .due: 6
            case .new: 7
            }
        }

        init?(_ list: HomeList) {
            switch list {
            case .late: self = .late
            case .silent: self = .silent
            case .due: self = .due
            case .unowned: self = .unowned
            case .fell: self = .fell
            case .new: self = .new
            default: return nil
            }
        }
    }

    var kind: Kind
    var account: AccountSummary
    /// What is overdue, what was lost, or what the account bought in twelve months; nil where it bought nothing.
    var stake: Money?
    /// What else is the matter with the account.
    var others: [Kind] = []

    /// One matter per account: of every kind in turn the one with the most at stake, so that no kind crowds out the others; then all
    /// of them with the most at stake first, those in the base currency before the others.
    static func ranked(_ matters: [HomeMatter], base: Currency, limit: Int) -> [HomeMatter] {
        func isBefore(_ left: HomeMatter, _ right: HomeMatter) -> Bool {
            func key(_ matter: HomeMatter) -> (Int, Int64, Int64) {
                (matter.stake?.currency == base ? 0 : 1, -(matter.stake?.minor ?? 0), matter.account.id.value)
            }
            return key(left) < key(right)
        }
        var queues = Dictionary(grouping: matters, by: \.kind.place).sorted { $0.key < $1.key }.map { $0.value.sorted(by: isBefore)[...] }
        var chosen: [Account.ID: HomeMatter] = [:]
        while chosen.count < limit, queues.contains(where: { !$0.isEmpty }) {
            for index in queues.indices where chosen.count < limit {
                queues[index] = queues[index].drop { chosen[$0.account.id] != nil }
                if let next = queues[index].popFirst() { chosen[next.account.id] = next }
            }
        }
        for matter in matters {
            if let first = chosen[matter.account.id], first.kind != matter.kind { chosen[matter.account.id]?.others.append(matter.kind) }
        }
        return chosen.values.sorted(by: isBefore)
    }
}
