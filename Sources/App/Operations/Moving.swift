import Basics
import Foundation
import Storage

/// Backups, restoring and moving between engines, with everything that lies beside the database.
public enum Moving {
    public enum Failure: Error, Sendable, Equatable {
        /// The target has accounts or people already.
        case notEmpty(String)
        /// Something lies where the backup is to be written.
        case exists(String)
        /// Not a database of this product, or damaged.
        case unusable(String)
    }

    private static let mark = "copy"

    /// Writes the database as one SQLite file, and its attachments into a folder beside it, while others work.
    public static func backUp(
        _ source: DatabaseLocation, to path: String, at now: Timestamp, progress: @escaping @Sendable (String, Int) -> Void
    ) async throws {
        guard !FileManager.default.fileExists(atPath: path) else { throw Failure.exists(path) }
        switch source {
        case .sqlite(let file):
            guard FileManager.default.fileExists(atPath: file) else { throw Failure.unusable(file) }
            try SQLiteBackup.write(from: file, to: path)
        case .postgres:
            let partial = path + ".copying"
            removeDatabase(partial)
            do {
                _ = try await copyTables(from: source, to: .sqlite(path: partial), at: now, progress: progress)
                try SQLiteBackup.write(from: partial, to: path)
            } catch {
                removeDatabase(partial)
                throw error
            }
            removeDatabase(partial)
        }
        try copyFiles(from: .beside(source), to: .beside(.sqlite(path: path)))
    }

    /// Brings a backup into a database that is empty or does not exist yet.
    public static func restore(
        _ path: String, to target: DatabaseLocation, at now: Timestamp, progress: @escaping @Sendable (String, Int) -> Void
    ) async throws {
        guard FileManager.default.fileExists(atPath: path), SQLiteBackup.isSound(path) else { throw Failure.unusable(path) }
        if case .sqlite(let file) = target {
            guard !FileManager.default.fileExists(atPath: file) else { throw Failure.notEmpty(file) }
            try SQLiteBackup.write(from: path, to: file)
        } else {
            // The copy is read by a product that knows its schema; the backup itself stays as it is.
            let working = NSTemporaryDirectory() + "mainstay-restore-\(ProcessInfo.processInfo.processIdentifier).sqlite"
            try SQLiteBackup.write(from: path, to: working)
            defer { removeDatabase(working) }
            _ = try await copyTables(from: .sqlite(path: working), to: target, at: now, progress: progress)
        }
        try copyFiles(from: .beside(.sqlite(path: path)), to: .beside(target))
    }

    /// Copies everything from one database to another, of the same kind or not; gives what arrived, table by table.
    public static func copy(
        from source: DatabaseLocation, to target: DatabaseLocation, at now: Timestamp, progress: @escaping @Sendable (String, Int) -> Void
    ) async throws -> [DatabaseCopy.Report] {
        let reports = try await copyTables(from: source, to: target, at: now, progress: progress)
        try copyFiles(from: .beside(source), to: .beside(target))
        return reports
    }

    private static func copyTables(
        from source: DatabaseLocation, to target: DatabaseLocation, at now: Timestamp, progress: @escaping @Sendable (String, Int) -> Void
    ) async throws -> [DatabaseCopy.Report] {
        let from = try Database(source), to = try Database(target)
        defer {
            from.close()
            to.close()
        }
        _ = try await from.migrate(Schema.migrations, at: now)
        _ = try await to.migrate(Schema.migrations, at: now)
        guard try await isEmpty(to) else { throw Failure.notEmpty("\(target)") }
        // Until the mark is gone nobody takes the target for a whole database; a copy that broke off starts again from nothing.
        try await to.write { _ = try $0.execute("INSERT INTO owed_work (kind) VALUES (\(mark)) ON CONFLICT (kind) DO NOTHING") }
        return try await DatabaseCopy(from: from, to: to, progress: progress).run()
    }

    private static func isEmpty(_ database: Database) async throws -> Bool {
        try await database.read { connection in
            if try isHalfCopied(connection) { return true }
            let people: Int = try connection.first("SELECT COUNT(*) FROM app_user") { try $0.get(0) } ?? 0
            return try people == 0 && AccountStore.identifiers(in: connection).isEmpty
        }
    }

    static func isHalfCopied(_ connection: Connection) throws -> Bool {
        try connection.first("SELECT kind FROM owed_work WHERE kind = \(mark)") { try $0.get(0, as: String.self) } != nil
    }

    /// Files have their hash as name, so those that are there already are the same.
    private static func copyFiles(from source: FileStore, to target: FileStore) throws {
        for hash in source.kept(before: Timestamp(milliseconds: .max)) where !FileManager.default.fileExists(atPath: target.path(of: hash)) {
            let place = target.path(of: hash)
            try FileManager.default.createDirectory(atPath: (place as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: source.path(of: hash), toPath: place + ".partial")
            try FileManager.default.moveItem(atPath: place + ".partial", toPath: place)
        }
    }

    private static func removeDatabase(_ path: String) {
        for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) }
    }
}
