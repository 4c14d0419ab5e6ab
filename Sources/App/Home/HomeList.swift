import Basics

/// A list of accounts that the first page counts and leads to; each has an address, so a figure is what its list shows.
enum HomeList: String, CaseIterable, Sendable {
    case all, key, strategic, unclassified, rose
    /// What needs doing.
    case late, silent, due, unowned, fell, new
    /// What filters and groups leave out.
    case noIndustry, noRegion

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
            case .noIndustry: query.filter.industries = [AccountFilter.none]
            case .noRegion: query.filter.regions = [AccountFilter.none]
            }
        }
    }

    var address: String { Address.accounts(query).text }

    /// What the page of a role says something about.
    static func counted(for role: Role) -> [HomeList] {
        let figures = HomeFigure.figures(for: role).compactMap { if case .list(let list) = $0 { list } else { nil as HomeList? } }
        let upkeep: [HomeList] = HomePage.keepsUp(role) ? [.unowned, .noIndustry, .noRegion] : []
        let wanted = Set(work(for: role) + figures + upkeep + [.all, .strategic, .unclassified, .rose, .fell])
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
    /// What is still to be paid, and the part of it that is late.
    case open, overdue

    static func figures(for role: Role) -> [HomeFigure] {
        switch role {
        case .keyAccountManager: [.sales, .list(.key), .list(.silent), .list(.late), .overdue, .list(.fell)]
        case .director: [.sales, .list(.key), .overdue, .list(.unowned), .list(.silent), .list(.late)]
        case .administrator, .salesOperations: [.list(.unowned), .setAside, .list(.new), .list(.unclassified), .list(.key)]
        case .finance: [.open, .overdue, .returns, .sales, .list(.key), .list(.fell)]
        case .service: [.list(.silent), .list(.late), .list(.key), .list(.fell)]
        case .viewer: [.sales, .list(.key), .list(.all), .list(.rose), .list(.fell)]
        }
    }
}
