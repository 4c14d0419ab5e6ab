import Basics

/// A list of accounts that the first page counts and leads to; each has an address, so a figure is what its list shows.
enum HomeList: String, CaseIterable, Sendable {
    case all, key, strategic, unclassified, rose
    /// What needs doing.
    case late, silent, due, unowned, fell, new

    var query: AccountsQuery {
        AccountsQuery().with { query in
            switch self {
            case .all: break
            case .key: query.filter.tiers = ["S", "A"]
            case .strategic: query.filter.tiers = ["S"]
            case .unclassified: query.filter.state = .unclassified
            case .rose: query.filter.state = .rose
            case .late: query.isLate = true
            case .silent: query.isSilent = true
            case .due: query.dueDays = 7
            case .unowned: query.filter.state = .unowned
            case .fell: query.filter.state = .fell
            case .new: query.filter.state = .new
            }
        }
    }

    var address: String { Address.accounts(query).text }

    /// Whether it cannot wait.
    var isUrgent: Bool { self == .late || self == .silent }

    /// What the page of a role says something about.
    static func counted(for role: Role) -> [HomeList] {
        let figures = HomeFigure.figures(for: role).compactMap { if case .list(let list) = $0 { list } else { nil as HomeList? } }
        let wanted = Set(work(for: role) + figures + [.all, .strategic, .unclassified, .rose, .fell])
        return allCases.filter(wanted.contains)
    }

    /// What people of a role can do something about, the most pressing first.
    static func work(for role: Role) -> [HomeList] {
        switch role {
        case .keyAccountManager: [.late, .silent, .due, .fell, .new]
        case .director: [.late, .silent, .unowned, .fell, .new]
        case .administrator, .salesOperations: [.silent, .unowned, .fell, .new]
        case .service: [.silent, .late, .fell]
        case .finance, .viewer: [.fell, .new]
        }
    }
}

/// A number that matters to somebody; each is a door.
enum HomeFigure {
    case list(HomeList)
    /// Net sales of twelve months against the twelve before.
    case sales
    case returns
    /// Rows that imports set aside.
    case setAside

    static func figures(for role: Role) -> [HomeFigure] {
        switch role {
        case .keyAccountManager: [.sales, .list(.key), .list(.silent), .list(.late), .list(.fell)]
        case .director: [.sales, .list(.key), .list(.unowned), .list(.silent), .list(.late)]
        case .administrator, .salesOperations: [.list(.unowned), .setAside, .list(.new), .list(.unclassified), .list(.key)]
        case .finance: [.sales, .returns, .list(.key), .list(.fell)]
        case .service: [.list(.silent), .list(.late), .list(.key), .list(.fell)]
        case .viewer: [.sales, .list(.key), .list(.all), .list(.rose), .list(.fell)]
        }
    }
}
