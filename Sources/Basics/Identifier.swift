/// A whole number that names one record of a kind; two kinds do not mix.
public struct Identifier<Record>: Hashable, Sendable, Comparable {
    public let value: Int64

    public init(_ value: Int64) { self.value = value }

    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}
