import Yams

/// One value of a policy document that people may change in its place, without touching the rest of the text.
public struct PolicyValue: Sendable, Hashable {
    /// Where it stands, such as `criteria[0].parts[1].weight` or `tiers[2].from`.
    public var path: String
    public var text: String
    /// The metric of the gate or part that it belongs to.
    public var metric: Metric?
    /// Where it begins, counted from 1, in UTF-8 bytes.
    var line: Int
    var column: Int
}

extension PolicyDocument {
    /// The numbers of a document in the order of the text; empty for a text that is no YAML.
    public static func values(in text: String) -> [PolicyValue] {
        guard text.utf8.count <= sizeLimit, nesting(text) <= 32, let root = try? Yams.compose(yaml: text) else { return [] }
        var values: [PolicyValue] = []
        walk(root, "", nil, &values)
        return values.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }

    private static let editable: Set<String> = ["weight", "from", "months", "hysteresis", "missing_penalty", "at_most", "at_least", "highest_tier", "window"]

    private static func walk(_ node: Node, _ path: String, _ metric: Metric?, _ values: inout [PolicyValue]) {
        switch node {
        case .mapping(let mapping):
            let metric = node["metric"]?.scalar.flatMap { Metric(rawValue: $0.string) } ?? metric
            let isAnchors = path.contains(".anchors")
            for (index, pair) in mapping.enumerated() {
                guard let key = pair.key.string else { continue }
                let inner = path.isEmpty ? key : path + "." + key
                if isAnchors, pair.value.scalar != nil {
                    add(pair.key, "\(path)[\(index)].at", metric, &values)
                    add(pair.value, "\(path)[\(index)].points", metric, &values)
                } else if pair.value.scalar != nil {
                    if editable.contains(key) { add(pair.value, inner, metric, &values) }
                } else {
                    walk(pair.value, inner, metric, &values)
                }
            }
        case .sequence(let sequence):
            for (index, item) in sequence.enumerated() { walk(item, "\(path)[\(index)]", metric, &values) }
        default: return
        }
    }

    private static func add(_ node: Node, _ path: String, _ metric: Metric?, _ values: inout [PolicyValue]) {
        // Quoted texts are longer than what they say; they stay for the text form.
        guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any, let mark = node.mark else { return }
        values.append(PolicyValue(path: path, text: scalar.string, metric: metric, line: mark.line, column: mark.column))
    }

    /// The document with some values replaced; comments and layout stay. Texts that could break the document are ignored.
    public static func replacing(_ changes: [String: String], in text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for value in values(in: text).reversed() {
            guard let new = changes[value.path], new != value.text, !new.isEmpty, new.count <= 40,
                  new.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || " .%-".contains($0)) }), lines.indices.contains(value.line - 1) else { continue }
            // Marks count characters of a line.
            var characters = Array(lines[value.line - 1].unicodeScalars)
            let start = value.column - 1, end = start + value.text.unicodeScalars.count
            guard end <= characters.count, String(String.UnicodeScalarView(characters[start..<end])) == value.text else { continue }
            characters.replaceSubrange(start..<end, with: Array(new.unicodeScalars))
            lines[value.line - 1] = String(String.UnicodeScalarView(characters))
        }
        return lines.joined(separator: "\n")
    }
}
