import Basics
import Crypto
import Foundation
import Storage

/// Files beside the database, each under the name of its SHA-256, so that the same bytes are kept once.
public struct FileStore: Sendable {
    /// The folder; made when the first file comes.
    public let folder: String

    public init(folder: String) { self.folder = folder }

    /// Where files lie unless somebody says otherwise: beside the SQLite file, or in the working folder.
    public static func beside(_ location: DatabaseLocation) -> FileStore {
        switch location {
        case .sqlite(let path): FileStore(folder: path + ".files")
        case .postgres: FileStore(folder: "mainstay.files")
        }
    }

    /// Why a file was not kept.
    public enum Failure: Error, Equatable, Sendable {
        /// More bytes than are taken; the limit in bytes.
        case tooLarge(limit: Int)
        case notWritable(path: String)
    }

    /// A file on its way in: written to a temporary place while it is hashed.
    final class Incoming {
        let path: String
        private(set) var size = 0
        private let limit: Int
        private let handle: FileHandle
        private var hash = SHA256()

        fileprivate init(path: String, limit: Int) throws(Failure) {
            self.path = path
            self.limit = limit
            guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
                  let handle = FileHandle(forWritingAtPath: path) else { throw .notWritable(path: path) }
            self.handle = handle
        }

        func write(_ bytes: some Collection<UInt8>) throws(Failure) {
            size += bytes.count
            guard size <= limit else { throw .tooLarge(limit: limit) }
            let data = Data(bytes)
            hash.update(data: data)
            do { try handle.write(contentsOf: data) } catch { throw .notWritable(path: path) }
        }

        /// Ends the file, which can be kept or thrown away from anywhere then.
        func end() -> Arrived {
            try? handle.close()
            return Arrived(path: path, sha256: hash.finalize().hexadecimal, size: size)
        }

        /// Throws the file away.
        func discard() {
            try? handle.close()
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    /// A file that has come completely and waits to be kept.
    struct Arrived: Sendable, Hashable {
        let path: String
        let sha256: String
        /// Bytes.
        let size: Int

        /// Throws the file away, unless it was kept.
        func discard() { try? FileManager.default.removeItem(atPath: path) }
    }

    /// Opens a place for a file of at most `limit` bytes.
    func incoming(limit: Int, random: SecureRandom) throws(Failure) -> Incoming {
        let place = folder + "/incoming"
        do { try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true) } catch { throw .notWritable(path: place) }
        let name = random.bytes(12).hexadecimal
        return try Incoming(path: place + "/" + name, limit: limit)
    }

    /// Moves a complete file to its place and gives its hash.
    func keep(_ incoming: Incoming) throws(Failure) -> String {
        let arrived = incoming.end()
        try keep(arrived)
        return arrived.sha256
    }

    /// Moves a complete file to its place; a file that is there already stays, so that a transaction may be tried again.
    func keep(_ arrived: Arrived) throws(Failure) {
        let target = path(of: arrived.sha256)
        if FileManager.default.fileExists(atPath: target) { return arrived.discard() }
        do {
            try FileManager.default.createDirectory(
                atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true
            )
            try FileManager.default.moveItem(atPath: arrived.path, toPath: target)
        } catch { throw .notWritable(path: target) }
    }

    /// The hash of the file that lies where a hash leads; nil when there is none.
    func hash(of name: String) -> String? {
        guard let handle = FileHandle(forReadingAtPath: path(of: name)) else { return nil }
        defer { try? handle.close() }
        var hash = SHA256()
        while let part = try? handle.read(upToCount: 1 << 20), !part.isEmpty { hash.update(data: part) }
        return hash.finalize().hexadecimal
    }

    /// The hashes of all files that were kept before a time; a younger one may belong to a transaction under way.
    func kept(before time: Timestamp) -> [String] {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let names = folders.filter { $0.count == 2 }.flatMap { name in
            ((try? FileManager.default.contentsOfDirectory(atPath: folder + "/" + name)) ?? []).filter { $0.utf8.count == 64 }
        }
        return names.filter { name in
            let changed = try? FileManager.default.attributesOfItem(atPath: path(of: name))[.modificationDate] as? Date
            return changed.map { Int64($0.timeIntervalSince1970 * 1_000) < time.milliseconds } ?? false
        }
    }

    /// Where the file with a hash lies; anything but a hash leads nowhere.
    func path(of hash: String) -> String {
        let isHash = hash.utf8.count == 64 && hash.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
        return isHash ? "\(folder)/\(hash.prefix(2))/\(hash)" : "\(folder)/none"
    }
}

/// What may be attached to a note.
enum AttachmentRule {
    /// Bytes.
    static let limit = 20 << 20
    static let perNote = 5

    /// Endings and the types they are served as; nothing that a browser would run.
    static let types: [String: String] = [
        "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp", "heic": "image/heic",
        "txt": "text/plain", "csv": "text/csv", "md": "text/plain", "eml": "message/rfc822", "msg": "application/vnd.ms-outlook",
        "doc": "application/msword", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xls": "application/vnd.ms-excel", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "ppt": "application/vnd.ms-powerpoint", "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "wps": "application/vnd.ms-works", "et": "application/vnd.ms-excel", "zip": "application/zip",
    ]

    static var accept: String { types.keys.sorted().map { "." + $0 }.joined(separator: ",") }

    static func type(of fileName: String) -> String? {
        fileName.split(separator: ".").count > 1 ? fileName.split(separator: ".").last.flatMap { types[$0.lowercased()] } : nil
    }
}
