import Basics
import Crypto
import Foundation

/// Time-based one-time codes (RFC 6238): six digits, thirty seconds, SHA-1, as all authenticator apps make them.
enum OneTimeCode {
    private static let step: Int64 = 30
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

    /// 160 bits in Base32 (RFC 4648).
    static func secret(_ random: SecureRandom) -> String {
        let bytes = random.bytes(20)
        var text = "", buffer = 0, bits = 0
        for byte in bytes {
            buffer = buffer << 8 | Int(byte)
            bits += 8
            while bits >= 5 {
                text.append(alphabet[buffer >> (bits - 5) & 31])
                bits -= 5
            }
        }
        return text
    }

    private static func bytes(_ secret: String) -> [UInt8]? {
        var bytes: [UInt8] = [], buffer = 0, bits = 0
        for character in secret {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            buffer = (buffer << 5 | value) & 0xFFFF
            bits += 5
            if bits >= 8 {
                bytes.append(UInt8(truncatingIfNeeded: buffer >> (bits - 8)))
                bits -= 8
            }
        }
        return bytes
    }

    /// The code of one step of thirty seconds.
    static func code(_ secret: String, step: Int64) -> String? {
        guard let key = bytes(secret) else { return nil }
        let message = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * Int64($0))) }
        let hash = Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: key)))
        let offset = Int(hash[19] & 15)
        let number = (0..<4).reduce(0) { $0 << 8 | Int(hash[offset + $1]) } & 0x7FFF_FFFF
        let digits = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// The step whose code was typed, at most one step off; nil for a wrong code, and for one that was used already.
    static func step(of typed: String, _ secret: String, at now: Timestamp, after last: Int64?) -> Int64? {
        let digits = typed.filter { $0.isASCII && $0.isNumber }
        guard digits.count == 6 else { return nil }
        let current = now.milliseconds / 1_000 / step
        return [current, current - 1, current + 1].first { $0 > last ?? 0 && code(secret, step: $0) == digits }
    }

    /// The key in groups of four, as people type it; apps leave the spaces out.
    static func grouped(_ secret: String) -> String {
        secret.enumerated().map { $0 > 0 && $0 % 4 == 0 ? " \($1)" : "\($1)" }.joined()
    }

    /// What authenticator apps read.
    static func address(_ secret: String, signIn: String) -> String {
        "otpauth://totp/Mainstay:\(Address.encode(signIn))?secret=\(secret)&issuer=Mainstay"
    }
}
