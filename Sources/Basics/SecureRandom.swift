/// Where secrets and their salts come from: the system in production, a seed in tests.
public struct SecureRandom: Sendable {
    private let fill: @Sendable (Int) -> [UInt8]

    public init(_ fill: @escaping @Sendable (Int) -> [UInt8]) { self.fill = fill }

    /// `count` bytes that nobody can guess.
    public func bytes(_ count: Int) -> [UInt8] { fill(count) }

    public static let system = SecureRandom { count in
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
