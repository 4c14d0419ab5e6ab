/// An exact amount: whole minor units of one currency.
///
/// Arithmetic is checked. Amounts of two currencies never add: that is a `MoneyFailure`, not a number.
public struct Money: Hashable, Sendable {
    /// Minor units (fen, pence, cents); negative for returns and corrections.
    public var minor: Int64
    public var currency: Currency

    public init(minor: Int64, _ currency: Currency) {
        self.minor = minor
        self.currency = currency
    }

    public static func zero(_ currency: Currency) -> Money { Money(minor: 0, currency) }

    /// - Throws: `MoneyFailure.currencies` for two currencies, `MoneyFailure.overflow` past 64 bits.
    public func adding(_ other: Money) throws(MoneyFailure) -> Money {
        guard currency == other.currency else { throw .currencies(currency, other.currency) }
        let (sum, overflow) = minor.addingReportingOverflow(other.minor)
        guard !overflow else { throw .overflow }
        return Money(minor: sum, currency)
    }

    /// - Throws: as `adding(_:)`.
    public func subtracting(_ other: Money) throws(MoneyFailure) -> Money {
        try adding(other.negated())
    }

    /// - Throws: `MoneyFailure.overflow` for the one amount that has no opposite.
    public func negated() throws(MoneyFailure) -> Money {
        guard minor != .min else { throw .overflow }
        return Money(minor: -minor, currency)
    }

    /// Quantity × unit price, rounded once, half away from zero, to the minor unit.
    /// - Throws: `MoneyFailure.overflow` past 64 bits.
    public static func line(quantity: Quantity, unitPrice: UnitPrice, _ currency: Currency) throws(MoneyFailure) -> Money {
        let exact = Int128(quantity.millionths) * Int128(unitPrice.millionths) * Int128(currency.minorPerMajor)
        let rounded = exact.roundedDivision(by: 1_000_000_000_000)
        guard let minor = Int64(exactly: rounded) else { throw .overflow }
        return Money(minor: minor, currency)
    }

    /// The plain decimal of files and command lines: `-1234.50`, no grouping, the currency's own decimals.
    public var plain: String {
        FixedDecimal(units: minor, decimals: currency.decimals).plain
    }
}

/// Why an amount could not be computed.
public enum MoneyFailure: Error, Hashable, Sendable {
    case currencies(Currency, Currency)
    case overflow
}

extension Int128 {
    /// Division rounded half away from zero; the divisor is positive.
    public func roundedDivision(by divisor: Int128) -> Int128 {
        let half = divisor / 2
        return self >= 0 ? (self + half) / divisor : (self - half) / divisor
    }
}
