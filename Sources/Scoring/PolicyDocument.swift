import Basics
import Yams

/// Reads policies written in YAML.
public enum PolicyDocument {
    /// No honest policy is longer than this many bytes.
    public static let sizeLimit = 65_536

    /// The policy, or everything that is wrong with the document.
    public static func read(_ text: String) -> PolicyReading {
        let beginning = { (reason: PolicyProblem.Reason) in
            PolicyReading.problems([PolicyProblem(line: 1, column: 1, path: "", reason: reason)])
        }
        guard text.utf8.count <= sizeLimit else { return beginning(.tooLarge) }
        guard nesting(text) <= 32 else { return beginning(.tooLarge) }
        do {
            guard let root = try Yams.compose(yaml: text) else { return beginning(.notAMapping) }
            var reader = NodeReader()
            let policy = policy(root, &reader)
            if let policy, reader.problems.isEmpty { return .policy(policy) }
            return .problems(reader.problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
        } catch let error as YamlError {
            return .problems([syntax(error)])
        } catch {
            return beginning(.syntax("\(error)"))
        }
    }

    /// The parser recurses; brackets deeper than any policy are refused before it sees them.
    static func nesting(_ text: String) -> Int {
        var depth = 0, deepest = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { depth += 1 }
            if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { depth = max(0, depth - 1) }
            deepest = max(deepest, depth)
        }
        let indented = Array(text.utf8).split(separator: UInt8(ascii: "\n")).map { line in
            line.firstIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }.map { $0 - line.startIndex } ?? line.count
        }.max() ?? 0
        return max(deepest, indented / 2)
    }

    private static func syntax(_ error: YamlError) -> PolicyProblem {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            PolicyProblem(line: mark.line, column: mark.column, path: "", reason: .syntax(problem))
        default:
            PolicyProblem(line: 1, column: 1, path: "", reason: .syntax("\(error)"))
        }
    }

    private static func policy(_ root: Node, _ reader: inout NodeReader) -> Policy? {
        guard let values = reader.mapping(
            root, "", required: ["policy", "name", "minimum_history", "criteria", "tiers"],
            optional: ["window", "hysteresis", "missing_penalty", "gates"]
        ) else { return nil }
        let id = reader.identifier(values["policy"], "policy")
        let name = reader.bilingual(values["name"], "name")
        let window = values["window"].map { self.window($0, "window", &reader) } ?? 12
        let tiers = values["tiers"].map { self.tiers($0, &reader) } ?? []
        let codes = tiers.map(\.code)
        let history = values["minimum_history"].flatMap { minimumHistory($0, codes, &reader) }
        let hysteresis = values["hysteresis"].map { reader.number($0, "hysteresis", decimals: 4, 0...1_000_000) } ?? 30_000
        let penalty = values["missing_penalty"].map { reader.number($0, "missing_penalty", decimals: 4, 0...1_000_000) } ?? 0
        let gates = values["gates"].map { self.gates($0, codes, &reader) } ?? []
        let criteria = values["criteria"].map { self.criteria($0, window ?? 12, &reader) } ?? []
        guard let id, let name, let window, let history, let hysteresis, let penalty else { return nil }
        return Policy(
            id: id, name: name, window: window, minimumHistory: history, hysteresis: hysteresis, missingPenalty: penalty,
            gates: gates, criteria: criteria, tiers: tiers
        )
    }

    /// `12 months` as 12; 1 to 60.
    static func window(_ node: Node, _ path: String, _ reader: inout NodeReader) -> Int? {
        guard let text = reader.text(node, path) else { return nil }
        let parts = text.split(separator: " ")
        if parts.count == 2, parts[1] == "months" || parts[1] == "month", let months = Int(parts[0]), (1...60).contains(months) {
            return months
        }
        reader.report(.notAWindow(text), at: node, path)
        return nil
    }

    private static func minimumHistory(
        _ node: Node, _ tiers: [String], _ reader: inout NodeReader
    ) -> Policy.MinimumHistory? {
        let path = "minimum_history"
        guard let values = reader.mapping(node, path, required: ["months", "highest_tier"]) else { return nil }
        let months = reader.number(values["months"], path + ".months", decimals: 0, 0...60)
        let tier = self.tier(values["highest_tier"], path + ".highest_tier", tiers, &reader)
        guard let months, let tier else { return nil }
        return Policy.MinimumHistory(months: months, highestTier: tier)
    }

    private static func tier(_ node: Node?, _ path: String, _ tiers: [String], _ reader: inout NodeReader) -> String? {
        guard let node, let code = reader.text(node, path) else { return nil }
        guard tiers.contains(code) else {
            reader.report(.unknownName(code, allowed: tiers, nearest: Spelling.nearest(to: code, in: tiers)), at: node, path)
            return nil
        }
        return code
    }

    private static func gates(_ node: Node, _ tiers: [String], _ reader: inout NodeReader) -> [Policy.Gate] {
        reader.list(node, "gates").enumerated().compactMap { index, node in
            let path = "gates[\(index)]"
            guard let values = reader.mapping(
                node, path, required: ["metric", "highest_tier"], optional: ["at_most", "at_least"]
            ) else { return nil }
            let metric = reader.name(values["metric"], path + ".metric", Metric.self)
            let tier = self.tier(values["highest_tier"], path + ".highest_tier", tiers, &reader)
            let limits = [values["at_most"], values["at_least"]].compactMap(\.self)
            guard limits.count == 1, let limit = limits.first else {
                reader.report(.needsOneLimit, at: node, path)
                return nil
            }
            guard let metric, let tier, let text = reader.text(limit, path) else { return nil }
            guard let value = PolicyNumber.value(text, metric.unit, minorPerMajor: 100) else {
                reader.report(.notANumber(text, unit: metric.unit), at: limit, path)
                return nil
            }
            let isUpper = values["at_most"] != nil
            return Policy.Gate(metric: metric, limit: isUpper ? .atMost(value) : .atLeast(value), highestTier: tier)
        }
    }

    private static func tiers(_ node: Node, _ reader: inout NodeReader) -> [Policy.Tier] {
        var tiers: [Policy.Tier] = []
        for (index, item) in reader.list(node, "tiers").enumerated() {
            let path = "tiers[\(index)]"
            guard let values = reader.mapping(item, path, required: ["code", "name", "from"]) else { continue }
            let code = reader.identifier(values["code"], path + ".code")
            let name = reader.bilingual(values["name"], path + ".name")
            let from = reader.number(values["from"], path + ".from", decimals: 4, 0...1_000_000)
            guard let code, let name, let from else { continue }
            if tiers.contains(where: { $0.code == code }) { reader.report(.duplicate(code), at: item, path) }
            if let last = tiers.last, from >= last.from { reader.report(.tiersNotDescending, at: values["from"] ?? item, path + ".from") }
            tiers.append(Policy.Tier(code: code, name: name, from: from))
        }
        if tiers.last?.from != 0 { reader.report(.lastTierNotAtZero, at: node, "tiers") }
        return tiers
    }
}
