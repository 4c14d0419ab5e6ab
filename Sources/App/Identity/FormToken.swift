import Basics
import Crypto

/// What the forms of a session send back, so that no other site can send them.
///
/// Every page writes it differently: pages are sent packed, and the size of a packed page tells whether a guess in its address equals
/// something else in it (BREACH). What differs with every address and moment cannot be guessed letter by letter.
public struct FormToken: Sendable, Equatable {
    private let secret: [UInt8]

    init(tokenHash: String) { secret = Array(SHA256.hash(data: Array(("form:" + tokenHash).utf8))) }

    /// As one page writes it: a pad that only this session can make, and the secret under that pad.
    public func masked(for page: String) -> String {
        let pad = Array(SHA256.hash(data: secret + Array(page.utf8)))
        return (pad + zip(secret, pad).map { $0 ^ $1 }).hexadecimal
    }

    /// Whether a form of this session sent the text.
    public func matches(_ sent: String?) -> Bool {
        guard let bytes = sent.flatMap({ [UInt8](hexadecimal: $0) }), bytes.count == 2 * secret.count else { return false }
        // Every byte is looked at, so that the time does not tell how many were right.
        return zip(zip(bytes, bytes.dropFirst(secret.count)), secret).reduce(0) { $0 | ($1.0.0 ^ $1.0.1 ^ $1.1) } == 0
    }
}
