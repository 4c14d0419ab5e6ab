import Basics
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// A form with files (RFC 7578), read as it arrives: files go to disk in pieces, so that no upload needs memory for itself.
struct Multipart {
    /// A file that came with a form.
    struct Upload {
        var field: String
        var fileName: String
        var file: FileStore.Incoming
    }

    enum Failure: Error, Equatable {
        /// No form, or one that breaks off.
        case unreadable
        case fieldsTooLarge
        case tooManyFields
        case tooManyFiles
        /// A file came before the field that shows that the form is of this site.
        case unexpected
    }

    private(set) var fields: [(String, String)] = []
    private(set) var uploads: [Upload] = []
    /// The limit in bytes that a file went beyond. That file is thrown away, and what was written into the form is there.
    private(set) var exceeded: Int?
    /// More files came than are taken. Those beyond are thrown away, as above.
    private(set) var isSurplus = false

    private let delimiter: [UInt8]
    private let fileLimit: Int
    private let openFile: (Parameters) throws -> FileStore.Incoming
    private var buffer: [UInt8] = Array("\r\n".utf8)
    private var part: Part?
    private var isOver = false
    private var text: [UInt8] = []
    private var textSize = 0

    private struct Part {
        var name: String
        var fileName: String?
        var file: FileStore.Incoming?
        /// Its file was too large, or one too many; what still comes of it is read and forgotten.
        var isSkipped = false
    }

    /// Bytes of all fields that are no files.
    private static let textLimit = 256 << 10
    private static let headerLimit = 8 << 10
    /// Bytes of files that are not taken which are read on, because a browser shows an answer only when it has sent everything.
    private static let patience = 256 << 20
    private var skipped = 0
    private static let fieldLimit = 50

    private init(boundary: String, files: Int, openFile: @escaping (Parameters) throws -> FileStore.Incoming) {
        delimiter = Array("\r\n--\(boundary)".utf8)
        fileLimit = files
        self.openFile = openFile
    }

    /// The boundary that a content type names; nil for anything but a form with files.
    static func boundary(_ contentType: String?) -> String? {
        guard let contentType, contentType.lowercased().hasPrefix("multipart/form-data"),
              let part = contentType.split(separator: ";").map(\.trimmed).first(where: { $0.lowercased().hasPrefix("boundary=") }) else { return nil }
        let value = part.dropFirst("boundary=".count).filter { $0 != "\"" }
        return (1...70).contains(value.count) ? String(value) : nil
    }

    /// Reads a whole body. Whatever goes wrong, no file stays behind.
    /// - Parameters:
    ///   - files: how many files are taken; see `isSurplus`.
    ///   - openFile: gets the fields that came before the file, so that it can refuse the form before anything of it is on the disk.
    static func read(
        _ body: RequestBody, boundary: String, files: Int, openFile: @escaping (Parameters) throws -> FileStore.Incoming
    ) async throws -> Multipart {
        var form = Multipart(boundary: boundary, files: files, openFile: openFile)
        do {
            for try await piece in body {
                try form.take(piece)
                if form.skipped > patience { return form }
            }
            guard form.isOver else { throw Failure.unreadable }
            return form
        } catch {
            form.discard()
            throw error
        }
    }

    func discard() {
        part?.file?.discard()
        for upload in uploads { upload.file.discard() }
    }

    private mutating func take(_ piece: ByteBuffer) throws {
        guard !isOver else { return }
        buffer.append(contentsOf: piece.readableBytesView)
        while !isOver {
            if part == nil {
                guard try beginPart() else { return }
            } else {
                guard try continuePart() else { return }
            }
        }
    }

    /// Reads a delimiter line and a part's headers; false when more is needed.
    private mutating func beginPart() throws -> Bool {
        guard let start = find(delimiter, from: 0) else {
            guard buffer.count <= Self.headerLimit else { throw Failure.unreadable }
            return false
        }
        let after = start + delimiter.count
        guard buffer.count >= after + 2 else { return false }
        if buffer[after] == UInt8(ascii: "-"), buffer[after + 1] == UInt8(ascii: "-") {
            isOver = true
            return true
        }
        guard let end = find(Array("\r\n\r\n".utf8), from: after) else {
            guard buffer.count - after <= Self.headerLimit else { throw Failure.unreadable }
            return false
        }
        part = try beginPart(String(decoding: buffer[after..<end], as: UTF8.self))
        // The delimiter of an empty part follows at once: its line break is the one that ends the headers.
        buffer.removeFirst(end + 4)
        text.removeAll(keepingCapacity: true)
        return true
    }

    /// Takes a part's contents as far as they have come; false when more is needed.
    private mutating func continuePart() throws -> Bool {
        if buffer.starts(with: delimiter.dropFirst(2)), text.isEmpty, part?.file?.size ?? 0 == 0, part?.isSkipped == false {
            // An empty part.
            buffer.insert(contentsOf: "\r\n".utf8, at: 0)
            try endPart()
            return true
        }
        guard let end = find(delimiter, from: 0) else {
            let safe = buffer.count - delimiter.count
            if safe > 0 {
                try add(buffer[..<safe])
                buffer.removeFirst(safe)
            }
            return false
        }
        try add(buffer[..<end])
        buffer.removeFirst(end)
        try endPart()
        return true
    }

    private mutating func add(_ bytes: ArraySlice<UInt8>) throws {
        guard let part, !bytes.isEmpty else { return }
        if part.isSkipped {
            skipped += bytes.count
        } else if let file = part.file {
            do {
                try file.write(bytes)
            } catch .tooLarge(let limit) {
                file.discard()
                exceeded = limit
                self.part?.file = nil
                self.part?.isSkipped = true
            }
        } else {
            textSize += bytes.count
            guard textSize <= Self.textLimit else { throw Failure.fieldsTooLarge }
            text.append(contentsOf: bytes)
        }
    }

    private mutating func endPart() throws {
        guard let ended = part else { return }
        part = nil
        guard !ended.isSkipped else { return }
        if let file = ended.file {
            uploads.append(Upload(field: ended.name, fileName: ended.fileName ?? "", file: file))
        } else if ended.fileName == nil {
            fields.append((ended.name, String(decoding: text, as: UTF8.self)))
        }
    }

    private mutating func beginPart(_ headers: String) throws -> Part {
        for line in headers.split(separator: "\r\n") where line.lowercased().hasPrefix("content-disposition:") {
            guard let name = Self.parameter("name", in: line) else { break }
            guard let sent = Self.parameter("filename", in: line) else {
                guard fields.count < Self.fieldLimit else { throw Failure.tooManyFields }
                return Part(name: name)
            }
            // Some browsers send a whole path; only its last part is a name.
            let last = sent.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
            let fileName = String(last.filter { !$0.isNewline && $0 != "\0" }.suffix(150))
            // A browser sends an empty part for a file input that nobody filled.
            guard !fileName.isEmpty else { return Part(name: name, fileName: fileName) }
            guard uploads.count < fileLimit else {
                isSurplus = true
                skipped += headers.utf8.count
                return Part(name: name, fileName: fileName, isSkipped: true)
            }
            return Part(name: name, fileName: fileName, file: try openFile(Parameters(fields)))
        }
        throw Failure.unreadable
    }

    private static func parameter(_ name: String, in line: some StringProtocol) -> String? {
        guard let range = line.range(of: "; \(name)=\"") else { return nil }
        let rest = line[range.upperBound...]
        return rest.firstIndex(of: "\"").map { String(rest[..<$0]).replacing("%22", with: "\"") }
    }

    private func find(_ pattern: [UInt8], from start: Int) -> Int? {
        guard buffer.count >= pattern.count + start, let first = pattern.first else { return nil }
        return buffer.withUnsafeBufferPointer { bytes in
            var position = start
            while position + pattern.count <= bytes.count {
                if bytes[position] == first {
                    var matched = 1
                    while matched < pattern.count, bytes[position + matched] == pattern[matched] { matched += 1 }
                    if matched == pattern.count { return position }
                }
                position += 1
            }
            return nil
        }
    }
}
