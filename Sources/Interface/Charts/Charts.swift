import Basics

/// Small drawings in SVG: they print, they need no script, and every one stands beside its numbers.
public enum Sparkline {
    /// A line through the values, oldest first; nothing for fewer than two.
    public static func html(_ values: [Int64]) -> HTML {
        guard values.count > 1, let low = values.min(), let high = values.max() else { return .empty }
        let span = max(1, Double(high) - Double(low))
        let points = values.enumerated().map { index, value in
            let x = 1 + 46 * index / (values.count - 1)
            let y = 16 - Int((Double(value) - Double(low)) / span * 14)
            return "\(x),\(y)"
        }
        return "<svg class=\"sp\" viewBox=\"0 0 48 18\" aria-hidden=\"true\"><polyline points=\"\(points.joined(separator: " "))\"/></svg>"
    }
}

/// A horizontal bar that fills its share of the width.
public enum Strip {
    /// - Parameters:
    ///   - share: thousandths of the width, 0…1000.
    ///   - mark: a second value to compare with, likewise.
    public static func html(share: Int, mark: Int? = nil) -> HTML {
        let width = percent(share)
        let line = mark.map { "<rect class=\"mark\" x=\"\(percent($0))\" width=\"2\" height=\"8\"/>" as HTML }
        return """
            <svg class="strip" aria-hidden="true"><rect class="track" width="100%" height="8" rx="4"/><rect class="value" width="\(width)" height="8" rx="4"/>\(line)</svg>
            """
    }

    static func percent(_ thousandths: Int) -> String {
        let clamped = min(1_000, max(0, thousandths))
        return FixedDecimal(units: Int64(clamped), decimals: 1).trimmed() + "%"
    }
}

/// Months side by side with the same months of the year before.
public struct MonthChart: Sendable {
    public struct Bar: Sendable {
        public var label: String
        public var value: Int64
        /// The same month a year earlier; nil when there was none.
        public var before: Int64?

        public init(label: String, value: Int64, before: Int64?) {
            self.label = label
            self.value = value
            self.before = before
        }
    }

    let bars: [Bar]
    let currency: Currency
    let language: Language
    /// What the drawing shows, in a sentence.
    let title: String

    public init(_ bars: [Bar], currency: Currency, language: Language, title: String) {
        self.bars = bars
        self.currency = currency
        self.language = language
        self.title = title
    }

    /// The largest and smallest round numbers that hold every bar, and the step between grid lines.
    static func ticks(low: Int64, high: Int64) -> [Int64] {
        let span = max(1, Int128(max(high, 0)) - Int128(min(low, 0)))
        var step: Int128 = 1
        while step * 5 < span {
            for factor in [2, 5, 10] as [Int128] where step * factor * 5 >= span || factor == 10 {
                step *= factor
                break
            }
        }
        var tick = -((-Int128(min(low, 0)) + step - 1) / step) * step
        var ticks: [Int64] = [Int64(clamping: tick)]
        while tick < Int128(max(high, 0)) {
            tick += step
            ticks.append(Int64(clamping: tick))
        }
        return ticks
    }

    public var html: HTML {
        let values: [Int64] = bars.map(\.value) + bars.map { $0.before ?? 0 }
        let low = min(0, values.min() ?? 0)
        // A month below zero hangs below the line as far as it goes: a whole step for it would flatten all others.
        let ticks = Self.ticks(low: low, high: values.max() ?? 0).filter { $0 >= low }
        let top = 16.0, bottom = 236.0
        let first = Double(low), last = Double(ticks.last ?? 1)
        let span = max(1, last - first)
        func y(_ value: Int64) -> Double { bottom - (Double(value) - first) / span * (bottom - top) }
        func number(_ value: Double) -> String { FixedDecimal(units: Int64((value * 10).rounded()), decimals: 1).trimmed() }
        let scale = Scale(for: Money(minor: max(ticks.last ?? 0, -low), currency), language)
        let labels = ticks.map { tick -> HTML in
            let label = tick == 0 ? "0" : Format.decimal(scale.scaled(Money(minor: tick, currency), decimals: 2), atLeast: 0) + scale.suffix
            return "<text class=\"y\" x=\"0\" y=\"\(number(y(tick) + 4))\">\(label)</text>"
        }
        let grid = ticks.map { "<line class=\"grid\" x2=\"100%\" y1=\"\(number(y($0)))\" y2=\"\(number(y($0)))\"/>" as HTML }
        let step = 100.0 / Double(max(1, bars.count))
        let columns = bars.enumerated().map { index, bar -> HTML in
            let left = step * Double(index)
            return """
                \(rect("before", bar.before ?? 0, left + step * 0.14, step * 0.34, y, number))\(rect("bar", bar.value, left + step * 0.5, step * 0.34, y, number))<text class="x" x="\(number(left + step / 2) + "%")" y="256">\(bar.label)</text>
                """
        }
        return "<svg class=\"chart by-month num\" role=\"img\" width=\"100%\" height=\"264\"><title>\(title)</title>\(labels)<svg class=\"plot\" x=\"52\" width=\"100%\" height=\"264\">\(grid)\(columns)</svg></svg>"
    }

    private func rect(
        _ css: String, _ value: Int64, _ left: Double, _ width: Double, _ y: (Int64) -> Double, _ number: (Double) -> String
    ) -> HTML {
        guard value != 0 else { return .empty }
        let from = min(y(value), y(0)), height = max(1, abs(y(value) - y(0)))
        return """
            <rect class="\(css)" x="\(number(left) + "%")" y="\(number(from))" width="\(number(width) + "%")" height="\(number(height))" rx="2"/>
            """
    }
}
