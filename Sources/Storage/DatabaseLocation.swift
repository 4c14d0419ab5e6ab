/// Where a database lives, as people write it: `sqlite:PATH` or `postgres://user@host/name`.
public enum DatabaseLocation: Hashable, Sendable {
    case sqlite(path: String)
    case postgres(url: String)

    /// - Throws: `StorageFailure.location` for anything else.
    public init(_ text: String) throws(StorageFailure) {
        if text.hasPrefix("sqlite:"), text.utf8.count > 7 {
            self = .sqlite(path: String(text.dropFirst(7)))
        } else if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            self = .postgres(url: text)
        } else {
            throw .location(text)
        }
    }
}
