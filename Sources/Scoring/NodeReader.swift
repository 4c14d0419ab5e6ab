import Yams

/// Walks a YAML document and collects every problem instead of stopping at the first.
struct NodeReader {
    private(set) var problems: [PolicyProblem] = []
    private var visited = 0

    /// Aliases can make a small text a huge tree; an honest policy has a few hundred entries.
    private static let largest = 20_000

    mutating func report(_ reason: PolicyProblem.Reason, at node: Node, _ path: String) {
        let problem = PolicyProblem(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, path: path, reason: reason)
        if !problems.contains(problem) { problems.append(problem) }
    }

    /// The values of a mapping by key; reports unknown, repeated and missing keys.
    mutating func mapping(_ node: Node, _ path: String, required: [String], optional: [String] = []) -> [String: Node]? {
        guard case .mapping(let mapping) = node else {
            report(.notAMapping, at: node, path)
            return nil
        }
        guard count(mapping.count, node, path) else { return nil }
        let allowed = required + optional
        var values: [String: Node] = [:]
        for (key, value) in mapping {
            let name = key.string ?? ""
            if !allowed.contains(name) {
                report(.unknownKey(name, allowed: allowed, nearest: Spelling.nearest(to: name, in: allowed)), at: key, path)
            } else if values.updateValue(value, forKey: name) != nil {
                report(.duplicate(name), at: key, path)
            }
        }
        for name in required where values[name] == nil { report(.missingKey(name), at: node, path) }
        return values
    }

    mutating func list(_ node: Node, _ path: String) -> [Node] {
        guard case .sequence(let sequence) = node else {
            report(.notAList, at: node, path)
            return []
        }
        return count(sequence.count, node, path) ? Array(sequence) : []
    }

    /// The pairs of a mapping in the document's order.
    mutating func pairs(_ node: Node, _ path: String) -> [(key: Node, value: Node)] {
        guard case .mapping(let mapping) = node else {
            report(.notAMapping, at: node, path)
            return []
        }
        return count(mapping.count, node, path) ? mapping.map { ($0.key, $0.value) } : []
    }

    mutating func text(_ node: Node?, _ path: String) -> String? {
        guard let node else { return nil }
        guard let scalar = node.scalar, !scalar.string.isEmpty else {
            report(.notAText, at: node, path)
            return nil
        }
        return scalar.string
    }

    /// A text that may stand in addresses and stored scorecards as it is.
    mutating func identifier(_ node: Node?, _ path: String) -> String? {
        guard let node, let text = text(node, path) else { return nil }
        let fits = text.utf8.count <= 40 && text.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 95
        }
        if !fits { report(.notAnIdentifier(text), at: node, path) }
        return fits ? text : nil
    }

    mutating func bilingual(_ node: Node?, _ path: String) -> BilingualText? {
        guard let node, let values = mapping(node, path, required: ["zh-Hans", "en"]),
              let chinese = text(values["zh-Hans"], path + ".zh-Hans"), let english = text(values["en"], path + ".en") else { return nil }
        return BilingualText(chinese: chinese, english: english)
    }

    /// A number within a range, in units of `10^-decimals`.
    mutating func number(_ node: Node?, _ path: String, decimals: Int, _ range: ClosedRange<Int64>) -> Int? {
        guard let node, let text = text(node, path) else { return nil }
        guard let value = PolicyNumber.plain(text, decimals: decimals) else {
            report(.notANumber(text, unit: nil), at: node, path)
            return nil
        }
        guard range.contains(value) else {
            let bounds = [range.lowerBound, range.upperBound].map { PolicyNumber.text($0, decimals: decimals) }
            report(.outOfRange(text, lowest: bounds[0], highest: bounds[1]), at: node, path)
            return nil
        }
        return Int(value)
    }

    /// One of several names.
    mutating func name<Value: RawRepresentable & CaseIterable>(_ node: Node?, _ path: String, _: Value.Type) -> Value?
    where Value.RawValue == String {
        guard let node, let text = text(node, path) else { return nil }
        if let value = Value(rawValue: text) { return value }
        let allowed = Value.allCases.map(\.rawValue)
        report(.unknownName(text, allowed: allowed, nearest: Spelling.nearest(to: text, in: allowed)), at: node, path)
        return nil
    }

    private mutating func count(_ entries: Int, _ node: Node, _ path: String) -> Bool {
        visited += entries
        if visited > Self.largest { report(.tooLarge, at: node, path) }
        return visited <= Self.largest
    }
}

/// Finds the name that somebody probably meant.
enum Spelling {
    /// The candidate with the fewest typing errors, if they are at most a third of the name.
    static func nearest(to name: String, in candidates: [String]) -> String? {
        let best = candidates.map { ($0, distance(Array(name.lowercased().prefix(40)), Array($0))) }.min { $0.1 < $1.1 }
        guard let (candidate, errors) = best, errors <= max(1, candidate.count / 3) else { return nil }
        return candidate
    }

    /// Levenshtein's distance, one row at a time.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var row = Array(0...right.count)
        for (index, character) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (place, other) in right.enumerated() {
                let replaced = diagonal + (character == other ? 0 : 1)
                diagonal = row[place + 1]
                row[place + 1] = min(replaced, row[place] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
