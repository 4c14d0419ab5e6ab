/// A file's text as UTF-8, read in order; tells the encoding by itself.
struct TextSource {
    /// UTF-8 until the first byte beyond ASCII or a mark says otherwise.
    private(set) var encoding = TextEncoding.utf8

    private let source: ByteSource
    private let pieceSize: Int
    private let sampleSize: Int
    private var transcoder: Transcoder?
    private var isDecided: Bool
    private var isAtBeginning = true
    private var isAtEnd = false
    /// Bytes that wait until there are enough of them to tell the encoding.
    private var held: [UInt8] = []

    /// - Parameters:
    ///   - encoding: nil lets the source tell it from marks and samples.
    ///   - pieceSize: how many bytes are read at a time once the encoding is known.
    ///   - sampleSize: how many bytes are looked at to tell the encoding.
    init(_ source: ByteSource, encoding: TextEncoding?, pieceSize: Int, sampleSize: Int) {
        self.source = source
        self.pieceSize = max(1, pieceSize)
        self.sampleSize = max(3, sampleSize)
        isDecided = encoding != nil
        if let encoding { use(encoding) }
    }

    /// Why reading ends here.
    func damaged(_ reason: String) -> ByteSource.Failure { source.damaged(reason) }

    /// How much of the file has been read, 0…1.
    var progress: Double { source.progress }

    /// Appends the next piece of text, which may be empty; false when there is no more.
    mutating func read(into text: inout [UInt8]) throws(ByteSource.Failure) -> Bool {
        guard !isAtEnd else { return false }
        if isDecided && !isAtBeginning {
            append(try readPiece(), to: &text)
        } else {
            try readSample(into: &text)
        }
        return true
    }

    /// Looks at a sample that begins with the first byte beyond ASCII, wherever in the file that is; what comes before it
    /// reads the same in every encoding without a mark.
    private mutating func readSample(into text: inout [UInt8]) throws(ByteSource.Failure) {
        while held.count < sampleSize, !isAtEnd { held += try readPiece() }
        if isAtBeginning {
            isAtBeginning = false
            if let mark = TextEncoding.marked(held), !isDecided || mark.encoding == encoding {
                held.removeFirst(mark.length)
                use(mark.encoding)
            }
        }
        if !isDecided {
            let plain = held.firstIndex { $0 >= 0x80 } ?? held.count
            if plain > 0 && !(isAtEnd && plain < held.count) {
                text += held[..<plain]
                held.removeFirst(plain)
                return
            }
            if !held.isEmpty { use(TextEncoding.told(from: held, isWhole: isAtEnd)) }
        }
        append(held, to: &text)
        held = []
    }

    private mutating func use(_ encoding: TextEncoding) {
        self.encoding = encoding
        transcoder = Transcoder(from: encoding)
        isDecided = true
    }

    private func append(_ piece: [UInt8], to text: inout [UInt8]) {
        if let transcoder {
            transcoder.append(piece, to: &text, isLast: isAtEnd)
        } else {
            text += piece
        }
    }

    /// An empty piece is the end.
    private mutating func readPiece() throws(ByteSource.Failure) -> [UInt8] {
        var failure: ByteSource.Failure?
        let piece = [UInt8](unsafeUninitializedCapacity: pieceSize) { space, count in
            do throws(ByteSource.Failure) {
                count = try source.read(into: UnsafeMutableRawBufferPointer(space))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        isAtEnd = piece.isEmpty
        return piece
    }
}
