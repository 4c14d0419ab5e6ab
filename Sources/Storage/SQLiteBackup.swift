import Foundation
import GRDB

/// Copies of whole SQLite files, taken while others read and write.
public enum SQLiteBackup {
    /// Writes a compact copy of one snapshot; the file appears complete or not at all.
    /// - Parameter applicationID: the number by which other programs know what the file is.
    /// - Throws: `StorageFailure.unreachable` with the engine's words, for a full disk as for a missing folder.
    public static func write(from source: String, to target: String, applicationID: UInt32 = 0) throws {
        let partial = target + ".partial"
        try? FileManager.default.removeItem(atPath: partial)
        do {
            var configuration = GRDB.Configuration()
            configuration.readonly = true
            // Whoever closes the file just now holds it for a moment.
            configuration.busyMode = .timeout(10)
            let queue = try DatabaseQueue(path: source, configuration: configuration)
            // SQLite fills an empty file that is there, which nobody else may read from its first byte on.
            try SQLiteFile.createPrivately(partial)
            try queue.inDatabase { try $0.execute(sql: "VACUUM INTO ?", arguments: [partial]) }
            try queue.close()
            // The copy is on the disk before it gets its name.
            let handle = try FileHandle(forUpdating: URL(fileURLWithPath: partial))
            try handle.seek(toOffset: 68)
            try handle.write(contentsOf: withUnsafeBytes(of: applicationID.bigEndian) { Data($0) })
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
        let answer = try? reading(path) { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }
        return answer == "ok"
    }

    /// How many rows each table of a file has, in order of their names.
    public static func rows(in path: String) throws -> [(table: String, rows: Int)] {
        try reading(path) { database in
            let names = try String.fetchAll(database, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
            return try names.map { name in
                (name, try Int.fetchOne(database, SQLRequest<Int>("SELECT COUNT(*) FROM \(identifier: name)")) ?? 0)
            }
        }
    }

    private static func reading<Value>(_ path: String, _ body: (GRDB.Database) throws -> Value) throws -> Value {
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        let value = try queue.inDatabase(body)
        try queue.close()
        return value
    }
}
