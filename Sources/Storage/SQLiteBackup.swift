import Foundation
import GRDB

/// Copies of whole SQLite files, taken while others read and write.
public enum SQLiteBackup {
    /// Writes a compact copy of one snapshot; the file appears complete or not at all.
    /// - Throws: `StorageFailure.unreachable` with the engine's words, for a full disk as for a missing folder.
    public static func write(from source: String, to target: String) throws {
        let partial = target + ".partial"
        try? FileManager.default.removeItem(atPath: partial)
        do {
            var configuration = GRDB.Configuration()
            configuration.readonly = true
            let queue = try DatabaseQueue(path: source, configuration: configuration)
            // SQLite fills an empty file that is there, which nobody else may read from its first byte on.
            try SQLiteFile.createPrivately(partial)
            try queue.inDatabase { try $0.execute(sql: "VACUUM INTO ?", arguments: [partial]) }
            try queue.close()
            // The copy is on the disk before it gets its name.
            let handle = try FileHandle(forUpdating: URL(fileURLWithPath: partial))
            try handle.synchronize()
            try handle.close()
            try FileManager.default.moveItem(atPath: partial, toPath: target)
        } catch {
            try? FileManager.default.removeItem(atPath: partial)
            let reason = (error as? DatabaseError).flatMap(\.message) ?? error.localizedDescription
            throw StorageFailure.unreachable("\(target): \(reason)")
        }
    }

    /// Whether every page of a file is what SQLite expects.
    public static func isSound(_ path: String) -> Bool {
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        guard let queue = try? DatabaseQueue(path: path, configuration: configuration) else { return false }
        let answer = try? queue.inDatabase { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }
        return answer == "ok"
    }
}
