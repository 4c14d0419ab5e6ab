import Basics
import Yams

extension PolicyDocument {
    static func criteria(_ node: Node, _ window: Int, _ reader: inout NodeReader) -> [Policy.Criterion] {
        var criteria: [Policy.Criterion] = []
        for (index, item) in reader.list(node, "criteria").enumerated() {
            let path = "criteria[\(index)]"
            guard let values = reader.mapping(item, path, required: ["id", "name", "weight", "parts"]) else { continue }
            let id = reader.identifier(values["id"], path + ".id")
            let name = reader.bilingual(values["name"], path + ".name")
            let weight = reader.number(values["weight"], path + ".weight", decimals: 2, 1...10_000)
            let parts = values["parts"].map { self.parts($0, path + ".parts", window, &reader) } ?? []
            guard let id, let name, let weight else { continue }
            if criteria.contains(where: { $0.id == id }) { reader.report(.duplicate(id), at: item, path + ".id") }
            let sum = parts.reduce(0) { $0 + $1.weight }
            // Unreadable weights are reported where they stand; their sum would only repeat it.
            if sum != weight, reader.problems.isEmpty, let node = values["weight"] {
                reader.report(.weightsSum(found: sum, expected: weight), at: node, path + ".parts")
            }
            criteria.append(Policy.Criterion(id: id, name: name, weight: weight, parts: parts))
        }
        let sum = criteria.reduce(0) { $0 + $1.weight }
        if sum != 10_000, reader.problems.isEmpty { reader.report(.weightsSum(found: sum, expected: 10_000), at: node, "criteria") }
        return criteria
    }

    private static func parts(_ node: Node, _ path: String, _ window: Int, _ reader: inout NodeReader) -> [Policy.Part] {
        var parts: [Policy.Part] = []
        for (index, item) in reader.list(node, path).enumerated() {
            let path = "\(path)[\(index)]"
            guard let values = reader.mapping(
                item, path, required: ["metric", "weight", "anchors"], optional: ["window", "scale"]
            ) else { continue }
            let metric = reader.name(values["metric"], path + ".metric", Metric.self)
            let weight = reader.number(values["weight"], path + ".weight", decimals: 2, 1...10_000)
            let own = values["window"].map { self.window($0, path + ".window", &reader) } ?? window
            let scale = values["scale"].map { reader.name($0, path + ".scale", Anchors.Scale.self) } ?? .linear
            guard let metric, let weight, let own, let scale, let anchors = values["anchors"],
                  let curve = curve(anchors, path + ".anchors", metric, scale, &reader) else { continue }
            if parts.contains(where: { $0.metric == metric && $0.window == own }) {
                reader.report(.duplicate(metric.rawValue), at: item, path)
            }
            parts.append(Policy.Part(metric: metric, window: own, weight: weight, curve: curve))
        }
        return parts
    }

    private static func curve(
        _ node: Node, _ path: String, _ metric: Metric, _ scale: Anchors.Scale, _ reader: inout NodeReader
    ) -> Policy.Curve? {
        let pairs = reader.pairs(node, path)
        guard metric.unit == .money else { return anchors(pairs, node, path, metric, scale, .usd, &reader).map(Policy.Curve.one) }
        var curves: [Currency: Anchors] = [:]
        for (key, value) in pairs {
            let code = key.string ?? ""
            guard let currency = Currency(code) else {
                let known = [Currency.cny, .eur, .gbp, .jpy, .usd].map(\.code)
                reader.report(.unknownName(code, allowed: known, nearest: Spelling.nearest(to: code, in: known)), at: key, path)
                continue
            }
            let path = "\(path).\(code)"
            curves[currency] = anchors(reader.pairs(value, path), value, path, metric, scale, currency, &reader)
        }
        return .perCurrency(curves)
    }

    private static func anchors(
        _ pairs: [(key: Node, value: Node)], _ node: Node, _ path: String, _ metric: Metric, _ scale: Anchors.Scale,
        _ currency: Currency, _ reader: inout NodeReader
    ) -> Anchors? {
        var list: [Anchors.Anchor] = []
        for (key, value) in pairs {
            let text = key.string ?? ""
            guard let place = PolicyNumber.value(text, metric.unit, minorPerMajor: currency.minorPerMajor) else {
                reader.report(.notANumber(text, unit: metric.unit), at: key, path)
                return nil
            }
            guard let points = reader.number(value, "\(path).\(text)", decimals: 0, 0...100) else { return nil }
            if let last = list.last, place <= last.value { reader.report(.anchorsNotIncreasing, at: key, path) }
            list.append(Anchors.Anchor(place, points))
        }
        if list.count < 2 { reader.report(.tooFewAnchors, at: node, path) }
        return Anchors(list, scale: scale)
    }
}
