import Basics
import Storage

/// Which records the index names for a query: the one way from words to records, for lists, pickers, the search box and files.
///
/// The lists of all grams are read at once, the shortest are cut first. Words of letters are looked for where sounds and Latin words
/// begin; whoever finds nobody there asks once more, `withinWords`.
struct NamePlan: Hashable, Sendable {
    private struct Found: Hashable, Sendable {
        var candidates: PostingSet
        var isExact: Bool
    }

    let query: SearchQuery
    let isWithinWords: Bool
    /// Everybody who matches, and where `isExact` is false others too, which a look at their names tells.
    let candidates: PostingSet
    let isExact: Bool
    /// Candidates whose names begin as the query does: they come first.
    let beginning: PostingSet
    /// What would be found within words besides; nil where that has been asked, or there is nothing more to ask.
    private let wider: Found?

    init(_ kind: Postings.Kind, _ query: SearchQuery, in connection: Connection) throws {
        let asked = query.words.map(SearchQuery.asked)
        let grams = Set(asked.flatMap { $0.aligned + $0.within } + [query.beginning].compactMap(\.self))
        let lists = try query.isEmpty ? [:] : Postings.lists(kind, grams, in: connection)
        func cut(_ grams: [Gram]) -> PostingSet {
            let found = grams.map { lists[$0] ?? PostingSet() }.map { (list: $0, length: $0.count) }.sorted { $0.length < $1.length }
            guard let first = found.first else { return PostingSet() }
            return found.dropFirst().reduce(first.list) { $0.isEmpty ? $0 : $0.intersection($1.list) }
        }
        func meet(withinWords: Bool) -> Found {
            var sets: [PostingSet] = [], isExact = true
            for (word, asked) in zip(query.words, asked) {
                let aligned = cut(asked.aligned)
                let within = withinWords || !SearchQuery.isLetters(word) ? cut(asked.within) : PostingSet()
                isExact = isExact && (aligned.isEmpty || asked.alignedIsExact) && (within.isEmpty || asked.withinIsExact)
                sets.append(aligned.union(within))
            }
            let ordered = sets.map { (set: $0, length: $0.count) }.sorted { $0.length < $1.length }
            let all = ordered.dropFirst().reduce(ordered.first?.set ?? PostingSet()) { $0.intersection($1.set) }
            return Found(candidates: all, isExact: isExact)
        }
        self.query = query
        let first = meet(withinWords: false)
        let hasMore = query.words.contains { SearchQuery.isLetters($0) && $0.count >= SpelledText.latinText }
        let second = hasMore ? meet(withinWords: true) : nil
        // Nobody there: what is within words is the answer.
        let answer = first.candidates.isEmpty ? second ?? first : first
        isWithinWords = first.candidates.isEmpty && second != nil
        (candidates, isExact) = (answer.candidates, answer.isExact)
        wider = isWithinWords ? nil : second
        beginning = query.beginning.flatMap { lists[$0] }?.intersection(answer.candidates) ?? PostingSet()
    }

    private init(
        _ query: SearchQuery, _ isWithinWords: Bool, _ candidates: PostingSet, isExact: Bool, beginning: PostingSet, wider: Found?
    ) {
        (self.query, self.isWithinWords, self.candidates) = (query, isWithinWords, candidates)
        (self.isExact, self.beginning, self.wider) = (isExact, beginning, wider)
    }

    /// The same question within words, for somebody who may see nobody that was found; nil when it finds nobody else.
    var withinWords: NamePlan? {
        guard let wider, !wider.candidates.subtracting(candidates).isEmpty else { return nil }
        return NamePlan(query, true, wider.candidates, isExact: wider.isExact, beginning: beginning, wider: nil)
    }

    /// Whether a candidate matches, by its names as they are kept: a line each, folded.
    func matches(_ kept: String) -> Bool {
        query.matches(kept.split(separator: "\n").map { SpelledText(folded: String($0)) }, withinWords: isWithinWords)
    }

    /// The plan of which everybody matches.
    /// - Parameter names: those of some candidates as they are kept.
    func verified(_ names: (_ ids: [Int64]) throws -> [(id: Int64, kept: String)]) rethrows -> NamePlan {
        guard !isExact else { return self }
        var found = PostingSet()
        for part in candidates.ids.chunks(of: 2_000) { for entry in try names(Array(part)) where matches(entry.kept) { found.insert(entry.id) } }
        return NamePlan(query, isWithinWords, found, isExact: true, beginning: beginning.intersection(found), wider: wider)
    }

    /// A plan for some of those that it finds.
    func only(_ some: PostingSet) -> NamePlan {
        NamePlan(query, isWithinWords, candidates.intersection(some), isExact: isExact, beginning: beginning.intersection(some), wider: nil)
    }

    var rest: NamePlan { NamePlan(query, isWithinWords, candidates.subtracting(beginning), isExact: isExact, beginning: PostingSet(), wider: nil) }
}
