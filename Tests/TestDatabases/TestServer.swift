import CPostgres
import Foundation

/// Statements that cannot run inside a transaction, on a connection of their own.
enum TestServer {
    struct Failed: Error { let statement: String, words: String }

    /// By libpq and not by `psql`: Foundation's `Process` crashes on Linux once a test run has more than a thousand files open.
    static func run(_ statement: String, at url: String) throws {
        let handle = PQconnectdb(url)
        defer { PQfinish(handle) }
        // Notices, such as that a database is not there, would otherwise go to standard error.
        _ = PQsetNoticeProcessor(handle, { _, _ in }, nil)
        let result = PQexec(handle, statement)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else {
            throw Failed(statement: statement, words: String(cString: PQerrorMessage(handle)))
        }
    }
}
