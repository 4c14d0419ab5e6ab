import Basics

/// One thing that sets a policy apart from another; what is new has no "was", what is gone no "now".
public enum PolicyChange: Sendable, Hashable {
    case name(was: BilingualText, now: BilingualText)
    case window(was: Int, now: Int)
    case history(was: Policy.MinimumHistory, now: Policy.MinimumHistory)
    /// Ten-thousandths of a point.
    case hysteresis(was: Int, now: Int)
    /// Ten-thousandths of a point.
    case missingPenalty(was: Int, now: Int)
    case gate(was: Policy.Gate?, now: Policy.Gate?)
    case criterion(was: Policy.Criterion?, now: Policy.Criterion?)
    /// A part's weight, or the part as a whole.
    case part(of: Policy.Criterion, was: Policy.Part?, now: Policy.Part?)
    /// Points of a part that both have; the currency is nil where no money is measured.
    case anchors(of: Policy.Criterion, Metric, Currency?, was: Anchors?, now: Anchors?)
    case tier(was: Policy.Tier?, now: Policy.Tier?)
}

extension Policy {
    /// What this policy says otherwise than an older one, in the order of the document. Criteria are the same by their
    /// identifier, parts by metric and window, gates by metric and direction, tiers by code; their order says nothing.
    public func changes(since old: Policy) -> [PolicyChange] {
        var changes: [PolicyChange] = []
        if old.name != name { changes.append(.name(was: old.name, now: name)) }
        if old.window != window { changes.append(.window(was: old.window, now: window)) }
        if old.minimumHistory != minimumHistory { changes.append(.history(was: old.minimumHistory, now: minimumHistory)) }
        changes += Self.pairs(old.gates, gates) { "\($0.metric) \($0.limit.isUpper)" }.compactMap { $0 == $1 ? nil : .gate(was: $0, now: $1) }
        for (was, now) in Self.pairs(old.criteria, criteria, by: \.id) { changes += self.changes(since: old, was, now) }
        changes += Self.pairs(old.tiers, tiers, by: \.code).compactMap { $0 == $1 ? nil : .tier(was: $0, now: $1) }
        if old.hysteresis != hysteresis { changes.append(.hysteresis(was: old.hysteresis, now: hysteresis)) }
        if old.missingPenalty != missingPenalty { changes.append(.missingPenalty(was: old.missingPenalty, now: missingPenalty)) }
        return changes
    }

    /// What a part is the same by: its metric, and its window where it has one of its own.
    private func key(_ part: Part) -> String { "\(part.metric) \(part.window == window ? 0 : part.window)" }

    private func changes(since old: Policy, _ was: Criterion?, _ now: Criterion?) -> [PolicyChange] {
        guard let was, let now else { return [.criterion(was: was, now: now)] }
        var changes: [PolicyChange] = was.weight == now.weight && was.name == now.name ? [] : [.criterion(was: was, now: now)]
        for (before, after) in Self.pairs(was.parts.map { (old.key($0), $0) }, now.parts.map { (key($0), $0) }) {
            if before?.weight != after?.weight { changes.append(.part(of: now, was: before, now: after)) }
            guard let before, let after, before.curve != after.curve else { continue }
            let currencies = Self.pairs(before.curve.currencies, after.curve.currencies) { $0?.code ?? "" }.compactMap { $0 ?? $1 }
            for currency in currencies {
                let one = before.curve.anchors(of: currency), other = after.curve.anchors(of: currency)
                if one != other { changes.append(.anchors(of: now, after.metric, currency, was: one, now: other)) }
            }
        }
        return changes
    }

    /// Pairs of what two lists have under one key, in the order of the new one; what is gone comes last. Equal keys of one list
    /// are paired in their order.
    private static func pairs<Element>(_ old: [(key: String, Element)], _ new: [(key: String, Element)]) -> [(Element?, Element?)] {
        var left = Dictionary(grouping: old.indices) { old[$0].key }
        var pairs: [(Element?, Element?)] = new.map { key, element in
            let place = left[key]?.first
            if place != nil { left[key]?.removeFirst() }
            return (place.map { old[$0].1 }, element)
        }
        pairs += left.values.joined().sorted().map { (old[$0].1, nil) }
        return pairs
    }

    private static func pairs<Element>(_ old: [Element], _ new: [Element], by key: (Element) -> String) -> [(Element?, Element?)] {
        pairs(old.map { (key($0), $0) }, new.map { (key($0), $0) })
    }
}

extension Policy.Gate.Limit {
    var isUpper: Bool {
        switch self {
        case .atMost: true
        case .atLeast: false
        }
    }
}

extension Policy.Curve {
    /// The currencies that have anchors of their own; one nil where no money is measured.
    var currencies: [Currency?] {
        switch self {
        case .one: [nil]
        case .perCurrency(let byCurrency): byCurrency.keys.sorted().map { $0 }
        }
    }

    func anchors(of currency: Currency?) -> Anchors? {
        switch (self, currency) {
        case (.one(let anchors), nil): anchors
        case (.perCurrency(let byCurrency), let currency?): byCurrency[currency]
        default: nil
        }
    }
}
