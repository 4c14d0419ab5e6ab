import CZlib
import Glibc

/// The bytes of a file, plain or gzip, read in order through a buffer of fixed size.
///
/// Which of the two it is shows in its first bytes; gzip files of several members read as one.
public final class ByteSource {
    /// Why a file could not be read.
    public enum Failure: Error, Equatable, Sendable {
        case cannotOpen(path: String, reason: String)
        /// The file ends too early or is damaged; `offset` counts the file's own bytes.
        case damaged(path: String, offset: Int, reason: String)
    }

    private let path: String
    private let file: gzFile
    private let size: Int

    /// - Throws: `Failure.cannotOpen` with the system's reason.
    public init(path: String) throws(Failure) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .cannotOpen(path: path, reason: String(cString: strerror(errno))) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw .cannotOpen(path: path, reason: String(cString: strerror(EISDIR))) }
        guard let file = gzopen(path, "rb") else { throw .cannotOpen(path: path, reason: String(cString: strerror(errno))) }
        gzbuffer(file, 1 << 17)
        self.path = path
        self.file = file
        size = Int(status.st_size)
    }

    deinit { gzclose_r(file) }

    /// Reads up to the buffer's size; 0 at the end.
    /// - Throws: `Failure.damaged` for a truncated or corrupt gzip file.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        let count = gzread(file, buffer.baseAddress, UInt32(clamping: buffer.count))
        var code: Int32 = 0
        let words = gzerror(file, &code)
        guard count >= 0, code == Z_OK || code == Z_STREAM_END else {
            let reason = words.map { String(cString: $0) } ?? ""
            throw .damaged(path: path, offset: Int(gzoffset(file)), reason: reason)
        }
        return Int(count)
    }

    /// How much of the file has been read, 0…1; 1 for an empty file.
    public var progress: Double { size == 0 ? 1 : min(1, Double(gzoffset(file)) / Double(size)) }
}
