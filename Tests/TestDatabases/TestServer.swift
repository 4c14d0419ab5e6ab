import Foundation
import Synchronization

/// Statements that cannot run inside a transaction, through the server's own client.
enum TestServer {
    struct Failed: Error { let statement: String, words: String }

    /// Starting several programs at once crashes in Foundation now and then, on Linux.
    private static let oneAtATime = Mutex(())

    static func run(_ statement: String, at url: String) throws {
        try oneAtATime.withLock { _ in try start(statement, at: url) }
    }

    private static func start(_ statement: String, at url: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["psql", "-q", "-X", "-d", url, "-c", statement]
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        // The reading that cannot fail ends the process when a signal interrupts it.
        let words = String(decoding: (try? errors.fileHandleForReading.readToEnd()) ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(statement: statement, words: words) }
    }
}
