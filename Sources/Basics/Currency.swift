/// An ISO 4217 currency: its three-letter code and how many decimals its minor unit has.
public struct Currency: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Three capital Latin letters, as in ISO 4217.
    public let code: String

    /// Reads a code such as `CNY` or `gbp`; nil unless it is three Latin letters.
    public init?(_ code: String) {
        // Millions are read as books hold them.
        let upper = Self.isCode(code) ? code : code.uppercased()
        guard Self.isCode(upper) else { return nil }
        self.code = upper
    }

    public init?(_ code: Substring) { self.init(String(code)) }

    private static func isCode(_ text: String) -> Bool { text.utf8.count == 3 && text.utf8.allSatisfy { (65...90).contains($0) } }

    private init(known code: String) { self.code = code }

    public static let cny = Currency(known: "CNY")
    public static let eur = Currency(known: "EUR")
    public static let gbp = Currency(known: "GBP")
    public static let jpy = Currency(known: "JPY")
    public static let usd = Currency(known: "USD")
    /// What forms offer, the most used first.
    public static let common = ["CNY", "USD", "EUR", "GBP", "JPY", "HKD", "TWD", "SGD", "KRW", "INR", "AUD", "CAD", "CHF", "SEK", "THB", "VND", "MYR", "IDR", "BRL", "MXN", "AED", "SAR", "KWD"].map { Currency(known: $0) }

    /// Decimals of the minor unit (ISO 4217 column E): 2 unless listed here.
    public var decimals: Int {
        switch code {
        case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF": 0
        case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
        default: 2
        }
    }

    /// Minor units in one major unit: 100 for most, 1 for JPY, 1,000 for KWD.
    public var minorPerMajor: Int64 {
        switch decimals {
        case 0: 1
        case 3: 1_000
        default: 100
        }
    }

    public var description: String { code }

    public static func < (left: Currency, right: Currency) -> Bool { left.code < right.code }
}
