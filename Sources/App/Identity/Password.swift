import Basics
import Crypto
import CryptoExtras
import Foundation

/// A password as it is stored: `scrypt$N$r$p$salt$key`, salt and key in base64 (RFC 7914).
public struct Password: Sendable {
    public let stored: String

    /// OWASP's second recommendation: 32 MiB of memory for one check.
    private static let rounds = 1 << 15
    private static let blockSize = 8
    private static let parallelism = 1

    public init(stored: String) { self.stored = stored }

    /// Derives a key with a new salt; takes tens of milliseconds by design.
    public init(_ password: String, random: SecureRandom) throws {
        let salt = Data(random.bytes(16))
        let key = try Password.derive(password, salt, Password.rounds, Password.blockSize, Password.parallelism)
        stored = "scrypt$\(Password.rounds)$\(Password.blockSize)$\(Password.parallelism)$"
            + salt.base64EncodedString() + "$" + key.base64EncodedString()
    }

    /// Whether this is the password; compares in constant time.
    public func matches(_ password: String) -> Bool {
        let parts = stored.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "scrypt", let rounds = Int(parts[1]), let blockSize = Int(parts[2]),
              let parallelism = Int(parts[3]), let salt = Data(base64Encoded: String(parts[4])),
              let key = Data(base64Encoded: String(parts[5])),
              let derived = try? Password.derive(password, salt, rounds, blockSize, parallelism),
              derived.count == key.count else { return false }
        return zip(derived, key).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func derive(
        _ password: String, _ salt: Data, _ rounds: Int, _ blockSize: Int, _ parallelism: Int
    ) throws -> Data {
        // The same characters typed on another keyboard may arrive composed differently.
        let bytes = Data(password.precomposedStringWithCompatibilityMapping.utf8)
        let key = try KDF.Scrypt.deriveKey(
            from: bytes, salt: salt, outputByteCount: 32, rounds: rounds, blockSize: blockSize, parallelism: parallelism
        )
        return key.withUnsafeBytes { Data($0) }
    }
}
