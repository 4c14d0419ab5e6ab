import Basics
import Foundation
import Storage

/// Backups: written whole or not at all, sealed, and looked at down to the last byte before anything is made of them.
extension Moving {
    /// Writes the database as one sealed SQLite file, and its attachments into a folder beside it, while others work.
    ///
    /// What was written has been read again from the disk when the backup gets its name.
    /// - Parameter files: where the attachments lie; nil for the usual place beside the database.
    /// - Returns: what the backup says of itself.
    @discardableResult
    public static func backUp(_ source: DatabaseLocation, files: FileStore? = nil, to path: String, _ manner: Manner) async throws -> BackupManifest {
        guard !FileManager.default.fileExists(atPath: path) else { throw Failure.exists(path) }
        let partial = path + ".copying"
        removeDatabase(partial)
        defer { removeDatabase(partial) }
        let from = try await openSource(source, isServed: manner.isServed)
        defer { from.close() }
        let files = files ?? .beside(source)
        if !manner.isIncomplete { try requireFiles(try await attachments(of: from), in: files) }
        switch source {
        case .sqlite(let file): try SQLiteBackup.write(from: file, to: partial, applicationID: SealedFile.applicationID)
        case .postgres:
            let whole = path + ".reading"
            removeDatabase(whole)
            defer { removeDatabase(whole) }
            let to = try Database(.sqlite(path: whole))
            defer { to.close() }
            _ = try await copyTables(from: from, to: to, manner) {}
            try SQLiteBackup.write(from: whole, to: partial, applicationID: SealedFile.applicationID)
        }
        guard SQLiteBackup.isSound(partial) else { throw Failure.damaged("\(source)") }
        // Named after the copy and before the files: at least what the copy names.
        let named = try await attachments(of: from).sorted()
        let target = FileStore.beside(.sqlite(path: path))
        try copyFiles(from: files, to: target)
        if !manner.isIncomplete { try requireWholeFiles(named, in: target) }
        let present = manner.isIncomplete ? named.filter { target.hash(of: $0) == $0 } : named
        let tables = try SQLiteBackup.rows(in: partial).map { BackupManifest.Table(name: $0.table, rows: $0.rows) }
        let sealed = SealedFile(path: partial)
        try sealed.seal(BackupManifest(madeAt: manner.now, schema: Schema.migrations.last?.number ?? 0, tables: tables, attachments: present))
        guard case .sealed(let manifest) = try sealed.ending() else { throw Failure.damaged(path) }
        try sealed.compare(with: manifest)
        // Only now it has its name: whoever sees the backup sees a whole one.
        try FileManager.default.moveItem(atPath: partial, toPath: path)
        return manifest
    }

    /// Reads every byte of a backup and of its attachments.
    /// - Returns: what the backup says of itself.
    /// - Throws: `Failure` that says what is wrong with it.
    public static func verify(_ path: String) throws -> BackupManifest {
        let file = SealedFile(path: path)
        guard case .sealed(let manifest) = try file.ending() else { throw Failure.unsealed(path) }
        try file.compare(with: manifest)
        try requireWholeFiles(manifest.attachments, in: .beside(.sqlite(path: path)))
        return manifest
    }

    /// Brings a backup into a database that is empty or does not exist yet. Nobody is signed in afterwards: sessions, tokens of
    /// programs and links for passwords may have been ended since the backup was made.
    /// - Parameter unsealed: takes a backup of a version that sealed nothing too, as far as SQLite finds no fault in it.
    public static func restore(
        _ path: String, to target: DatabaseLocation, files: FileStore? = nil, unsealed: Bool = false, _ manner: Manner
    ) async throws {
        // The backup itself stays as it is.
        var working = NSTemporaryDirectory() + "mainstay-restore-\(ProcessInfo.processInfo.processIdentifier).sqlite"
        if case .sqlite(let file) = target {
            guard !FileManager.default.fileExists(atPath: file) else { throw Failure.notEmpty(file) }
            working = file + ".restoring"
        }
        removeDatabase(working)
        defer { removeDatabase(working) }
        let manifest = try takeOut(path, to: working, unsealed: unsealed)
        let beside = FileStore.beside(.sqlite(path: path)), files = files ?? .beside(target)
        if !manner.isIncomplete, let manifest { try requireWholeFiles(manifest.attachments, in: beside) }
        let from = try Database(.sqlite(path: working))
        defer { from.close() }
        _ = try await from.migrate(Schema.migrations, at: manner.now)
        try await from.write { connection in
            try SessionStore.endAll(in: connection)
            try APITokenStore.endAll(in: connection)
        }
        let named = try await attachments(of: from)
        func bringFiles() throws {
            try copyFiles(from: beside, to: files)
            if !manner.isIncomplete { try requireFiles(named, in: files) }
        }
        if !manner.isIncomplete { try requireFiles(named, in: beside) }
        switch target {
        case .sqlite(let file):
            try bringFiles()
            try SQLiteBackup.write(from: working, to: file)
        case .postgres:
            let to = try Database(target)
            defer { to.close() }
            _ = try await copyTables(from: from, to: to, manner) { try bringFiles() }
        }
    }

    /// Copies the database out of a backup: exactly the bytes that were compared with the seal.
    /// - Returns: nil for a backup without a seal.
    private static func takeOut(_ path: String, to working: String, unsealed: Bool) throws -> BackupManifest? {
        let file = SealedFile(path: path)
        guard case .sealed(let manifest) = try file.ending() else {
            guard unsealed else { throw Failure.unsealed(path) }
            guard SQLiteBackup.isSound(path) else { throw Failure.damaged(path) }
            try SQLiteBackup.write(from: path, to: working)
            return nil
        }
        guard FileManager.default.createFile(atPath: working, contents: nil, attributes: [.posixPermissions: 0o600]),
              let copy = FileHandle(forWritingAtPath: working) else { throw FileStore.Failure.notWritable(path: working) }
        defer { try? copy.close() }
        try file.compare(with: manifest, copyingTo: copy)
        let tables = try SQLiteBackup.rows(in: working).map { BackupManifest.Table(name: $0.table, rows: $0.rows) }
        guard tables == manifest.tables else { throw Failure.damaged(path) }
        return manifest
    }

    /// A backup that is opened to work with would be changed by that, and its seal broken.
    static func refuseBackup(_ location: DatabaseLocation) throws {
        if case .sqlite(let path) = location, SealedFile(path: path).isMarked { throw Failure.isBackup(path) }
    }
}
