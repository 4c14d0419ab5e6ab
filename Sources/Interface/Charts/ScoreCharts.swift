import Basics

/// A score laid out from 0 to 100: what each criterion adds, the tiers' bands, and how sure it is.
public struct ScoreRuler: Sendable {
    let segments: [(name: String, contribution: Int)]
    let score: Int
    let bounds: ClosedRange<Int>
    /// From the highest to the lowest.
    let tiers: [(code: String, from: Int)]
    let title: String

    /// All numbers are ten-thousandths of a point.
    public init(
        segments: [(name: String, contribution: Int)], score: Int, bounds: ClosedRange<Int>, tiers: [(code: String, from: Int)],
        title: String
    ) {
        self.segments = segments
        self.score = score
        self.bounds = bounds
        self.tiers = tiers
        self.title = title
    }

    private func percent(_ score: Int) -> String { FixedDecimal(units: Int64(score), decimals: 4).trimmed() + "%" }

    /// About how much of a ruler a name takes, ten-thousandths of a point: Chinese characters are twice as wide as letters.
    private static func width(_ name: String) -> Int { name.unicodeScalars.reduce(30_000) { $0 + ($1.isASCII ? 10_000 : 20_000) } }

    public var html: HTML {
        var left = 0
        var bars: [HTML] = [], labels: [HTML] = [], values: [HTML] = []
        for segment in segments where segment.contribution > 0 {
            let figure = Format.score(segment.contribution, atLeast: 2)
            bars.append("<rect x=\"\(percent(left))\" width=\"\(percent(max(1_000, segment.contribution - 2_000)))\"><title>\(segment.name) \(figure)</title></rect>")
            // A figure stands where its name has room too; what is narrower is named when pointed at, and in the table below.
            if segment.contribution >= Self.width(segment.name) {
                labels.append("<text x=\"\(percent(left + 10_000))\" y=\"17\">\(segment.name)</text>")
                values.append("<text x=\"\(percent(left + 10_000))\" y=\"33\">\(figure)</text>")
            }
            left += segment.contribution
        }
        var bands: [HTML] = [], names: [HTML] = []
        var upper = 1_000_000
        for tier in tiers {
            let css = TierChip.css(tier.code)
            let label = tier.from == 0 ? tier.code : "\(tier.code) \(Format.score(tier.from, atLeast: 0))"
            bands.append("<rect class=\"\(css)\" x=\"\(percent(tier.from))\" y=\"56\" width=\"\(percent(max(0, upper - tier.from - 2_000)))\"/>")
            names.append("<text class=\"\(css)\" x=\"\(percent(tier.from + 12_000))\" y=\"71\">\(label)</text>")
            upper = tier.from
        }
        let range: HTML = bounds.lowerBound == bounds.upperBound ? .empty
            : "<rect class=\"range\" x=\"\(percent(bounds.lowerBound))\" y=\"46\" width=\"\(percent(bounds.upperBound - bounds.lowerBound))\" height=\"5\"/>"
        // Near the right edge the sum stands before the needle.
        let sum: HTML = left < 850_000 ? "<text class=\"sum\" x=\"\(percent(left + 12_000))\" y=\"26\">\(Format.score(score, atLeast: 2))</text>" : .empty
        return """
            <svg class="ruler num" width="100%" height="78" role="img"><title>\(title)</title><g class="seg">\(bars)</g><g class="lab">\(labels)</g><g class="val">\(values)</g>\(sum)<g class="band">\(bands)</g><g class="tiers">\(names)</g><svg x="\(percent(score))" overflow="visible"><path class="needle" d="M0 40v36"/></svg>\(range)</svg>
            """
    }
}

/// The curve that turns a value into points, with the account's own value on it.
public enum AnchorCurve {
    /// - Parameters:
    ///   - anchors: thousandths along the axis, and points.
    ///   - value: likewise.
    public static func html(_ anchors: [(place: Int, points: Int)], at value: (place: Int, points: Int), title: String) -> HTML {
        func x(_ place: Int) -> String { FixedDecimal(units: Int64(30 + 900 * min(1_000, max(0, place)) / 1_000), decimals: 1).trimmed() }
        func y(_ points: Int) -> String { FixedDecimal(units: Int64(290 - 250 * points / 100), decimals: 1).trimmed() }
        let line = anchors.map { "\(x($0.place)),\(y($0.points))" }.joined(separator: " ")
        let dots = anchors.map { "M\(x($0.place)) \(y($0.points))h0" }.joined()
        return """
            <svg class="curve" viewBox="0 0 96 32" role="img"><title>\(title)</title><polyline points="\(line)"/><path class="a" d="\(dots)"/><path class="d" d="\("M\(x(value.place)) 32V\(y(value.points))")"/><circle cx="\(x(value.place))" cy="\(y(value.points))"/></svg>
            """
    }
}

extension Strip {
    /// Thousandths as a width.
    public static func width(_ share: Int) -> String { percent(share) }
}
