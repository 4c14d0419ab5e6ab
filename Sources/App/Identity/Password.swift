import Basics
import Crypto
import CryptoExtras
import Foundation

/// A password as it is stored: `scrypt$N$r$p$salt$key`, salt and key in base64 (RFC 7914).
public struct Password: Sendable {
    public let stored: String

    /// What one check takes; a stored password keeps the cost it was made with.
    public struct Cost: Sendable {
        /// N, a power of two.
        public let rounds: Int
        /// r; memory is 128 · N · r bytes.
        public let blockSize: Int
        /// p.
        public let parallelism: Int

        public init(rounds: Int, blockSize: Int = 8, parallelism: Int = 1) {
            self.rounds = rounds
            self.blockSize = blockSize
            self.parallelism = parallelism
        }

        /// OWASP's second recommendation: 32 MiB of memory for one check.
        public static let recommended = Cost(rounds: 1 << 15)
    }

    public init(stored: String) { self.stored = stored }

    /// A password nobody has, which takes as long to check as others.
    static func nobody(_ cost: Cost) -> Password {
        Password(cost, salt: Data(count: 16), key: Data(count: keyLength))
    }

    private static let keyLength = 32

    private init(_ cost: Cost, salt: Data, key: Data) {
        stored = "scrypt$\(cost.rounds)$\(cost.blockSize)$\(cost.parallelism)$" + salt.base64EncodedString() + "$" + key.base64EncodedString()
    }

    /// Derives a key with a new salt; takes tens of milliseconds by design.
    public init(_ password: String, cost: Cost = .recommended, random: SecureRandom) throws {
        let salt = Data(random.bytes(16))
        self.init(cost, salt: salt, key: try Password.derive(password, salt, cost))
    }

    /// Whether this is the password; compares in constant time.
    public func matches(_ password: String) -> Bool {
        let parts = stored.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "scrypt", let rounds = Int(parts[1]), let blockSize = Int(parts[2]),
              let parallelism = Int(parts[3]), let salt = Data(base64Encoded: String(parts[4])),
              let key = Data(base64Encoded: String(parts[5])),
              let derived = try? Password.derive(password, salt, Cost(rounds: rounds, blockSize: blockSize, parallelism: parallelism)),
              derived.count == key.count else { return false }
        return zip(derived, key).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func derive(_ password: String, _ salt: Data, _ cost: Cost) throws -> Data {
        // The same characters typed on another keyboard may arrive composed differently.
        let bytes = Data(password.precomposedStringWithCompatibilityMapping.utf8)
        let key = try KDF.Scrypt.deriveKey(
            from: bytes, salt: salt, outputByteCount: keyLength, rounds: cost.rounds, blockSize: cost.blockSize,
            parallelism: cost.parallelism
        )
        return key.withUnsafeBytes { Data($0) }
    }
}
