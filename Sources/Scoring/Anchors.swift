/// Declared points at declared values, with straight lines between them.
public struct Anchors: Sendable, Hashable {
    public struct Anchor: Sendable, Hashable {
        /// In the metric's unit.
        public var value: Int64
        /// 0…100.
        public var points: Int

        public init(_ value: Int64, _ points: Int) {
            self.value = value
            self.points = points
        }
    }

    /// Along which axis lines are straight.
    public enum Scale: String, Sendable, CaseIterable {
        case linear
        /// Doubling a value always adds the same; values below 1 count as 1.
        case log
    }

    /// At least two, by increasing value.
    public var list: [Anchor]
    public var scale: Scale

    public init(_ list: [Anchor], scale: Scale = .linear) {
        self.list = list
        self.scale = scale
    }

    /// Whole points, rounded half up; outside the anchors the nearest one's points.
    public func points(at value: Int64) -> Int {
        guard let first = list.first, let last = list.last else { return 0 }
        if value <= first.value { return first.points }
        if value >= last.value { return last.points }
        guard let upper = list.firstIndex(where: { value < $0.value }), upper > 0 else { return last.points }
        let low = list[upper - 1], high = list[upper]
        let position = Int128(place(value) - place(low.value))
        let length = Int128(place(high.value) - place(low.value))
        guard length > 0 else { return high.points }
        let doubled = 2 * (Int128(low.points) * length + Int128(high.points - low.points) * position) + length
        return Int(doubled / (2 * length))
    }

    private func place(_ value: Int64) -> Int64 {
        switch scale {
        case .linear: value
        case .log: FixedLogarithm.log2(max(1, value))
        }
    }
}

/// Binary logarithms in whole numbers, the same on every machine.
enum FixedLogarithm {
    private static let fractionBits = 40

    /// log₂ of a value ≥ 1 in units of 2⁻⁴⁰, cut off: the leading bit, then one bit per squaring (Knuth, TAOCP 1, 1.2.2).
    static func log2(_ value: Int64) -> Int64 {
        let whole = 63 - value.leadingZeroBitCount
        var result = Int64(whole) << fractionBits
        // The mantissa in [1, 2) with 62 fraction bits.
        var mantissa = UInt64(value) << UInt64(62 - whole)
        for bit in 1...fractionBits {
            let square = mantissa.multipliedFullWidth(by: mantissa)
            mantissa = square.high << 2 | square.low >> 62
            if mantissa >= 1 << 63 {
                result |= 1 << Int64(fractionBits - bit)
                mantissa >>= 1
            }
        }
        return result
    }
}

extension Anchors {
    /// Where a value lies between the outer anchors along the curve's own axis, in thousandths; 0 and 1000 outside.
    public func position(of value: Int64) -> Int {
        guard let first = list.first, let last = list.last else { return 0 }
        let clamped = min(max(value, first.value), last.value)
        let length = Int128(place(last.value) - place(first.value))
        return length > 0 ? Int(Int128(place(clamped) - place(first.value)) * 1_000 / length) : 0
    }
}
