/// Whole units of 10⁻ᵈ: the shape in which exact decimals are read and printed.
public struct FixedDecimal: Hashable, Sendable {
    public var units: Int64
    /// Digits after the point, 0…18.
    public var decimals: Int

    public init(units: Int64, decimals: Int) {
        self.units = units
        self.decimals = decimals
    }

    /// The number without grouping, with exactly `decimals` digits after the point.
    public var plain: String {
        guard decimals > 0 else { return String(units) }
        let digits = String(units.magnitude)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.utf8.count)) + digits
        let cut = padded.utf8.index(padded.endIndex, offsetBy: -decimals)
        return (units < 0 ? "-" : "") + padded[..<cut] + "." + padded[cut...]
    }

    /// The number without trailing zeros, keeping at least `atLeast` digits after the point.
    public func trimmed(atLeast: Int = 0) -> String {
        var shorter = self
        while shorter.decimals > atLeast, shorter.units % 10 == 0 {
            shorter.units /= 10
            shorter.decimals -= 1
        }
        return shorter.plain
    }

    /// Reads an optional sign, digits and an optional point with at most `decimals` digits that matter.
    ///
    /// Zeros past the last decimal are dropped; any other digit there, an empty text, a second point, a space
    /// or a number past 64 bits is nil. Grouping and exponents belong to whoever knows the text's customs.
    public static func parse(_ text: some Collection<UInt8>, decimals: Int) -> FixedDecimal? {
        var units: Int64 = 0
        var fraction: Int?
        var digits = 0
        var index = text.startIndex
        var negative = false
        if index < text.endIndex, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
            negative = text[index] == UInt8(ascii: "-")
            index = text.index(after: index)
        }
        while index < text.endIndex {
            let byte = text[index]
            index = text.index(after: index)
            if byte == UInt8(ascii: "."), fraction == nil {
                fraction = 0
                continue
            }
            guard (48...57).contains(byte) else { return nil }
            digits += 1
            if let seen = fraction, seen == decimals {
                guard byte == 48 else { return nil }
                continue
            }
            let (tens, overflow) = units.multipliedReportingOverflow(by: 10)
            let (sum, overflow2) = tens.subtractingReportingOverflow(Int64(byte - 48))
            guard !overflow, !overflow2 else { return nil }
            units = sum
            fraction = fraction.map { $0 + 1 }
        }
        guard digits > 0 else { return nil }
        for _ in (fraction ?? 0)..<decimals {
            let (tens, overflow) = units.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            units = tens
        }
        if negative { return FixedDecimal(units: units, decimals: decimals) }
        guard units != .min else { return nil }
        return FixedDecimal(units: -units, decimals: decimals)
    }
}

/// An exact count in a unit of measure, to six decimals; negative when goods come back.
public struct Quantity: Hashable, Sendable, Comparable {
    public var millionths: Int64

    public init(millionths: Int64) { self.millionths = millionths }

    /// Reads a plain decimal with at most six digits after the point; nil otherwise.
    public init?(_ text: some StringProtocol) {
        guard let number = FixedDecimal.parse(text.utf8, decimals: 6) else { return nil }
        millionths = number.units
    }

    public var plain: String { FixedDecimal(units: millionths, decimals: 6).trimmed() }

    public static func < (left: Quantity, right: Quantity) -> Bool { left.millionths < right.millionths }
}

/// An exact price of one unit in a currency's major unit, to six decimals.
public struct UnitPrice: Hashable, Sendable, Comparable {
    public var millionths: Int64

    public init(millionths: Int64) { self.millionths = millionths }

    /// Reads a plain decimal with at most six digits after the point; nil otherwise.
    public init?(_ text: some StringProtocol) {
        guard let number = FixedDecimal.parse(text.utf8, decimals: 6) else { return nil }
        millionths = number.units
    }

    public var plain: String { FixedDecimal(units: millionths, decimals: 6).trimmed(atLeast: 2) }

    public static func < (left: UnitPrice, right: UnitPrice) -> Bool { left.millionths < right.millionths }
}
