/// How the parts of a criterion follow when its weight is changed.
public enum PolicyWeights {
    /// Steps in which weights are written, in hundredths of a percent.
    private static let steps = [100, 50, 10, 5, 1]

    /// The weights of parts that share another total in the same proportion, in the coarsest steps in which both the total and the
    /// parts were written; they add up to the total exactly, and each is less than a step from its exact share.
    /// - Parameters: hundredths of a percent.
    /// - Returns: nil where a part would have nothing, or the numbers are no weights.
    public static func carried(_ parts: [Int], to total: Int) -> [Int]? {
        guard !parts.isEmpty, (1...10_000).contains(total), parts.allSatisfy({ (1...10_000).contains($0) }) else { return nil }
        for step in steps where total % step == 0 && parts.allSatisfy({ $0 % step == 0 }) {
            let shares = Apportionment.share(total / step, by: parts).map { $0 * step }
            if shares.allSatisfy({ $0 > 0 }) { return shares }
        }
        // Finer than the parts were written, so that none is left without.
        let shares = Apportionment.share(total, by: parts)
        return shares.allSatisfy { $0 > 0 } ? shares : nil
    }

    /// A weight as documents write it.
    public static func text(_ weight: Int) -> String { PolicyNumber.text(Int64(weight), decimals: 2) }

    /// Hundredths of a percent; nil for what is no weight.
    public static func read(_ text: String) -> Int? {
        PolicyNumber.plain(text, decimals: 2).flatMap { (1...10_000).contains($0) ? Int($0) : nil }
    }
}

extension PolicyDocument {
    /// In what proportion the parts of each criterion share its weight, by the paths of their weights.
    ///
    /// Parts that followed their criterion keep the proportion of the document that the draft began with, so that a weight that is
    /// changed there and back leaves no trace.
    /// - Parameter base: the document that the draft began with.
    public static func proportions(in text: String, from base: String?) -> [String: Int] {
        let old = base.map { weights(in: $0) } ?? [:]
        var proportions: [String: Int] = [:]
        for (criterion, weights) in weights(in: text) {
            var shares = weights.parts.map(\.weight)
            if let before = old[criterion], before.parts.map(\.path) == weights.parts.map(\.path), let total = weights.total,
               carried(before, to: total) == shares {
                shares = before.parts.map(\.weight)
            }
            for (part, share) in zip(weights.parts, shares) { proportions[part.path] = share }
        }
        return proportions
    }

    private static func carried(_ weights: Weights, to total: Int) -> [Int]? { PolicyWeights.carried(weights.parts.map(\.weight), to: total) }

    /// Changes of values, with those of the parts of every criterion whose weight is among them and whose parts are not.
    /// - Parameter base: the document that the draft began with.
    public static func carryingParts(_ changes: [String: String], in text: String, from base: String?) -> [String: String] {
        var all = changes
        let proportions = proportions(in: text, from: base)
        for (criterion, weights) in weights(in: text) {
            guard let total = changes[criterion + ".weight"].flatMap(PolicyWeights.read),
                  !weights.parts.contains(where: { changes[$0.path] != nil }),
                  let shares = PolicyWeights.carried(weights.parts.map { proportions[$0.path] ?? $0.weight }, to: total) else { continue }
            for (part, share) in zip(weights.parts, shares) where share != part.weight { all[part.path] = PolicyWeights.text(share) }
        }
        return all
    }

    private struct Weights {
        /// Nil where it cannot be read.
        var total: Int?
        var parts: [(path: String, weight: Int)] = []
    }

    /// Criteria by path, with their parts in order; one with a part that cannot be read has none.
    private static func weights(in text: String) -> [String: Weights] {
        var criteria: [String: Weights] = [:], unreadable: Set<String> = []
        for value in values(in: text) {
            let steps = value.path.split(separator: ".")
            guard steps.last == "weight", let criterion = steps.first.map(String.init), criterion.hasPrefix("criteria[") else { continue }
            let weight = PolicyWeights.read(value.text)
            switch (steps.count, weight) {
            case (2, _): criteria[criterion, default: Weights()].total = weight
            case (3, let weight?): criteria[criterion, default: Weights()].parts.append((value.path, weight))
            default: unreadable.insert(criterion)
            }
        }
        for criterion in unreadable { criteria[criterion]?.parts = [] }
        return criteria
    }
}

extension PolicyValue {
    /// Whether a problem was found at this value.
    public func isPlace(of problem: PolicyProblem) -> Bool { problem.line == line && problem.column == column }
}
