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

    private let query: SearchQuery
    /// All words as one: signs and spaces count for nothing.
    private let joined: [Unicode.Scalar]

    init(_ query: String) {
        self.query = SearchQuery(query)
        joined = self.query.words.flatMap(\.self)
    }

    /// - Parameters:
    ///   - code: what names it in other systems.
    ///   - title: what is shown.
    ///   - others: further names, numbers, addresses.
    func judge(code: String? = nil, title: String, others: [String] = []) -> (place: Place, reason: Reason) {
        guard !joined.isEmpty else { return (.other, .unknown) }
        let key = code.map { Self.spelled($0).characters }
        if key == joined { return (.exact, .code) }
        let names = [title] + others
        let spelled = names.map(Self.spelled)
        func reason(_ index: Int) -> Reason { index == 0 ? .title : .text(names[index]) }
        if let index = spelled.firstIndex(where: { $0.characters == joined }) { return (.exact, reason(index)) }
        if let index = spelled.firstIndex(where: { $0.characters.starts(with: joined) }) { return (.beginning, reason(index)) }
        if key?.starts(with: joined) == true { return (.code, .code) }
        if let index = spelled.firstIndex(where: { Self.contains($0.characters, joined) }) { return (.inside, reason(index)) }
        let sounds = spelled.compactMap { $0.place(of: joined) }
        if let best = sounds.min() { return (best == .beginning ? .beginning : .sound, .sound) }
        if let index = spelled.firstIndex(where: { name in query.words.allSatisfy { Self.contains(name.characters, $0) } }) { return (.inside, reason(index)) }
        if spelled.contains(where: { query.matches([$0], withinWords: true) }) { return (.sound, .sound) }
        return (.other, .unknown)
    }

    private static func spelled(_ name: String) -> SpelledText { SpelledText(folded: SearchText.folded(name)) }

    private static func contains(_ characters: [Unicode.Scalar], _ word: [Unicode.Scalar]) -> Bool {
        characters.count >= word.count && (0...(characters.count - word.count)).contains { characters[$0...].starts(with: word) }
    }

    /// The best first; what is equally good stays in its order.
    func ranked<Found>(_ found: [Found], _ place: (Found) -> Place) -> [Found] {
        found.enumerated().map { (place($0.element), $0.offset, $0.element) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }
}
