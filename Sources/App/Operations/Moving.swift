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
        /// Not a database of this product.
        case unusable(String)
        /// A backup that was cut, or of which a byte was changed.
        case damaged(String)
        /// A database without a seal: from an earlier version, which cannot be told from one that was changed.
        case unsealed(String)
        /// A backup, where a database to work with was expected: it stays as it is and has to be restored.
        case isBackup(String)
        /// Attachments that the database names are not in the folder, or have other bytes there: how many, the folder, and the first of them.
        case filesMissing(Int, folder: String, first: String)
    }

    /// How a move goes on, and what it puts up with.
    public struct Manner: Sendable {
        public var now: Timestamp
        /// Goes on although attachments are missing: they were lost before.
        public var isIncomplete: Bool
        /// The source is the database that this process serves: its file is read through SQLite only, because closing it in any other
        /// way gives up the locks that the process holds on it.
        public var isServed = false
        /// Told how many rows of a table have been read; throwing breaks off.
        public var progress: DatabaseCopy.Progress

        public init(now: Timestamp, isIncomplete: Bool = false, progress: @escaping DatabaseCopy.Progress = { _, _ in }) {
            self.now = now
            self.isIncomplete = isIncomplete
            self.progress = progress
        }
    }

    static let mark = "copy"

    /// Copies everything from one database to another, of the same kind or not; gives what arrived, table by table.
    public static func copy(
        from source: DatabaseLocation, files sourceFiles: FileStore? = nil, to target: DatabaseLocation, files targetFiles: FileStore? = nil,
        _ manner: Manner
    ) async throws -> [DatabaseCopy.Report] {
        try refuseBackup(target)
        let from = try await openSource(source), to = try Database(target)
        defer {
            from.close()
            to.close()
        }
        let beside = sourceFiles ?? .beside(source), files = targetFiles ?? .beside(target)
        if !manner.isIncomplete { try requireFiles(try await attachments(of: from), in: beside) }
        return try await copyTables(from: from, to: to, manner) {
            try copyFiles(from: beside, to: files)
            if !manner.isIncomplete { try requireFiles(try await attachments(of: to), in: files) }
        }
    }

    /// A database that is read only: it must have this product's schema already.
    static func openSource(_ location: DatabaseLocation, isServed: Bool = false) async throws -> Database {
        if !isServed { try refuseBackup(location) }
        if case .sqlite(let file) = location, !FileManager.default.fileExists(atPath: file) { throw Failure.unusable(file) }
        let database = try Database(location)
        do {
            try await database.requireSchema(Schema.migrations)
            if try await database.read({ try isHalfCopied($0) }) { throw App.HalfCopied() }
            return database
        } catch {
            database.close()
            throw error
        }
    }

    /// - Parameter besides: what must have arrived too before the target counts as whole.
    static func copyTables(
        from: Database, to: Database, _ manner: Manner, besides: () async throws -> Void
    ) async throws -> [DatabaseCopy.Report] {
        _ = try await to.migrate(Schema.migrations, at: manner.now)
        guard try await isEmpty(to) else { throw Failure.notEmpty("\(to.location)") }
        // Until the mark is gone nobody takes the target for a whole database; a copy that broke off starts again from nothing. The table
        // of the mark is therefore left out, and written last.
        try await to.write { _ = try $0.execute("INSERT INTO owed_work (kind) VALUES (\(mark)) ON CONFLICT (kind) DO NOTHING") }
        let owed = try await from.read { try $0.rows("SELECT kind FROM owed_work") { try $0.get(0, as: String.self) } }
        let reports = try await DatabaseCopy(from: from, to: to, leaving: ["owed_work"], progress: manner.progress).run()
        try await besides()
        try await to.write { connection in
            try connection.execute("DELETE FROM owed_work")
            for kind in owed { try connection.execute("INSERT INTO owed_work (kind) VALUES (\(kind))") }
        }
        return reports
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
}
