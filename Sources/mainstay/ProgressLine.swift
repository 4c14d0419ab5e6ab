import Foundation
import Synchronization

/// How far a long command is, on standard error: one line that changes where a person is watching, a line every ten seconds in a file.
final class ProgressLine: Sendable {
    private let isWatched = isatty(FileHandle.standardError.fileDescriptor) == 1
    private let shown = Mutex<ContinuousClock.Instant?>(nil)

    /// - Parameter isLast: nothing follows; shown however short ago the line before was.
    func show(_ text: @autoclosure () -> String, isLast: Bool = false) {
        let pause: Duration = isWatched ? .milliseconds(100) : .seconds(10)
        let isDue = shown.withLock { shown in
            let now = ContinuousClock.now
            // In a file the first line comes after ten seconds too: short work needs none.
            guard let last = shown else {
                shown = now
                return isWatched
            }
            guard now - last >= pause else { return false }
            shown = now
            return true
        }
        guard isDue || (isLast && isWatched) else { return }
        let line = isWatched ? "\r\u{1B}[K\(text())\(isLast ? "\n" : "")" : text() + "\n"
        FileHandle.standardError.write(Data(line.utf8))
    }

    /// Removes the line, where a person is watching.
    func clear() { if isWatched { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) } }
}
