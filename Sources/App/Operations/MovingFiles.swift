import Basics
import Foundation
import Storage

/// What lies beside a database when it moves.
extension Moving {
    /// The hashes of every attachment that a database names.
    static func attachments(of database: Database) async throws -> Set<String> {
        try await database.read { try NoteStore.attachmentHashes(in: $0) }
    }

    /// - Throws: `Failure.filesMissing` unless every attachment lies in the folder with its own bytes.
    static func requireWholeFiles(_ named: some Sequence<String>, in files: FileStore) throws {
        let missing = named.filter { files.hash(of: $0) != $0 }
        guard let first = missing.min() else { return }
        throw Failure.filesMissing(missing.count, folder: files.folder, first: first)
    }

    /// - Throws: `Failure.filesMissing` unless every attachment lies in the folder.
    static func requireFiles(_ named: Set<String>, in files: FileStore) throws {
        let missing = named.filter { !FileManager.default.fileExists(atPath: files.path(of: $0)) }
        guard let first = missing.min() else { return }
        throw Failure.filesMissing(missing.count, folder: files.folder, first: first)
    }

    /// Files have their hash as name, so those that are there already are the same.
    static func copyFiles(from source: FileStore, to target: FileStore) throws {
        for hash in source.kept(before: Timestamp(milliseconds: .max)) where !FileManager.default.fileExists(atPath: target.path(of: hash)) {
            let place = target.path(of: hash), partial = place + ".partial"
            try FileManager.default.createDirectory(atPath: (place as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try? FileManager.default.removeItem(atPath: partial)
            try FileManager.default.copyItem(atPath: source.path(of: hash), toPath: partial)
            try FileManager.default.moveItem(atPath: partial, toPath: place)
        }
    }

    static func removeDatabase(_ path: String) {
        for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) }
    }
}
