import Interface

/// Two documents line by line: what stays, what is gone, what is new.
struct DocumentDifference: Hashable {
    enum Line: Hashable {
        case same(String)
        case removed(String)
        case added(String)
        /// So many lines that stay are left out here.
        case gap(Int)
    }

    private(set) var lines: [Line] = []

    /// - Parameter context: lines that stay are shown so far around every change.
    init(from old: String, to new: String, context: Int = 2) {
        let before = old.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let after = new.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var removed: Set<Int> = [], added: Set<Int> = []
        for change in after.difference(from: before) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var all: [Line] = [], place = 0
        for (index, line) in after.enumerated() {
            while removed.contains(place) {
                all.append(.removed(before[place]))
                place += 1
            }
            all.append(added.contains(index) ? .added(line) : .same(line))
            if !added.contains(index) { place += 1 }
        }
        all += before[min(place, before.count)...].map(Line.removed)
        lines = Self.shortened(all, context: context)
    }

    private static func shortened(_ all: [Line], context: Int) -> [Line] {
        func isSame(_ line: Line) -> Bool { if case .same = line { true } else { false } }
        let changed = all.indices.filter { !isSame(all[$0]) }
        var kept: Set<Int> = []
        for index in changed { kept.formUnion(max(0, index - context)...min(all.count - 1, index + context)) }
        var lines: [Line] = [], left = 0
        for (index, line) in all.enumerated() {
            if kept.contains(index) {
                if left > 0 { lines.append(.gap(left)) }
                left = 0
                lines.append(line)
            } else {
                left += 1
            }
        }
        if left > 0, !changed.isEmpty { lines.append(.gap(left)) }
        return lines
    }

    var html: HTML {
        let rows = lines.map { line -> HTML in
            switch line {
            case .same(let text): "<span>  \(text)\n</span>"
            case .removed(let text): "<del>- \(text)\n</del>"
            case .added(let text): "<ins>+ \(text)\n</ins>"
            case .gap(let count): "<i>  ⋯ \(count)\n</i>"
            }
        }
        return "<pre class=\"source lines-diff\" tabindex=\"0\">\(rows)</pre>"
    }
}
