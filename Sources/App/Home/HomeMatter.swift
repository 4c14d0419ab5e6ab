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

    /// One matter per account, the one with the most at stake; the largest first, those in the base currency before the others.
    static func ranked(_ matters: [HomeMatter], base: Currency, limit: Int) -> [HomeMatter] {
        func isBefore(_ left: HomeMatter, _ right: HomeMatter) -> Bool {
            func key(_ matter: HomeMatter) -> (Int, Int64, Int64) {
                (matter.stake?.currency == base ? 0 : 1, -(matter.stake?.minor ?? 0), matter.account.id.value)
            }
            return key(left) < key(right)
        }
        var places: [Account.ID: Int] = [:], ranked: [HomeMatter] = []
        for matter in matters.sorted(by: isBefore) {
            if let place = places[matter.account.id] {
                ranked[place].others.append(matter.kind)
            } else {
                places[matter.account.id] = ranked.count
                ranked.append(matter)
            }
        }
        return Array(ranked.prefix(limit))
    }
}
