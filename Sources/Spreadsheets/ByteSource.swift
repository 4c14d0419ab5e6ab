import Glibc

/// The bytes of a file, plain or gzip, read in order through a buffer of fixed size.
///
/// Which of the two it is shows in its first bytes; gzip files of several members read as one.
public final class ByteSource {
    /// Why a file could not be read.
    public enum Failure: Error, Equatable, Sendable {
        /// `reason` is the system's word for it.
        case cannotOpen(path: String, reason: String)
        /// The file ends too early or is damaged; `offset` counts the file's own bytes, `reason` is zlib's or the system's word.
        case damaged(path: String, offset: Int, reason: String)
    }

    /// Bytes of the file itself, packed or not.
    public let size: Int
    private let path: String
    private let descriptor: Int32
    private let inflation: Inflation?
    /// What was read from the file and not yet handed out or unpacked.
    private var input: [UInt8]
    private var inputStart = 0
    private var inputEnd = 0
    private var bytesRead = 0
    private var isInsideMember = true

    /// Opens a file and reads its first bytes.
    /// - Throws: `Failure.cannotOpen` with the system's reason.
    public init(path: String) throws(Failure) {
        self.path = path
        let opened = open(path, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else { throw .cannotOpen(path: path, reason: Self.systemReason()) }
        var status = stat()
        var first = [UInt8](repeating: 0, count: 1 << 17)
        var count = -1
        if fstat(opened, &status) == 0 { count = first.withUnsafeMutableBytes { Self.fill($0, from: opened) } }
        guard count >= 0 else {
            let reason = Self.systemReason()
            close(opened)
            throw .cannotOpen(path: path, reason: reason)
        }
        let isGzip = count >= 2 && first[0] == 0x1F && first[1] == 0x8B
        inflation = isGzip ? Inflation() : nil
        guard !isGzip || inflation != nil else {
            close(opened)
            throw .cannotOpen(path: path, reason: String(cString: strerror(ENOMEM)))
        }
        descriptor = opened
        size = Int(status.st_size)
        input = first
        inputEnd = count
        bytesRead = count
    }

    deinit { close(descriptor) }

    /// Bytes of the file itself that have been handed out, unpacked or not.
    public var position: Int { bytesRead - (inputEnd - inputStart) }

    /// How much of the file has been read, 0…1; 1 for an empty file and for a pipe, whose size nobody knows.
    public var progress: Double { size == 0 ? 1 : min(1, Double(position) / Double(size)) }

    /// Reads up to the buffer's size; 0 at the end.
    /// - Throws: `Failure.damaged` for a file that cannot be read on, and for truncated or corrupt gzip data.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        guard !buffer.isEmpty else { return 0 }
        guard let inflation else { return try readPlain(into: buffer) }
        return try readUnpacked(by: inflation, into: buffer)
    }

    private func readPlain(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        guard inputStart == inputEnd else {
            let count = min(buffer.count, inputEnd - inputStart)
            buffer.copyBytes(from: input[inputStart..<(inputStart + count)])
            inputStart += count
            return count
        }
        let count = Self.fill(buffer, from: descriptor)
        guard count >= 0 else { throw damaged(Self.systemReason()) }
        bytesRead += count
        return count
    }

    private func readUnpacked(by inflation: Inflation, into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        while true {
            if inputStart == inputEnd, try !refill() {
                guard !isInsideMember else { throw damaged("unexpected end of file") }
                return 0
            }
            if !isInsideMember {
                // Some tools pad the last member with zeros; anything else has to be a member.
                guard input[inputStart] != 0 else {
                    inputStart += 1
                    continue
                }
                inflation.reset()
                isInsideMember = true
            }
            let (taken, given, outcome) = input.withUnsafeBytes { bytes in
                inflation.unpack(UnsafeRawBufferPointer(rebasing: bytes[inputStart..<inputEnd]), into: buffer)
            }
            inputStart += taken
            switch outcome {
            case .damaged(let reason): throw damaged(reason)
            case .memberEnd: isInsideMember = false
            case .ongoing: break
            }
            if given > 0 { return given }
        }
    }

    private func refill() throws(Failure) -> Bool {
        let count = input.withUnsafeMutableBytes { Self.fill($0, from: descriptor) }
        guard count >= 0 else { throw damaged(Self.systemReason()) }
        inputStart = 0
        inputEnd = count
        bytesRead += count
        return count > 0
    }

    func damaged(_ reason: String) -> Failure { .damaged(path: path, offset: position, reason: reason) }

    /// One `read`, repeated when a signal interrupts it; -1 with `errno` set when it fails.
    private static func fill(_ buffer: UnsafeMutableRawBufferPointer, from descriptor: Int32) -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 || errno != EINTR { return count }
        }
    }

    private static func systemReason() -> String { String(cString: strerror(errno)) }
}
