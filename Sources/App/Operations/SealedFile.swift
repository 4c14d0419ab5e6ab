import Basics
import Crypto
import Foundation

/// A backup as a file: a SQLite database, behind it the manifest, and at the end a seal over the manifest.
///
/// SQLite reads as many pages as the first one names, so the file can be looked into as it is. The seal is a mark, the two lengths and
/// a SHA-256 of all of these with the manifest; the manifest has the checksums of the database's bytes. No byte is left out, so none can
/// be changed, added or cut away unseen. The first page says too that a seal follows: without one the file was cut, and is no older backup.
struct SealedFile {
    /// In the first page of a database that has a seal behind it ("MSBK").
    static let applicationID: UInt32 = 0x4D53_424B
    private static let mark = Array("mainstay-backup2".utf8)
    private static let sealLength = 16 + 8 + 8 + 32
    /// Bytes of a part: what is in memory at a time, and the place that a damage can be told to.
    private static let partSize = 1 << 22

    /// What the end of a file says, before the rest has been read.
    enum Ending {
        case sealed(BackupManifest)
        /// A database of a version that sealed nothing.
        case unsealed
    }

    let path: String

    // MARK: Writing

    /// Seals a database that lies in the file; the bytes are on the disk afterwards.
    func seal(_ manifest: BackupManifest) throws {
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        defer { try? handle.close() }
        var manifest = manifest
        manifest.partSize = Self.partSize
        while let part = try handle.read(upToCount: Self.partSize), !part.isEmpty {
            manifest.bytes += Int64(part.count)
            manifest.parts.append(SHA256.hash(data: part).hexadecimal)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = try encoder.encode(manifest)
        let frame = Data(Self.mark) + Self.bytes(UInt64(manifest.bytes)) + Self.bytes(UInt64(text.count))
        try handle.write(contentsOf: text + frame + Data(SHA256.hash(data: text + frame)))
        try handle.synchronize()
    }

    // MARK: Reading

    /// Reads the end of the file.
    /// - Throws: `Moving.Failure`.
    func ending() throws -> Ending {
        guard let handle = FileHandle(forReadingAtPath: path) else { throw Moving.Failure.unusable(path) }
        defer { try? handle.close() }
        let size = try handle.seekToEnd(), start = try read(handle, at: 0, 100)
        guard start.starts(with: Array("SQLite format 3\0".utf8)), start.count == 100 else { throw Moving.Failure.unusable(path) }
        let length = UInt64(Self.sealLength)
        let seal = size > length ? try read(handle, at: size - length, Self.sealLength) : Data()
        guard seal.starts(with: Self.mark) else {
            guard Self.number(start[68..<72]) != UInt64(Self.applicationID), size == Self.pages(start) else { throw Moving.Failure.damaged(path) }
            return .unsealed
        }
        let bytes = Self.number(seal[16..<24]), text = Self.number(seal[24..<32])
        guard bytes < size, text < size, bytes + text + length == size else { throw Moving.Failure.damaged(path) }
        let written = try read(handle, at: bytes, Int(text))
        guard Data(SHA256.hash(data: written + seal.prefix(32))) == seal.suffix(32),
              let manifest = try? JSONDecoder().decode(BackupManifest.self, from: written),
              manifest.bytes == Int64(bytes), manifest.partSize > 0 else { throw Moving.Failure.damaged(path) }
        return .sealed(manifest)
    }

    /// Compares every byte of the database with the manifest.
    /// - Parameter copy: takes the bytes meanwhile, so that what is used is what was compared.
    /// - Throws: `Moving.Failure.damaged`.
    func compare(with manifest: BackupManifest, copyingTo copy: FileHandle? = nil) throws {
        guard let handle = FileHandle(forReadingAtPath: path) else { throw Moving.Failure.unusable(path) }
        defer { try? handle.close() }
        var left = Int(manifest.bytes)
        for checksum in manifest.parts {
            let part = try handle.read(upToCount: min(left, manifest.partSize)) ?? Data()
            guard SHA256.hash(data: part).hexadecimal == checksum else { throw Moving.Failure.damaged(path) }
            left -= part.count
            try copy?.write(contentsOf: part)
        }
        guard left == 0 else { throw Moving.Failure.damaged(path) }
    }

    /// Whether the first page says that the file is a backup.
    var isMarked: Bool {
        guard let handle = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? handle.close() }
        return (try? read(handle, at: 68, 4)).map { Self.number($0) } == UInt64(Self.applicationID)
    }

    private func read(_ handle: FileHandle, at offset: UInt64, _ count: Int) throws -> Data {
        try handle.seek(toOffset: offset)
        return Data(try handle.read(upToCount: count) ?? Data())
    }

    private static func bytes(_ number: UInt64) -> Data { withUnsafeBytes(of: number.bigEndian) { Data($0) } }

    private static func number(_ bytes: Data) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

    /// How many bytes a database has by its first page.
    private static func pages(_ start: Data) -> UInt64 {
        let size = number(start[16..<18])
        return (size == 1 ? 65_536 : size) * number(start[28..<32])
    }
}
