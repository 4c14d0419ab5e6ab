/// The foot of a list that does not fit one page: how much of it stands above, and where the rest is.
///
/// It is nothing for a list that ends where it begins and has nothing to say.
public struct Pager: Sendable {
    /// How much stands above, of how much.
    public var shown: String?
    public var note: String?
    /// Where the list begins; nil on its first page.
    public var first: String?
    public var previous: String?
    /// Nil on the last page.
    public var next: String?

    public init(shown: String? = nil, note: String? = nil, first: String? = nil, previous: String? = nil, next: String? = nil) {
        (self.shown, self.note, self.first, self.previous, self.next) = (shown, note, first, previous, next)
    }

    public func html(_ words: AccountsWords) -> HTML {
        let links: [HTML?] = [
            first.map { "<a class=\"btn s\" href=\"\($0)\"><span>\(words.firstPage)</span></a>" },
            previous.map { "<a class=\"btn s\" href=\"\($0)\" rel=\"prev\">\(Icon("arrow-left").html)<span>\(words.previous)</span></a>" },
            next.map { "<a class=\"btn s\" href=\"\($0)\" rel=\"next\"><span>\(words.next)</span>\(Icon("arrow-right").html)</a>" },
        ]
        let moves = links.compactMap(\.self)
        guard !moves.isEmpty || shown != nil else { return .empty }
        let count = shown.map { "<span class=\"num\">\($0)</span>" as HTML }
        let remark = note.map { "<span class=\"muted opt\">\($0)</span>" as HTML }
        let ways: HTML? = moves.isEmpty ? nil : "<span class=\"moves\">\(moves)</span>"
        return "<div class=\"pager\">\(count)\(remark)\(ways)</div>"
    }
}
