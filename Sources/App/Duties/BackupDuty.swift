import Basics
import Foundation
import Storage

/// Makes a backup as a duty, checks it, and removes the oldest ones.
struct BackupDuty: Sendable {
    let app: App
    let claim: DutyStore.Claim
    let progress: DutyWork.Progress

    func run() async throws -> DutyResult {
        guard let folder = claim.duty.folder else { throw DutyFailure.noFolder }
        guard BackupFolder.isWritable(folder) else { throw DutyFailure.notWritable }
        let organisation = try await app.organisation()
        let name = BackupFolder.name(at: claim.beganAt, in: organisation.zone), path = folder + "/" + name
        // Of a process that died in the same minute.
        if claim.duty.wanted == nil { BackupFolder.remove(name, in: folder) }
        progress.share = 5
        do {
            try await BackupFolder.write(app, to: path, at: claim.beganAt)
        } catch Moving.Failure.filesMissing {
            throw DutyFailure.filesMissing
        }
        do {
            progress.share = 70
            guard BackupFolder.isSound(path) else { throw DutyFailure.damaged }
            try Task.checkCancellation()
        } catch {
            BackupFolder.remove(name, in: folder)
            throw error
        }
        progress.share = 95
        var result = DutyResult(
            kind: .backup, work: claim.work, outcome: .done, beganAt: claim.beganAt, endedAt: app.clock.now, wantedBy: claim.duty.wantedBy
        )
        (result.detail, result.bytes) = (name, BackupFolder.size(of: name, in: folder))
        let (done, keeps) = (result, claim.duty.keeps)
        let surplus = try await app.database.write { connection in
            try DutyStore.finish(claim, done, in: organisation.zone, connection)
            // Only files that were written from here, never others that lie in the folder.
            let written = try DutyStore.results(.backup, limit: 10_000, in: connection).filter { $0.outcome == .done }.compactMap(\.detail)
            return Array(written.dropFirst(max(1, keeps)))
        }
        for name in surplus { BackupFolder.remove(name, in: folder) }
        return result
    }
}

/// The folder of the server in which backups lie.
enum BackupFolder {
    /// Writes a backup; the one place that decides how.
    static func write(_ app: App, to path: String, at now: Timestamp) async throws {
        var manner = Moving.Manner(now: now)
        manner.isServed = true
        try await Moving.backUp(app.database.location, files: app.files, to: path, manner)
    }

    /// Whether a backup reads as it should; the one place that decides how.
    static func isSound(_ path: String) -> Bool { (try? Moving.verify(path)) != nil }

    /// Tries it: rights, full disks and disks that are only read show in no other way.
    static func isWritable(_ folder: String) -> Bool {
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        // A name of its own each time: several may try the same folder at once.
        var name = Array((folder + "/.mainstay-probe-XXXXXX").utf8CString)
        let probe = mkstemp(&name)
        guard probe >= 0 else { return false }
        let isWritten = (try? FileHandle(fileDescriptor: probe, closeOnDealloc: true).write(contentsOf: [1])) != nil
        return unlink(name) == 0 && isWritten
    }

    /// Sorted by name they are sorted by time.
    static func name(at moment: Timestamp, in zone: TimeZone) -> String {
        let (hour, minute) = moment.clock(in: zone), second = moment.milliseconds / 1_000 % 60
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "mainstay-\(moment.day(in: zone).iso)-\(two(hour))\(two(minute))\(two(Int(second))).sqlite"
    }

    static func remove(_ name: String, in folder: String) {
        for ending in ["", ".files"] { try? FileManager.default.removeItem(atPath: folder + "/" + name + ending) }
    }

    /// Bytes of a backup with its attachments.
    static func size(of name: String, in folder: String) -> Int64 {
        func bytes(_ path: String) -> Int64 { (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.int64Value ?? 0 }
        let beside = folder + "/" + name + ".files"
        let files = FileManager.default.enumerator(atPath: beside).map { $0.compactMap { $0 as? String } } ?? []
        return bytes(folder + "/" + name) + files.filter { (try? FileManager.default.contentsOfDirectory(atPath: beside + "/" + $0)) == nil }
            .reduce(0) { $0 + bytes(beside + "/" + $1) }
    }
}
