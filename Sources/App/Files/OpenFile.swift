import Foundation
import Synchronization

/// A file that is read from its beginning to its end; it may be removed meanwhile and is closed with its last reader.
final class OpenFile: Sendable {
    private let handle: Mutex<FileHandle>

    /// Nil when there is no such file.
    init?(path: String) {
        guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
        self.handle = Mutex(handle)
    }

    /// The next piece; empty or nil at the end.
    func read() throws -> Data? { try handle.withLock { try $0.read(upToCount: 1 << 18) } }

    deinit { handle.withLock { try? $0.close() } }
}
