import Basics
import Storage

/// The log of days that documents were booked into or taken out of; one row for each time, whoever's documents they were.
enum BookChanges {
    private struct Change {}

    /// Notes that documents of these days were booked or taken away.
    static func note(_ days: [Day], in connection: Connection) throws {
        guard let from = days.min(), let last = days.max() else { return }
        // Above all that were given before, so that what comes later is larger.
        let ids: [Identifier<Change>] = try connection.newIdentifiers("book_change", count: 1)
        for id in ids { try connection.execute("INSERT INTO book_change (id, from_on, to_on) VALUES (\(id), \(from), \(last.advanced(by: 1)))") }
    }

    /// The last change until now; zero before the first.
    static func last(in connection: Connection) throws -> Int64 {
        try connection.first("SELECT COALESCE(MAX(id), 0) FROM book_change") { try $0.get(0) } ?? 0
    }

    /// Whether anybody's documents of a period were booked or taken away after a change.
    static func happened(after change: Int64, in period: Period, _ connection: Connection) throws -> Bool {
        try connection.first("""
            SELECT 1 FROM book_change c WHERE c.id > \(change) AND c.from_on < \(period.to) AND c.to_on > \(period.from) LIMIT 1
            """) { _ in true } ?? false
    }
}
