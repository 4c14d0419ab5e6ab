import Foundation

/// Where a database lives, as people write it: `sqlite:PATH` or `postgres://user@host/name`.
public enum DatabaseLocation: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    case sqlite(path: String)
    case postgres(url: String)

    /// - Throws: `StorageFailure.location` for anything else.
    public init(_ text: String) throws(StorageFailure) {
        if text.hasPrefix("sqlite:"), text.utf8.count > 7 {
            self = .sqlite(path: String(text.dropFirst(7)))
        } else if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            self = .postgres(url: text)
        } else {
            throw .location(Self.redacted(text))
        }
    }

    /// As people wrote it, without passwords: it is printed and logged.
    public var description: String {
        switch self {
        case .sqlite(let path): "sqlite:" + path
        case .postgres(let url): Self.redacted(url)
        }
    }

    public var debugDescription: String { description }

    /// An address without the password of its user and without parameters that are one.
    static func redacted(_ url: String) -> String {
        guard let scheme = url.range(of: "://") else { return url }
        let parts = url[scheme.upperBound...].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var place = String(parts.first ?? "")
        if let at = place.lastIndex(of: "@") {
            let user = place[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
            place = String(user) + place[at...]
        }
        let query = parts.dropFirst().flatMap { $0.split(separator: "&") }.filter { !$0.lowercased().contains("password") }
        return String(url[..<scheme.upperBound]) + place + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }
}
