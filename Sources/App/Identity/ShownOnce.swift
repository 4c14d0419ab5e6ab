import Basics
import Crypto
import Foundation
import Storage

/// What one session is shown once, whichever server it asks next: a new token of a program, the key of one-time codes that are being
/// turned on, what a form came to.
///
/// The database has it only sealed, with a key made from the session's own token, of which it knows no more than a hash: neither a
/// backup nor somebody who reads the table learns a secret from it.
enum ShownOnce: String, Sendable, CaseIterable {
    case token, codes, message

    /// How long it waits to be read, in seconds.
    private var seconds: Int64 { self == .codes ? 900 : 300 }

    /// Keeps a text for a session, in place of an earlier one of its kind.
    func keep(_ text: String, for session: String, at now: Timestamp, in connection: Connection) throws {
        try connection.execute("DELETE FROM shown_once WHERE ends_at <= \(now)")
        guard let sealed = try AES.GCM.seal(Data(text.utf8), using: Self.key(session)).combined else { return }
        try connection.execute("""
            INSERT INTO shown_once (token_hash, kind, sealed, ends_at)
            VALUES (\(SessionStore.hash(session)), \(rawValue), \(Array(sealed).hexadecimal), \(now.adding(seconds: seconds)))
            ON CONFLICT (token_hash, kind) DO UPDATE SET sealed = excluded.sealed, ends_at = excluded.ends_at
            """)
    }

    /// Reads a text and leaves it: nil when there is none, or not any more.
    func text(for session: String, at now: Timestamp, in connection: Connection) throws -> String? {
        try connection.first("""
            SELECT sealed FROM shown_once WHERE token_hash = \(SessionStore.hash(session)) AND kind = \(rawValue) AND ends_at > \(now)
            """) { try $0.get(0, as: String.self) }.flatMap { Self.opened($0, session) }
    }

    /// Reads a text for the last time.
    func take(for session: String, at now: Timestamp, in connection: Connection) throws -> String? {
        try connection.first("""
            DELETE FROM shown_once WHERE token_hash = \(SessionStore.hash(session)) AND kind = \(rawValue) AND ends_at > \(now) RETURNING sealed
            """) { try $0.get(0, as: String.self) }.flatMap { Self.opened($0, session) }
    }

    /// Whether anything of these kinds waits for a session.
    static func waits(_ kinds: [ShownOnce], for session: String, at now: Timestamp, in connection: Connection) throws -> Bool {
        try connection.first("""
            SELECT kind FROM shown_once
            WHERE token_hash = \(SessionStore.hash(session)) AND kind IN \(list: kinds.map(\.rawValue)) AND ends_at > \(now) LIMIT 1
            """) { try $0.get(0, as: String.self) } != nil
    }

    private static func key(_ session: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: SymmetricKey(data: Data(session.utf8)), info: Data("shown once".utf8), outputByteCount: 32)
    }

    private static func opened(_ sealed: String, _ session: String) -> String? {
        guard let bytes = [UInt8](hexadecimal: sealed), let box = try? AES.GCM.SealedBox(combined: Data(bytes)),
              let text = try? AES.GCM.open(box, using: key(session)) else { return nil }
        return String(decoding: text, as: UTF8.self)
    }
}
