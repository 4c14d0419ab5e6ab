/// How well texts answer a query, the same for every group of the search: exact before beginning before middle.
struct SearchMatch {
    /// A better match has a lower place.
    enum Place: Int, Comparable {
        case exact, beginning, code, inside, sound, other

        static func < (left: Place, right: Place) -> Bool { left.rawValue < right.rawValue }
    }

    /// Why something was found.
    enum Reason: Equatable {
        case code
        /// By what is shown as its title anyway.
        case title
        /// By this other text.
        case text(String)
        case sound
        case unknown
    }

    private let folded: String
    private let compact: String

    init(_ query: String) {
        folded = SearchText.folded(query)
        compact = folded.filter { $0 != " " }
    }

    /// - Parameters:
    ///   - code: what names it in other systems.
    ///   - title: what is shown.
    ///   - others: further names, numbers, addresses.
    func judge(code: String? = nil, title: String, others: [String] = []) -> (place: Place, reason: Reason) {
        let key = code.map(SearchText.folded)
        if key == folded { return (.exact, .code) }
        let names = [title] + others
        let keys = names.map(SearchText.folded)
        func reason(_ index: Int) -> Reason { index == 0 ? .title : .text(names[index]) }
        if let index = keys.firstIndex(of: folded) { return (.exact, reason(index)) }
        if let index = keys.firstIndex(where: { $0.hasPrefix(folded) }) { return (.beginning, reason(index)) }
        if key?.hasPrefix(folded) == true { return (.code, .code) }
        if let index = keys.firstIndex(where: { $0.contains(folded) }) { return (.inside, reason(index)) }
        let sounds = SearchText.sounds(of: names)
        if let sound = sounds.first(where: { $0.contains(compact) }) { return (sound.hasPrefix(compact) ? .beginning : .sound, .sound) }
        let words = folded.split(separator: " ")
        if let index = keys.firstIndex(where: { key in words.allSatisfy { key.contains($0) } }) { return (.inside, reason(index)) }
        return (.other, .unknown)
    }

    /// The best first; what is equally good stays in its order.
    func ranked<Found>(_ found: [Found], _ place: (Found) -> Place) -> [Found] {
        found.enumerated().map { (place($0.element), $0.offset, $0.element) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }
}
