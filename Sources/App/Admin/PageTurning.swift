import Interface

/// A list of the settings page by page, each list under its own name in the address.
struct PageTurning {
    static let size = 50

    let count: Int
    private let name: String
    private let page: Int

    init(_ query: Parameters, _ name: String, of count: Int) {
        (self.name, self.count) = (name, count)
        page = min(max(1, (count + Self.size - 1) / Self.size), max(1, query[name].flatMap { Int($0) } ?? 1))
    }

    /// How many come on earlier pages.
    var start: Int { (page - 1) * Self.size }

    /// Nothing for a list of one page.
    func foot(_ visit: Context) -> HTML {
        guard count > Self.size else { return .empty }
        func address(_ page: Int) -> String { "\(Address.settings.text)?\(name)=\(page)#\(name)" }
        let end = min(count, start + Self.size)
        return Pager(
            shown: "\(Format.grouped(start + 1))–\(Format.grouped(end)) / \(Format.grouped(count))",
            previous: page > 1 ? address(page - 1) : nil, next: end < count ? address(page + 1) : nil
        ).html(visit.words.accounts)
    }
}
